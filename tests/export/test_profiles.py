"""Annotations per program: the field it reads, paragraphs and lists intact, and no growth when fed back."""

from __future__ import annotations

import pytest

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.export.annotation import Place
from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.export.profiles import PROFILES
from atlas_cite.export.ris import render_ris
from atlas_cite.formats import EXPORT_FORMATS
from atlas_cite.model.entry import Entry
from atlas_cite.sources.bibtex import read_bibtex
from atlas_cite.sources.ris import read_ris
from export.entry_cases import entry

STUDY = entry("k", "article-journal", {"title": "T", "note": "Own & note."})
BLOCKS: tuple[Block, ...] = (
    Heading(3, (Text("Observed findings"),)),
    Paragraph((Text("A *rise* of <5%."),)),
    BulletList(((Text("one"),), (Text("two"),))),
)
RENDERERS = {"bibtex": render_bibtex, "biblatex": render_biblatex, "ris": render_ris}


def written(kind: str, place: Place, one: Entry = STUDY) -> str:
    return "".join(RENDERERS[kind]([one], lambda _: BLOCKS, place=place))


def test_a_note_for_zotero_is_one_html_note_and_is_read_back_as_lines() -> None:
    text = written("ris", Place("N1", "html"))
    note = (
        "N1  - <p>Observed findings:</p><p>A *rise* of &lt;5%.</p><ul><li>one</li><li>two</li></ul>"
        "<p>Own &amp; note.</p>\n"
    )
    assert note in text
    (reference,), _ = read_ris(text, "a.ris")
    assert reference.item.text("annote").split("\n") == [
        "Observed findings:", "A *rise* of <5%.", "- one", "- two", "Own & note.",
    ]  # fmt: skip


def test_a_comment_for_jabref_is_markdown_without_indentation() -> None:
    assert (
        "  comment = {**Observed findings:**\n\n"
        "A \\textbackslash{}*rise\\textbackslash{}* of \\textbackslash{}\\textless{}5\\%.\n\n- one\n\n- two},\n"
    ) in written("bibtex", Place("comment", "markdown"))


def test_a_note_for_typst_stands_before_the_work_s_own() -> None:
    assert "note = {Observed findings:\n\n    A *rise* of" in written("biblatex", Place("note"))
    assert "- two\n\n    Own \\& note.}" in written("biblatex", Place("note"))


@pytest.mark.parametrize(
    ("kind", "place"),
    sorted(
        {(kind, place) for profile in PROFILES.values() for kind, place in profile.places.items()},
        key=str,
    ),
)
def test_an_annotation_that_is_read_back_does_not_grow(kind: str, place: Place) -> None:
    once = written(kind, place)
    (reference,), _ = (read_ris if kind == "ris" else read_bibtex)(once, "a")
    again = Entry("k", reference.item, dict.fromkeys(reference.item.fields, reference.origin), extra=reference.extra)
    assert written(kind, place, again) == once


def test_every_profile_names_formats_that_there_are() -> None:
    names = {each.name for each in EXPORT_FORMATS}
    assert {profile.format for profile in PROFILES.values()} <= names
    assert {kind for profile in PROFILES.values() for kind in profile.places} <= names
