"""Fetching DOIs from a Crossref that behaves, and from one that does not (TESTCASES X1–X7, X28)."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.errors import InvalidSettings, Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.sources.cache import Cache, CachedWork
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from atlas_cite.sources.http.pacing import Clock
from loopback import crossref_server as loopback
from loopback.crossref_server import CrossrefServer, Fault
from loopback.fake_clock import FakeClock

TODAY = date(2026, 11, 22)
Serve = Callable[..., CrossrefServer]


def records(count: int, start: int = 0) -> list[dict[str, Any]]:
    return [record(f"10.1234/work.{number}") for number in range(start, start + count)]


def record(doi: str) -> dict[str, Any]:
    return {"DOI": doi, "title": [f"Work {doi}"], "type": "journal-article", "reference": [{"key": "1"}]}


def dois(*texts: str) -> list[Doi]:
    return [Doi.parse(text, exact=True) for text in texts]


def fetch(
    server: CrossrefServer | str,
    wanted: list[Doi],
    *,
    cache: Cache | None = None,
    today: date = TODAY,
    clock: FakeClock | None = None,
    notes: list[Problem] | None = None,
    progress: Callable[[int, int], None] | None = None,
    **settings: Any,
) -> list[Answer]:
    """Ask for `wanted` with a clock that costs no time, unless the limits are enforced by the server."""
    url = server if isinstance(server, str) else server.url
    doi_url = server if isinstance(server, str) else server.doi_url
    settings = {"url": url, "doi_url": doi_url, "mailto": "we@example.org", "timeout": 5.0, **settings}
    fake = clock or FakeClock()
    real = not isinstance(server, str) and server.enforce
    with (
        cache or Cache() as used,
        Crossref(
            CrossrefSettings(**settings),
            used,
            today=today,
            notify=(notes if notes is not None else []).append,
            clock=None if real else Clock(fake.now, fake.sleep, fake.now),
        ) as crossref,
    ):
        return crossref.fetch(wanted, progress)


def outcomes(answers: list[Answer]) -> list[tuple[str, str]]:
    return [(answer.outcome.value, answer.code) for answer in answers]


def test_many_dois_are_fetched_in_batches_and_come_back_in_order(crossref_server: Serve) -> None:
    server = crossref_server(records(1000))
    wanted = dois(*(each["DOI"] for each in records(1000)))[::-1]
    answers = fetch(server, wanted)
    assert [answer.work.doi for answer in answers if answer.work] == wanted
    assert len(server.log) == 20
    assert all(each.parameters["rows"] == ["50"] for each in server.log)
    assert len({each.connection for each in server.log}) <= 3


def test_the_contact_is_sent_twice_and_connections_are_kept(crossref_server: Serve) -> None:
    server = crossref_server(records(5))
    fetch(server, dois("10.1234/work.0", "10.1234/none.a", "10.1234/none.b"))
    assert len(server.log) > 3
    assert all(each.parameters["mailto"] == ["we@example.org"] for each in server.log)
    assert all("mailto:we@example.org" in each.user_agent and "atlas-cite/" in each.user_agent for each in server.log)


def test_a_proxy_is_never_asked_for_loopback(crossref_server: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (answer,) = fetch(crossref_server(records(1)), dois("10.1234/work.0"))
    assert answer.outcome is Outcome.FOUND


def test_without_a_contact_none_is_sent(crossref_server: Serve) -> None:
    server = crossref_server(records(1))
    assert outcomes(fetch(server, dois("10.1234/work.0"), mailto="")) == [("found", "")]
    assert "mailto" not in server.log[0].parameters
    assert "mailto" not in server.log[0].user_agent


def test_a_doi_asked_twice_is_asked_once(crossref_server: Serve) -> None:
    server = crossref_server(records(1))
    answers = fetch(server, dois("10.1234/work.0", "10.1234/WORK.0", "10.1234/work.0"))
    assert outcomes(answers) == [("found", "")] * 3
    assert len(server.log) == 1


HOSTILE = [
    "10.1000/456#789",
    "10.1000/456?a=b",
    "10.1000/50%",
    "10.1000/50%25",
    "10.1000/ends/",
    "10.1000/../works",
    "10.1000/a//b",
    "10.1000/x.xml",
    "10.1000/x/agency",
    "10.1000/x/transform",
    "10.1021/ja003055+",
    "10.1000/a&b=c",
    "10.1000/a;b|c^d`e\\f\"g'h{i}[j]",
    "10.1000/ünï",
    "10.1002/(sici)1099-0992(199711/12)27:6<635::aid-ejsp835>3.0.co;2-8",
    "10.1002/(sici)1521-3773(1999)38:11,1598::aid-anie>3.0.co;2-j",
    "10.5424/http://dx.doi.org/10.5424/sjar/20110903-330-10",
]


@pytest.mark.parametrize("alone", [True, False])
def test_hostile_dois_reach_crossref_as_they_are(crossref_server: Serve, alone: bool) -> None:
    decoys = ["10.1000/456", "10.1000/50", "10.1000/ends", "10.1000/x", "10.1000/a", "10.1234/work.0"]
    server = crossref_server([record(doi) for doi in [*HOSTILE, *decoys]])
    for wanted in [[doi] for doi in dois(*HOSTILE)] if alone else [dois(*HOSTILE)]:
        assert [answer.work and answer.work.doi for answer in fetch(server, wanted)] == wanted
    assert server.requests(status=400) == []


def test_what_a_batch_omits_is_asked_singly_before_it_is_called_absent(crossref_server: Serve) -> None:
    server = crossref_server(
        records(3), aliases={"10.1234/alias": "10.1234/work.2"}, agencies={"10.5281/zenodo.1": "DataCite"}
    )
    answers = fetch(server, dois("10.1234/work.0", "10.1234/none", "10.1234/alias", "10.5281/zenodo.1"))
    assert outcomes(answers) == [("found", ""), ("absent", "doi-absent"), ("found", ""), ("absent", "doi-absent")]
    assert answers[2].asked.text == "10.1234/alias"
    assert answers[2].work is not None
    assert answers[2].work.doi.text == "10.1234/work.2"
    assert "DataCite" in answers[3].reason
    assert "registered" not in answers[1].reason
    assert len(server.requests("list")) == 1
    assert len(server.asked_for("10.1234/none")) == 1


def test_a_record_with_another_doi_is_refused_and_both_are_named(crossref_server: Serve) -> None:
    server = crossref_server(records(1), imposters={"10.1234/wrong": record("10.1234/other")})
    [answer] = fetch(server, dois("10.1234/wrong"))
    assert (answer.outcome, answer.code, answer.work) == (Outcome.UNKNOWN, "doi-mismatch", None)
    assert "10.1234/wrong" in answer.reason
    assert "10.1234/other" in answer.reason


FAULTS: list[tuple[str, Fault, str, str, int]] = [
    ("410", loopback.GONE, "absent", "doi-absent", 1),
    ("429 for ever", loopback.TOO_MANY, "unknown", "rate-limited", 4),
    ("429 twice", Fault(429, times=2), "found", "", 3),
    ("429 with Retry-After", Fault(429, headers={"Retry-After": "7"}, times=1), "found", "", 2),
    ("429 with a long Retry-After", Fault(429, headers={"Retry-After": "7200"}), "unknown", "rate-limited", 1),
    ("500 JSON", loopback.EXCEPTION_500, "unknown", "service-error", 4),
    ("503 once", Fault(503, b"<html>", {"Content-Type": "text/html"}, times=1), "found", "", 2),
    ("504 html", loopback.HTML_504, "unknown", "service-error", 4),
    ("200 html", loopback.HTML_200, "unknown", "bad-answer", 4),
    ("200 empty", loopback.EMPTY_200, "unknown", "bad-answer", 4),
    ("204", Fault(204), "unknown", "bad-answer", 4),
    ("broken JSON", loopback.BROKEN_JSON, "unknown", "bad-answer", 4),
    ("JSON of another shape", Fault(200, b'["a"]', {"Content-Type": "application/json"}), "unknown", "bad-answer", 2),
    (
        "message is a list",
        Fault(200, b'{"message":[]}', {"Content-Type": "application/json"}),
        "unknown",
        "bad-answer",
        2,
    ),
    (
        "record without DOI",
        Fault(200, b'{"message":{}}', {"Content-Type": "application/json"}),
        "unknown",
        "bad-answer",
        1,
    ),
    ("nested too deep", Fault(200, b"[" * 100_000, {"Content-Type": "application/json"}), "unknown", "bad-answer", 4),
    ("cut body", loopback.CUT_BODY, "unknown", "network-error", 4),
    ("cut body once", Fault(200, b"{", cut=True, times=1), "found", "", 2),
    ("damaged gzip", Fault(200, b"no gzip", {"Content-Encoding": "gzip"}), "unknown", "bad-answer", 4),
    (
        "400",
        Fault(400, b'{"message":[{"type":"x","message":"Not so"}]}', {"Content-Type": "application/json"}),
        "unknown",
        "service-error",
        1,
    ),
    ("401", Fault(401), "unknown", "service-error", 1),
    ("301 to nowhere", Fault(301), "unknown", "service-error", 1),
    ("301 in circles", Fault(301, headers={"Location": "/works/10.1234%2Fbad"}), "unknown", "bad-answer", 5),
    ("JSON without content type", Fault(200, b'{"message":{"DOI":"10.1234/bad"}}'), "found", "", 1),
]


@pytest.mark.parametrize(
    ("fault", "outcome", "code", "tries"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_one_bad_answer_is_typed_and_costs_no_other(
    crossref_server: Serve, fault: Fault, outcome: str, code: str, tries: int
) -> None:
    server = crossref_server([*records(2), record("10.1234/bad")], faults={"10.1234/bad": fault})
    with Cache() as cache:
        [bad] = fetch(server, dois("10.1234/bad"), cache=cache)
    assert outcomes([bad]) == [(outcome, code)]
    assert bool(bad.reason) is (outcome != "found")
    assert len(server.asked_for("10.1234/bad")) == tries


WHOLLY_BAD = [row for row in FAULTS if row[3] not in {"", "rate-limited"} and row[0] != "301 in circles"]


@pytest.mark.parametrize("fault", [row[1] for row in WHOLLY_BAD], ids=[row[0] for row in WHOLLY_BAD])
def test_a_batch_that_fails_for_one_doi_fails_for_no_other(crossref_server: Serve, fault: Fault) -> None:
    bad = Fault(fault.status, fault.body, fault.headers, cut=fault.cut, in_batches=True)
    server = crossref_server(records(20), faults={"10.1234/work.7": bad})
    answers = fetch(server, dois(*(each["DOI"] for each in records(20))))
    assert [answer.outcome is Outcome.FOUND for answer in answers] == [number != 7 for number in range(20)]


def test_many_bad_dois_in_a_row_cost_no_other(crossref_server: Serve) -> None:
    faults = {each["DOI"]: loopback.EXCEPTION_500 for each in records(15)}
    server = crossref_server(records(40), faults=faults)
    wanted = dois(*(each["DOI"] for each in records(40)), *(f"10.1234.1/{n}" for n in range(3)))
    server.faults |= {"10.1234/work.39": Fault(500, in_batches=True, times=4)}
    answers = fetch(server, wanted)
    assert [answer.outcome is Outcome.FOUND for answer in answers[15:40]] == [True] * 25
    assert {answer.code for answer in answers[:15]} == {"service-error"}


def test_a_doi_the_filter_refuses_does_not_cost_its_batch(crossref_server: Serve) -> None:
    refused = Fault(
        400, b'{"message":[{"type":"doi-not-valid"}]}', {"Content-Type": "application/json"}, in_batches=True, times=1
    )
    server = crossref_server(records(10), faults={"10.1234/work.3": refused})
    answers = fetch(server, dois(*(each["DOI"] for each in records(10))))
    assert outcomes(answers) == [("found", "")] * 10


def test_a_time_out_is_unknown_and_tried_twice(crossref_server: Serve) -> None:
    server = crossref_server(records(2), faults={"10.1234/work.0": Fault(delay=0.6)})
    [slow] = fetch(server, dois("10.1234/work.0"), timeout=0.2)
    assert (slow.outcome, slow.code) == (Outcome.UNKNOWN, "network-error")
    assert "0.2 seconds" in slow.reason
    assert len(server.asked_for("10.1234/work.0")) == 2


def test_a_refused_connection_is_unknown_and_soon_given_up() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    clock = FakeClock()
    answers = fetch(url, dois(*(each["DOI"] for each in records(300))), clock=clock)
    assert set(outcomes(answers)) == {("unknown", "network-error")}
    assert len(clock.slept) < 40


def test_a_service_that_answers_nothing_is_asked_little(crossref_server: Serve) -> None:
    server = crossref_server()
    server.answer = lambda *_: (loopback.Reply(503, b"", {}), None)  # type: ignore[method-assign]
    calls: list[int] = []
    original = server.answer
    server.answer = lambda *arguments: (calls.append(1), original(*arguments))[1]  # type: ignore[method-assign,func-returns-value]
    answers = fetch(server, dois(*(each["DOI"] for each in records(500))))
    assert set(outcomes(answers)) == {("unknown", "service-error")}
    assert len(calls) < 30


def test_after_a_403_nothing_more_is_asked(crossref_server: Serve) -> None:
    server = crossref_server(records(200), faults={"10.1234/work.60": Fault(403, in_batches=True)})
    notes: list[Problem] = []
    answers = fetch(server, dois(*(each["DOI"] for each in records(200))), notes=notes)
    assert outcomes(answers)[60] == ("unknown", "service-refused")
    assert {answer.code for answer in answers} <= {"", "service-refused"}
    assert len(server.log) <= 4
    assert len(server.requests(status=403)) == 1


def test_the_loss_of_the_polite_pool_is_told_once(crossref_server: Serve) -> None:
    notes: list[Problem] = []
    fetch(crossref_server(records(200), loses_contact=True), dois(*(each["DOI"] for each in records(200))), notes=notes)
    assert [note.code for note in notes] == ["polite-pool-lost"]
    fetch(crossref_server(records(2)), dois("10.1234/work.0"), notes=notes)
    fetch(crossref_server(records(2)), dois("10.1234/work.0"), notes=notes, mailto="")
    assert len(notes) == 1


def test_a_wrong_address_makes_nothing_absent(crossref_server: Serve) -> None:
    server = crossref_server(records(2))
    answers = fetch(server.url + "/nowhere", dois("10.1234/work.0", "10.1234/work.1"))
    assert {answer.outcome for answer in answers} == {Outcome.UNKNOWN}


def test_retry_after_is_waited_for(crossref_server: Serve) -> None:
    clock = FakeClock()
    fault = Fault(429, headers={"Retry-After": "7"}, times=1)
    fetch(crossref_server(records(1), faults={"10.1234/work.0": fault}), dois("10.1234/work.0"), clock=clock)
    assert sum(clock.slept) == pytest.approx(7, abs=0.5)


def test_a_retry_after_date_is_measured_against_the_servers_own(crossref_server: Serve) -> None:
    clock = FakeClock()
    headers = {"Retry-After": "Sun, 22 Nov 2026 10:00:09 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}
    server = crossref_server(records(1), faults={"10.1234/work.0": Fault(503, headers=headers, times=1)})
    server_date_comes_second = fetch(server, dois("10.1234/work.0"), clock=clock)
    assert outcomes(server_date_comes_second) == [("found", "")]


SHORT = [
    ("10/abc", "found", ""),
    ("10/none", "absent", "short-doi"),
    ("10/absent", "absent", "doi-absent"),
]


@pytest.mark.parametrize(("short", "outcome", "code"), SHORT)
def test_short_dois_are_expanded(crossref_server: Serve, short: str, outcome: str, code: str) -> None:
    server = crossref_server(records(1), short_dois={"10/abc": "10.1234/WORK.0", "10/absent": "10.1234/none"})
    [answer] = fetch(server, dois(short))
    assert outcomes([answer]) == [(outcome, code)]
    assert answer.asked.text == short


def test_a_short_doi_that_cannot_be_expanded_is_unknown(crossref_server: Serve) -> None:
    server = crossref_server(records(1))
    answers = fetch(server, dois("10/abc"), doi_url=server.url + "/works")
    assert outcomes(answers) == [("absent", "short-doi")]
    assert outcomes(fetch(server, dois("10/abc"), doi_url="http://127.0.0.1:9")) == [("unknown", "short-doi")]
    assert outcomes(fetch(server, dois("10/abc"), offline=True)) == [("unknown", "short-doi")]


def test_a_second_run_asks_nothing(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(
        records(3), aliases={"10.1234/alias": "10.1234/work.2"}, short_dois={"10/abc": "10.1234/work.1"}
    )
    wanted = dois("10.1234/work.0", "10.1234/none", "10.1234/alias", "10/abc")
    first = fetch(server, wanted, cache=Cache(tmp_path / "c.db"))
    asked = len(server.log)
    again = fetch(server, [*wanted, *dois("10.1234/work.2")], cache=Cache(tmp_path / "c.db"))
    assert again[:4] == first
    assert len(server.log) == asked


def test_reference_lists_are_not_stored(crossref_server: Serve, tmp_path: Path) -> None:
    fetch(crossref_server(records(1)), dois("10.1234/work.0"), cache=Cache(tmp_path / "c.db"))
    with Cache(tmp_path / "c.db") as cache:
        [row] = cache.export_rows()
    assert row["record"].keys() == {"DOI", "title", "type", "score"}


AGES: list[tuple[str, int, Mapping[str, Any], bool]] = [
    ("work.0", 7, {}, False),
    ("work.0", 8, {}, True),
    ("work.0", 31, {}, True),
    ("none", 7, {}, False),
    ("none", 8, {}, True),
    ("work.0", 10, {"refresh_days": 9}, True),
    ("work.0", 10, {"refresh_days": 10}, False),
    ("work.0", 300, {"refresh_days": 1000}, False),
    ("work.0", 0, {"refresh_days": 0}, True),
    ("work.0", 999, {"offline": True}, False),
    ("none", 999, {"offline": True}, False),
]


@pytest.mark.parametrize(("name", "days", "settings", "asked"), AGES)
def test_what_is_too_old_is_asked_again(
    crossref_server: Serve, tmp_path: Path, name: str, days: int, settings: dict[str, Any], asked: bool
) -> None:
    server = crossref_server(records(1))
    wanted = dois(f"10.1234/{name}")
    fetch(server, wanted, cache=Cache(tmp_path / "c.db"), today=date.fromordinal(TODAY.toordinal() - days))
    before = len(server.log)
    again = fetch(server, wanted, cache=Cache(tmp_path / "c.db"), **settings)
    assert (len(server.log) > before) is asked
    assert again[0].outcome is (Outcome.FOUND if name == "work.0" else Outcome.ABSENT)


def test_an_unknown_answer_is_not_stored(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(1), faults={"10.1234/work.0": loopback.EXCEPTION_500})
    fetch(server, dois("10.1234/work.0"), cache=Cache(tmp_path / "c.db"))
    server.faults.clear()
    assert outcomes(fetch(server, dois("10.1234/work.0"), cache=Cache(tmp_path / "c.db"))) == [("found", "")]


def test_an_old_record_is_used_and_told_when_crossref_fails(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(1))
    fetch(server, dois("10.1234/work.0"), cache=Cache(tmp_path / "c.db"), today=date(2026, 1, 1))
    server.faults["10.1234/work.0"] = loopback.EXCEPTION_500
    notes: list[Problem] = []
    [answer] = fetch(server, dois("10.1234/work.0"), cache=Cache(tmp_path / "c.db"), notes=notes)
    assert answer.work is not None
    assert answer.work.fetched == "2026-01-01"
    assert [(note.code, note.subject) for note in notes] == [("stale-answer", "10.1234/work.0")]


def test_offline_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    cache = Cache()
    cache.put_works([CachedWork(Doi.parse("10.1234/a1"), Outcome.FOUND, "2020-01-01", record("10.1234/a1"))])
    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    answers = fetch("https://api.crossref.org", dois("10.1234/a1", "10.1234/b1"), cache=cache, offline=True)
    assert outcomes(answers) == [("found", ""), ("unknown", "offline")]


def test_progress_is_told_as_answers_arrive(crossref_server: Serve) -> None:
    heard: list[tuple[int, int]] = []
    fetch(
        crossref_server(records(200)),
        dois(*(each["DOI"] for each in records(200))),
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(0, 200), (50, 200), (100, 200), (150, 200), (200, 200)]


def test_nothing_to_ask_is_no_question(crossref_server: Serve) -> None:
    server = crossref_server()
    assert fetch(server, []) == []
    assert server.log == []


def test_an_interrupt_loses_nothing_that_was_answered(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(300))

    def interrupt(done: int, _: int) -> None:
        if done >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(server, dois(*(each["DOI"] for each in records(300))), cache=Cache(tmp_path / "c.db"), progress=interrupt)
    with Cache(tmp_path / "c.db") as cache:
        assert cache.info().found >= 100
        assert cache.info().found == 50 * len(server.log)


KILLED = """
import sys
from datetime import date
from pathlib import Path
from atlas_cite.model.doi import Doi
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
def told(done, total):
    print(done, flush=True)
wanted = [Doi.parse(f"10.1234/work.{number}") for number in range(500)]
settings = CrossrefSettings(sys.argv[1], "we@example.org")
with Cache(Path(sys.argv[2])) as cache, Crossref(settings, cache, today=date(2026, 11, 22)) as crossref:
    crossref.fetch(wanted, told)
"""


def test_a_killed_run_goes_on_from_where_it_was(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(500), enforce=True)
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, server.url, str(tmp_path / "c.db")], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    with run.stdout as told:
        while int(told.readline()) < 150:
            pass
        run.send_signal(signal.SIGKILL)
    run.wait()
    with Cache(tmp_path / "c.db") as cache:
        stored = cache.info().found
    assert stored >= 150
    server.enforce, before = False, len(server.log)
    answers = fetch(server, dois(*(each["DOI"] for each in records(500))), cache=Cache(tmp_path / "c.db"))
    assert set(outcomes(answers)) == {("found", "")}
    assert len(server.log) - before == (500 - stored) // 50


@pytest.mark.parametrize(("mailto", "count"), [("we@example.org", 12), ("", 4)])
def test_enforced_limits_are_never_broken(crossref_server: Serve, mailto: str, count: int) -> None:
    server = crossref_server(records(count // 2 * 50), enforce=True, latency=0.05)
    wanted = dois(*(each["DOI"] for each in records(count // 2 * 50)), *(f"10.1234.9/{n}" for n in range(count // 4)))
    start = time.monotonic()
    answers = fetch(server, wanted, mailto=mailto)
    assert server.requests(status=429) == []
    assert len([answer for answer in answers if answer.work]) == count // 2 * 50
    assert time.monotonic() - start < 60  # whoever obeys the limits needs a few seconds; a pace that is lost, minutes


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "api.crossref.org"},
        {"url": "ftp://x"},
        {"doi_url": ""},
        {"mailto": "nobody"},
        {"mailto": "a@b.org\r\nX: y"},
        {"timeout": 0},
        {"refresh_days": -1},
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidSettings):
        CrossrefSettings(**settings)
