"""Lists of references: one a line, raw or as JSON, and bibliography files entry by entry."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from atlas_cite.merge import sought_from
from atlas_cite.sources.references import deposited_reference, read_references

STDIN = io.BytesIO(b"")


def listed(tmp_path: Path, data: bytes, name: str = "list.txt") -> list[tuple[str, str]]:
    path = tmp_path / name
    path.write_bytes(data)
    found, problems = read_references([str(path)], STDIN)
    assert problems == []
    return [(each.where.rpartition(":")[2], each.text) for each in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Lund A. One.\n\n# a comment\nLund A. Two.\n", [("1", "Lund A. One."), ("4", "Lund A. Two.")]),
        (b"\xef\xbb\xbfLund A. One.\r\nLund A. Two.", [("1", "Lund A. One."), ("2", "Lund A. Two.")]),
        ("Núñez A. Un.".encode("latin-1"), [("1", "Núñez A. Un.")]),
        ("Lund A.\u2028One.\x0cStill one.\n".encode(), [("1", "Lund A.\u2028One.\x0cStill one.")]),
        (b"10. Lund A. Ten.\n11. Lund A. Eleven.\n", [("1", "10. Lund A. Ten."), ("2", "11. Lund A. Eleven.")]),
        (b"10.1000/a\nhttps://doi.org/10.1000/b\n", [("1", "10.1000/a"), ("2", "https://doi.org/10.1000/b")]),
        (b"{not json\n", [("1", "{not json")]),
        (b'{"unstructured": "Lund A. One.", "DOI": "10.1000/a"}\n', [("1", "Lund A. One. doi:10.1000/a")]),
    ],
)
def test_a_line_is_a_reference_unless_blank_or_a_comment(
    tmp_path: Path, data: bytes, expected: list[tuple[str, str]]
) -> None:
    assert listed(tmp_path, data) == expected


def test_a_bibtex_file_is_read_entry_by_entry(tmp_path: Path) -> None:
    path = tmp_path / "list.bib"
    path.write_text("@article{lund, author={Lund, A}, title={One}, year=2014}\n@book{ito, title={Two}}\n")
    found, _ = read_references([str(path)], STDIN)
    assert [each.given for each in found] == ["lund", "ito"]
    assert [sought_from(each.reference).title for each in found if each.reference] == ["One", "Two"]


@pytest.mark.parametrize(
    ("elements", "kind", "title", "container"),
    [
        ({"journal-title": "J. Walk.", "first-page": "7"}, "article-journal", "", "J. Walk."),
        ({"volume-title": "Walking"}, "book", "Walking", ""),
        ({"volume-title": "Walking", "first-page": "7"}, "chapter", "", "Walking"),
        ({"volume-title": "Walking", "article-title": "Slowly"}, "chapter", "Slowly", "Walking"),
        ({}, "document", "", ""),
    ],
)
def test_crossref_elements_become_fields(elements: dict[str, object], kind: str, title: str, container: str) -> None:
    reference = deposited_reference(elements | {"author": "Lund A", "year": "2014a", "volume": 27}, "list:1")
    assert reference.item.type == kind
    sought = sought_from(reference)
    assert (sought.title, sought.container, sought.year, sought.volume) == (title, container, 2014, "27")


def test_elements_of_the_wrong_kind_are_left_out() -> None:
    reference = deposited_reference({"author": ["Lund"], "year": None, "DOI": "no DOI", "volume": {}}, "list:1")
    assert reference.item.fields == {}
    assert reference.doi is None
