"""Edits of one entry made at once come to what they come to one after the other: the fast way is the slow way."""

from __future__ import annotations

import bib_cases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import AddEntry, Edit, SetField
from atlas_cite.bibfile.entry_edit import EntryEditor, EntryText, Refused
from atlas_cite.bibfile.pieces import EntryPieces
from atlas_cite.bibfile.read import read_bib_text
from atlas_cite.bibfile.style import EntryStyle, style_of
from atlas_cite.tables.bib_layout import BELONGS_AFTER

NAMES = ("author", "Title", "journal", "YEAR", "volume", "number", "pages", "doi", "note", "keywords", "x-y")
VALUES = ("{a}", '"b"', "7", "jan", 'm # "c"', "{d {e} f}", '{M{\\"u}ller}', "{one\n two}", '"{"}x"', "{}", "{a % b}")
NEW = (*sorted(BELONGS_AFTER), "author", "TITLE", "Year", "doi", "note", "x y", "", "1x")
SAID = ("", "a", "7", "d {e} f", '"q"', "one\ntwo", "{", "}", "a } b { c", "ü", "% c", "@misc{x,", "\n@misc{x,", "c")
GAPS = (",\n  ", ", ", ",\n", ",\n\t", " , % c\n  ", ",\r\n  ", "\n, ", ",\r  ")
EQUALS = (" = ", "=", " =\t", "\t= ")

fields = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(EQUALS), st.sampled_from(VALUES)), min_size=2)
edits = st.lists(
    st.builds(SetField, st.just(0), st.sampled_from(NEW), st.sampled_from(SAID), st.booleans()),
    min_size=1,
    max_size=6,
    unique_by=lambda edit: edit.name.lower(),
)


@given(fields, st.sampled_from(GAPS), st.sampled_from(("\n}", "}", ",\n}", " )", ", % end\n}")), edits)
def test_at_once_is_one_by_one(parts: list[tuple[str, str, str]], gap: str, end: str, wanted: list[SetField]) -> None:
    opening = "@Article( k" if end.endswith(")") else "@Article{k"
    written = "".join(f"{gap}{name}{equals}{value}" for name, equals, value in parts)
    file = read_bib_text(f'@string{{m = "c"}}\n{opening}{written}{end}\n', "a.bib")
    for entry in file.entries:
        text = EntryText.of(file.text[entry.start : entry.end])
        editor = EntryEditor(file.source, file.macros, style_of(text.text, text.parts, EntryStyle()))
        try:
            at_once, done = editor.set_all(EntryPieces.of_entry(file.text, entry), entry, wanted)
        except Refused:
            continue  # the slow way tells which it was
        changed = []
        for edit in wanted:
            new = editor.edit(text, edit)
            if new.text != text.text:
                changed.append(edit)
            text = new
        assert (at_once, done) == (text.text, changed)


@pytest.mark.parametrize("name", bib_cases.names("edits"))
def test_edits_of_a_case_come_to_the_same_with_another_edit_between(name: str) -> None:
    """An edit of nothing between two edits of an entry sends the second the slow way."""
    case = bib_cases.sections("edits", name)
    file = read_bib_text(case["before"], "a.bib")
    wanted = [each for each in bib_cases.edits(case["edits"]) if not isinstance(each, AddEntry)]
    between = [SetField(index, "no name", "") for index in range(len(file.entries))]
    apart: list[Edit] = [step for each in wanted for step in (*between, each)]
    assert apply_edits(file, apart)[0] == apply_edits(file, wanted)[0]
