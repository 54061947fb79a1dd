"""The traps of registries' data on retractions (CROSSREF.md §2), each decided from a record as Crossref answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.checks.finding import Finding
from atlas_cite.pipeline.checking import Checked, CheckRequest, check
from atlas_cite.pipeline.libraries import Lookup
from loopback.crossref_server import TOO_MANY, CrossrefServer

OWN, NOTICE = "10.5555/work", "10.5555/notice"
JUNK = (
    "addendum", "clarification", "correction", "corrigendum", "erratum", "expression_of_concern", "new_edition",
    "new_version", "partial_retraction", "removal", "retraction", "withdrawal",
)  # fmt: skip


def update(kind: str, doi: str = NOTICE, source: str = "publisher", year: int = 2020, **more: Any) -> dict[str, Any]:
    return {"type": kind, "DOI": doi, "source": source, "updated": {"date-parts": [[year, 1, 2]]}, **more}


def record(title: str = "A study of tiredness in grown people", **members: Any) -> dict[str, Any]:
    return {
        "DOI": OWN,
        "type": "journal-article",
        "title": [title],
        "author": [{"family": "Smith", "given": "Ann"}],
        "container-title": ["Brain"],
        "issued": {"date-parts": [[2013]]},
        **members,
    }


def checked(found: dict[str, Any], server: CrossrefServer, folder: Path, request: CheckRequest) -> Checked:
    path = folder / "refs.bib"
    title = found["title"][0]
    path.write_text(
        f"@article{{a, author = {{Smith, Ann}}, title = {{{title}}}, journal = {{Brain}}, year = 2013, volume = 1,"
        f" pages = {{1--2}}, doi = {{{OWN}}}}}\n"
    )
    lookup = Lookup(crossref_url=server.url, doi_url=server.doi_url, cache=folder / "cache.sqlite")
    return check([str(path)], BytesIO(), lookup, request, today=date(2026, 11, 25))


def statuses(found: dict[str, Any], server: CrossrefServer, folder: Path, listed: Path | None = None) -> list[Finding]:
    findings = checked(found, server, folder, CheckRequest(retractions=listed)).findings
    return [each for each in findings if each.rule.startswith("status/")]


TRAPS = {
    "told by Retraction Watch alone, under a plain title": (
        record(**{"updated-by": [update("retraction", source="retraction-watch", **{"record-id": "7"})]}),
        {"retracted"},
    ),
    "the notice itself": (record(**{"update-to": [update("retraction", "10.5555/other")]}), {"notice-cited"}),
    "a retracted title that stands on the notice": (
        record("[Retracted] A study of tiredness", **{"update-to": [update("retraction", "10.5555/other")]}),
        {"notice-cited"},
    ),
    "retracted in place": (record(**{"update-to": [update("retraction", OWN)]}), {"retracted"}),
    "told twice, with different dates": (
        record(
            "RETRACTED ARTICLE: A study of tiredness",
            **{"update-to": [update("retraction", OWN, year=2021),
                             update("retraction", OWN, "retraction-watch", 2022)]},
        ),
        {"retracted"},
    ),
    "removed after an erratum, both in place": (
        record(**{"update-to": [update("erratum", OWN), update("removal", OWN, year=2021)]}),
        {"removed", "corrected"},
    ),
    "a new version of itself": (record(**{"update-to": [update("new_version", OWN)]}), set()),
    "a new version of another work": (record(**{"update-to": [update("new_version", "10.5555/older")]}), set()),
    "every kind of update at once": (record(**{"updated-by": [update(kind) for kind in JUNK]}), {"contradictory"}),
    "withdrawn, not retracted": (record(**{"updated-by": [update("withdrawal")]}), {"withdrawn"}),
    "withdrawn by its title alone": (record("WITHDRAWN: A study of tiredness"), {"withdrawn"}),
    "retraction is what the paper is about": (record("Retraction of the tongue in retracted jaws"), set()),
    "retracted papers are what the paper is about": (record("Retracted papers are cited as if sound"), set()),
    "corrected years before it was retracted": (
        record(**{"updated-by": [update("correction", "10.5555/first", year=2015), update("retraction", year=2021)]}),
        {"corrected", "retracted"},
    ),
    "one record of Retraction Watch with two kinds": (
        record(**{"updated-by": [update(kind, source="retraction-watch", **{"record-id": "9"})
                                 for kind in ("retraction", "expression_of_concern")]}),
        {"retracted", "concern", "contradictory"},
    ),
    "partly retracted": (record(**{"updated-by": [update("partial_retraction")]}), {"partly-retracted"}),
    "an addendum": (record(**{"updated-by": [update("addendum")]}), set()),
    "nothing happened": (record(), set()),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_decided(trap: str, tmp_path: Path, crossref_server: Callable[..., CrossrefServer]) -> None:
    found, rules = TRAPS[trap]
    told = statuses(found, crossref_server([found]), tmp_path)
    assert {each.rule.removeprefix("status/") for each in told} == rules


def test_sources_and_the_earliest_date_are_told(tmp_path: Path, crossref_server: Callable[..., CrossrefServer]) -> None:
    found, _ = TRAPS["told twice, with different dates"]
    told = statuses(found, crossref_server([found]), tmp_path)
    assert "on 2021-01-02 (says publisher, retraction-watch" in told[0].message
    alone, _ = TRAPS["told by Retraction Watch alone, under a plain title"]
    (tmp_path / "alone").mkdir()
    told = statuses(alone, crossref_server([alone]), tmp_path / "alone")
    assert "(says retraction-watch, notice 10.5555/notice)" in told[0].message


HEAD = "OriginalPaperDOI,RetractionDOI,RetractionDate,RetractionNature\n"


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        (f"{OWN},{NOTICE},1/2/2020 0:00,Retraction\n{OWN},{NOTICE},6/1/2021 0:00,Reinstatement\n", {"reinstated"}),
        (f"{OWN},{NOTICE},6/1/2021 0:00,Reinstatement\n", {"reinstated"}),
        (
            f"{OWN},{NOTICE},1/2/2020 0:00,Reinstatement\n{OWN},10.5555/again,6/1/2021 0:00,Retraction\n",
            {"reinstated", "retracted"},
        ),
        (f"{OWN.upper()},unavailable,1/2/2020 0:00,Expression of concern\n", {"concern"}),
    ],
)
def test_a_reinstatement_takes_back_what_came_before_it(
    rows: str, rules: set[str], tmp_path: Path, crossref_server: Callable[..., CrossrefServer]
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(HEAD + rows)
    told = statuses(record(), crossref_server([record()]), tmp_path, listed)
    assert {each.rule.removeprefix("status/") for each in told} == rules


def test_a_registry_that_keeps_a_retraction_after_a_reinstatement_is_overruled(
    tmp_path: Path, crossref_server: Callable[..., CrossrefServer]
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(f"{HEAD}{OWN},10.5555/back,6/1/2021 0:00,Reinstatement\n")
    found = record(**{"updated-by": [update("retraction", year=2020)]})
    told = statuses(found, crossref_server([found]), tmp_path, listed)
    assert [each.rule for each in told] == ["status/reinstated"]


def test_too_many_requests_is_unchecked_and_never_clean(
    tmp_path: Path, crossref_server: Callable[..., CrossrefServer]
) -> None:
    server = crossref_server([record()], faults={OWN: TOO_MANY})
    found = checked(record(), server, tmp_path, CheckRequest())
    assert "status/unchecked" in {each.rule for each in found.findings}
    assert found.problems
