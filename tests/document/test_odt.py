"""ODT, where pandoc is there: read as XML: paragraphs in their styles, links, lists, tables, languages."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from document_cases import ADDRESS, ARRANGED, FULL, HOSTILE, arranged_of, document_of
from lxml import etree

from atlas_cite.document.characters import one_line
from atlas_cite.document.odt import render_odt
from atlas_cite.document.paragraph_styles import PARAGRAPH_STYLES
from atlas_cite.document.tree import Document

pytest.importorskip("pypandoc")

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_LINK = "http://www.w3.org/1999/xlink"


def part(document: Document, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(render_odt(document))) as package:
        return etree.fromstring(package.read(name))


def paragraphs(document: Document) -> list[tuple[str, str]]:
    content = part(document, "content.xml")
    return [
        (str(each.get(f"{{{_TEXT}}}style-name")), shown(each))
        for each in content.iter(f"{{{_TEXT}}}p", f"{{{_TEXT}}}h")
    ]


def shown(element: etree._Element) -> str:
    """The characters of a paragraph, with what stands for tabs, breaks and blanks."""
    signs = {"tab": "\t", "line-break": "\n", "s": " "}
    text = element.text or ""
    for child in element:
        text += signs.get(etree.QName(child).localname, shown(child)) + (child.tail or "")
    return text


def test_every_block_is_a_paragraph_in_its_named_style() -> None:
    assert paragraphs(FULL) == [
        ("Heading_20_1", "A title"),
        ("Notice", "Written by a machine."),
        ("Heading_20_2", "A group"),
        ("Bibliography", f"[10]\tRoe, A. Journal; Caps12(3), H2O3under {ADDRESS}\nA second line."),
        ("StatusNotice", f"Retracted. Notice: {ADDRESS}"),
        ("AnnotationHeading", "Zusammenfassung"),
        ("Annotation", "The study’s summary."),
        ("AnnotationHeading", "Ergebnisse"),
        ("AnnotationList", "one"),
        ("AnnotationList", "two"),
        ("AnnotationHeading", "Kennzeichen"),
        ("Badges", "\u00a0Evidenzgrad:\u00a0E2\u00a0Moderate\u00a0 \u00a0PEM:\u00a0required\u00a0"),
        ("SnapshotCitation", "To cite the atlas"),
        ("DetailsList", "year: 2012"),
        ("Bibliography", "Hanging."),
        ("Citation", "(Roe, 1999)"),
        ("Standard", "Plain."),
    ]


def test_every_style_is_defined() -> None:
    styles = part(FULL, "styles.xml")
    names = {str(each.get(f"{{{_STYLE}}}name")) for each in styles.iter(f"{{{_STYLE}}}style")}
    assert {name for name, _ in paragraphs(FULL)} <= names
    assert len(names) >= len(PARAGRAPH_STYLES)
    default = next(styles.iter(f"{{{_STYLE}}}default-style"))
    assert default[0].get(f"{{{_FO}}}language") == "de"


def test_links_and_places_lead_somewhere() -> None:
    content = part(ARRANGED, "content.xml")
    leads = [each.get(f"{{{_LINK}}}href") for each in content.iter(f"{{{_TEXT}}}a")]
    marks = {each.get(f"{{{_TEXT}}}name") for each in content.iter(f"{{{_TEXT}}}bookmark-start")}
    assert leads == ["#group_1", "#group_1_1", "#Roe2013", "#group_1"]
    assert {str(lead)[1:] for lead in leads} <= marks


def test_tables_have_a_header_and_all_cells() -> None:
    content = part(ARRANGED, "content.xml")
    studies, chart = content.iter(f"{{{_TABLE}}}table")
    assert len(list(studies.iter(f"{{{_TABLE}}}table-header-rows"))) == 1
    assert ["".join(map(shown, cell)).strip() for cell in chart.iter(f"{{{_TABLE}}}table-cell")] == [
        "Year", "yes", "no", "Sum", "2012", "1", "0", "1", "2014", "2", "3", "5",
    ]  # fmt: skip


def test_cells_of_tables_stand_apart() -> None:
    cells = list(part(ARRANGED, "content.xml").iter(f"{{{_STYLE}}}table-cell-properties"))
    assert len(cells) == 2
    for cell in cells:
        assert cell.get(f"{{{_FO}}}padding-left") == cell.get(f"{{{_FO}}}padding-right") == "3pt"
        assert str(cell.get(f"{{{_FO}}}border-bottom")).startswith("0.5pt solid")


@pytest.mark.parametrize("kind", ["-asian", "-complex"])
def test_other_scripts_have_the_size_of_their_style(kind: str) -> None:
    names = {f"{{{_FO}}}font-size", f"{{{_STYLE}}}font-name"}
    texts = [each for each in part(FULL, "styles.xml").iter(f"{{{_STYLE}}}text-properties") if names <= {*each.keys()}]
    assert len(texts) == len(PARAGRAPH_STYLES)
    for text in texts:
        for name in ("size", "weight"):
            assert text.get(f"{{{_STYLE}}}font-{name}{kind}") == text.get(f"{{{_FO}}}font-{name}")


def test_the_same_document_is_nearly_the_same_file() -> None:
    first, second = part(FULL, "content.xml"), part(FULL, "content.xml")
    assert etree.tostring(first) == etree.tostring(second)


def test_hostile_text_stands_as_it_is() -> None:
    for text in HOSTILE:  # a process each: not worth a test each
        words = [shown.strip() for _, shown in paragraphs(document_of(text))]
        assert words[0] == one_line(text).strip()
        assert paragraphs(arranged_of(text))
