"""The tree as HTML, in the form the public CSL suite expects."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import UNPRINTABLE, Format, write

# One row per formatting attribute: its values and the element around the text.
ELEMENTS: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "italic": ("<i>", "</i>"),
        "oblique": ("<em>", "</em>"),
        "normal": ('<span style="font-style:normal;">', "</span>"),
    },
    {
        "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
        "normal": ('<span style="font-variant:normal;">', "</span>"),
    },
    {
        "bold": ("<b>", "</b>"),
        "normal": ('<span style="font-weight:normal;">', "</span>"),
    },
    {
        "underline": ('<span style="text-decoration:underline;">', "</span>"),
        "none": ('<span style="text-decoration:none;">', "</span>"),
    },
    {
        "sup": ("<sup>", "</sup>"),
        "sub": ("<sub>", "</sub>"),
        "baseline": ('<span style="baseline">', "</span>"),
    },
)

DISPLAY: dict[str, tuple[str, str]] = {
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}


def _raised() -> dict[int, str]:
    """Raised characters and what they are printed as inside `<sup>`, as Unicode has it (four have no decomposition)."""
    table = {0x02C0: "ʔ", 0x02C1: "ʕ", 0x06E5: "\u0648", 0x06E6: "\u064a"}
    for first, last in RAISED_RANGES:
        for code in range(first, last + 1):
            kind, _, base = unicodedata.decomposition(chr(code)).partition(" ")
            if kind == "<super>":
                table[code] = "".join(chr(int(unit, 16)) for unit in base.split())
    return table


# Where Unicode keeps raised letters, digits and signs.
RAISED_RANGES = ((0xAA, 0xBA), (0x2B0, 0x2E4), (0x1D2C, 0x1DBF), (0x2070, 0x207F), (0x2120, 0x2122), (0x3192, 0x319F))

ESCAPES: dict[int, str | None] = (
    UNPRINTABLE
    | {ord(char): f"&#{ord(char)};" for char in "&<>"}
    | {code: f"<sup>{base}</sup>" for code, base in _raised().items()}
)
_ADDRESS = UNPRINTABLE | {ord(char): f"&#{ord(char)};" for char in '&<>"'}


def escaped(text: str) -> str:
    """Characters as HTML text; two spaces stay two, and raised letters become `<sup>` elements."""
    return text.translate(ESCAPES).replace("  ", "\u00a0 ")


def _link(url: str, inner: str) -> str:
    return f'<a href="{url.translate(_ADDRESS)}">{inner}</a>'


def _no_link(_url: str, inner: str) -> str:
    return inner


HTML = Format(escaped, _no_link, ELEMENTS, DISPLAY)
HTML_WITH_LINKS = Format(escaped, _link, ELEMENTS, DISPLAY)


def write_html(nodes: Iterable[Node], *, links: bool = False) -> str:
    """The finished nodes as HTML text, every character of the data escaped; `links` makes addresses `<a>` elements."""
    return write(nodes, HTML_WITH_LINKS if links else HTML)


def write_html_bibliography(entries: Iterable[str]) -> str:
    """Entries already in HTML as the list the suite expects."""
    rows = [f'  <div class="csl-entry">{entry}</div>\n' for entry in entries]
    return f'<div class="csl-bib-body">\n{"".join(rows)}</div>'
