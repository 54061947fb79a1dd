"""Records written and read back: JSON Lines and YAML hold exactly what the record holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_cite.export.records import render_records_jsonl, render_records_yaml
from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name
from atlas_cite.model.summary import Block, Bullets, Paragraph, Part, Pem, SummaryRecord
from atlas_cite.sources.atlas import read_atlas_page
from atlas_cite.sources.records import Kind, read_records

PAGES = Path(__file__).parents[1] / "data" / "atlas" / "pages"

FULL = SummaryRecord(
    title="Counting rest: a “diary” — 2016",
    authors=(Name("Dam", "Eva", non_dropping_particle="van"), Name(literal="Nordic Rest Group")),
    authors_truncated=True,
    journal="Rest = Hvile: yes",
    year=2016,
    doi=Doi.parse("10.1000/rest.16"),
    pmid="02216608",
    parts={
        Part.QUICK_SUMMARY: (Paragraph("- no item, 1 < 2 & 3"), Bullets(("a: b", "# c"))),
        Part.OBSERVED_FINDINGS: (Bullets(("null", "~", "12", "yes")),),
        Part.LIMITATIONS: (Paragraph("1. is no item"), Paragraph("\\ is a stroke"), Paragraph("plain")),
    },
    unassigned=(Paragraph("left"), Bullets(("over",))),
    pem=Pem.NOT_REQUIRED,
    badges={"evidence_level": "E2 Moderate"},
    tags=("EXPLORATORY",),
    machine_written=True,
    snapshot_date="2026-04-20",
    other={"bibtex": "@article{a,\n}"},
)
RENDER = {"jsonl": render_records_jsonl, "yaml": render_records_yaml}


def read_back(text: str, kind: Kind) -> list[SummaryRecord]:
    located, problems = read_records(text, "file", kind)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return [each.record for each in located]


@pytest.mark.parametrize("kind", ["jsonl", "yaml"])
def test_a_full_record_reads_back_as_it_was(kind: Kind) -> None:
    records = [FULL, SummaryRecord(title="Only a title"), FULL]
    text = RENDER[kind](records)
    assert read_back(text, kind) == records
    assert RENDER[kind](read_back(text, kind)) == text


def test_json_lines_hold_one_record_a_line_with_keys_in_the_schema_s_order() -> None:
    text = render_records_jsonl([SummaryRecord(title="Rest", year=2016), SummaryRecord(title="Sleep")])
    assert text == '{"title": "Rest", "year": 2016, "pem": "unknown"}\n{"title": "Sleep", "pem": "unknown"}\n'


def test_yaml_is_a_list_that_a_person_can_read() -> None:
    record = SummaryRecord(title="Rest", parts={Part.OBSERVED_FINDINGS: (Bullets(("a", "b")),)}, pem=Pem.REQUIRED)
    assert render_records_yaml([record]) == "- title: Rest\n  observed_findings:\n  - - a\n    - b\n  pem: required\n"


def test_nothing_gives_an_empty_file_that_is_still_valid() -> None:
    assert render_records_jsonl([]) == ""
    assert render_records_yaml([]) == "[]\n"


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_page_s_record_reads_back_as_it_was(path: Path) -> None:
    record, _ = read_atlas_page(path.read_bytes().decode("utf-8"), path.name)
    assert record is not None
    assert read_back(render_records_jsonl([record]), "jsonl") == [record]
    assert read_back(render_records_yaml([record]), "yaml") == [record]


WORDS = st.lists(st.text("ab-*#1.)(:&'\"\\{}[]|>%@`é中😀", min_size=1, max_size=5), min_size=1, max_size=4).map(
    " ".join
)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    WORDS.map(Paragraph), st.lists(WORDS, min_size=1, max_size=3).map(lambda items: Bullets(tuple(items)))
)
RECORD = st.builds(
    SummaryRecord,
    title=WORDS.map(lambda text: "t" + text + "e"),
    journal=WORDS,
    parts=st.dictionaries(st.sampled_from(Part), st.lists(BLOCK, min_size=1, max_size=3).map(tuple), max_size=3),
    unassigned=st.lists(BLOCK, max_size=2).map(tuple),
    pem=st.sampled_from(Pem),
    tags=st.lists(WORDS, max_size=2).map(tuple),
    other=st.dictionaries(WORDS, WORDS, max_size=2),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(RECORD, min_size=1, max_size=3))
def test_any_record_reads_back_as_it_was(records: list[SummaryRecord]) -> None:
    for kind in ("jsonl", "yaml"):
        assert read_back(RENDER[kind](records), kind) == records  # type: ignore[index]


def test_hostile_text_stays_text() -> None:
    record = SummaryRecord(title="!!python/object:x", journal="*alias", other={"a": "--- \n- x: y\n"})
    text = render_records_yaml([record])
    assert read_back(text, "yaml") == [
        SummaryRecord(title="!!python/object:x", journal="*alias", other={"a": "---\n- x: y"})
    ]
    assert json.loads(render_records_jsonl([record]))["journal"] == "*alias"
