"""Nothing is lost: any file read and not edited is the same bytes, and an edit changes its own lines alone."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import SetField
from atlas_cite.bibfile.read import read_bib_file

SHARED = Path(__file__).parents[3] / "shared" / "bibs"
REAL = sorted(SHARED.glob("*.bib"))
PIECES = st.sampled_from(
    ["@article{a,", "@book(b,", "title = {T}", 'year = "2001"', ",", "}", ")", "{", '"', "\n", "\r\n", "\r", " ", "\t",
     "% note", "@comment{x}", "@string{s = {v}}", "month = feb", " # ", "@", "\\", "é", "\ufeff", "doi={10.1/a\\_b}"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig"]))
def test_no_edit_is_no_change(text: str, encoding: str) -> None:
    data = f"@misc{{first}}\n{text}".encode(encoding)  # a few odd characters alone may be taken for no text at all
    edited, _ = apply_edits(read_bib_file(data, "a.bib"), [])
    assert edited.data == data


@given(st.lists(PIECES, max_size=40).map("".join))
def test_all_blocks_together_are_the_text(text: str) -> None:
    read = read_bib_file(text.encode(), "a.bib")
    assert "".join(read.text[block.start : block.end] for block in read.blocks) == read.text


NAMES = st.sampled_from(["title", "doi", "note", "author", "year"])


@given(st.lists(PIECES, max_size=40).map("".join), NAMES, st.text('aZ09{}"\\ ,=@#%\n\r', max_size=8), st.data())
def test_an_edit_changes_its_own_entry_alone(text: str, name: str, value: str, data: st.DataObject) -> None:
    text = "@misc{first, title = {T}}\n" + text
    read = read_bib_file(text.encode(), "a.bib")
    assume(read.entries)
    entry = data.draw(st.sampled_from(read.entries))
    edited, problems = apply_edits(read, [SetField(entry.index, name, value)])
    after = edited.data.decode()
    assert after.startswith(read.text[: entry.start])
    assert after.endswith(read.text[entry.end :])
    if problems:
        assert after == text
        return
    same = read_bib_file(edited.data, "a.bib").entries[entry.index]
    assert len(same.fields) == len(entry.fields) + (entry.field(name) is None)
    others = [(each.name, each.raw) for each in entry.fields if each is not entry.field(name)]
    assert [(each.name, each.raw) for each in same.fields if each is not same.field(name)] == others
    assert same.text(name).replace("\r", "\n") == value.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.skipif(not REAL, reason="real files are not beside the project")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_file_is_the_same_bytes_and_an_edit_one_line(path: Path) -> None:
    data = path.read_bytes()
    read = read_bib_file(data, path.name)
    assert apply_edits(read, [])[0].data == data
    entry = next((each for each in read.entries if each.field("year") and not each.field("doi")), read.entries[0])
    year = entry.field("year")
    edit = SetField(entry.index, "year", "1066") if year else SetField(entry.index, "doi", "10.5555/x")
    edited, problems = apply_edits(read, [edit])
    after = read_bib_file(edited.data, path.name)
    changed = list(unified_diff(read.text.splitlines(), after.text.splitlines(), n=0, lineterm=""))[2:]
    assert problems == []
    assert len([line for line in changed if line[0] in "+-"]) <= 3
    assert len(after.entries) == len(read.entries)
