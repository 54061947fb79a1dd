"""Sections of a bibliography: which items include, exclude, select and quash keep."""

from __future__ import annotations

from typing import Any

import pytest

from atlas_cite.csl import Processor, load_style

STYLE = (
    b'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><citation><layout>'
    b'<text variable="title"/></layout></citation><bibliography><layout><text variable="title"/></layout>'
    b"</bibliography></style>"
)
ITEMS = [
    {"id": "book", "type": "book", "title": "A", "language": "en", "keyword": "pain", "author": [{"family": "Roe"}]},
    {"id": "thesis", "type": "thesis", "title": "B", "language": "de", "categories": ["own", "old"]},
    {"id": "paper", "type": "article-journal", "title": "C", "keyword": "sleep", "issued": {"date-parts": [[2001]]}},
]


def field(name: str, value: object) -> dict[str, object]:
    return {"field": name, "value": value}


@pytest.mark.parametrize(
    ("section", "kept"),
    [
        ({}, "book thesis paper"),
        ({"include": [field("type", "book")]}, "book"),
        ({"include": [field("type", "book"), field("keyword", "sleep")]}, "book paper"),
        ({"include": [field("type", ["book", "thesis"])]}, "book thesis"),
        ({"exclude": [field("type", "book")]}, "thesis paper"),
        ({"exclude": [field("type", "book"), field("type", "thesis")]}, "paper"),
        ({"select": [field("type", "book"), field("keyword", "pain")]}, "book"),
        ({"select": [field("type", "book"), field("keyword", "sleep")]}, ""),
        ({"include": [field("categories", "own")]}, "thesis"),
        ({"include": [field("categories", "new")]}, ""),
        ({"include": [field("keyword", "")]}, "thesis"),
        ({"include": [field("keyword", None)]}, "thesis"),
        ({"include": [field("keyword", False)]}, "thesis"),
        ({"include": [field("keyword", True)]}, "book paper"),
        ({"include": [field("issued", True)]}, "paper"),
        ({"exclude": [field("author", False)]}, "book"),
        ({"include": [field("categories", True)]}, "thesis"),
        ({"quash": [field("type", "book"), field("language", "de")]}, "book thesis paper"),
        ({"quash": [field("type", "book"), field("language", "en")]}, "thesis paper"),
        ({"include": [field("language", "de")], "quash": [field("type", "thesis")]}, ""),
        ({"include": "book"}, "book thesis paper"),
        ({"include": [None, 3]}, "book thesis paper"),
        ({"include": [{}]}, "book thesis paper"),
        ({"unknown": [field("type", "book")]}, "book thesis paper"),
    ],
)
def test_a_section_lists_what_its_conditions_keep(section: dict[str, Any], kept: str) -> None:
    processor = Processor(load_style(STYLE).program, ITEMS)
    assert [entry.id for entry in processor.bibliography(section)] == kept.split()


def test_numbers_go_on_through_the_whole_list() -> None:
    source = STYLE.replace(b"<bibliography><layout>", b'<bibliography><layout><text variable="citation-number"/>')
    processor = Processor(load_style(source).program, ITEMS)
    processor.bibliography({"include": [field("type", "thesis")]})
    assert processor.document.numbers == {"book": 1, "thesis": 2, "paper": 3}
