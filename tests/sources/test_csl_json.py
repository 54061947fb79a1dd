from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.errors import Problem
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.plain import entry_to_plain
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import Paragraph, Part, SummaryRecord
from atlas_cite.sources.csl_json import read_csl_json

CASES = Path(__file__).parents[1] / "data" / "csl_json"


def as_case(reference: Reference) -> dict[str, Any]:
    csl = reference.item.to_csl("")
    line = int(reference.origin.where.rpartition(":")[2])
    fields = {name: value for name, value in csl.items() if name not in {"id", "type"}}
    return {"key": reference.key, "line": line, "type": csl["type"], "fields": fields, "extra": dict(reference.extra)}


def as_rows(problems: list[Problem]) -> list[list[Any]]:
    rows = [[each.code, int(each.subject.rpartition(":")[2]), each.severity.value] for each in problems]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def test_items_are_read_as_their_case_says() -> None:
    expected = json.loads((CASES / "items.expected.json").read_text(encoding="utf-8"))
    references, problems = read_csl_json((CASES / "items.json").read_text(encoding="utf-8"), "items.json")
    assert [as_case(reference) for reference in references] == expected["entries"]
    assert as_rows(problems) == expected["problems"]


@pytest.mark.parametrize(
    ("text", "keys", "lines"),
    [
        ('[{"id": "a", "type": "book"}]', ["a"], ["1"]),
        ('\ufeff{"id": "a", "type": "book"}', ["a"], ["1"]),
        ('{\n"items": [\n{"id": "a", "type": "book"},\n\n{"id": "b", "type": "book"}]}', ["a", "b"], ["3", "5"]),
        ('{"id": "a", "type": "book"}\n\n{"id": "b", "type": "book"}\n', ["a", "b"], ["1", "3"]),
        ("[]", [], []),
    ],
)
def test_every_form_of_file_is_read(text: str, keys: list[str], lines: list[str]) -> None:
    references, problems = read_csl_json(text, "a.json")
    assert [reference.key for reference in references] == keys
    assert [reference.origin.where.rpartition(":")[2] for reference in references] == lines
    assert problems == []


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ('[{"id": "a", "type": "book"},\n{"id": oops}]', ["a"], 2),
        ('[{"id": "a", "type": "book"}\n{"id": "b", "type": "book"}]', ["a"], 2),
        ('[{"id": "a", "type": "book"}', ["a"], 1),
        ('{"id": "a", "type": "book"}\n{"id": oops}\n{"id": "c", "type": "book"}', ["a", "c"], 2),
        ('{"id": "a",\n"type" "book"}', [], 2),
        ("[" * 100_000, [], 1),
    ],
)
def test_a_fault_costs_as_little_as_it_can(text: str, keys: list[str], line: int) -> None:
    references, problems = read_csl_json(text, "a.json")
    assert [reference.key for reference in references] == keys
    assert as_rows(problems) == [["json-invalid", line, "error"]]


def saved() -> Entry:
    item = Item("book", {"title": "On Rest", "DOI": "10.5555/x", "PMID": "7"})
    summary = SummaryRecord(title="On Rest", parts={Part.QUICK_SUMMARY: (Paragraph("It rests."),)})
    return Entry("roe", item, dict.fromkeys(item.fields, Origin("crossref", "10.5555/x")), summary)


def test_a_saved_entry_comes_back_whole() -> None:
    (reference,), problems = read_csl_json(json.dumps([entry_to_plain(saved())]), "lib.json")
    assert problems == []
    assert reference.entry == saved()
    assert (reference.key, str(reference.doi), reference.pmid) == ("roe", "10.5555/x", "7")
    assert reference.summary == saved().summary
    assert reference.origin == Origin("library", "lib.json:1")


def test_fields_that_somebody_added_or_took_out_cost_a_saved_entry_nothing_else() -> None:
    status = Status("2026-11-22", (Update("retraction", "publisher"),))
    plain = entry_to_plain(replace(saved(), status=status)) | {"volume": "3"}
    del plain["PMID"]
    (reference,), problems = read_csl_json(json.dumps([plain]), "lib.json")
    assert [(problem.code, problem.message) for problem in problems] == [
        ("library-entry-changed", "somebody has changed 'roe' since atlas-cite saved it: volume added; PMID taken out")
    ]
    assert reference.entry is not None
    assert reference.entry.status == status
    assert reference.summary == saved().summary
    assert reference.entry.item.fields == {"title": "On Rest", "DOI": "10.5555/x", "volume": "3"}
    assert reference.entry.origins["title"] == Origin("crossref", "10.5555/x")
    assert reference.entry.origins["volume"] == Origin("csl-json", "lib.json:1")


def test_a_member_that_csl_does_not_know_costs_a_saved_entry_nothing() -> None:
    status = Status("2026-11-22", (Update("retraction", "publisher"),))
    plain = entry_to_plain(replace(saved(), status=status)) | {"shelf": "B 7"}
    (reference,), problems = read_csl_json(json.dumps([plain]), "lib.json")
    assert reference.entry is not None
    assert reference.entry.status == status
    assert reference.entry.extra == {"csl-json:shelf": '"B 7"'}
    assert len(problems) == 1
    assert "shelf" in problems[0].message


@pytest.mark.parametrize(
    "change",
    [{"custom": {"atlas-cite": {"origins": 1}}}, {"custom": {"atlas-cite": {"verdict": {"x": 1}}}}],
)
def test_a_saved_entry_whose_custom_part_was_broken_is_read_as_an_item(change: dict[str, Any]) -> None:
    (reference,), problems = read_csl_json(json.dumps([entry_to_plain(saved()) | change]), "lib.json")
    assert [problem.code for problem in problems] == ["library-entry-changed"]
    assert reference.entry is None
    assert reference.item.text("title") == "On Rest"
    assert "atlas-cite" in reference.extra["csl-json:custom"]


def test_many_unknown_members_are_told_in_few_problems() -> None:
    item = {"id": "a", "type": "book"} | {f"x{number}": number for number in range(50)}
    references, problems = read_csl_json(json.dumps([item, item | {"id": "b"}]), "a.json")
    assert len(references[1].extra) == 50
    assert len(problems) == 6


@pytest.mark.parametrize("last", [{"literal": "et al."}, {"literal": "Others"}, "et al."])
def test_a_last_name_that_is_none_marks_the_list_as_cut(last: object) -> None:
    names = [{"family": "Roe", "given": "Ann"}, last]
    text = json.dumps([{"id": "a", "type": "book", "author": names, "editor": names[:1], "translator": [last]}])
    (reference,), problems = read_csl_json(text, "a.json")
    assert problems == []
    assert [str(name) for name in reference.item.names("author")] == ["Ann Roe"]
    assert len(reference.item.names("translator")) == 1
    assert reference.extra == {"truncated-names": "author"}
