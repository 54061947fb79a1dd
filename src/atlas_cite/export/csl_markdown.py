"""Texts as the Markdown that CSL-YAML is written in: pandoc reads every text of it, DOIs and names included, so.

Source: pandoc's manual, "Specifying bibliographic data"; its extensions `superscript`, `subscript`, `bracketed_spans`,
`smart`, `fancy_lists`, `tex_math_dollars`, `raw_html` and `citations`, whose signs are escaped.
"""

from __future__ import annotations

import re

from atlas_cite.latex.rich_text import Node, parse_rich_text

_SPECIAL = re.compile(r"([\\`*\[\]<>~^$@'\"{}]|(?<![^\W_])_|_(?![^\W_])|\.(?=\.)|-(?=-)|&(?=#?\w+;)|!(?=\[))")
_BLOCK_START = re.compile(r"[-+#=:|%]|\((?=\w+\))|(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?:\s|$))")
"""What would begin a list, heading, quotation, table, line block or title block."""
_SIGNS = {"i": ("*", "*"), "b": ("**", "**"), "sup": ("^", "^"), "sub": ("~", "~")}
_SPANS = {"sc": ".smallcaps", "nocase": ".nocase"}


def to_markdown(rich: str) -> str:
    """CSL-JSON rich text as one line of pandoc's Markdown, nothing in it read as anything but itself."""
    return _opened(_nodes(parse_rich_text(rich)))


def plain_to_markdown(text: str) -> str:
    """Plain text of one line as Markdown that says just it."""
    return _opened(_escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _opened(line: str) -> str:
    """`line` so that it begins a paragraph and no other block."""
    start = _BLOCK_START.match(line)
    if start is None:
        return line
    at = start.end() if start[0][0].isalnum() else 0
    return f"{line[:at]}\\{line[at:]}"


def _nodes(nodes: tuple[Node, ...]) -> str:
    return "".join(map(_node, nodes))


def _node(node: Node) -> str:
    if isinstance(node, str):
        return _escaped(node)
    inner = _nodes(node.children)
    if node.kind in _SPANS:
        return f"[{inner}]{{{_SPANS[node.kind]}}}"
    # A blank would end raised and lowered text, and keep emphasis from beginning or ending.
    if node.kind in {"sup", "sub"}:
        inner = re.sub(r"\s", r"\\ ", inner)
    before, after = (" " * (len(inner) - len(inner.lstrip())), " " * (len(inner) - len(inner.rstrip())))
    opening, closing = _SIGNS[node.kind]
    return f"{before}{opening}{inner.strip()}{closing}{after}"
