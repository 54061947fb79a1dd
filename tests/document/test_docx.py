"""DOCX: read with python-docx and as XML: paragraphs, styles, lists, links, languages, bookmarks."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from document_cases import ADDRESS, FULL, HOSTILE, document_of, full_paragraphs
from docx.oxml.ns import qn

from atlas_cite.document.characters import one_line
from atlas_cite.document.docx import render_docx
from atlas_cite.document.tree import Document, Paragraph, ReferenceEntry, Text


def read(document):
    return docx.Document(BytesIO(render_docx(document)))


def body_xml(document):
    return read(document).element.xml


def test_every_block_is_a_paragraph_in_its_named_style():
    badges = "\u00a0Evidenzgrad:\u00a0E2\u00a0Moderate\u00a0 \u00a0PEM:\u00a0required\u00a0"
    assert [(each.style.name, each.text) for each in read(FULL).paragraphs] == full_paragraphs(badges)


def test_formats_are_properties_of_runs():
    (entry,) = [each for each in read(FULL).paragraphs if each.text.startswith("[10]")]
    looks = {
        run.text: (run.italic, run.bold, run.font.small_caps, run.font.subscript, run.font.superscript, run.underline)
        for run in entry.runs
    }
    assert looks["Journal"] == (True, None, None, None, None, None)
    assert looks["12"] == (None, True, None, None, None, None)
    assert looks["Caps"] == (None, None, True, None, None, None)
    assert looks["2"][3]
    assert looks["3"][4]
    assert looks["under"][5]
    assert looks["Roe, A. "] == (None,) * 6


def test_links_can_be_followed():
    document = read(FULL)
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert [(link.address, link.text) for link in links] == [(ADDRESS.split("#")[0], ADDRESS)] * 2


def test_a_label_has_a_column_of_its_own_and_a_hanging_entry_hangs():
    document = read(FULL)
    labelled, hanging = [each for each in document.paragraphs if each.style.name == "Bibliography"]
    left = labelled.paragraph_format.left_indent
    assert left == -labelled.paragraph_format.first_line_indent
    assert [stop.position for stop in labelled.paragraph_format.tab_stops] == [left]
    assert hanging.paragraph_format.left_indent == -hanging.paragraph_format.first_line_indent > 0
    assert hanging.paragraph_format.space_after < labelled.paragraph_format.space_after


def test_an_entry_is_not_torn_from_its_annotation():
    document = read(FULL)
    labelled, hanging = [each for each in document.paragraphs if each.style.name == "Bibliography"]
    assert labelled.paragraph_format.keep_with_next
    assert not hanging.paragraph_format.keep_with_next
    for name in ("Annotation Heading", "Status Notice", "Heading 1"):
        assert document.styles[name].paragraph_format.keep_with_next


def test_list_items_are_items_of_a_list():
    document = read(FULL)
    for name in ("Annotation List", "Details List"):
        assert document.styles[name].element.find(f".//{qn('w:numId')}").get(qn("w:val")) == "1"
    assert document.part.numbering_part.element.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "bullet"


def test_badges_are_marked_by_a_character_style_and_not_by_colour_alone():
    document = read(FULL)
    (badges,) = [each for each in document.paragraphs if each.style.name == "Badges"]
    assert [run.style.name for run in badges.runs if run.text.strip()] == ["Badge", "Badge"]
    assert document.styles["Badge"].element.find(f".//{qn('w:bdr')}") is not None


def test_languages_are_marked_where_they_change():
    document = read(FULL)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de-DE"
    marked = {
        paragraph.text: {each.get(qn("w:val")) for each in paragraph._p.iter(qn("w:lang"))}
        for paragraph in document.paragraphs
    }
    assert marked["The study’s summary."] == {"en"}
    assert marked["one"] == {"en"}
    assert marked["Hanging."] == set()


@pytest.mark.parametrize(("language", "attribute"), [("ja-JP", "w:eastAsia"), ("he", "w:bidi"), ("fr", "w:val")])
def test_a_script_is_told_by_the_attribute_it_belongs_to(language, attribute):
    document = read(Document("t", (Paragraph((Text("x"),), "annotation", language),), "en"))
    (paragraph,) = document.paragraphs
    assert [each.attrib for each in paragraph._p.iter(qn("w:lang"))] == [{qn(attribute): language}]
    assert (paragraph._p.find(f".//{qn('w:bidi')}") is not None) is (language == "he")


def test_anchors_are_bookmarks_unique_whatever_their_case():
    entries = tuple(ReferenceEntry(key, ((Text("x"),),)) for key in ("Key", "key", "1 a", "ключ", "x" * 90))
    names = re.findall(r'bookmarkStart [^>]*w:name="([^"]+)"', body_xml(Document("t", entries)))
    assert len({name.lower() for name in names}) == 5
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names)


def test_the_file_tells_title_and_language_and_nothing_of_the_template():
    properties = read(FULL).core_properties
    assert (properties.title, properties.language, properties.author, properties.comments) == (
        "A title",
        "de-DE",
        "",
        "",
    )
    names = zipfile.ZipFile(BytesIO(render_docx(FULL))).namelist()
    assert not any("thumbnail" in name for name in names)


@pytest.mark.parametrize(("language", "width"), [("en-US", 612), ("de-DE", 595), ("", 595)])
def test_the_paper_is_the_readers(language, width):
    section = read(Document("t", (), language)).sections[0]
    assert round(section.page_width.pt) == width


def test_the_same_document_is_the_same_bytes():
    assert render_docx(FULL) == render_docx(FULL)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_as_it_is(text):
    document = read(document_of(text))
    shown = one_line(text)
    assert document.paragraphs[0].text == shown
    assert document.paragraphs[1].text == f"{shown}\t{shown * 4}"
    assert document.core_properties.title == shown


def test_an_unsafe_link_is_only_its_words():
    from atlas_cite.document.tree import Link

    document = read(Document("t", (Paragraph((Link("javascript:alert(1)", (Text("words"),)),)),)))
    assert document.paragraphs[0].text == "words"
    assert document.paragraphs[0].hyperlinks == []


def test_a_huge_paragraph_is_written_whole():
    text = "word " * 200_000
    assert len(read(Document("t", (Paragraph((Text(text),)),))).paragraphs[0].text) == 1_000_000
