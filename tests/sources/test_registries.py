"""DOIs that are not Crossref's, and PubMed's ids: the agency is found and asked, and its record is cached (X28)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.errors import InvalidSettings, Problem
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name
from atlas_cite.model.status import Update
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import CrossrefSettings
from atlas_cite.sources.http.pacing import Clock
from atlas_cite.sources.registries import Addresses, Registries
from loopback.crossref_server import CrossrefServer, Reply
from loopback.fake_clock import FakeClock
from loopback.registries_server import RegistriesServer

TODAY = date(2026, 11, 22)
Serve = Callable[..., CrossrefServer]
DATA, ARTICLE, NOWHERE = "10.5281/zenodo.77", "10.1393/ncc/i2019-1", "10.5281/zenodo.404"
DATASET = {
    "doi": DATA,
    "titles": [{"title": "Steps of 40 people"}, {"title": "Schritte", "titleType": "TranslatedTitle"}],
    "creators": [{"name": "Brook, Anna", "nameType": "Personal", "givenName": "Anna", "familyName": "Brook"}],
    "publisher": "Zenodo",
    "publicationYear": 2021,
    "types": {"resourceTypeGeneral": "Dataset"},
}
NEGOTIATED = {
    "DOI": ARTICLE,
    "type": "article-journal",
    "title": "Sui passi",
    "author": [{"family": "Rossi", "given": "Ada"}],
    "container-title": "Il Nuovo Cimento C",
    "issued": {"date-parts": [[2019, 3]]},
}
AGENCIES = {DATA: "DataCite", NOWHERE: "DataCite", ARTICLE: "mEDRA"}


@pytest.fixture
def registries_server() -> Iterator[Callable[..., RegistriesServer]]:
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(RegistriesServer(**options))


@contextmanager
def opened(
    crossref: CrossrefServer,
    others: RegistriesServer,
    cache: Path,
    *,
    today: date = TODAY,
    notes: list[Problem] | None = None,
    **settings: Any,
) -> Iterator[Registries]:
    fake, where = FakeClock(), others.addresses
    chosen = CrossrefSettings(
        **{"url": crossref.url, "doi_url": where["doi_url"], "mailto": "we@example.org", "timeout": 5.0, **settings}
    )
    addresses = Addresses(where["datacite_url"], where["ncbi_url"], where["idconv_url"])
    clock = Clock(fake.now, fake.sleep, fake.now)
    notify = (notes if notes is not None else []).append
    with (
        Cache(cache) as store,
        closing(Registries(chosen, addresses, store, today=today, notify=notify, clock=clock)) as found,
    ):
        yield found


def dois(*texts: str) -> list[Doi]:
    return [Doi.parse(text, exact=True) for text in texts]


def outcomes(answers: list[Answer]) -> list[tuple[str, str]]:
    return [(answer.outcome.value, answer.code) for answer in answers]


def test_each_agency_is_asked_for_its_own_and_nothing_twice(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    crossref = crossref_server([{"DOI": "10.1234/a", "title": ["A"]}], agencies=AGENCIES)
    others = registries_server(datacite={DATA: DATASET}, negotiated={ARTICLE: NEGOTIATED})
    wanted = dois(DATA, "10.1234/a", ARTICLE, NOWHERE)
    with opened(crossref, others, tmp_path / "c.db") as registries:
        first = registries.fetch(wanted)
    assert outcomes(first) == [("found", ""), ("found", ""), ("found", ""), ("absent", "doi-absent")]
    assert [answer.work and answer.work.registry for answer in first] == ["datacite", "crossref", "medra", None]
    assert first[0].work is not None
    assert first[0].work.item.text("publisher") == "Zenodo"
    assert first[2].work is not None
    assert first[2].work.item.text("container-title") == "Il Nuovo Cimento C"
    asked = len(crossref.log), len(others.log)
    with opened(crossref, others, tmp_path / "c.db") as registries:
        assert registries.fetch(wanted) == first
    assert (len(crossref.log), len(others.log)) == asked


def test_a_prefix_whose_agency_is_known_is_not_asked_singly_again(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    many = [f"10.48550/arxiv.2101.{number:05}" for number in range(30)]
    crossref = crossref_server([], agencies=dict.fromkeys(many, "DataCite"))
    others = registries_server(datacite={doi: DATASET | {"doi": doi} for doi in many})
    with opened(crossref, others, tmp_path / "c.db") as registries:
        assert {answer.outcome for answer in registries.fetch(dois(*many))} == {Outcome.FOUND}
    assert len(others.asked("/dois/")) == 30
    assert len(crossref.log) < 10


def test_the_contact_goes_to_the_services_and_to_nobody_they_redirect_to(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    crossref = crossref_server([], agencies=AGENCIES)
    others = registries_server(datacite={DATA: DATASET}, negotiated={ARTICLE: NEGOTIATED})
    with opened(crossref, others, tmp_path / "c.db") as registries:
        registries.fetch(dois(DATA, ARTICLE))
    [data] = others.asked("/dois/")
    assert "we@example.org" in data.headers["User-Agent"]
    for each in [*others.asked("/doi.org/"), *others.asked("/agency/")]:
        assert "we@example.org" not in repr(each)


FAULTS = [
    (Reply(500, b"", {}), "service-error"),
    (Reply(200, b"<html>", {"Content-Type": "text/html"}), "bad-answer"),
    (Reply(200, b'{"data":[]}', {"Content-Type": "application/json"}), "bad-answer"),
    (Reply(200, b'{"data":{"attributes":{"doi":"10.5281/zenodo.1"}}}', {}), "doi-mismatch"),
    (Reply(403, b"", {}), "service-refused"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_failing_agency_leaves_its_doi_unknown_and_crossref_is_not_asked_again(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path, fault: Reply, code: str
) -> None:
    crossref = crossref_server([], agencies=AGENCIES)
    others = registries_server(datacite={DATA: DATASET}, faults={f"/dois/{DATA}": fault})
    with opened(crossref, others, tmp_path / "c.db") as registries:
        [answer] = registries.fetch(dois(DATA))
    assert (answer.outcome, answer.code, answer.work) == (Outcome.UNKNOWN, code, None)
    assert "DataCite" in answer.reason
    others.faults.clear()
    asked = len(crossref.log)
    with opened(crossref, others, tmp_path / "c.db") as registries:
        assert outcomes(registries.fetch(dois(DATA))) == [("found", "")]
    assert len(crossref.log) == asked


NEGOTIATION_FAULTS = [
    (Reply(204, b"", {}), "absent", "doi-absent"),
    (Reply(406, b"", {}), "absent", "doi-absent"),
    (Reply(404, b"", {}), "absent", "doi-absent"),
    (Reply(200, b"<html>", {"Content-Type": "text/html"}), "unknown", "bad-answer"),
    (Reply(200, b"[]", {"Content-Type": "application/json"}), "unknown", "bad-answer"),
    (Reply(200, b'{"DOI":"10.1393/other"}', {"Content-Type": "application/json"}), "unknown", "doi-mismatch"),
    (Reply(200, b'{"title":"Without a DOI"}', {"Content-Type": "application/json"}), "found", ""),
    (Reply(302, b"", {"Location": "ftp://127.0.0.1/x"}), "unknown", "bad-answer"),
]


@pytest.mark.parametrize(("fault", "outcome", "code"), NEGOTIATION_FAULTS)
def test_what_an_agency_may_answer_through_doi_org(
    crossref_server: Serve,
    registries_server: Callable[..., RegistriesServer],
    tmp_path: Path,
    fault: Reply,
    outcome: str,
    code: str,
) -> None:
    crossref = crossref_server([], agencies=AGENCIES)
    others = registries_server(negotiated={ARTICLE: NEGOTIATED}, faults={f"/agency/{ARTICLE}": fault})
    with opened(crossref, others, tmp_path / "c.db") as registries:
        assert outcomes(registries.fetch(dois(ARTICLE))) == [(outcome, code)]


def test_an_old_record_of_an_agency_is_asked_there_alone_and_kept_when_it_fails(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    crossref = crossref_server([], agencies=AGENCIES)
    others = registries_server(datacite={DATA: DATASET})
    with opened(crossref, others, tmp_path / "c.db", today=date(2026, 1, 1)) as registries:
        registries.fetch(dois(DATA))
    before = len(crossref.log)
    others.faults[f"/dois/{DATA}"] = Reply(500, b"", {})
    notes: list[Problem] = []
    with opened(crossref, others, tmp_path / "c.db", notes=notes) as registries:
        [answer] = registries.fetch(dois(DATA))
    assert answer.work is not None
    assert answer.work.fetched == "2026-01-01"
    assert [note.code for note in notes] == ["stale-answer"]
    assert len(crossref.log) == before


def test_a_short_doi_of_another_agency_is_expanded_and_found(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    crossref = crossref_server([], agencies=AGENCIES)
    others = registries_server(datacite={DATA: DATASET})
    others.faults["/doi.org/10/abc"] = Reply(301, b"", {"Location": f"https://doi.org/{DATA}"})
    with opened(crossref, others, tmp_path / "c.db") as registries:
        [answer] = registries.fetch(dois("10/abc"))
    assert answer.asked.text == "10/abc"
    assert answer.work is not None
    assert answer.work.doi.text == DATA


SUMMARY = {
    "pubdate": "2019 Jul-Aug",
    "epubdate": "2019 May 28",
    "source": "J Invent Med",
    "fulljournalname": "Journal of invented medicine",
    "authors": [
        {"name": "van der Meer JW", "authtype": "Author"},
        {"name": "Smith J Jr", "authtype": "Author"},
        {"name": "Pacing Study Group", "authtype": "CollectiveName"},
    ],
    "title": "[Pacing in &lt;i&gt;daily&lt;/i&gt; life].",
    "volume": "12",
    "issue": "3",
    "pages": "368-76",
    "lang": ["ger"],
    "pubtype": ["Journal Article"],
    "articleids": [{"idtype": "pubmed", "value": "11"}, {"idtype": "pmc", "value": "PMC5"}],
}


def identify(
    crossref: CrossrefServer, others: RegistriesServer, cache: Path, *names: str, **settings: Any
) -> list[PubmedAnswer]:
    with opened(crossref, others, cache, **settings) as registries:
        return registries.identify(names)


def test_pubmed_ids_lead_to_dois_or_to_pubmeds_own_record(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    with_doi = SUMMARY | {"articleids": [{"idtype": "doi", "value": "10.1234/A"}, {"idtype": "pubmed", "value": "12"}]}
    others = registries_server(
        summaries={"11": SUMMARY, "12": with_doi},
        converted={"PMC5": {"pmcid": "PMC5", "pmid": 11}, "PMC6": {"pmcid": "PMC6", "doi": "10.1234/b"}},
    )
    crossref = crossref_server([])
    names = ["pmid:11", "pmid:12", "pmcid:PMC5", "pmcid:PMC6", "pmid:999", "pmcid:PMC999"]
    answers = identify(crossref, others, tmp_path / "c.db", *names)
    assert [answer.asked for answer in answers] == names
    assert [answer.outcome.value for answer in answers] == ["found"] * 4 + ["absent"] * 2
    assert [answer.doi and answer.doi.text for answer in answers] == [None, "10.1234/a", None, "10.1234/b", None, None]
    item = answers[0].item
    assert item == answers[2].item
    assert item.type == "article-journal"
    assert item.fields == {
        "title": "Pacing in <i>daily</i> life",
        "author": (
            Name(family="Meer", given="J. W.", non_dropping_particle="van der"),
            Name(family="Smith", given="J.", suffix="Jr."),
            Name(literal="Pacing Study Group"),
        ),
        "container-title": "Journal of invented medicine",
        "container-title-short": "J Invent Med",
        "issued": Date((2019, 7)),
        "available-date": Date((2019, 5, 28)),
        "volume": "12",
        "issue": "3",
        "page": "368-376",
        "language": "de",
        "PMID": "11",
        "PMCID": "PMC5",
    }
    assert len(others.asked("/eutils/")) == 1
    assert others.log[0].parameters["email"] == ["we@example.org"]
    asked = len(others.log)
    assert identify(crossref, others, tmp_path / "c.db", *names) == answers
    assert len(others.log) == asked


def test_pubmed_tells_of_retractions(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    notice = {"refsource": "J Invent Med. 2020 Feb 6;13(1):1", "reftype": "Retraction in", "pmid": 13}
    retracted = ["Journal Article", "Retracted Publication"]
    others = registries_server(
        summaries={
            "11": SUMMARY | {"pubtype": retracted, "references": [notice]},
            "12": SUMMARY | {"pubtype": retracted},
            "13": SUMMARY | {"pubtype": ["Retraction of Publication"]},
        }
    )
    answers = identify(crossref_server([]), others, tmp_path / "c.db", "pmid:11", "pmid:12", "pmid:13")
    assert [answer.status.updates for answer in answers] == [
        (Update("retraction", "pubmed", None, "2020"),),
        (Update("retraction", "pubmed"),),
        (),
    ]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Reply(500, b"", {}), "service-error"),
        (Reply(404, b"", {}), "bad-answer"),
        (Reply(200, b"<html>", {}), "bad-answer"),
        (Reply(200, b'{"result":[]}', {}), "bad-answer"),
    ],
)
def test_when_ncbi_fails_its_ids_are_unknown(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path, fault: Reply, code: str
) -> None:
    others = registries_server(faults={"/eutils/esummary.fcgi": fault})
    [answer] = identify(crossref_server([]), others, tmp_path / "c.db", "pmid:11")
    assert (answer.outcome, answer.code, bool(answer.reason)) == (Outcome.UNKNOWN, code, True)


def test_damaged_summaries_say_nothing(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    damaged = dict.fromkeys(["authors", "articleids", "references", "lang", "pubtype"], "x") | {"title": 5, "pages": []}
    others = registries_server(summaries={"11": damaged, "12": dict.fromkeys(damaged), "13": {"articleids": [None]}})
    answers = identify(crossref_server([]), others, tmp_path / "c.db", "pmid:11", "pmid:12", "pmid:13")
    assert [answer.item.fields.get("author") for answer in answers] == [None] * 3


def test_offline_ids_are_unknown(
    crossref_server: Serve, registries_server: Callable[..., RegistriesServer], tmp_path: Path
) -> None:
    others = registries_server(summaries={"11": SUMMARY})
    [answer] = identify(crossref_server([]), others, tmp_path / "c.db", "pmid:11", offline=True)
    assert (answer.outcome, answer.code) == (Outcome.UNKNOWN, "offline")
    assert others.log == []


@pytest.mark.parametrize("name", ["datacite", "ncbi", "idconv"])
def test_addresses_that_cannot_work_are_refused(name: str) -> None:
    with pytest.raises(InvalidSettings):
        Addresses(**{name: "nowhere"})
