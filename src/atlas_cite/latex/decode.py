"""LaTeX text as CSL rich text or plain text: accents, symbols, formats, formulas and protecting braces understood.

A command nobody knows leaves its arguments, or its own name when it has none, so that nothing readable is lost.
Sources: The LaTeX Companion (3rd ed.) §9; N. Markey, "Tame the BeaST" §1 (special characters, braces).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from atlas_cite.latex.marks import CLOSE, OPEN, marked_braces, nocase_spans, without_marks
from atlas_cite.latex.parse import Command, Group, Piece, Script, parse_latex
from atlas_cite.latex.rich_text import CLOSING, OPENING
from atlas_cite.model.text import decode_entities, tidy
from atlas_cite.tables.latex import (
    ACCENTS,
    ARGUMENTS,
    FORMATS,
    MATH_ACCENTS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SWITCHES,
    SYMBOLS,
)

_NOTHING_TO_DECODE = re.compile(r"[^\\{}$~`&]*")
_ONLY_PROTECTED = re.compile(r"[^\\{}$~`&]*(?:\{[^\\{}$~`&]+\}[^\\{}$~`&]*)*")
"""Text with words in braces and nothing else that LaTeX would read."""
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "~": " ", "?`": "¿", "!`": "¡"}
_LIGATURE = re.compile("|".join(map(re.escape, sorted(_LIGATURES, key=len, reverse=True))))
_IN_FORMULA = str.maketrans({"-": "−", "'": "′", "~": " "})
_SCRIPTS = {"_": "sub", "^": "sup"}
_SMALL = {"sub": SUBSCRIPTS, "sup": SUPERSCRIPTS}
_VERBATIM_ARGUMENT = frozenset({"url", "path", "nolinkurl"})
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ARGUMENT_NUMBER = re.compile(r"\{(\d)\}")
_COMBINING = re.compile(r"[\u0300-\u036f]*")
_MOST_SWITCHES = 8
_VERBATIM_ESCAPE = re.compile(r"\{\\([_%&#])\}|\\([_%&#])|\\textunderscore(?:\{\}| )?")


class Decoded(NamedTuple):  # every text of a library becomes one, and a tuple is made in half the time
    """Readable text, and the commands in it that nobody knows."""

    text: str
    unknown: tuple[str, ...] = ()


def decode_title(latex: str) -> Decoded:
    """CSL rich text of a title; braces that protect the case of words become `nocase` spans."""
    text, unknown = _decoded(latex, rich=True)
    return Decoded(nocase_spans(tidy(text)), unknown)


def decode_rich(latex: str) -> Decoded:
    """CSL rich text without case protection, for container titles."""
    text, unknown = _decoded(latex, rich=True)
    return Decoded(tidy(without_marks(text)), unknown)


@lru_cache(maxsize=4096)  # names, journals, publishers and years stand many times in a library
def decode_plain(latex: str) -> Decoded:
    """One line of plain text; sub- and superscripts become small figures where Unicode has them."""
    text, unknown = _decoded(latex, rich=False)
    return Decoded(tidy(without_marks(text)), unknown)


def decode_paragraphs(latex: str) -> Decoded:
    r"""Plain text, its paragraphs (blank lines or `\par`) with a blank line between."""
    text, unknown = _decoded(latex, rich=False)
    text = without_marks(text)
    if "\n" not in text:
        return Decoded(tidy(text), unknown)
    paragraphs = [tidy(paragraph) for paragraph in _BLANK_LINE.split(text)]
    return Decoded("\n\n".join(paragraph for paragraph in paragraphs if paragraph), unknown)


def decode_verbatim(latex: str) -> str:
    r"""A DOI, address or path: only the escapes `\_ \% \& \#` are undone, everything else is itself."""
    return _VERBATIM_ESCAPE.sub(lambda match: match[1] or match[2] or "_", latex).strip()


def _decoded(latex: str, *, rich: bool) -> tuple[str, tuple[str, ...]]:
    latex = without_marks(latex)  # first: a mark between two hyphens hides that they are a dash
    if "--" not in latex and "''" not in latex:
        if _NOTHING_TO_DECODE.fullmatch(latex):
            return latex, ()
        if _ONLY_PROTECTED.fullmatch(latex):
            return unicodedata.normalize("NFC", marked_braces(latex)), ()
    decoder = _Decoder(rich=rich)
    text = decoder.text(parse_latex(latex))
    return decode_entities(unicodedata.normalize("NFC", text)), tuple(decoder.unknown)


class _Decoder:
    """Turns pieces into text; remembers the commands it does not know."""

    def __init__(self, *, rich: bool) -> None:
        self._rich = rich
        self.unknown: dict[str, None] = {}

    def text(self, pieces: Sequence[Piece], *, formula: bool = False) -> str:
        result: list[str] = []
        switches: list[tuple[str, int]] = []
        rest = list(reversed(pieces))
        while rest:
            piece = rest.pop()
            if isinstance(piece, str):
                result.append(piece.translate(_IN_FORMULA) if formula else _LIGATURE.sub(_ligature, piece))
            elif isinstance(piece, Group):
                result.append(self._group(piece, formula=formula))
            elif isinstance(piece, Script):
                result.append(self._script(piece, rest) if formula else piece.character)
            elif piece.name in SWITCHES:
                switches.append((SWITCHES[piece.name], len(result)))
            else:
                result.append(self._command(piece, rest, formula=formula))
        for kind, start in reversed(switches[:_MOST_SWITCHES]):
            result[start:] = [self._element(kind, "".join(result[start:]))]
        return "".join(result)

    def _group(self, group: Group, *, formula: bool) -> str:
        inside = self.text(group.children, formula=formula or group.formula)
        # To BibTeX a brace with a backslash behind it is an accented letter, not protection.
        protects = not (formula or group.formula or (group.children and isinstance(group.children[0], Command)))
        return f"{OPEN}{inside}{CLOSE}" if protects and inside else inside

    def _command(self, command: Command, rest: list[Piece], *, formula: bool) -> str:
        name = command.name
        if name in ACCENTS and not (formula and name.isalpha()):
            return self._accented(command, rest)
        if formula and name in MATH_ACCENTS:
            return _combined(self._argument(rest, formula=True), MATH_ACCENTS[name])
        if name in FORMATS and _has_argument(rest):
            return self._element(FORMATS[name], self._argument(rest, formula=formula and name.startswith("math")))
        if name in ARGUMENTS and _has_argument(rest):
            return self._filled(name, rest, formula=formula)
        symbol = SYMBOLS.get(name)
        if symbol is None:
            symbol = _rare_symbols().get(name)
        return symbol if symbol is not None else self._unknown(command, rest, formula=formula)

    def _accented(self, command: Command, rest: list[Piece]) -> str:
        name = command.name
        if rest and isinstance(rest[-1], Command) and rest[-1].name in {"i", "j"}:
            return _combined(rest.pop().name, ACCENTS[name])  # type: ignore[union-attr]  # looked at in the line above
        letters = self._argument(rest, formula=False)
        if not letters.strip():
            return ("" if name.isalpha() else name) + letters
        return _combined({"ı": "i", "ȷ": "j"}.get(letters, letters), ACCENTS[name])

    def _argument(self, rest: list[Piece], *, formula: bool) -> str:
        return self.text(_taken(rest), formula=formula)

    def _filled(self, name: str, rest: list[Piece], *, formula: bool) -> str:
        template = ARGUMENTS[name]
        count = 1 + max((int(number) for number in _ARGUMENT_NUMBER.findall(template)), default=0)
        _skip_option(rest)
        if name in _VERBATIM_ARGUMENT:
            return _source(_taken(rest))
        as_formula = name == "ensuremath" or (formula and not name.startswith(("text", "mbox")))
        arguments = [self._argument(rest, formula=as_formula) for _ in range(count)]
        return _ARGUMENT_NUMBER.sub(lambda match: arguments[int(match[1])], template)

    def _script(self, script: Script, rest: list[Piece]) -> str:
        kind = _SCRIPTS[script.character]
        return self._element(kind, self._argument(rest, formula=True).replace("−", "-"), otherwise=script.character)

    def _unknown(self, command: Command, rest: list[Piece], *, formula: bool) -> str:
        self.unknown.setdefault(command.name)
        arguments: list[str] = []
        while rest and isinstance(rest[-1], Group) and not rest[-1].formula:
            arguments.append(self._argument(rest, formula=formula))
        if any(arguments):
            return " ".join(filter(None, arguments))
        return f"\\{command.name}{command.blank}"

    def _element(self, kind: str, inside: str, *, otherwise: str = "") -> str:
        if not kind or not inside.strip():
            return inside
        if self._rich:
            return f"{OPENING[kind]}{inside}{CLOSING[kind]}"
        small = _SMALL.get(kind)
        plain = without_marks(inside)
        if small and all(character in small for character in plain):
            return "".join(small[character] for character in plain)
        return otherwise + inside


def _ligature(match: re.Match[str]) -> str:
    return _LIGATURES[match[0]]


def _combined(letters: str, accent: str) -> str:
    """`letters` with `accent` on the first of them."""
    plain = without_marks(letters)
    return unicodedata.normalize("NFC", plain[:1] + accent) + plain[1:]


def _has_argument(rest: Sequence[Piece]) -> bool:
    return bool(rest) and not (isinstance(rest[-1], str) and not rest[-1].strip())


def _taken(rest: list[Piece]) -> tuple[Piece, ...]:
    """Take the next argument off `rest`, whose next piece is last: a group's content, one command, or one character."""
    while rest:
        piece = rest.pop()
        if isinstance(piece, Group):
            return (piece,) if piece.formula else piece.children
        if not isinstance(piece, str):
            return (piece,)
        text = piece.lstrip()
        if text:
            length = 1 + len(_COMBINING.match(text, 1)[0])  # type: ignore[index]  # the pattern matches everywhere
            if text[length:]:
                rest.append(text[length:])
            return (text[:length],)
    return ()


def _skip_option(rest: list[Piece]) -> None:
    if rest and isinstance(rest[-1], str) and rest[-1].startswith("["):
        _, found, after = rest[-1].partition("]")
        if found:
            rest.pop()
            if after:
                rest.append(after)


def _source(pieces: Sequence[Piece]) -> str:
    """What `pieces` stand for in an address, where nothing but an escaped sign is a command."""
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Script):
            parts.append(piece.character)
        elif isinstance(piece, Group):
            parts.append(_source(piece.children))
        else:
            parts.append(SYMBOLS.get(piece.name, f"\\{piece.name}") + piece.blank)
    return "".join(parts)


@cache
def _rare_symbols() -> dict[str, str]:
    """Commands of pylatexenc's character map, loaded when a text uses one that our table lacks."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    found: dict[str, str] = {}
    for code, latex in get_builtin_uni2latex_dict().items():
        command = re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", latex)
        if command:
            found.setdefault(command[1], chr(code))
    return found
