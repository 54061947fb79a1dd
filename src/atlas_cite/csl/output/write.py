"""Finished tree → text, for any format that can say in a table what it puts around what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from atlas_cite.csl.output.tree import Link, Node, Text

Around = tuple[str, str]

# Characters no output may hold: control characters are dropped, halves of a surrogate pair become U+FFFD.
UNPRINTABLE: dict[int, str | None] = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}

# What an address may begin with to become a link; anything else (`javascript:`) stays text.
LINKED = ("http://", "https://", "ftp://", "mailto:")

_NEW_LINE = re.compile(r"\s*[\r\n\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Format:
    """How one output format writes characters, formatting, blocks and links.

    `elements` has a row for each formatting attribute in the order of `Formatting`; a value a format cannot say
    is left out of its row. `edges_outside` takes spaces at the ends of formatted text out of it.
    """

    escape: Callable[[str], str]
    link: Callable[[str, str], str]
    elements: tuple[Mapping[str, Around], ...] = ({}, {}, {}, {}, {})
    display: Mapping[str, Around] = field(default_factory=dict)
    edges_outside: bool = False


def one_line(text: str) -> str:
    """The text without line breaks and unprintable characters, for formats in which a new line means something."""
    return _NEW_LINE.sub(" ", text).translate(UNPRINTABLE)


def write(nodes: Iterable[Node], into: Format) -> str:
    """The finished nodes in a format."""
    return "".join([_node(node, into) for node in nodes])


def _node(node: Node, into: Format) -> str:
    if isinstance(node, Text):
        return into.escape(node.text)
    inner = write(node.children, into)
    if isinstance(node, Link):
        return into.link(node.url, inner) if node.url.lower().startswith(LINKED) else inner
    if node.display in into.display:
        before, after = into.display[node.display]
        return f"{before}{inner}{after}"
    for value, elements in zip(node.style, into.elements, strict=True):
        if value in elements:
            inner = _enclosed(inner, elements[value], edges_outside=into.edges_outside)
    return inner


def _enclosed(inner: str, around: Around, *, edges_outside: bool) -> str:
    before, after = around
    if not edges_outside:
        return f"{before}{inner}{after}"
    core = inner.strip(" ")
    if not core:
        return inner
    start = inner.index(core)
    return f"{inner[:start]}{before}{core}{after}{inner[start + len(core) :]}"
