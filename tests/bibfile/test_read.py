"""Reading: every entry that can be read is, and everything odd is named with line and column."""

from __future__ import annotations

import json
import re
import time

import bib_cases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.bibfile.file import BlockKind
from atlas_cite.bibfile.read import read_bib_file, read_bib_text
from atlas_cite.bibfile.scan import blocks_at_line_starts

MOST_SECONDS = 20
"""Of processor time, which is many times what a slow machine needs; what grows with the square takes minutes."""


@pytest.mark.parametrize("name", bib_cases.names("faults"))
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_a_file_is_read_as_its_case_says(name: str, line_end: str) -> None:
    case = bib_cases.sections("faults", name)
    read = read_bib_file(case["file"].replace("\n", line_end).encode(), "a.bib")
    found = [[entry.type, entry.key, {each.name: each.text for each in entry.fields}] for entry in read.entries]
    problems = [f"{each.code} {each.subject.removeprefix('a.bib:')}" for each in read.problems]
    assert problems == case["problems"].splitlines()
    if line_end != "\r":  # a lone CR stays in a value, as it may mean something there
        assert found == [json.loads(line) for line in case["entries"].splitlines()]


def test_places_point_into_the_text() -> None:
    text = '\ufeffx\r\n@Book{ key ,\r\n  Title = "T", year=2000 # "a"}'
    (entry,) = read_bib_text(text, "a.bib").entries
    title, year = entry.fields
    assert (entry.line, entry.column, text[entry.start], text[entry.close]) == (2, 1, "@", "}")
    assert text[entry.type_start :].startswith("Book")
    assert text[entry.key_start :].startswith("key ,")
    assert (title.line, title.column, title.delimiter, title.raw) == (3, 3, '"', '"T"')
    assert text[title.name_start : title.name_end] == "Title"
    assert text[year.value_start : year.value_end] == year.raw == '2000 # "a"'
    assert (year.delimiter, year.text) == ("", "2000a")


def test_one_broken_entry_among_5000_costs_only_itself() -> None:
    good = "".join(f"@article{{k{number}, title={{T{number}}}}}\n" for number in range(2500))
    read = read_bib_text(good + "@article{bad, title={open\n" + good.replace("k", "m"), "a.bib")
    assert len(read.entries) == 5000
    assert [(each.code, each.subject) for each in read.problems] == [("bibtex-unreadable", "a.bib:2501:21")]
    assert [block.kind for block in read.blocks if block.kind is BlockKind.BROKEN] == [BlockKind.BROKEN]


@pytest.mark.parametrize(
    "piece",
    [
        "@",
        "@a{",
        "@misc{a, b={",
        "{",
        '@misc{a,b="',
        "@comment{",
        "@string{a=",
        " " * 50 + "@",
        "\\{",
        "@a(b,",
        "%@a{b,\n",
        "@misc{a, b={\n",
        "@comment{\n@misc{a, b={x}}\n",
    ],
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    started = time.process_time()
    text = piece * (200_000 // len(piece))
    read = read_bib_text(text, "a.bib")
    assert time.process_time() - started < MOST_SECONDS
    assert "".join(read.text[block.start : block.end] for block in read.blocks) == text


_PARTS = ("@a{", "@ b {", "@c (d,", "@comment(", "@", "\n", "  ", "\t", "x", "@e\n{", "%", "@Home (2010)")


@given(st.lists(st.sampled_from(_PARTS)).map("".join))
def test_blocks_begin_where_only_blanks_stand_before_them_in_the_line(text: str) -> None:
    opening = r"@[^\S\n]*(?:\w+\s*\{|\w+\s*\(\s*\w+\s*,|comment\s*\()"
    expected = [at for at, sign in enumerate(text) if sign == "@" and not text[:at].rpartition("\n")[2].strip()]
    assert list(blocks_at_line_starts(text)) == [at for at in expected if re.match(opening, text[at:])]


def test_many_signs_in_one_line_take_no_longer_than_their_number() -> None:
    start = time.process_time()
    assert list(blocks_at_line_starts("x" + "@a{" * 200_000)) == []
    assert list(blocks_at_line_starts(" @" * 200_000)) == []
    assert time.process_time() - start < MOST_SECONDS
