"""Contents, tables, charts and words that lead elsewhere, read back from every format."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from document_cases import ARRANGED, HOSTILE, arranged_of
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import html
from markdown_it import MarkdownIt

from atlas_cite.document.characters import one_line
from atlas_cite.document.docx import render_docx
from atlas_cite.document.html import render_html
from atlas_cite.document.latex import render_latex
from atlas_cite.document.markdown import render_markdown
from atlas_cite.document.plain_text import render_plain_text
from atlas_cite.document.rtf import render_rtf
from atlas_cite.document.text_table import table_lines
from atlas_cite.document.tree import Cell, Document, Table, Text
from atlas_cite.document.typst import render_typst

_TEXT = """\
Arranged
========

Contents
  PEM: required (2)
    2010–2019 (1)

Study            Year  Limits
---------------  ----  ------------------
1. Roe. On rest  2013  Es beweist nichts.
Doe              1999  a | b

Studies

Year  yes  no  Sum
----  ---  --  ---
2012    1   0    1
2014    2   3    5

PEM: required (2)
-----------------

2010–2019 (1)

1. Roe.

Again.

    See above
"""


def test_plain_text_sets_columns() -> None:
    assert render_plain_text(ARRANGED) == _TEXT


@pytest.mark.parametrize(
    ("rows", "width", "expected"),
    [
        ([["A", "B"], ["x", "y"]], 20, ["A  B", "-  -", "x  y"]),
        (
            [["Study", "n"], ["a long title here", "1"], ["b", "2"]],
            12,
            ["Study      n", "---------  -", "a long     1", "title", "here", "b          2"],
        ),
        (
            [["Study", "Limits"], ["a", "It does not prove this."], ["b", "Nor that."]],
            16,
            ["Study", "-----", "a", "  Limits: It", "  does not prove", "  this.", "", "b", "  Limits: Nor", "  that."],
        ),
        ([["A"], ["abcdefghijklmnopqrst"]], 10, ["A", "-" * 14, "abcdefghijklmn", "opqrst"]),
        ([["A", "B"]], 20, ["A  B", "-  -"]),
    ],
)
def test_a_text_table_shares_the_room(rows: list[list[str]], width: int, expected: list[str]) -> None:
    weights = [3, *[1] * (len(rows[0]) - 1)]
    numeric = {1} if rows[0][-1] == "n" else set()
    assert list(table_lines(rows, weights, numeric, width)) == expected


def test_markdown_reads_back_as_lists_tables_and_links() -> None:
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(render_markdown(ARRANGED)))
    assert [each.get("href") for each in page.iter("a") if each.get("href")] == [
        "#group-1", "#group-1-1", "#Roe2013", "#group-1",
    ]  # fmt: skip
    places = [each.get("id") for each in page.iter("a") if each.get("id")]
    assert places == ["group-1", "group-1-1", "Roe2013"]
    studies, chart = page.iter("table")
    assert [[cell.text_content() for cell in row] for row in studies.iter("tr")] == [
        ["Study", "Year", "Limits"], ["1. Roe. On rest", "2013", "Es beweist nichts."], ["Doe", "1999", "a | b"],
    ]  # fmt: skip
    assert [[cell.text_content() for cell in row] for row in chart.iter("tr")][1:] == [
        ["2012", "1", "0", "1"], ["2014", "2", "3", "5"],
    ]  # fmt: skip
    assert page.cssselect("li li")[0].text_content() == "2010–2019 (1)"


def test_html_has_a_navigation_a_table_with_scopes_and_a_drawing() -> None:
    page = html.fromstring(render_html(ARRANGED))
    identities = {each.get("id") for each in page.iter() if each.get("id")}
    assert [each.get("href") for each in page.cssselect("nav a")] == ["#group-1", "#group-1-1"]
    assert {each.get("href")[1:] for each in page.cssselect("a[href^='#']")} <= identities
    assert [each.get("scope") for each in page.cssselect("thead th")] == ["col"] * 3
    assert [each.get("scope") for each in page.cssselect("tbody th")] == ["row"] * 2
    assert [each.get("lang") for each in page.cssselect("tbody td[lang]")] == ["de"]
    assert len(page.cssselect("figure svg[role=img]")) == 1
    assert [each.tag for each in page.cssselect("h1, h2, h3")] == ["h1", "h2", "h3"]
    assert page.cssselect("nav li li a")[0].text == "2010–2019 (1)"


def read(document: Document) -> docx.document.Document:
    return docx.Document(BytesIO(render_docx(document)))


def test_word_gets_its_own_contents_field_and_tables() -> None:
    document = read(ARRANGED)
    body = document.element.body
    (field,) = body.iter(qn("w:instrText"))
    assert field.text == r' TOC \o "2-3" \h \z \n '
    assert [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    lines = [each.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for each in body.find(qn("w:sdt")).iter(qn("w:p"))]
    assert lines == ["TOCHeading", "TOC2", "TOC3"]
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    leads = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert leads == ["group_1", "group_1_1", "Roe2013", "group_1"]
    assert set(leads) <= marks
    studies, chart = document.tables
    assert [[cell.text for cell in row.cells] for row in studies.rows] == [
        ["Study", "Year", "Limits"], ["1. Roe. On rest", "2013", "Es beweist nichts."], ["Doe", "1999", "a | b"],
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in chart.rows] == [
        ["Year", "yes", "no", "Sum"], ["2012", "1", "0", "1"], ["2014", "2", "3", "5"],
    ]  # fmt: skip


def test_words_tables_are_styled_and_repeat_their_header() -> None:
    document = read(ARRANGED)
    table = document.tables[0]
    assert table.style.name == "Study Table"
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [each.paragraphs[0].style.name for each in table.columns[0].cells] == [
        "Table Heading", "Table Text", "Table Text",
    ]  # fmt: skip
    section = document.sections[0]
    room = Emu(section.page_width - section.left_margin - section.right_margin).pt
    widths = [cell.width.pt for cell in table.rows[0].cells]
    assert sum(widths) == pytest.approx(room, abs=1)
    assert widths[2] == pytest.approx(widths[1] * 4, abs=1)
    assert {each.get(qn("w:val")) for each in table._tbl.iter(qn("w:lang"))} == {"de"}


def test_words_chart_is_its_own_drawing_with_every_number() -> None:
    drawn = chart_part(ARRANGED)
    names = [each.findtext(f"{_CHART}tx/{_CHART}v") for each in drawn.iter(f"{_CHART}ser")]
    counts = [[int(str(each.text)) for each in layer.iter(f"{_CHART}v")] for layer in drawn.iter(f"{_CHART}val")]
    assert (names, counts) == (["yes", "no"], [[1, 0, 2], [0, 0, 3]])
    assert len({each.get("prst") for each in drawn.iter() if each.tag.endswith("pattFill")}) == 2
    (shown,) = read(ARRANGED).element.body.iter("{*}docPr")
    assert shown.get("descr") == "2012: yes 1; 2014: yes 2, no 3"


@pytest.mark.parametrize("text", HOSTILE)
def test_words_chart_holds_hostile_text_as_it_is(text: str) -> None:
    assert chart_part(arranged_of(text)).findtext(f".//{_CHART}tx/{_CHART}v") == one_line(text)


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_part(document: Document) -> ET.Element:
    with zipfile.ZipFile(BytesIO(render_docx(document))) as package:
        return ET.fromstring(package.read("word/charts/chart1.xml"))  # noqa: S314  ours


def test_rtf_has_rows_and_links_to_bookmarks() -> None:
    rtf = render_rtf(ARRANGED)
    marks = set(re.findall(r"\\bkmkstart (\w+)}", rtf))
    leads = re.findall(r'HYPERLINK \\\\l "(\w+)"', rtf)
    assert leads == ["group_1", "group_1_1", "Roe2013", "group_1"]
    assert set(leads) <= marks
    rows = [row for row in rtf.split("\n") if row.startswith("\\trowd")]
    assert [row.count("\\cellx") for row in rows] == [3, 3, 3, 4, 4, 4]
    assert all(row.count("\\cell}") == row.count("\\cellx") for row in rows)
    assert ["\\trhdr" in row for row in rows] == [True, False, False, True, False, False]


def test_typst_and_latex_call_the_preambles_functions() -> None:
    typst, latex = render_typst(ARRANGED), render_latex(ARRANGED)
    assert "#contents[Contents]" in typst
    assert (
        '#data-table((3fr, 1fr, 4fr,), (1, ), whole: true)[Study][Year][Limits][#lead-to("Roe2013")[1\\. Roe]' in typst
    )
    assert '#chart("2012: yes 1; 2014: yes 2, no 3", bytes("<svg' in typst
    assert "\\contentsentry{2}{group-1}{PEM: required (2)}" in latex
    assert "\\hyperlink{Roe2013}{1. Roe}. On rest & 2013 & \\inlanguage{de}{Es beweist nichts.} \\\\ \\hline" in latex
    assert "2014 & 2 & 3 & 5 \\\\\n\\end{datatable}" in latex


def test_a_pdf_leads_to_its_groups_and_holds_the_chart() -> None:
    pytest.importorskip("typst")
    from atlas_cite.document.pdf import render_pdf

    written = render_pdf(ARRANGED)
    assert written.count(b"/Dest") >= 4
    assert b"/Pattern" in written


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_in_tables_and_contents_as_it_is(text: str) -> None:
    shown = one_line(text)
    document = read(arranged_of(text))
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [shown, shown, shown * 2, shown]
    page = html.fromstring(render_html(arranged_of(text)))
    assert page.cssselect("tbody td")[0].text_content() == shown
    assert page.cssselect("nav a")[0].text_content() == shown
    assert {each.get("href")[1:] for each in page.cssselect("a[href^='#']")}
    drawing = ET.fromstring(re.search(r"<svg.*</svg>", render_html(arranged_of(text)), re.DOTALL)[0])  # noqa: S314  ours
    assert shown.strip() in "".join(drawing.itertext())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_pdf_is_made_of_hostile_tables(text: str) -> None:
    pytest.importorskip("typst")
    from atlas_cite.document.pdf import render_pdf

    assert render_pdf(arranged_of(text)).startswith(b"%PDF-")


def test_a_cell_longer_than_a_page_goes_on_over_the_page() -> None:
    typst = render_typst(Document("t", (Table((Cell(()),), ((Cell((Text("word " * 5000),)),),), (1,)),)))
    assert "whole: false" in typst


@pytest.mark.parametrize("rows", [((),), ((Cell(()), Cell(())),)])
def test_a_ragged_table_is_no_table(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="one cell"):
        Table((Cell(()),), rows, (1,))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_a_pdf_is_tagged_and_reads_in_order(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    from atlas_cite.document.pdf import render_pdf

    (tmp_path / "a.pdf").write_bytes(render_pdf(ARRANGED))
    text = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    places = [text.find(words) for words in ("Arranged", "Contents", "Es beweist", "Again.", "above")]
    assert -1 not in places
    assert places == sorted(places)
    told = subprocess.run(["pdfinfo", "a.pdf"], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    assert re.search(r"^Title: +Arranged$", told, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    tags = subprocess.run(["pdfinfo", "-struct", "a.pdf"], cwd=tmp_path, capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    assert {"Table", "TH", "Figure", "TOC", "H1", "H2"} <= set(re.findall(r"^ *(\w+)", tags, re.MULTILINE))
