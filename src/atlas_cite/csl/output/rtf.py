"""The tree as RTF, without the document around it."""

from __future__ import annotations

from collections.abc import Iterable

from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import Format, write

ELEMENTS = (
    {"italic": (r"{\i ", "}"), "oblique": (r"{\i ", "}"), "normal": (r"{\i0 ", "}")},
    {"small-caps": (r"{\scaps ", "}"), "normal": (r"{\scaps0 ", "}")},
    {"bold": (r"{\b ", "}"), "normal": (r"{\b0 ", "}")},
    {"underline": (r"{\ul ", "}"), "none": (r"{\ulnone ", "}")},
    {"sup": (r"{\super ", "}"), "sub": (r"{\sub ", "}"), "baseline": (r"{\nosupersub ", "}")},
)
DISPLAY = {
    "block": ("\\line\n", "\\line\n"),
    "left-margin": ("", "\\tab "),
    "right-inline": ("", "\\line\n"),
    "indent": ("\\line\n\\tab ", "\\line\n"),
}
_NAMED = {"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab ", "\n": r"\line ", "\u00a0": r"\~"}


def _escaped(text: str) -> str:
    return "".join([_character(char) for char in text])


def _character(char: str) -> str:
    if char in _NAMED:
        return _NAMED[char]
    if " " <= char <= "~":
        return char
    if char < " ":
        return ""
    units = char.encode("utf-16-le", "surrogatepass")
    codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{code}?" for code in codes)


def _link(url: str, inner: str) -> str:
    address = _escaped(url.replace('"', "%22").replace("\\", "%5C"))
    return f'{{\\field{{\\*\\fldinst{{HYPERLINK "{address}"}}}}{{\\fldrslt{{{inner}}}}}}}'


RTF = Format(_escaped, _link, ELEMENTS, DISPLAY)


def write_rtf(nodes: Iterable[Node]) -> str:
    """The finished nodes as RTF groups; no character of the data is a control word."""
    return write(nodes, RTF)
