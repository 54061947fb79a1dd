"""Bibliographic queries, through the cache."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from atlas_cite.model.work import Outcome, SearchAnswer
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from atlas_cite.sources.http.pacing import Clock
from loopback import crossref_server as loopback
from loopback.crossref_server import CrossrefServer
from loopback.fake_clock import FakeClock

TODAY = date(2026, 11, 22)
Serve = Callable[..., CrossrefServer]
RECORDS = [
    {"DOI": "10.1234/a", "title": ["Graded exercise for fatigue"], "author": [{"family": "White", "given": "P"}]},
    {"DOI": "10.1234/b", "title": ["Fatigue in adults"], "author": [{"family": "Heins", "given": "M"}]},
    {"DOI": "10.1234/c", "title": ["Sleep in mice"], "author": [{"family": "Lee", "given": "A"}]},
]


def opened(server: CrossrefServer, cache: Cache, **settings: Any) -> Crossref:
    clock = FakeClock()
    chosen = CrossrefSettings(**{"url": server.url, "mailto": "we@example.org", **settings})
    return Crossref(chosen, cache, today=settings.pop("today", TODAY), clock=Clock(clock.now, clock.sleep, clock.now))


def found(answer: SearchAnswer) -> list[str]:
    assert answer.outcome is Outcome.FOUND
    return [work.doi.text for work in answer.works]


def test_works_come_in_crossrefs_order(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    with Cache() as cache, opened(server, cache) as crossref:
        assert found(crossref.search("White graded exercise fatigue")) == ["10.1234/a", "10.1234/b"]
        assert found(crossref.search("White graded exercise fatigue trial", rows=1)) == ["10.1234/a"]
        assert found(crossref.search("nothing like it")) == []
    assert server.log[0].parameters["query.bibliographic"] == ["White graded exercise fatigue"]
    assert server.log[0].parameters["rows"] == ["20"]


def test_many_queries_are_answered_in_order_and_equal_ones_asked_once(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    heard: list[tuple[int, int]] = []
    with Cache() as cache, opened(server, cache) as crossref:
        queries = ["Sleep in mice", "Fatigue in adults", "sleep IN mice!", ""]
        answers = crossref.search_many(queries, rows=1, progress=lambda *told: heard.append(told))
    assert [found(answer) for answer in answers] == [["10.1234/c"], ["10.1234/b"], ["10.1234/c"], []]
    assert len(server.log) == 2
    assert heard[-1] == (3, 3)


def test_a_cached_query_serves_as_many_rows_as_it_holds(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    with Cache() as cache, opened(server, cache) as crossref:
        crossref.search("fatigue", rows=2)
        assert found(crossref.search("Fatigue!", rows=1)) == ["10.1234/a"]
        assert len(server.log) == 1
        assert found(crossref.search("fatigue", rows=3)) == ["10.1234/a", "10.1234/b"]
        assert len(server.log) == 2
        crossref.search("fatigue", rows=9)
        assert len(server.log) == 2


@pytest.mark.parametrize(
    ("days", "settings", "asked"),
    [(7, {}, 0), (8, {}, 1), (8, {"refresh_days": 8}, 0), (0, {"refresh_days": 0}, 1), (500, {"offline": True}, 0)],
)
def test_queries_age(crossref_server: Serve, days: int, settings: dict[str, Any], asked: int) -> None:
    server = crossref_server(RECORDS)
    with Cache() as cache:
        clock = FakeClock()
        before = date.fromordinal(TODAY.toordinal() - days)
        with Crossref(
            CrossrefSettings(server.url), cache, today=before, clock=Clock(clock.now, clock.sleep, clock.now)
        ) as crossref:
            crossref.search("fatigue")
        with opened(server, cache, **settings) as crossref:
            assert found(crossref.search("fatigue")) == ["10.1234/a", "10.1234/b"]
    assert len(server.log) == 1 + asked


def test_offline_a_query_that_is_not_cached_is_unknown(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    with Cache() as cache, opened(server, cache, offline=True) as crossref:
        answer = crossref.search("fatigue")
    assert (answer.outcome, answer.code) == (Outcome.UNKNOWN, "offline")
    assert server.log == []


def test_an_answer_imported_from_a_demo_file_is_found_offline(crossref_server: Serve) -> None:
    row = {
        "kind": "query",
        "query": "Heins — Fatigue in adults.",
        "rows": 20,
        "fetched": "2020-01-01",
        "records": RECORDS[1:2],
    }
    with Cache() as cache, opened(crossref_server(), cache, offline=True) as crossref:
        cache.import_rows([row])
        assert found(crossref.search("heins fatigue in ADULTS", rows=5)) == ["10.1234/b"]


def test_a_failing_search_is_unknown_and_not_stored(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    original = server.answer
    server.answer = lambda *_: (loopback.Reply(500, b"", {}), None)  # type: ignore[method-assign]
    with Cache() as cache:
        with opened(server, cache) as crossref:
            answer = crossref.search("fatigue")
        assert (answer.outcome, answer.code, bool(answer.reason)) == (Outcome.UNKNOWN, "service-error", True)
        server.answer = original  # type: ignore[method-assign]
        with opened(server, cache) as crossref:
            assert len(found(crossref.search("fatigue"))) == 2


def test_a_very_long_query_is_cut_to_an_address_that_fits(crossref_server: Serve) -> None:
    server = crossref_server(RECORDS)
    with Cache() as cache, opened(server, cache) as crossref:
        assert found(crossref.search("fatigue " + "lörem ipsüm " * 2000))[0] == "10.1234/a"
        assert crossref.search("ü" * 20_000).outcome is Outcome.FOUND
    for each in server.log:
        address = f"{server.url}/works?{urlencode(dict(each.parameters), doseq=True)}"
        assert len(address) <= 4000


@pytest.mark.parametrize("rows", [0, 1001])
def test_rows_are_checked(crossref_server: Serve, rows: int) -> None:
    with Cache() as cache, opened(crossref_server(), cache) as crossref, pytest.raises(ValueError, match="rows"):
        crossref.search("fatigue", rows=rows)


def test_records_of_a_list_that_are_none_are_left_out(crossref_server: Serve) -> None:
    server = crossref_server()
    body = b'{"message":{"items":[null,{"title":["A"]},{"DOI":"10.1234/z","title":["Z"]}]}}'
    server.answer = lambda *_: (loopback.Reply(200, body, {}), None)  # type: ignore[method-assign]
    with Cache() as cache, opened(server, cache) as crossref:
        assert found(crossref.search("anything")) == ["10.1234/z"]
        assert found(crossref.search("anything")) == ["10.1234/z"]
