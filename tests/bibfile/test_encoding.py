"""Encodings are found, kept byte for byte, and never lose a character that they do not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import SetField
from atlas_cite.bibfile.encoding import decode_bib
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.errors import UnreadableInput

ENTRY = "@misc{a,\r\n  author = {Müller},\n}\r"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (ENTRY.encode(), "utf-8", ENTRY),
        (b"\xef\xbb\xbf" + ENTRY.encode(), "utf-8", ENTRY),
        (ENTRY.encode("utf-16-le"), "utf-16-le", ENTRY),
        (ENTRY.encode("utf-16-be"), "utf-16-be", ENTRY),
        (b"\xff\xfe" + ENTRY.encode("utf-16-le"), "utf-16-le", ENTRY),
        (b"\xfe\xff" + ENTRY.encode("utf-16-be"), "utf-16-be", ENTRY),
        (ENTRY.encode("latin-1"), "cp1252", ENTRY),
        (b"\x85 \x93q\x94", "cp1252", "… “q”"),
        (b"\x81 M\xfcller", "latin-1", "\x81 Müller"),
        ("% -*- coding: iso-8859-15-unix -*-\n€".encode("iso-8859-15"), "iso8859-15", None),
        ("% vim: set fileencoding=latin2 :\nŁ".encode("latin2"), "iso8859-2", None),
        ("% Encoding: MacRoman\nü".encode("mac-roman"), "mac-roman", None),
        (b"% Encoding: ISO8859_1\nascii", "iso8859-1", None),
        ("%% Saved with string encoding Western (Mac OS Roman)\nü".encode("mac-roman"), "mac-roman", None),
        ("% Encoding: Cp1252\nnow UTF-8: ü".encode(), "utf-8", None),
        ("% Encoding: nonsense\nü".encode(), "utf-8", None),
        ("% -*- coding: base64 -*-\nü".encode(), "utf-8", None),
        ("% -*- coding: iso-2022-jp -*-\n線維".encode("iso-2022-jp"), "iso2022_jp", None),
        (b"", "utf-8", ""),
    ],
)
def test_the_encoding_is_found_and_gives_the_same_bytes(data: bytes, encoding: str, text: str | None) -> None:
    found = decode_bib(data)
    assert found.encoding == encoding
    assert text is None or found.text == text
    assert found.encode(found.text) == data
    assert found.encode_all(found.text) == data


@given(st.binary(max_size=200))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        found = decode_bib(data)
    except UnreadableInput:
        return
    assert found.encode(found.text) == data
    assert found.encode_all(found.text) == data


def test_a_picture_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="not a text file"):
        decode_bib(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.png")


def test_foreign_bytes_in_utf8_stay_and_are_told() -> None:
    data = "@misc{a, author = {Müller, Łukasz}, title = {caf".encode() + b"\xe9" + b"}, year = 1}"
    read = read_bib_file(data, "a.bib")
    (entry,) = read.entries
    assert (entry.text("author"), entry.text("title")) == ("Müller, Łukasz", "café")
    assert [(each.code, each.subject) for each in read.problems] == [("bibtex-encoding", "a.bib:1:49")]
    assert apply_edits(read, [SetField(0, "title", "café")])[0].data == data
    assert apply_edits(read, [SetField(0, "year", "2")])[0].data == data.replace(b"= 1", b"= 2")


@pytest.mark.parametrize(
    ("declared", "value", "written"),
    [
        ("latin-1", "Müller, Łukasz", b"M\xfcller, {\\L}ukasz"),
        ("latin-1", "Erdős – Å", b"Erd{\\H{o}}s -- \xc5"),
        ("us-ascii", "Müller", b'M{\\"u}ller'),
        ("us-ascii", "α-Synuclein", b"$\\alpha$-Synuclein"),
        ("us-ascii", "naïve “x”", b"na{\\\"i}ve ``x''"),
    ],
)
def test_what_the_encoding_does_not_have_is_written_as_latex(declared: str, value: str, written: bytes) -> None:
    data = f"% -*- coding: {declared} -*-\n@misc{{a, title = {{T}}}}".encode("ascii")
    edited, problems = apply_edits(read_bib_file(data, "a.bib"), [SetField(0, "title", value)])
    assert edited.data == data.replace(b"{T}", b"{" + written + b"}")
    assert [each.code for each in problems] == ["encoding-escaped"]


@pytest.mark.parametrize(("name", "value"), [("title", "中文"), ("url", "https://example.org/ü"), ("title", "\ud800")])
def test_what_has_no_latex_is_refused(name: str, value: str) -> None:
    data = b"% -*- coding: us-ascii -*-\n@misc{a, title = {T}}"
    edited, problems = apply_edits(read_bib_file(data, "a.bib"), [SetField(0, name, value)])
    assert (edited.data, edited.is_changed) == (data, False)
    assert [each.code for each in problems] == ["edit-refused"]


@pytest.mark.parametrize("value", ["\ud800", "\udce9"])
def test_half_a_character_is_refused_in_utf8_too(value: str) -> None:
    edited, problems = apply_edits(read_bib_file(b"@misc{a, title = {T}}", "a.bib"), [SetField(0, "title", value)])
    assert not edited.is_changed
    assert [each.code for each in problems] == ["edit-refused"]
