"""The tree as Typst markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import Format, one_line, write

ELEMENTS = (
    {
        "italic": ('#text(style: "italic")[', "]"),
        "oblique": ('#text(style: "oblique")[', "]"),
        "normal": ('#text(style: "normal")[', "]"),
    },
    {"small-caps": ("#smallcaps[", "]")},
    {
        "bold": ('#text(weight: "bold")[', "]"),
        "light": ('#text(weight: "light")[', "]"),
        "normal": ('#text(weight: "regular")[', "]"),
    },
    {"underline": ("#underline[", "]")},
    {"sup": ("#super[", "]"), "sub": ("#sub[", "]")},
)
DISPLAY = {
    "block": ("\n\n", "\n\n"),
    "left-margin": ("\n\n", " "),
    "right-inline": ("", "\n\n"),
    "indent": ("\n\n#h(2em)", "\n\n"),
}

_SPECIAL = re.compile(r"[\\#$*_`<>@~\[\]\"'/+=-]")
_ENUMERATION = re.compile(r"^(\s*\d+)(?=\.)", re.MULTILINE)


def _escaped(text: str) -> str:
    return _ENUMERATION.sub(r"\1\\", _SPECIAL.sub(r"\\\g<0>", one_line(text)))


def _link(url: str, inner: str) -> str:
    address = url.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "")
    return f'#link("{address}")[{inner}]'


TYPST = Format(_escaped, _link, ELEMENTS, DISPLAY)


def write_typst(nodes: Iterable[Node]) -> str:
    """The finished nodes as Typst markup; no character of the data is code or markup."""
    return write(nodes, TYPST).strip("\n")
