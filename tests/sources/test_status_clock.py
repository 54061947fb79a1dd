"""What happened to a work since is asked for on a clock of its own, many works at a time, without their records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.errors import Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Relation
from atlas_cite.model.work import Answer
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from atlas_cite.sources.http.pacing import Clock
from loopback.crossref_server import EXCEPTION_500, CrossrefServer, Fault
from loopback.fake_clock import FakeClock

Serve = Callable[..., CrossrefServer]
FIRST, LATER = date(2026, 11, 1), date(2026, 11, 22)
RETRACTION = {
    "DOI": "10.1234/notice",
    "type": "retraction",
    "source": "publisher",
    "updated": {"date-parts": [[2026, 11, 10]]},
}


def records(count: int) -> list[dict[str, Any]]:
    return [
        {"DOI": f"10.1234/work.{number}", "title": [f"Work {number}"], "volume": "1", "language": "en"}
        for number in range(count)
    ]


def fetch(
    server: CrossrefServer,
    path: Path,
    count: int,
    today: date,
    *,
    more: tuple[str, ...] = (),
    notes: list[Problem] | None = None,
    **settings: Any,
) -> list[Answer]:
    fake = FakeClock()
    chosen = CrossrefSettings(server.url, "we@example.org", doi_url=server.doi_url, timeout=5.0, **settings)
    wanted = [Doi.parse(text) for text in (*(f"10.1234/work.{number}" for number in range(count)), *more)]
    clock, notify = Clock(fake.now, fake.sleep, fake.now), (notes if notes is not None else []).append
    with Cache(path) as cache, Crossref(chosen, cache, today=today, notify=notify, clock=clock) as crossref:
        return crossref.fetch(wanted)


def test_a_retraction_reaches_a_record_that_is_still_fresh(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(120))
    fetch(server, tmp_path / "c.db", 120, FIRST)
    before = len(server.log)
    server.records["10.1234/work.7"] |= {"updated-by": [RETRACTION], "volume": "2", "title": ["RETRACTED: Work 7"]}
    server.records["10.1234/work.8"] |= {"relation": {"has-preprint": [{"id-type": "doi", "id": "10.1101/8"}]}}
    answers = fetch(server, tmp_path / "c.db", 120, LATER)
    new = server.log[before:]
    assert [each.parameters["select"] for each in new] == [["DOI,title,update-to,updated-by,relation"]] * 3
    work = answers[7].work
    assert work is not None
    assert work.status.is_grave
    assert (work.status.checked, work.fetched, work.item.text("volume")) == ("2026-11-22", "2026-11-01", "1")
    assert work.item.text("language") == "en"
    assert answers[8].work is not None
    assert answers[8].work.relations == (Relation("has-preprint", Doi.parse("10.1101/8")),)
    assert {answer.work.status.checked for answer in answers if answer.work} == {"2026-11-22"}
    assert fetch(server, tmp_path / "c.db", 120, LATER) == answers
    assert len(server.log) == before + 3


def test_an_update_that_was_taken_back_is_gone(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(3))
    server.records["10.1234/work.1"]["updated-by"] = [RETRACTION]
    assert fetch(server, tmp_path / "c.db", 3, FIRST)[1].work.status.is_grave  # type: ignore[union-attr]  # it is found
    del server.records["10.1234/work.1"]["updated-by"]
    work = fetch(server, tmp_path / "c.db", 3, LATER)[1].work
    assert work is not None
    assert (work.status.updates, work.item.text("title")) == ((), "Work 1")


def test_an_alias_is_checked_under_its_prime_doi(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(3), aliases={"10.1234/alias": "10.1234/work.2"})
    fetch(server, tmp_path / "c.db", 2, FIRST, more=("10.1234/alias",))
    before = len(server.log)
    server.records["10.1234/work.2"]["updated-by"] = [RETRACTION]
    alias = fetch(server, tmp_path / "c.db", 2, LATER, more=("10.1234/alias",))[2]
    assert alias.work is not None
    assert (alias.asked.text, alias.work.doi.text) == ("10.1234/alias", "10.1234/work.2")
    assert alias.work.status.is_grave
    assert len(server.log) == before + 1


def test_a_service_that_cannot_select_gives_whole_records(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(20))
    fetch(server, tmp_path / "c.db", 20, FIRST)
    before = len(server.log)
    server.faults["10.1234/work.0"] = Fault(400, b"{}", in_batches=True, times=1)
    answers = fetch(server, tmp_path / "c.db", 20, LATER)
    assert {answer.work.fetched for answer in answers if answer.work} == {"2026-11-22"}
    assert len(server.log) == before + 2


def test_a_status_that_cannot_be_had_keeps_its_day_and_is_told(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(3))
    fetch(server, tmp_path / "c.db", 3, FIRST)
    server.faults |= {each["DOI"]: Fault(500, EXCEPTION_500.body, in_batches=True) for each in records(3)}
    notes: list[Problem] = []
    answers = fetch(server, tmp_path / "c.db", 3, LATER, notes=notes)
    assert [answer.work and answer.work.status.checked for answer in answers] == ["2026-11-01"] * 3
    assert {note.code for note in notes} == {"stale-answer"}
    assert len(notes) == 3


@pytest.mark.parametrize(
    ("days", "settings", "asked"),
    [(7, {}, 0), (8, {}, 1), (20, {"refresh_days": 25}, 0), (20, {"offline": True}, 0), (40, {}, 1)],
)
def test_the_clock_of_a_status(
    crossref_server: Serve, tmp_path: Path, days: int, settings: dict[str, Any], asked: int
) -> None:
    server = crossref_server(records(10))
    fetch(server, tmp_path / "c.db", 10, FIRST)
    fetch(server, tmp_path / "c.db", 10, date.fromordinal(FIRST.toordinal() + days), **settings)
    assert len(server.log) == 1 + asked


def test_a_pinned_record_is_good_at_any_age(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(4))
    answers = fetch(server, tmp_path / "c.db", 4, FIRST, pinned={})
    prints = {answer.asked.text: answer.work.fingerprint for answer in answers if answer.work}
    assert len(set(prints.values())) == 4
    prints["10.1234/work.3"] = "another"
    again = fetch(server, tmp_path / "c.db", 4, date(2027, 6, 1), pinned=prints)
    assert again[:3] == answers[:3]
    assert len(server.log) == 2
    assert again[3].work is not None
    assert again[3].work.fetched == "2027-06-01"
