from __future__ import annotations

import pytest

from atlas_cite.document.tree import Block, BulletList, Emphasis, Heading, Link, Paragraph, ReferenceEntry, Text
from atlas_cite.export.annotation import annotation_paragraphs, combined_note, status_note
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Status, Update

BLOCKS: tuple[Block, ...] = (
    Heading(3, (Text("Observed findings"),)),
    Paragraph(
        (Text("It "), Emphasis((Text("rests"),)), Text(",\nsee "), Link("https://x.org", (Text("there"),)), Text("."))
    ),
    BulletList(((Text("one"),), (Text(" "),), (Text("two"),))),
    Paragraph(()),
    ReferenceEntry("a", ((Text("Roe (1999)"),),), annotation=(Heading(4, (Text("Why?"),)),)),
)
RETRACTED = Status("2026-11-22", (Update("retraction", "publisher", Doi.parse("10.5555/notice"), "2014-01-01"),))


def test_blocks_become_one_line_each() -> None:
    lines = ["Observed findings:", "It rests, see there (https://x.org).", "- one", "- two", "Roe (1999)", "Why?"]
    assert annotation_paragraphs(BLOCKS) == lines


def test_no_block_is_no_text() -> None:
    assert annotation_paragraphs(()) == []


@pytest.mark.parametrize(
    ("status", "note"),
    [
        (RETRACTED, "Retracted, 2014-01-01, notice https://doi.org/10.5555/notice"),
        (Status("", (Update("expression_of_concern"),)), "Expression of concern"),
        (Status("2026-11-22", (Update("correction", "publisher"),)), ""),
        (Status(), ""),
    ],
)
def test_only_a_grave_status_makes_a_note(status: Status, note: str) -> None:
    assert status_note(status) == note


def test_an_annotation_stands_before_the_works_own_note_and_a_status_only_without_one() -> None:
    paragraph = (Paragraph((Text("New."),)),)
    assert combined_note("Own.\n\nTwo.", paragraph, Status()) == ["New.", "Own.", "Two."]
    assert combined_note("Own.", (), RETRACTED) == [status_note(RETRACTED), "Own."]
    assert combined_note("", (), Status()) == []


def test_what_the_note_says_already_is_not_said_twice() -> None:
    paragraphs = (Paragraph((Text("New."),)), Paragraph((Text("More."),)))
    assert combined_note("Own.\n\nNew.\nMore.", paragraphs, Status()) == ["Own.", "New.", "More."]
    assert combined_note("New.", paragraphs, Status()) == ["New.", "More.", "New."]


def test_a_link_keeps_its_address_in_brackets_unless_it_is_its_words() -> None:
    link = Link("https://example.org/x", (Text("this source"),))
    bare = Link("https://example.org/y", (Text("https://example.org/y"),))
    unsafe = Link("javascript:alert(1)", (Text("that"),))
    blocks = (
        Paragraph((Text("See "), link, Text("."))),
        Paragraph((Text("See "), bare, Text("."))),
        BulletList(((unsafe,), (link,))),
    )
    assert annotation_paragraphs(blocks) == [
        "See this source (https://example.org/x).",
        "See https://example.org/y.",
        "- that",
        "- this source (https://example.org/x)",
    ]


def test_a_status_that_the_own_note_tells_is_not_noted_again() -> None:
    stated = Status("", (Update("retraction", "note"),))
    assert combined_note("Retracted, 2014-01-01", (), stated) == ["Retracted, 2014-01-01"]
