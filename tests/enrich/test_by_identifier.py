"""An entry's PubMed or arXiv id leads to its DOI, verified like one; a wrong id is told and nothing taken from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from enrich.registered import PACING, RECORDS, SLEEP
from loopback.registries_server import RegistriesServer

AUTHORS = "author = {Brook, Anna L. and van der Meer, Jos and M{\\\"u}ller, In{\\'e}s}"
TITLE = "title = {Effects of pacing on daily activity in people with chronic illness}"
OTHER = "author = {Stone, Ida}, title = {Grazing cows in the Alps since the war}, year = {1960}"
ARXIV = "10.48550/arxiv.1706.03762"
PREPRINT = "author = {Vas, Ash}, title = {Attention and rest in very large networks of cells}, year = {2017}"


def summary(pmid: str, doi: str, **more: Any) -> dict[str, Any]:
    ids = [{"idtype": "pubmed", "value": pmid}, {"idtype": "doi", "value": doi}]
    return {"uid": pmid, "articleids": ids if doi else ids[:1], **more}


@pytest.fixture
def others() -> Iterator[RegistriesServer]:
    """PubMed knows three studies, one of them as retracted; DataCite knows a preprint."""
    preprint = {
        "doi": ARXIV,
        "titles": [{"title": "Attention and rest in very large networks of cells"}],
        "creators": [{"name": "Vas, Ash", "nameType": "Personal", "familyName": "Vas", "givenName": "Ash"}],
        "publisher": "arXiv",
        "publicationYear": 2017,
        "types": {"resourceTypeGeneral": "Preprint", "citeproc": "article"},
    }
    with RegistriesServer(
        datacite={ARXIV: preprint},
        summaries={
            "11": summary("11", PACING["DOI"]),
            "12": summary("12", SLEEP["DOI"], pubtype=["Journal Article", "Retracted Publication"]),
            "13": summary("13", ""),
        },
        converted={"PMC5": {"pmid": "11", "doi": PACING["DOI"]}},
    ) as server:
        yield server


@pytest.fixture
def enriched(
    tmp_path: Path,
    others: RegistriesServer,
    crossref_server: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[str, str]]:
    """Enrich a text in place; gives the new text and what was said."""
    crossref = crossref_server(RECORDS, agencies={ARXIV: "DataCite"})
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", crossref.url)
    monkeypatch.setenv("ATLAS_CITE_CACHE", str(tmp_path / "cache.sqlite"))
    for name, url in others.addresses.items():
        monkeypatch.setenv(f"ATLAS_CITE_{name.upper()}", url)

    def call(text: str, *options: str) -> tuple[str, str]:
        file = tmp_path / "refs.bib"
        file.write_text(text, "utf-8")
        run(["enrich", str(file), "--in-place", *options])
        return file.read_text("utf-8"), capsys.readouterr().err

    return call


@pytest.mark.parametrize(
    "identifier",
    [
        "pmid = {11}",
        "pmid = {PMID: 11}",
        "pmcid = {PMC5}",
        "eprint = {11}, eprinttype = {pubmed}",
        "eprint = {11}, archiveprefix = {PubMed}",
    ],
)
def test_a_pubmed_id_leads_to_the_doi_without_a_search(
    enriched: Callable[..., tuple[str, str]], identifier: str
) -> None:
    new, _ = enriched(f"@article{{a, {AUTHORS}, {TITLE}, year = {{2019}}, {identifier}}}\n", "--no-search")
    assert "doi = {10.5555/pacing}" in new
    assert "volume = {12}" in new


@pytest.mark.parametrize(
    "identifier",
    [
        "eprint = {1706.03762}, archiveprefix = {arXiv}",
        "eprint = {arXiv:1706.03762v5}",
        "arxivid = {1706.03762}",
        "url = {https://arxiv.org/abs/1706.03762}",
        "journal = {arXiv preprint arXiv:1706.03762}",
        "journal = {CoRR}, eprint = {1706.03762}, eprinttype = {arxiv}",
    ],
)
def test_an_arxiv_id_leads_to_the_preprints_doi(enriched: Callable[..., tuple[str, str]], identifier: str) -> None:
    new, said = enriched(f"@article{{a, {PREPRINT}, {identifier}}}\n", "--no-search")
    assert f"doi = {{{ARXIV}}}" in new, said


def test_an_arxiv_id_beside_a_journal_is_not_the_articles_doi(enriched: Callable[..., tuple[str, str]]) -> None:
    text = f"@article{{a, {PREPRINT}, journal = {{Nature}}, eprint = {{1706.03762}}, archiveprefix = {{arXiv}}}}\n"
    assert enriched(text)[0] == text


def test_an_id_of_another_work_is_told_and_nothing_taken(enriched: Callable[..., tuple[str, str]]) -> None:
    text = f"@article{{a, {OTHER}, pmid = {{11}}}}\n"
    new, said = enriched(text)
    assert new == text
    assert "a: pmid:11 is another work: 'Effects of pacing" in said
    assert "[identifier-other-work]" in said


def test_words_and_an_id_that_lead_to_two_works_wait(enriched: Callable[..., tuple[str, str]]) -> None:
    text = f"@article{{a, {AUTHORS}, {TITLE}, year = {{2019}}, volume = {{12}}, pages = {{101--119}}, pmid = {{12}}}}\n"
    new, said = enriched(text)
    assert new == text
    assert "pmid:12 is 10.5555/sleep, another work" in said


@pytest.mark.parametrize(
    ("identifier", "code"),
    [("pmid = {99}", "identifier-absent"), ("pmid = {13}", "match-none")],
    ids=["none", "no doi"],
)
def test_an_id_without_a_doi_leaves_the_search(
    enriched: Callable[..., tuple[str, str]], identifier: str, code: str
) -> None:
    new, said = enriched(f"@article{{a, {AUTHORS}, {TITLE}, year = {{2019}}, {identifier}}}\n")
    assert "doi = {10.5555/pacing}" in new
    new, said = enriched(f"@article{{a, {OTHER}, {identifier}}}\n")
    assert f"[{code}]" in said


def test_a_retraction_that_pubmed_tells_is_told(enriched: Callable[..., tuple[str, str]]) -> None:
    title = "Sleep, steps and {IL-6} after in vivo exposure to {CO2}: a cohort"
    text = f"@article{{a, author = {{Brook, Anna L.}}, title = {{{title}}}, year = {{2021}}, pmid = {{12}}}}\n"
    new, said = enriched(text)
    assert "10.5555/sleep" in new
    assert "[work-retracted]" in said


def test_an_id_offers_the_right_doi_for_a_wrong_one(enriched: Callable[..., tuple[str, str]]) -> None:
    text = f"@article{{a, {AUTHORS}, {TITLE}, year = {{2019}}, pmid = {{11}}, doi = {{10.5555/retracted}}}}\n"
    new, said = enriched(text, "--no-search")
    assert new == text
    assert "it may be 10.5555/pacing" in said


def test_a_registry_that_cannot_be_asked_is_no_absence(
    enriched: Callable[..., tuple[str, str]], others: RegistriesServer
) -> None:
    text = f"@article{{a, {OTHER}, pmid = {{11}}}}\n"
    new, said = enriched(text, "--offline")
    assert new == text
    assert said.count("[offline]") == 1
    assert "[match-none]" not in said
    assert "1 could not be looked up" in said
    assert others.log == []


def test_the_article_is_not_taken_for_a_preprint_that_nobody_has(enriched: Callable[..., tuple[str, str]]) -> None:
    text = f"@misc{{a, {AUTHORS}, {TITLE}, year = {{2019}}, eprint = {{1903.99999}}, archiveprefix = {{arXiv}}}}\n"
    new, said = enriched(text)
    assert new == text
    assert "arXiv:1903.99999 could not be looked up, and is a preprint" in said
