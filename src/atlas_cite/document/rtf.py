r"""RTF: a document in the named styles of the Word file, for programs that read nothing newer.

Source: Rich Text Format specification 1.9.1.  Readers do not look a style's properties up, so each paragraph repeats
them behind its `\s`; characters beyond ASCII are written as `\u`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from atlas_cite.document import tree
from atlas_cite.document.anchors import Anchors
from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_table
from atlas_cite.document.languages import is_right_to_left, primary_language
from atlas_cite.document.paragraph_styles import (
    ANNOTATION_HEADING,
    CAPTION,
    CONTENTS_HEADING,
    INDENT,
    LINK,
    MARGIN,
    PARAGRAPH_STYLES,
    REFERENCE,
    RULE,
    TABLE_HEADING,
    TABLE_TEXT,
    ParagraphStyle,
    badge_words,
    contents_style,
    entry_gap,
    heading_style,
    label_width,
    list_style,
    page_size,
    role_style,
    text_width,
    twips,
)
from atlas_cite.document.rtf_styles import (
    BADGE_STYLE,
    COLOURS,
    FONTS,
    badge_entry,
    badge_properties,
    characters,
    colour,
    colour_entry,
    indent,
    properties,
    style_entry,
)

_CONTROLS: dict[type[tree.Inline], str] = {
    tree.Emphasis: "\\i",
    tree.Strong: "\\b",
    tree.SmallCaps: "\\scaps",
    tree.Underline: "\\ul",
    tree.Superscript: "\\super",
    tree.Subscript: "\\sub",
}
_SPECIAL = re.compile(r"[\\{}]|[^\x20-\x7e]")
_LANGUAGES: Mapping[str, int] = {
    "ar": 1025, "cs": 1029, "da": 1030, "de": 1031, "el": 1032, "en-GB": 2057, "en": 1033, "es": 3082, "fa": 1065,
    "fi": 1035, "fr": 1036, "he": 1037, "hu": 1038, "it": 1040, "ja": 1041, "ko": 1042, "nb": 1044, "nl": 1043,
    "nn": 2068, "no": 1044, "pl": 1045, "pt-BR": 1046, "pt": 2070, "ru": 1049, "sv": 1053, "tr": 1055, "uk": 1058,
    "zh": 2052, "zh-TW": 1028,
}  # fmt: skip
"""Windows language identifiers, by tag or by language alone (MS-LCID)."""
_UNKNOWN_LANGUAGE = 1024
_LIST = (
    r"{\*\listtable{\list\listtemplateid1\listsimple{\listlevel\levelnfc23\leveljc0\levelfollow0\levelstartat1"
    r"{\leveltext\'01\u8226 ?;}{\levelnumbers;}}\listid1}}"
    r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
)


def render_rtf(document: tree.Document) -> str:
    """`document` as RTF: ASCII text, one line a paragraph."""
    inset = label_width(len(tree.plain(tree.label_column(document.blocks))))
    writer = _Writer(inset, document.language)
    width, height = page_size(document.language)
    fonts = "".join(f"{{\\f{number}\\fnil {name};}}" for number, name in enumerate(FONTS))
    page = f"\\paperw{twips(width)}\\paperh{twips(height)}" + "".join(f"\\marg{side}{twips(MARGIN)}" for side in "lrtb")
    head = [
        f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0\\deflang{_language_number(document.language)}{{\\fonttbl{fonts}}}",
        f"{{\\colortbl;{''.join(map(colour_entry, COLOURS))}}}",
        f"{{\\stylesheet{''.join(style_entry(each, inset) for each in PARAGRAPH_STYLES)}{badge_entry()}}}",
        _LIST,
        f"{{\\info{{\\title {_escaped(document.title)}}}}}",
        f"{page}\\widowctrl",
        f"{{\\footer\\pard\\plain\\qc{characters(role_style('notice'))}{{\\field{{\\*\\fldinst PAGE}}}}\\par}}",
    ]
    return "\n".join([*head, *writer.blocks(document.blocks), "}"]) + "\n"


class _Writer:
    """Writes blocks in order; keeps the bookmarks used."""

    def __init__(self, inset: float, language: str) -> None:
        self._inset = inset
        self._language = language
        self._anchors = Anchors()

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterator[str]:
        """Each block as paragraphs."""
        for block in blocks:
            if isinstance(block, tree.Heading):
                text = self._inlines(block.children)
                yield self._paragraph(
                    heading_style(block.level), self._bookmarked(block.anchor, text) if block.anchor else text
                )
            elif isinstance(block, tree.ReferenceEntry):
                yield from self._entry(block)
            elif isinstance(block, tree.Contents):
                yield from self._contents(block)
            elif isinstance(block, tree.Table):
                yield from self._table(block)
            elif isinstance(block, tree.Chart):
                yield self._paragraph(CAPTION, _escaped(block.title))
                yield from self._table(chart_table(block))
            else:
                yield from self._text_block(block)

    def _contents(self, block: tree.Contents) -> Iterator[str]:
        yield self._paragraph(CONTENTS_HEADING, self._inlines(block.title))
        for heading in block.headings:
            yield self._paragraph(
                contents_style(heading.level), self._inlines((tree.CrossReference(heading.anchor, heading.children),))
            )

    def _table(self, table: tree.Table) -> Iterator[str]:
        """The rows, the header's repeated on every page; behind them a paragraph, so that tables stay apart."""
        share = text_width(self._language) / sum(table.weights)
        edges = "".join(
            f"\\clbrdrb\\brdrs\\brdrw5\\brdrcf{colour(RULE)}\\cellx{twips(share * sum(table.weights[: at + 1]))}"
            for at in range(len(table.weights))
        )
        for number, row in enumerate((table.header, *table.rows)):
            style = TABLE_TEXT if number else TABLE_HEADING
            cells = "".join(self._cell(cell, style, at in table.numeric) for at, cell in enumerate(row))
            repeated = "" if number else "\\trhdr"
            yield f"\\trowd\\trgaph60\\trkeep{repeated}{edges}{cells}\\row"
        yield self._paragraph(TABLE_TEXT, "")

    def _cell(self, cell: tree.Cell, style: ParagraphStyle, is_number: bool) -> str:
        alignment = "\\qr" if is_number else ""
        text, language = self._inlines(cell.children), cell.language or self._language
        return self._paragraph(style, text, f"\\intbl{alignment}", language, end="\\cell")

    def _entry(self, entry: tree.ReferenceEntry) -> Iterator[str]:
        """The display lines as one paragraph, so that label and hanging indent hold for all of them."""
        text = "\\line ".join(map(self._inlines, entry.lines))
        language = entry.language or self._language
        controls = "\\keep\\keepn" if entry.annotation else "\\keep"
        if entry.label:
            text = f"{self._inlines(entry.label)}\\tab {text}"
            controls += f"\\tx{twips(self._inset)}{indent(self._inset, self._inset)}"
        elif entry.hanging_indent:
            controls += indent(INDENT, INDENT)
        controls += f"\\sa{twips(4.0 if entry.annotation else entry_gap(entry.spacing))}"
        yield self._paragraph(
            REFERENCE, self._bookmarked(entry.anchor, text) if entry.anchor else text, controls, language
        )
        for number, block in enumerate(entry.annotation, start=1):
            is_last = number == len(entry.annotation)
            yield from self._annotation(block, f"\\sa{twips(max(entry_gap(entry.spacing), 14.0))}" if is_last else "")

    def _annotation(self, block: tree.Block, last: str) -> Iterator[str]:
        if isinstance(block, tree.Heading):
            yield self._paragraph(ANNOTATION_HEADING, self._inlines(block.children), last)
        else:
            yield from self._text_block(block, last)

    def _text_block(self, block: tree.Block, last: str = "") -> Iterator[str]:
        """A paragraph, or the items of a list; `last` are controls for the last paragraph."""
        if isinstance(block, tree.Paragraph):
            language = block.language or self._language
            yield self._paragraph(role_style(block.style), self._inlines(block.children), last, language)
        elif isinstance(block, tree.BulletList) and block.style == "badge":
            yield self._paragraph(role_style("badge"), "  ".join(map(_badge, block.items)), last)
        elif isinstance(block, tree.BulletList):
            for number, item in enumerate(block.items, start=1):
                controls = "\\ls1\\ilvl0" + (last if number == len(block.items) else "")
                text = f"{{\\listtext\\u8226 ?\\tab}}{self._inlines(item)}"
                yield self._paragraph(list_style(block.style), text, controls, block.language or self._language)

    def _inlines(self, inlines: tree.Inlines) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, node: tree.Inline) -> str:
        if isinstance(node, tree.Text):
            return _escaped(node.text)
        children = self._inlines(node.children)
        if isinstance(node, tree.CrossReference):
            return _link(f'HYPERLINK \\\\l "{self._anchors.target(node.anchor)}"', children)
        if isinstance(node, tree.Link):
            url = tree.shown_url(node)
            return _link(f'HYPERLINK "{_escaped(url)}"', children) if url else children
        return f"{{{_CONTROLS[type(node)]} {children}}}"

    def _paragraph(
        self, style: ParagraphStyle, text: str, controls: str = "", language: str = "", end: str = "\\par"
    ) -> str:
        """One paragraph in `style`; `controls` overrule it."""
        direction = "\\rtlpar" if is_right_to_left(language) else ""
        marked = f"\\lang{_language_number(language)}" if language else ""
        number = PARAGRAPH_STYLES.index(style)
        return f"{{\\pard\\plain\\s{number}{properties(style, self._inset)}{controls}{direction}{marked} {text}{end}}}"

    def _bookmarked(self, anchor: str, text: str) -> str:
        name = self._anchors.bookmark(anchor)
        return f"{{\\*\\bkmkstart {name}}}{text}{{\\*\\bkmkend {name}}}"


def _link(instruction: str, shown: str) -> str:
    return f"{{\\field{{\\*\\fldinst{{{instruction}}}}}{{\\fldrslt{{\\cf{colour(LINK)}\\ul {shown}}}}}}}"


def _badge(item: tree.Inlines) -> str:
    return f"{{\\cs{BADGE_STYLE}{badge_properties()} {_escaped(badge_words(tree.plain(item)))}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_control, one_line(text))


def _control(match: re.Match[str]) -> str:
    r"""A character as a control: signed 16-bit numbers, two for what lies beyond them."""
    character = match[0]
    if character in "\\{}":
        return f"\\{character}"
    if character == "\u00a0":
        return "\\~"
    units = character.encode("utf-16-le", "replace")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return "".join(f"\\u{number}?" for number in numbers)


def _language_number(tag: str) -> int:
    return _LANGUAGES.get(tag, _LANGUAGES.get(primary_language(tag), _UNKNOWN_LANGUAGE))
