"""Markdown: a document as CommonMark that reads back as the same text.

Source: CommonMark 0.31.2, "Backslash escapes", "Emphasis and strong emphasis", "Link destinations".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from atlas_cite.document import tree
from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_table

# `~`, `|` and `$` mean something in GitHub's and pandoc's dialects only; escaping them is right in all.
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|$^])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"(?P<sign>[-+#=:>]|\d{1,9}(?=[.)]))")
_FINAL_SIGNS = re.compile(r"(?<=\s)(#+)$")
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9./:()?=_~@;,!$*'+-]+")
_SIMPLE_ADDRESS = re.compile(r"https?://[A-Za-z0-9./:?=_~@;,%#+-]+")
Tags = Mapping[type[tree.Inline], tuple[str, str]]
HTML: Tags = {
    tree.Emphasis: ("<em>", "</em>"),
    tree.Strong: ("<strong>", "</strong>"),
    tree.SmallCaps: ('<span style="font-variant: small-caps">', "</span>"),
    tree.Underline: ("<u>", "</u>"),
    tree.Superscript: ("<sup>", "</sup>"),
    tree.Subscript: ("<sub>", "</sub>"),
}
"""HTML for what Markdown has no sign for, and for emphasis where its signs would not count."""
PANDOC: Tags = {
    **HTML,
    tree.Emphasis: ("*", "*"),
    tree.Strong: ("**", "**"),
    tree.SmallCaps: ("[", "]{.smallcaps}"),
    tree.Underline: ("[", "]{.underline}"),
    tree.Superscript: ("^", "^"),
    tree.Subscript: ("~", "~"),
}
"""What pandoc reads and takes into every format; HTML it leaves out of all but HTML (pandoc's manual, "Inline
formatting")."""
PANDOC_INSIDE_EMPHASIS: Tags = {**PANDOC, tree.Emphasis: ("_", "_")}
"""The same between asterisks of somebody else's, which ours would close."""
_APART = "<!-- -->"
"""What keeps two signs apart that would be read as one."""
_NO_BLANKS = frozenset("^~")
"""Signs between which a blank needs a backslash."""
_SIGNS = {tree.Emphasis: "*", tree.Strong: "**"}


def render_markdown(document: tree.Document, tags: Tags = HTML) -> str:
    """`document` as CommonMark, one line a paragraph, each annotation as a block quote under its entry."""
    led_to = tree.targets(document.blocks)
    text = "\n\n".join(text for block in document.blocks if (text := _block(block, tags, led_to)))
    return f"{text}\n" if text else ""


def render_inlines(inlines: tree.Inlines, before: str, after: str, tags: Tags = PANDOC) -> str:
    """`inlines` as Markdown in a line, between `before` and `after`."""
    text = _inlines(_tidied(inlines), before[-1:].strip("\r\n"), after[:1], tags)
    return text if before[-1:].strip("\r\n") else _started(text)


def _block(block: tree.Block, tags: Tags, led_to: frozenset[str] = frozenset()) -> str:
    """A block as lines; only places in `led_to` are marked, as Markdown itself has no anchors."""
    if isinstance(block, tree.Heading):
        # Number signs at the end would count as closing the heading.
        text = _FINAL_SIGNS.sub(r"\\\1", _line(block.children, tags))
        place = _place(block.anchor, led_to)
        return f"{'#' * min(max(block.level, 1), 6)} {place}{text}" if text else ""
    if isinstance(block, tree.Paragraph):
        return _line(block.children, tags)
    if isinstance(block, tree.BulletList):
        return "\n".join(f"- {text}" for item in block.items if (text := _line(item, tags)))
    if isinstance(block, tree.ReferenceEntry):
        return _place(block.anchor, led_to) + _entry(block, tags)
    return _arranged(block, tags)


def _arranged(block: tree.Contents | tree.Table | tree.Chart, tags: Tags) -> str:
    """A table of contents, a table in GitHub's and pandoc's form, or a chart's numbers as one."""
    if isinstance(block, tree.Contents):
        top = min((heading.level for heading in block.headings), default=1)
        items = [
            f"{'  ' * (heading.level - top)}- [{_line(heading.children, tags)}](#{_identity(heading.anchor)})"
            for heading in block.headings
        ]
        return "\n\n".join([_line((tree.Strong(block.title),), tags), "\n".join(items)])
    if isinstance(block, tree.Chart):
        return f"{_line((tree.Strong((tree.Text(block.title),)),), tags)}\n\n{_arranged(chart_table(block), tags)}"
    header, *rows = [[_line(cell.children, tags) for cell in row] for row in (block.header, *block.rows)]
    rule = ["---:" if at in block.numeric else "---" for at in range(len(header))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def _place(anchor: str, led_to: frozenset[str]) -> str:
    return f'<a id="{_identity(anchor)}"></a>' if anchor in led_to else ""


def _identity(anchor: str) -> str:
    """An anchor as an id and as the end of an address."""
    return re.sub(r"[^\w.-]+", "-", anchor)


def _entry(entry: tree.ReferenceEntry, tags: Tags) -> str:
    label = (*entry.label, tree.Text(" ")) if entry.label else ()
    first, *others = entry.lines or ((),)
    lines = [_line(line, tags) for line in ((*label, *first), *others)]
    reference = "\\\n".join(line for line in lines if line)
    annotation = _annotation(entry.annotation, tags)
    return "\n\n".join(part for part in (reference, annotation) if part)


def _annotation(blocks: Sequence[tree.Block], tags: Tags) -> str:
    """The annotation as a block quote, its headings in bold: a heading for each part would fill every outline."""
    inner = (
        _line((tree.Strong(block.children),), tags) if isinstance(block, tree.Heading) else _block(block, tags)
        for block in blocks
    )
    text = "\n\n".join(part for part in inner if part)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""


def _line(inlines: tree.Inlines, tags: Tags) -> str:
    """Inlines as one line that starts no block."""
    return _started(_inlines(_tidied(inlines), "", "", tags).strip())


def _started(text: str) -> str:
    """A line with the sign escaped that would start a block."""
    start = _BLOCK_START.match(text)
    if start is None:
        return text
    sign = start["sign"]
    return f"{sign}\\{text[len(sign) :]}" if sign.isdigit() else f"\\{text}"


def _tidied(inlines: Iterable[tree.Inline]) -> tree.Inlines:
    """Neighbouring texts as one, on one line; signs are escaped by what stands beside them."""
    found: list[tree.Inline] = []
    for is_text, group in groupby(inlines, key=lambda node: isinstance(node, tree.Text)):
        if is_text:
            text = one_line("".join(tree.plain([node]) for node in group))
            found += [tree.Text(text)] if text else []
        else:
            found += (node for node in group if tree.plain([node]))
    return tuple(found)


def _inlines(inlines: tree.Inlines, before: str, after: str, tags: Tags) -> str:
    """`inlines` as Markdown; `before` and `after` are the characters beside them."""
    output = ""
    for index, node in enumerate(inlines):
        following = tree.plain(inlines[index + 1 : index + 2])[:1] or after
        if isinstance(node, tree.Text):
            escaped = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", node.text))
            has_link_next = index + 1 < len(inlines) and isinstance(inlines[index + 1], tree.Link | tree.CrossReference)
            output += re.sub(r"!$", r"\\!", escaped) if has_link_next else escaped
        elif isinstance(node, tree.Link):
            output += _link(node, tags)
        elif isinstance(node, tree.CrossReference):
            output += f"[{_inlines(_tidied(node.children), '', '', tags)}](#{_identity(node.anchor)})"
        else:
            is_beside_sign = output.endswith("*") or isinstance(
                inlines[index + 1] if index + 1 < len(inlines) else None, tree.Emphasis | tree.Strong
            )
            piece = _formatted(node, output[-1:] or before, following, tags, is_beside_sign=is_beside_sign)
            output += f"{_APART}{piece}" if output.endswith("*") and piece.startswith("*") else piece
    return output


def _formatted(node: tree.Inline, before: str, after: str, tags: Tags, *, is_beside_sign: bool) -> str:
    children = _tidied(node.children) if not isinstance(node, tree.Text) else ()
    inner = _inlines(children, "", "", tags)
    start, end = tags[type(node)]
    sign = _SIGNS.get(type(node)) if tags is HTML else None
    # A sign inside could close one outside.
    is_alone = not is_beside_sign and not _holds_emphasis(children)
    if sign and is_alone and _may_open(before, inner) and _may_close(inner, after):
        return f"{sign}{inner}{sign}"
    if start in _NO_BLANKS:
        inner = inner.replace(" ", "\\ ")
    return f"{start}{inner}{end}"


def _holds_emphasis(inlines: tree.Inlines) -> bool:
    return any(
        isinstance(node, tree.Emphasis | tree.Strong)
        or (not isinstance(node, tree.Text) and _holds_emphasis(node.children))
        for node in inlines
    )


def _may_open(before: str, inner: str) -> bool:
    """Whether an emphasis sign between these is left-flanking (CommonMark 6.2) in every version of the rules."""
    if not inner or inner[0].isspace() or inner[0] == "*":
        return False
    return inner[0].isalnum() or _separates(before)


def _may_close(inner: str, after: str) -> bool:
    if not inner or inner[-1].isspace() or inner[-1] == "*":
        return False
    return inner[-1].isalnum() or _separates(after)


def _separates(beside: str) -> bool:
    """Whether a character (or none) counts as white space or punctuation; versions differ about symbols."""
    return not beside or beside.isspace() or unicodedata.category(beside).startswith("P")


def _link(node: tree.Link, tags: Tags) -> str:
    url = tree.shown_url(node)
    children = _tidied(node.children)
    if not url:
        return _inlines(children, "", "", tags)
    if tree.plain(children) == url and _PLAIN_ADDRESS.fullmatch(url):
        return f"<{url}>"
    # In pointed brackets nothing ends an address early; without need they only hinder reading.
    encoded = url.replace("&", "&amp;").replace("\\", "%5C")
    destination = encoded if _SIMPLE_ADDRESS.fullmatch(encoded) else f"<{encoded}>"
    return f"[{_inlines(children, '', '', tags)}]({destination})"
