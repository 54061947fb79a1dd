"""The tree as LaTeX text; links need the package hyperref."""

from __future__ import annotations

from collections.abc import Iterable

from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.output.write import Format, one_line, write

ELEMENTS = (
    {"italic": (r"\textit{", "}"), "oblique": (r"\textsl{", "}"), "normal": (r"\textup{", "}")},
    {"small-caps": (r"\textsc{", "}"), "normal": (r"\textup{", "}")},
    {"bold": (r"\textbf{", "}"), "normal": (r"\textmd{", "}")},
    {"underline": (r"\underline{", "}")},
    {"sup": (r"\textsuperscript{", "}"), "sub": (r"\textsubscript{", "}")},
)
DISPLAY = {
    "block": ("\n\n", "\n\n"),
    "left-margin": ("\n\n", " "),
    "right-inline": ("", "\n\n"),
    "indent": ("\n\n\\quad ", "\n\n"),
}

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
        "|": r"\textbar{}", "`": r"\textasciigrave{}", "'": r"\textquotesingle{}", '"': r"\textquotedbl{}",
        "[": "{[}", "]": "{]}", "\u00a0": "~",
    }
)  # fmt: skip
_ADDRESS = str.maketrans(
    {"\\": r"\%5C", "{": r"\%7B", "}": r"\%7D", "%": r"\%", "#": r"\#", "&": r"\&", " ": r"\%20", "^": r"\%5E"}
)


def _escaped(text: str) -> str:
    return one_line(text).translate(_ESCAPES).replace("--", "-{}-").replace("--", "-{}-")


def _link(url: str, inner: str) -> str:
    return f"\\href{{{url.translate(_ADDRESS)}}}{{{inner}}}"


LATEX = Format(_escaped, _link, ELEMENTS, DISPLAY)


def write_latex(nodes: Iterable[Node]) -> str:
    """The finished nodes as LaTeX text; no character of the data is a command."""
    return write(nodes, LATEX).strip("\n")
