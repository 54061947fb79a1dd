"""Edits: what is asked for changes, in the entry's own style, and nothing else."""

from __future__ import annotations

import bib_cases
import pytest

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import AddEntry
from atlas_cite.bibfile.read import read_bib_file

ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@pytest.mark.parametrize("name", bib_cases.names("edits"))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_edited_as_its_case_says(name: str, line_end: str, encoding: str) -> None:
    case = bib_cases.sections("edits", name)
    before, after = (
        ENCODINGS[encoding] + case[part].replace("\n", line_end).encode(encoding) for part in ("before", "after")
    )
    edited, problems = apply_edits(read_bib_file(before, "a.bib"), bib_cases.edits(case["edits"]))
    assert edited.data.decode(encoding) == after.decode(encoding)
    assert edited.is_changed == (before != after)
    expected = case.get("problems", "").split("\n")
    assert [f"{each.code} {each.subject.removeprefix('a.bib:')}" for each in problems] == [
        each for each in expected if each
    ]


@pytest.mark.parametrize("name", bib_cases.names("edits"))
def test_editing_twice_is_editing_once(name: str) -> None:
    case = bib_cases.sections("edits", name)
    wanted = [each for each in bib_cases.edits(case["edits"]) if not isinstance(each, AddEntry)]
    once, _ = apply_edits(read_bib_file(case["before"].encode(), "a.bib"), wanted)
    again, _ = apply_edits(read_bib_file(once.data, "a.bib"), wanted)
    assert (again.data, again.applied) == (once.data, 0)
