"""ODT: a document in the named styles of the Word file, written by pandoc from our own tree and our own styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from zipfile import ZipFile

from atlas_cite.document import tree
from atlas_cite.document.anchors import Anchors
from atlas_cite.document.chart import chart_table
from atlas_cite.document.languages import language_tag
from atlas_cite.document.odt_styles import Layout, cell_properties, odt_name, styles_xml
from atlas_cite.document.pandoc import Node, attributes, convert, default_file, node, text
from atlas_cite.document.paragraph_styles import (
    ANNOTATION_HEADING,
    BADGE_MARK,
    CAPTION,
    CONTENTS_HEADING,
    REFERENCE,
    TABLE_HEADING,
    TABLE_TEXT,
    ParagraphStyle,
    badge_words,
    contents_style,
    label_width,
    list_style,
    role_style,
)
from atlas_cite.document.zip_package import with_fixed_dates

_KINDS: dict[type[tree.Inline], str] = {
    tree.Emphasis: "Emph",
    tree.Strong: "Strong",
    tree.SmallCaps: "SmallCaps",
    tree.Underline: "Underline",
    tree.Superscript: "Superscript",
    tree.Subscript: "Subscript",
}
_TAB = node("RawInline", "opendocument", "<text:tab/>")


def render_odt(document: tree.Document) -> bytes:
    """`document` as an OpenDocument text.  Raises AtlasCiteError when there is no pandoc."""
    files = {"reference.odt": _reference(document)}
    blocks = list(_Writer().blocks(document.blocks))
    written = convert(document, blocks, "odt", files, "--reference-doc={folder}/reference.odt")
    return with_fixed_dates(_with_part(written, "content.xml", lambda content: _with_cells(_without_title(content))))


def _without_title(content: bytes) -> bytes:
    """The text without the title that pandoc prints from the metadata: our own heading says it."""
    return re.sub(rb'<text:p text:style-name="Title">.*?</text:p>\s*', b"", content, count=1, flags=re.DOTALL)


def _with_cells(content: bytes) -> bytes:
    """The text with our own look of table cells: pandoc's have neither lines nor room between them."""
    return re.sub(
        rb'(<style:style style:name="Table(Header)?RowCell"[^>]*>\s*)<style:table-cell-properties[^>]*/>',
        lambda match: match[1] + cell_properties(is_header=match[2] is not None).encode(),
        content,
    )


def _with_part(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip file with one of its parts changed."""
    output = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(output, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part, change(content) if part.filename == name else content)
    return output.getvalue()


def _reference(document: tree.Document) -> bytes:
    """Pandoc's empty document with our styles in it."""
    entries = [block for block in document.blocks if isinstance(block, tree.ReferenceEntry)]
    layout = Layout(
        label_width(len(tree.plain(tree.label_column(document.blocks)))),
        has_labels=any(entry.label for entry in entries),
        has_hanging_indent=any(entry.hanging_indent for entry in entries),
        has_annotations=any(entry.annotation for entry in entries),
        spacing=max((entry.spacing for entry in entries), default=1),
    )
    styles = styles_xml(document.language, layout).encode()
    return _with_part(default_file("reference.odt"), "styles.xml", lambda _: styles)


class _Writer:
    """Writes blocks in order as pandoc's; keeps the bookmarks used."""

    def __init__(self) -> None:
        self._anchors = Anchors()

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterator[Node]:
        """Each block as pandoc's."""
        for block in blocks:
            if isinstance(block, tree.Heading):
                name = self._anchors.bookmark(block.anchor) if block.anchor else ""
                yield node("Header", min(max(block.level, 1), 3), attributes(name), self._inlines(block.children))
            elif isinstance(block, tree.ReferenceEntry):
                yield from self._entry(block)
            elif isinstance(block, tree.Contents):
                yield from self._contents(block)
            elif isinstance(block, tree.Table):
                yield self._table(block)
            elif isinstance(block, tree.Chart):
                yield _paragraph(CAPTION, [text(block.title)])
                yield self._table(chart_table(block))
            else:
                yield self._text_block(block)

    def _entry(self, entry: tree.ReferenceEntry) -> Iterator[Node]:
        inlines = [*self._inlines(entry.label), _TAB] if entry.label else []
        for number, line in enumerate(entry.lines):
            inlines += [node("LineBreak", [])] if number else []
            inlines += self._inlines(line)
        if entry.anchor:
            inlines = [node("Span", attributes(self._anchors.bookmark(entry.anchor)), inlines)]
        yield _paragraph(REFERENCE, inlines, entry.language)
        for block in entry.annotation:
            if isinstance(block, tree.Heading):
                yield _paragraph(ANNOTATION_HEADING, self._inlines(block.children))
            else:
                yield self._text_block(block)

    def _text_block(self, block: tree.Block) -> Node:
        if isinstance(block, tree.BulletList) and block.style == "badge":
            marks = [
                node("Span", attributes(custom_style=BADGE_MARK), [text(badge_words(tree.plain(item)))])
                for item in block.items
            ]
            spaced = [each for mark in marks for each in (mark, {"t": "Space"})]
            return _paragraph(role_style("badge"), spaced[:-1])
        if isinstance(block, tree.BulletList):
            style = list_style(block.style)
            return node(
                "BulletList", [[_paragraph(style, self._inlines(item), block.language)] for item in block.items]
            )
        if isinstance(block, tree.Paragraph):
            return _paragraph(role_style(block.style), self._inlines(block.children), block.language)
        return node("Null", [])

    def _contents(self, block: tree.Contents) -> Iterator[Node]:
        yield _paragraph(CONTENTS_HEADING, self._inlines(block.title))
        for heading in block.headings:
            link = tree.CrossReference(heading.anchor, heading.children)
            yield _paragraph(contents_style(heading.level), [self._inline(link)])

    def _table(self, table: tree.Table) -> Node:
        share = sum(table.weights)
        columns = [
            [{"t": "AlignRight" if at in table.numeric else "AlignLeft"}, node("ColWidth", weight / share)]
            for at, weight in enumerate(table.weights)
        ]
        head = [attributes(), [self._row(table.header, TABLE_HEADING)]]
        body = [attributes(), 1, [], [self._row(row, TABLE_TEXT) for row in table.rows]]
        return node("Table", attributes(), [None, []], columns, head, [body], [attributes(), []])

    def _row(self, cells: Iterable[tree.Cell], style: ParagraphStyle) -> list[object]:
        written = [
            [
                attributes(),
                {"t": "AlignDefault"},
                1,
                1,
                [_paragraph(style, self._inlines(cell.children), cell.language)],
            ]
            for cell in cells
        ]
        return [attributes(), written]

    def _inlines(self, inlines: tree.Inlines) -> list[Node]:
        return [self._inline(each) for each in inlines]

    def _inline(self, inline: tree.Inline) -> Node:
        if isinstance(inline, tree.Text):
            return text(inline.text)
        children = self._inlines(inline.children)
        if isinstance(inline, tree.CrossReference):
            return node("Link", attributes(), children, [f"#{self._anchors.target(inline.anchor)}", ""])
        if isinstance(inline, tree.Link):
            url = tree.shown_url(inline)
            return node("Link", attributes(), children, [url, ""]) if url else node("Span", attributes(), children)
        return node(_KINDS[type(inline)], children)


def _paragraph(style: ParagraphStyle, inlines: list[Node], language: str = "") -> Node:
    pairs = attributes(custom_style=odt_name(style), lang=language_tag(language))
    return node("Div", pairs, [node("Para", inlines)])
