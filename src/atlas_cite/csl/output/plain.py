"""The tree as plain text: characters only, with a new line around blocks."""

from __future__ import annotations

from collections.abc import Iterable

from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import UNPRINTABLE, Format, write

DISPLAY: dict[str, tuple[str, str]] = {
    "block": ("\n", "\n"),
    "left-margin": ("\n", " "),
    "right-inline": ("", "\n"),
    "indent": ("\n    ", "\n"),
}


def _link(_url: str, inner: str) -> str:
    return inner


def _printable(text: str) -> str:
    return text.translate(UNPRINTABLE)


PLAIN_TEXT = Format(_printable, _link, display=DISPLAY)


def write_plain(nodes: Iterable[Node]) -> str:
    """The finished nodes as characters; formatting and addresses of links are left out."""
    return write(nodes, PLAIN_TEXT).strip("\n").replace("\n\n", "\n")
