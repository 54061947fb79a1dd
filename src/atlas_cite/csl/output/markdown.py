"""The tree as Markdown (CommonMark); what Markdown has no mark for is written as inline HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas_cite.csl.output.html import ELEMENTS as HTML_ELEMENTS
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import Format, one_line, write

ELEMENTS = (
    {**HTML_ELEMENTS[0], "italic": ("*", "*"), "oblique": ("*", "*")},
    HTML_ELEMENTS[1],
    {**HTML_ELEMENTS[2], "bold": ("**", "**")},
    {**HTML_ELEMENTS[3], "underline": ("<u>", "</u>")},
    HTML_ELEMENTS[4],
)
DISPLAY = {
    "block": ("\n\n", "\n\n"),
    "left-margin": ("\n", " "),
    "right-inline": ("", "\n"),
    "indent": ("\n\n> ", "\n\n"),
}

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$|]")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": ""})


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", one_line(text))


def _link(url: str, inner: str) -> str:
    return f"[{inner}]({url.translate(_ADDRESS)})"


def _line_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdecimal() else f"{space}\\{mark}"


MARKDOWN = Format(_escaped, _link, ELEMENTS, DISPLAY, edges_outside=True)


def write_markdown(nodes: Iterable[Node]) -> str:
    """The finished nodes as Markdown; nothing in the data can start a block, mark or element."""
    return _LINE_START.sub(_line_start, write(nodes, MARKDOWN).strip("\n"))
