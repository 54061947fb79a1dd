"""Real records, when the reference material lies beside the project: all are mapped, and to what their quirks need."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.model.date import Date
from atlas_cite.model.work import Work
from atlas_cite.sources.crossref.mapping import read_work

SHARED = Path(__file__).parents[3] / "shared" / "crossref"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not here")

ALLOWED = re.compile(r'</?(?:i|b|sub|sup)>|<span style="font-variant:small-caps">|</span>')
CONTROL = re.compile(r"[\x00-\x1f\x7f]|&(?:amp|lt|gt|nbsp);|  ")


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def works() -> dict[str, Work]:
    found = [read_work(record, "2026-11-22") for record in [*read("works.jsonl"), *read("mecfs.jsonl")]]
    return {work.doi.text: work for work in found if work}


def test_every_record_is_mapped(works: dict[str, Work]) -> None:
    assert len(works) == len({record["DOI"].lower() for record in [*read("works.jsonl"), *read("mecfs.jsonl")]}) == 910


def test_no_field_is_empty_or_holds_markup_that_is_not_allowed(works: dict[str, Work]) -> None:
    for doi, work in works.items():
        for name, value in work.item.fields.items():
            assert value not in ("", ()), (doi, name)
            if isinstance(value, str) and name not in {"DOI", "abstract"}:
                assert not re.search(r"</?[A-Za-z]", ALLOWED.sub("", value)), (doi, name, value)
                assert not CONTROL.search(value), (doi, name, value)


def test_no_name_is_empty_and_no_date_without_a_year(works: dict[str, Work]) -> None:
    for doi, work in works.items():
        for value in work.item.fields.values():
            if isinstance(value, tuple):
                assert not any(name.is_empty for name in value), doi
            elif isinstance(value, Date):
                assert value.year, doi


def test_retractions_and_notices_are_told_apart(works: dict[str, Work]) -> None:
    grave = {doi for doi, work in works.items() if work.status.is_grave}
    assert grave == {
        "10.1126/science.1256151",
        "10.1007/s11277-021-09072-0",
        "10.1002/14651858.cd009522",
        "10.1155/2020/5109831",  # known by its title alone
    }
    assert works["10.1126/science.aac6638"].status.notice_for[0].text == "10.1126/science.1256151"
