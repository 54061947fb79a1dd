"""DOCX blocks: paragraphs, a table of contents that Word can update, and tables, as WordprocessingML.

Source: ECMA-376 part 1, 17.4 (tables), 17.16.5.68 (TOC), 17.5.2.9 (docPartObj).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from atlas_cite.document.paragraph_styles import (
    CONTENTS_HEADING,
    TABLE_HEADING,
    TABLE_STYLE,
    TABLE_TEXT,
    ParagraphStyle,
    contents_style,
    twips,
)
from atlas_cite.document.tree import Cell, Contents, Inlines, Table

Runs = Callable[[Inlines, str], str]
"""Makes the runs of inlines in a language."""


def paragraph(style: ParagraphStyle, runs: str, properties: str = "") -> str:
    """A paragraph in a style; `properties` overrule it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/>{properties}</w:pPr>{runs}</w:p>'


def jump(name: str, runs: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{escape(name)}" w:history="1">{runs}</w:hyperlink>'


def contents_xml(block: Contents, runs: Runs, name_of: Callable[[str], str]) -> Iterator[str]:
    """The contents as Word's own field, already filled in: links without page numbers, which only Word can know."""
    start, end = _field(r' TOC \o "2-3" \h \z \n '), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    items = [
        (contents_style(heading.level), jump(name_of(heading.anchor), runs(heading.children, "")))
        for heading in block.headings
    ]
    last = len(items) - 1
    yield (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        "</w:sdtPr><w:sdtContent>"
    )
    yield paragraph(CONTENTS_HEADING, runs(block.title, ""))
    for number, (style, link) in enumerate(items):
        yield paragraph(style, f"{start if number == 0 else ''}{link}{end if number == last else ''}")
    yield "</w:sdtContent></w:sdt>"


def _field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def table_xml(table: Table, runs: Runs, width: float) -> str:
    """The table, `width` points wide, its header repeated on every page and no row torn in two."""
    widths = [twips(width * weight / sum(table.weights)) for weight in table.weights]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    head = _row(table, table.header, widths, runs, is_header=True)
    rows = "".join(_row(table, row, widths, runs, is_header=False) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE_STYLE.replace(" ", "")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _row(table: Table, cells: Sequence[Cell], widths: Sequence[int], runs: Runs, *, is_header: bool) -> str:
    style = TABLE_HEADING if is_header else TABLE_TEXT
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + paragraph(style, runs(cell.children, cell.language), '<w:jc w:val="right"/>' if at in table.numeric else "")
        + "</w:tc>"
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>{written}</w:tr>"
