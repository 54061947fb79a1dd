"""LaTeX source as pieces: text, commands, groups, formulas, and the marks of sub- and superscripts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z@]+)\*?(?P<blank>[ \t]*(?:\n(?![ \t]*\n))?[ \t]*)"
    r"|\\(?P<sign>.)"
    r"|(?P<brace>[{}])"
    r"|(?P<dollar>\$\$?)"
    r"|(?P<script>[_^])"
    r"|(?P<text>[^\\{}$_^]+|\\)",
    re.DOTALL,
)
_CONDITIONAL = re.compile(r"\\ifmmode(?![A-Za-z])")
_ELSE = re.compile(r"\\else(?![A-Za-z])")
_END = re.compile(r"\\fi(?![A-Za-z])")
_DEEPEST = 30
"""Groups deeper than this lose their braces; no reader of such text could tell the difference."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `name` without backslash, and the `blank` behind it, which LaTeX swallows."""

    name: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """`_` or `^`."""

    character: str


@dataclass(frozen=True, slots=True)
class Group:
    """`{…}`, or `$…$` when `formula`."""

    children: tuple[Piece, ...]
    formula: bool = False


Piece = str | Command | Script | Group


def parse_latex(source: str) -> tuple[Piece, ...]:
    """Read LaTeX source; braces and dollars without a partner never fail: a dollar stays text, a brace is dropped."""
    parser = _Parser()
    for match in _TOKEN.finditer(_without_conditionals(source)):
        kind = match.lastgroup
        if kind in {"word", "blank"}:
            parser.add(Command(match["word"], match["blank"]))
        elif kind == "sign":
            parser.add(Command(match["sign"]))
        elif kind == "script":
            parser.add(Script(match[0]))
        elif kind == "text":
            parser.add(match[0])
        elif kind == "dollar":
            parser.dollar(match[0])
        elif match[0] == "{":
            parser.open_group()
        else:
            parser.close_group()
    return parser.finish()


class _Parser:
    """The groups that are open while source is read, the innermost last."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, list[Piece]]] = [("", [])]
        self._too_deep = 0

    def add(self, piece: Piece) -> None:
        self._stack[-1][1].append(piece)

    def open_group(self) -> None:
        if len(self._stack) > _DEEPEST:
            self._too_deep += 1
        else:
            self._stack.append(("{", []))

    def close_group(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif any(opener == "{" for opener, _ in self._stack):
            while self._stack[-1][0] != "{":
                self._unwrap()
            _, children = self._stack.pop()
            self.add(Group(tuple(children)))

    def dollar(self, dollars: str) -> None:
        opener, children = self._stack[-1]
        if opener.startswith("$"):
            self._stack.pop()
            self.add(Group(tuple(children), formula=True))
            dollars = dollars[len(opener) :]
        if dollars:
            self._stack.append((dollars, []))

    def finish(self) -> tuple[Piece, ...]:
        while len(self._stack) > 1:
            self._unwrap()
        return tuple(self._stack[0][1])

    def _unwrap(self) -> None:
        """End a group or formula that the source never closed: its content stays, a dollar is text."""
        opener, children = self._stack.pop()
        if opener == "{":
            self.add(Group(tuple(children)))
        else:
            self._stack[-1][1].extend([opener, *children])


def _without_conditionals(source: str) -> str:
    r"""Of `\ifmmode A\else B\fi` keep B: these fields are text."""
    if "\\ifmmode" not in source:
        return source
    kept: list[str] = []
    position = 0
    while (start := _CONDITIONAL.search(source, position)) and (end := _END.search(source, start.end())):
        other = _ELSE.search(source, start.end(), end.start())
        kept.append(source[position : start.start()])
        kept.append(source[other.end() : end.start()].lstrip() if other else source[start.end() : end.start()])
        position = end.end()
    return "".join([*kept, source[position:]])
