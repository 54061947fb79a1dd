"""Rich text as the Markdown that CSL-YAML is written in: pandoc reads every text of it, DOIs and names included, so.

Source: pandoc's manual, "Bibliographies in YAML"; extensions `superscript`, `subscript`, `bracketed_spans`, `smart`.
"""

from __future__ import annotations

import re

from atlas_cite.latex.rich_text import Node, parse_rich_text

_SPECIAL = re.compile(r"([\\`*\[\]<>~^$@'\"]|(?<!\w)_|_(?!\w)|\.(?=\.)|-(?=-)|&(?=#?\w+;)|!(?=\[)|\{(?=[^\s{}]))")
_BLOCK_START = re.compile(r"^(?=[-+#=:>|%](?:\s|$)|#|:::|---)|^(\d{1,9}|[A-Za-z#]+)(?=[.)](?:\s|$))|^\((?=\w+\)\s)")
_SIGNS = {"i": ("*", "*"), "b": ("**", "**"), "sup": ("^", "^"), "sub": ("~", "~")}
_SPANS = {"sc": ".smallcaps", "nocase": ".nocase"}


def to_markdown(rich: str) -> str:
    """CSL-JSON rich text as one line of pandoc's Markdown, nothing in it read as anything but itself."""
    return _nodes(parse_rich_text(rich))


def plain_to_markdown(text: str) -> str:
    """Plain text, lines and all, as Markdown that says just it."""
    return "\n".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    return _SPECIAL.sub(r"\\\1", line)


def _nodes(nodes: tuple[Node, ...]) -> str:
    return "".join(_node(node) for node in nodes)


def _node(node: Node) -> str:
    if isinstance(node, str):
        return _escaped_line(node)
    inner = _nodes(node.children)
    if node.kind in _SPANS:
        return f"[{inner}]{{{_SPANS[node.kind]}}}"
    opening, closing = _SIGNS[node.kind]
    if node.kind in {"sup", "sub"}:
        inner = re.sub(r"\s", r"\\ ", inner)
    return f"{opening}{inner}{closing}"
