"""The seam to habanero: the part of this project that depends on another's inside."""

from __future__ import annotations

import importlib
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

import habanero
import httpx2
import pytest

from atlas_cite.sources.crossref import seam
from atlas_cite.sources.http.faults import ExchangeFault

CALLERS = ("habanero.request", "habanero.request_class")


class Recorder:
    def __init__(self, value: dict[str, Any]) -> None:
        self.value = value
        self.asked: list[tuple[str, Mapping[str, Any], Mapping[str, str]]] = []

    def __call__(self, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> seam.JsonAnswer:
        self.asked.append((url, dict(params), headers))
        return seam.JsonAnswer(self.value)


@pytest.fixture(autouse=True)
def _installed() -> None:
    seam.install()


def test_habanero_is_the_version_whose_inside_we_know() -> None:
    assert habanero.__version__.startswith("2.9.")


def test_installing_twice_wraps_once() -> None:
    first = [importlib.import_module(name).httpx2 for name in CALLERS]
    seam.install()
    assert [importlib.import_module(name).httpx2 for name in CALLERS] == first
    assert all(stand_in.HTTPStatusError is httpx2.HTTPStatusError for stand_in in first)


def test_the_single_route_goes_through_us_encoded_once() -> None:
    get = Recorder({"message": {"DOI": "x"}})
    with seam.routed(get):
        answer = habanero.Crossref(base_url="http://h", mailto="a@b.org").works(ids=["10.1000%2F4%235"])
    assert answer == get.value
    [(url, params, headers)] = get.asked
    assert (url, params) == ("http://h/works/10.1000%2F4%235", {})
    assert "mailto:a@b.org" in headers["User-Agent"]


def test_the_list_route_goes_through_us_with_habaneros_parameters() -> None:
    get = Recorder({"message": {"items": [], "total-results": 0}})
    crossref = habanero.Crossref(base_url="http://h")
    with seam.routed(get):
        crossref.works(filter={"doi": ["10.1/a", "10.1/b"]}, limit=2)
        crossref.works(query_bibliographic="a study", limit=5)
    assert get.asked[0][:2] == ("http://h/works", {"filter": "doi:10.1/a,doi:10.1/b", "rows": "2"})
    assert get.asked[1][:2] == ("http://h/works", {"query.bibliographic": "a study", "rows": "5"})


def test_the_agency_route_goes_through_us() -> None:
    get = Recorder({"message": {"agency": {"id": "datacite", "label": "DataCite"}}})
    with seam.routed(get):
        assert habanero.Crossref(base_url="http://h").registration_agency(ids=["10.5281%2F1"]) == ["DataCite"]
    assert get.asked[0][0] == "http://h/works/10.5281%2F1/agency"


@pytest.mark.parametrize("question", [{"ids": ["x"]}, {"query": "x"}])
def test_our_faults_pass_through_habanero_untouched(question: dict[str, Any]) -> None:
    fault = ExchangeFault("rate-limited", "slower")

    def get(*_: Any) -> seam.JsonAnswer:
        raise fault

    with seam.routed(get), pytest.raises(ExchangeFault) as caught:
        habanero.Crossref().works(**question)
    assert caught.value is fault


def test_outside_and_in_other_threads_habanero_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def original(url: str, **_: Any) -> httpx2.Response:
        seen.append(url)
        return httpx2.Response(200, json={"message": {}}, request=httpx2.Request("GET", url))

    monkeypatch.setattr(httpx2, "get", original)
    other = threading.Thread(target=lambda: habanero.Crossref(base_url="http://h").works(ids=["a"]))
    with seam.routed(Recorder({})):
        other.start()
        other.join()
    habanero.Crossref(base_url="http://h").works(ids=["b"])
    assert seen == ["http://h/works/a", "http://h/works/b"]


LIGHT = """
import sys
from datetime import date
from atlas_cite.model.doi import Doi
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
with Cache() as cache, Crossref(CrossrefSettings(offline=True), cache, today=date(2026, 11, 22)) as crossref:
    crossref.fetch([Doi.parse("10.1234/a1")])
    crossref.search("fatigue")
print([name for name in ("habanero", "httpx2", "tenacity", "ssl") if name in sys.modules])
"""


def test_nothing_heavy_is_imported_before_the_first_question() -> None:
    run = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")
