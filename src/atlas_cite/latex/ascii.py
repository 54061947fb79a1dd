r"""LaTeX text in ASCII alone, for classic BibTeX and its 8-bit styles; and which characters pdfLaTeX cannot set.

Accents stand in braces as BibTeX wants them (`{\"u}`), so that its styles count, sort and abbreviate the letter right.
What LaTeX's kernel has no command for (Cyrillic, Chinese, emoji) stays as it is; `unsettable` tells of it.  Source:
The LaTeX Companion (3rd ed.) §9; O. Patashnik, "Designing BibTeX Styles" §4 (special characters).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from urllib.parse import quote

from atlas_cite.tables.latex import ACCENTS, ASCII_COMMANDS, ESCAPES, PDFLATEX_RANGES, UNDECLARED

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_ACCENT_COMMANDS = {mark: command for command, mark in reversed(ACCENTS.items())}
_DOTLESS = {"i": "\\i", "j": "\\j"}
_BELOW = frozenset("ckdb")
"""Accents below or beside the letter: an i keeps its dot."""
_JOINING = {"–": "{\\textendash}", "—": "{\\textemdash}", "“": "{\\textquotedblleft}", "”": "{\\textquotedblright}",
            "‘": "{\\textquoteleft}"}  # fmt: skip
"""Signs whose short forms would run into one beside them."""
_RUNS_ON = re.compile("[-`'–—“”‘]")


def ascii_latex(latex: str) -> str:
    """`latex` with every character beyond ASCII as a command; those that have none stay."""
    if latex.isascii():
        return latex
    return _BEYOND_ASCII.sub(_command_in_place, unicodedata.normalize("NFC", latex)).replace("$$", "")


def ascii_address(address: str) -> str:
    """An address or path with what is beyond ASCII percent-encoded, as RFC 3987 §3.1 does."""
    return _BEYOND_ASCII.sub(lambda match: quote(match[0]), address)


def unsettable(latex: str) -> str:
    """The characters in LaTeX text, each once, that pdfLaTeX cannot set; XeLaTeX and LuaLaTeX only need a font."""
    return "" if latex.isascii() else "".join(dict.fromkeys(_settable().sub("", latex)))


def _command_in_place(match: re.Match[str]) -> str:
    character, text = match[0], match.string
    if character in _JOINING:
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if _RUNS_ON.search(beside):
            return _JOINING[character]
    return _command(character)


@cache
def _command(character: str) -> str:
    for table in (ASCII_COMMANDS, UNDECLARED):
        if character in table:
            return table[character]
    return _accented(character) or _alike(character) or character


def _accented(character: str) -> str:
    r"""`{\'{e}}` of a letter with accents, the innermost first; empty when an accent or the letter has no command."""
    decomposed = unicodedata.normalize("NFD", character)
    letter, marks = decomposed[0], decomposed[1:]
    written = letter if letter.isascii() else ASCII_COMMANDS.get(letter) or UNDECLARED.get(letter, "")
    if not marks or not written or any(mark not in _ACCENT_COMMANDS for mark in marks):
        return ""
    for mark in marks:
        command = _ACCENT_COMMANDS[mark]
        base = _DOTLESS.get(written, written) if command not in _BELOW else written
        written = f"{{\\{command}{{{base}}}}}" if command.isalpha() or len(base) > 2 else f"{{\\{command}{base}}}"
    return written


def _alike(character: str) -> str:
    """A ligature or wide form as the ASCII characters it stands for."""
    plain = unicodedata.normalize("NFKC", character)
    return "".join(ESCAPES.get(each, each) for each in plain) if plain.isascii() else ""


@cache
def _settable() -> re.Pattern[str]:
    ranges = "".join(
        "-".join(re.escape(chr(int(end, 16))) for end in each.split("-")) for each in PDFLATEX_RANGES.split()
    )
    return re.compile(f"[\\x00-\\x7f{ranges}]+")
