"""DOCX: a document as a Word file in named styles, so that a person restyles it once and not paragraph by paragraph.

Source: ECMA-376 part 1 (WordprocessingML); the order of elements inside `pPr` and `rPr` is the schema's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from atlas_cite.document import tree
from atlas_cite.document.anchors import Anchors
from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_table
from atlas_cite.document.docx_blocks import contents_xml, jump, paragraph, table_xml
from atlas_cite.document.docx_chart import drawn_chart
from atlas_cite.document.docx_styles import numbering_xml, styles_xml
from atlas_cite.document.languages import is_east_asian, is_right_to_left, language_tag
from atlas_cite.document.paragraph_styles import (
    ANNOTATION_HEADING,
    BADGE_MARK,
    CAPTION,
    HYPERLINK,
    INDENT,
    MARGIN,
    NORMAL,
    REFERENCE,
    TABLE_TEXT,
    badge_words,
    entry_gap,
    heading_style,
    label_width,
    list_style,
    page_size,
    role_style,
    text_width,
    twips,
)
from atlas_cite.document.zip_package import with_fixed_dates

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.parts.document import DocumentPart

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RUN_PROPERTIES: dict[type[tree.Inline], str] = {
    tree.Strong: "<w:b/><w:bCs/>",
    tree.Emphasis: "<w:i/><w:iCs/>",
    tree.SmallCaps: "<w:smallCaps/>",
    tree.Underline: '<w:u w:val="single"/>',
    tree.Superscript: '<w:vertAlign w:val="superscript"/>',
    tree.Subscript: '<w:vertAlign w:val="subscript"/>',
}
"""Each format's run properties, in the order the schema demands."""


def render_docx(document: tree.Document) -> bytes:
    """`document` as a Word file: entries, annotations and notices each in a paragraph style of their own."""
    import docx

    package = docx.Document()
    inset = label_width(len(tree.plain(tree.label_column(document.blocks))))
    _set_up(package, document, inset)
    writer = _Writer(package.part, inset, document.language)
    body = "".join(writer.blocks(document.blocks))
    _fill(package.element.body, f"<w:body {_NAMESPACES}>{body}</w:body>")
    output = BytesIO()
    package.save(output)
    return with_fixed_dates(output.getvalue())


class _Writer:
    """Writes blocks in order; keeps the bookmarks and addresses used."""

    def __init__(self, part: DocumentPart, inset: float, language: str) -> None:
        self._part = part
        self._language = language
        self._inset = inset
        self._anchors = Anchors()
        self._bookmarks = 0
        self._charts = 0
        self._relations: dict[str, str] = {}

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterable[str]:
        """Each block as paragraphs."""
        for block in blocks:
            if isinstance(block, tree.Heading):
                runs = self._bookmarked(block.anchor, self._runs(block.children)) if block.anchor else None
                yield paragraph(heading_style(block.level), runs or self._runs(block.children))
            elif isinstance(block, tree.ReferenceEntry):
                yield from self._entry(block)
            elif isinstance(block, tree.Contents):
                yield from contents_xml(block, self._runs, self._anchors.target)
            elif isinstance(block, tree.Table):
                yield from self._table(block)
            elif isinstance(block, tree.Chart):
                yield from self._chart(block)
            else:
                yield from self._text_block(block)

    def _chart(self, chart: tree.Chart) -> Iterable[str]:
        """The drawing between its title and its numbers."""
        self._charts += 1
        run = drawn_chart(self._part, chart, self._charts, self._language, text_width(self._language))
        yield paragraph(CAPTION, _run(chart.title))
        yield paragraph(NORMAL, run, "<w:keepNext/>")
        yield from self._table(chart_table(chart))

    def _table(self, table: tree.Table) -> Iterable[str]:
        yield table_xml(table, self._runs, text_width(self._language))
        # Word joins tables that nothing stands between.
        yield paragraph(TABLE_TEXT, "")

    def _entry(self, entry: tree.ReferenceEntry) -> Iterable[str]:
        yield self._reference(entry)
        for number, block in enumerate(entry.annotation, start=1):
            yield from self._annotation(block, entry, is_last=number == len(entry.annotation))

    def _reference(self, entry: tree.ReferenceEntry) -> str:
        """The display lines as one paragraph, so that label and hanging indent hold for all of them."""
        language = language_tag(entry.language)
        runs = "<w:r><w:br/></w:r>".join(self._runs(line, language) for line in entry.lines)
        width = self._inset if entry.label else INDENT if entry.hanging_indent else 0.0
        tabs = ""
        if entry.label:
            runs = f"{self._runs(entry.label, language)}<w:r><w:tab/></w:r>{runs}"
            tabs = f'<w:tabs><w:tab w:val="left" w:pos="{twips(width)}"/></w:tabs>'
        keeps = "<w:keepNext/>" if entry.annotation else ""
        properties = f"{keeps}<w:keepLines/>{tabs}{_direction(entry.language or self._language)}"
        properties += _spacing(4.0 if entry.annotation else entry_gap(entry.spacing)) + _indent(width)
        return paragraph(REFERENCE, self._bookmarked(entry.anchor, runs) if entry.anchor else runs, properties)

    def _annotation(self, block: tree.Block, entry: tree.ReferenceEntry, *, is_last: bool) -> Iterable[str]:
        space = _spacing(max(entry_gap(entry.spacing), 14.0)) if is_last else ""
        if isinstance(block, tree.Heading):
            yield paragraph(ANNOTATION_HEADING, self._runs(block.children), space)
        else:
            yield from self._text_block(block, space)

    def _text_block(self, block: tree.Block, last: str = "") -> Iterable[str]:
        """A paragraph, or the items of a list; `last` are more properties of the last paragraph."""
        if isinstance(block, tree.Paragraph):
            properties = _direction(block.language or self._language) + last
            yield paragraph(role_style(block.style), self._runs(block.children, block.language), properties)
        elif isinstance(block, tree.BulletList) and block.style == "badge":
            yield paragraph(role_style("badge"), self._badges(block), last)
        elif isinstance(block, tree.BulletList):
            for number, item in enumerate(block.items, start=1):
                properties = _direction(block.language or self._language)
                properties += last if number == len(block.items) else ""
                yield paragraph(list_style(block.style), self._runs(item, block.language), properties)

    def _badges(self, block: tree.BulletList) -> str:
        """The badges in one paragraph, each in a frame; its words say what it is, whatever its colour."""
        style = f'<w:rStyle w:val="{BADGE_MARK}"/>'
        marks = [_run(badge_words(tree.plain(item)), style) for item in block.items]
        return _run(" ").join(marks)

    def _runs(self, inlines: tree.Inlines, language: str = "") -> str:
        return "".join(self._inline(node, (), _language(language, self._language)) for node in inlines)

    def _inline(self, node: tree.Inline, formats: tuple[type[tree.Inline], ...], language: str, style: str = "") -> str:
        if isinstance(node, tree.Text):
            properties = "".join(xml for kind, xml in _RUN_PROPERTIES.items() if kind in formats)
            return _run(node.text, f"{style}{properties}{language}")
        if isinstance(node, tree.CrossReference):
            style = f'<w:rStyle w:val="{HYPERLINK}"/>'
            inner = "".join(self._inline(child, formats, language, style) for child in node.children)
            return jump(self._anchors.target(node.anchor), inner)
        if isinstance(node, tree.Link) and (url := tree.shown_url(node)):
            style = f'<w:rStyle w:val="{HYPERLINK}"/>'
            inner = "".join(self._inline(child, formats, language, style) for child in node.children)
            return f'<w:hyperlink r:id="{self._relation(url)}" w:history="1">{inner}</w:hyperlink>'
        kinds = formats if isinstance(node, tree.Link) else (*formats, type(node))
        return "".join(self._inline(child, kinds, language, style) for child in node.children)

    def _relation(self, url: str) -> str:
        if url not in self._relations:
            from docx.opc.constants import RELATIONSHIP_TYPE

            self._relations[url] = self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._relations[url]

    def _bookmarked(self, anchor: str, runs: str) -> str:
        name = self._anchors.bookmark(anchor)
        self._bookmarks += 1
        start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{self._bookmarks}"/>'


def _run(text: str, properties: str = "") -> str:
    shown = escape(one_line(text))
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{shown}</w:t></w:r>' if shown else ""


def _language(tag: str, around: str) -> str:
    """Run properties of text in another language than the document's."""
    if not language_tag(tag) or tag == around:
        return ""
    kind = "bidi" if is_right_to_left(tag) else "eastAsia" if is_east_asian(tag) else "val"
    return f'{"<w:rtl/>" if kind == "bidi" else ""}<w:lang w:{kind}="{tag}"/>'


def _direction(tag: str) -> str:
    return "<w:bidi/>" if is_right_to_left(tag) else ""


def _spacing(after: float) -> str:
    return f'<w:spacing w:after="{twips(after)}"/>'


def _indent(hanging: float) -> str:
    return f'<w:ind w:left="{twips(hanging)}" w:hanging="{twips(hanging)}"/>' if hanging else ""


def _set_up(package: Package, document: tree.Document, inset: float) -> None:
    """Styles, lists, paper, properties: everything but the text."""
    from docx.shared import Pt

    _fill(package.styles.element, styles_xml(_NAMESPACES, language_tag(document.language) or "en", inset))
    _fill(package.part.numbering_part.element, numbering_xml(_NAMESPACES, inset))
    section = package.sections[0]
    width, height = page_size(document.language)
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    footer = section.footer.paragraphs[0]._p  # noqa: SLF001  python-docx has no fields
    _fill(footer, f"<w:p {_NAMESPACES}>{_PAGE_NUMBER}</w:p>")
    _set_properties(package, document)


_PAGE_NUMBER = (
    '<w:pPr><w:pStyle w:val="Notice"/><w:pBdr><w:left w:val="nil"/></w:pBdr><w:jc w:val="center"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
)


def _set_properties(package: Package, document: tree.Document) -> None:
    """Title and language; the template's own author, dates and preview go."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    core = package.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for child in list(core):
        core.remove(child)
    package.core_properties.title = one_line(document.title)[:255]
    package.core_properties.language = language_tag(document.language) or "en"
    relations = package.part.package.rels
    for identity in [each.rId for each in relations.values() if each.reltype.endswith("/thumbnail")]:
        del relations[identity]
    settings = package.settings.element
    for setting in settings.iter("{*}compatSetting"):
        if setting.get(_W + "name") == "compatibilityMode":
            setting.set(_W + "val", "15")


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _fill(element: Any, xml: str) -> None:
    """Put the children of `xml` in place of those of `element`; a body keeps its section."""
    from docx.oxml import parse_xml

    section = element.find(f"{_W}sectPr")
    for child in list(element):
        element.remove(child)
    children: Sequence[Any] = list(parse_xml(xml))
    element.extend([*children, *([] if section is None else [section])])
