"""Plain text: a document for terminals, e-mails and text files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from atlas_cite.document.characters import one_line
from atlas_cite.document.chart import chart_table
from atlas_cite.document.text_table import table_lines
from atlas_cite.document.tree import (
    Block,
    BulletList,
    Chart,
    Contents,
    Document,
    Heading,
    Inlines,
    Link,
    Paragraph,
    ReferenceEntry,
    Table,
    Text,
    plain,
    shown_url,
)

_INDENT = " " * 4
_UNDERLINES = {1: "=", 2: "-"}
_STATUS_SIGN = "!! "


def render_plain_text(document: Document, width: int = 80) -> str:
    """`document` as text wrapped at `width` characters, addresses whole; a line break at its end unless it is empty."""
    labels = [_text(block.label) for block in document.blocks if isinstance(block, ReferenceEntry)]
    column = max(map(len, labels), default=0)
    blocks = ("\n".join(_lines(block, width, column)) for block in document.blocks)
    text = "\n\n".join(block for block in blocks if block)
    return f"{text}\n" if text else ""


def _lines(block: Block, width: int, column: int) -> Iterator[str]:
    """The lines of one block; `column` is the width of the widest label."""
    if isinstance(block, Heading):
        text = _text(block.children)
        yield from _wrapped(text, width)
        if block.level in _UNDERLINES:
            yield _UNDERLINES[block.level] * min(len(text), width)
    elif isinstance(block, Paragraph):
        sign = _STATUS_SIGN if block.style == "status" else ""
        yield from _wrapped(_text(block.children), width, sign, " " * len(sign))
    elif isinstance(block, BulletList):
        for item in block.items:
            yield from _wrapped(_text(item), width, "- ", "  ")
    elif isinstance(block, ReferenceEntry):
        yield from _reference_lines(block, width, column)
        yield from _annotation_lines(block.annotation, width)
    else:
        yield from _arranged_lines(block, width)


def _arranged_lines(block: Contents | Table | Chart, width: int) -> Iterator[str]:
    """A table of contents, a table, or a chart's numbers as one."""
    if isinstance(block, Contents):
        yield from _wrapped(_text(block.title), width)
        for heading in block.headings:
            indent = "  " * (heading.level - 1)
            yield from _wrapped(_text(heading.children), width, indent, f"{indent}  ")
        return
    if isinstance(block, Chart):
        yield from (*_wrapped(block.title, width), "")
    table = chart_table(block) if isinstance(block, Chart) else block
    rows = [[_text(cell.children) for cell in row] for row in (table.header, *table.rows)]
    yield from table_lines(rows, table.weights, table.numeric, width)


def _reference_lines(entry: ReferenceEntry, width: int, column: int) -> Iterator[str]:
    label = _text(entry.label)
    first = f"{label:<{column}} " if label else ""
    others = " " * (column + 1) if label else _INDENT if entry.hanging_indent else ""
    for index, line in enumerate(entry.lines):
        yield from _wrapped(_text(line), width, first if index == 0 else others, others)


def _annotation_lines(blocks: Sequence[Block], width: int) -> Iterator[str]:
    """The annotation indented, a blank line before each block but between a heading and what it heads."""
    after_heading = False
    for block in blocks:
        if not after_heading:
            yield ""
        inner = Heading(9, block.children) if isinstance(block, Heading) else block
        yield from (f"{_INDENT}{line}" if line else "" for line in _lines(inner, max(20, width - len(_INDENT)), 0))
        after_heading = isinstance(block, Heading)


def _wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    wrapped = textwrap.wrap(
        text,
        max(width, len(first) + 10),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or ([first.rstrip()] if first.strip() else [])


def _text(inlines: Inlines) -> str:
    """The characters, and behind a link's words its address unless they show it."""
    return one_line("".join(_with_address(node) for node in inlines)).strip()


def _with_address(node: object) -> str:
    if isinstance(node, Text):
        return node.text
    children: Inlines = getattr(node, "children", ())
    text = "".join(_with_address(child) for child in children)
    if not isinstance(node, Link) or not (url := shown_url(node)):
        return text
    bare = url.removeprefix("https://doi.org/")
    is_shown = text in {url, unquote(url)} or unquote(bare).lower() in plain(children).lower()
    return text if is_shown else f"{text} ({url})"
