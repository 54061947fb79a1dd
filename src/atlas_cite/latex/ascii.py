"""LaTeX in ASCII: for files that spell accented letters as commands, or whose encoding lacks a character.

Sources: The LaTeX Companion (3rd ed.) §9; the commands are those of `tables.latex`, then pylatexenc's map.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from atlas_cite.tables.latex import ACCENTS, SYMBOLS

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_COMMANDS = {combining: command for command, combining in ACCENTS.items()}
_WITHOUT_DOT = {"i": "\\i", "j": "\\j"}
_PUNCTUATION = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~", "\u202f": "~", "\u2009": "\\,",
    "¿": "?`", "¡": "!`", "‐": "-", "‑": "-", "\u2002": " ", "\u2003": " ",
}  # fmt: skip
_NAMED = frozenset(
    """i j ss o O l L ae AE oe OE aa AA dh DH th TH dj DJ ng NG dots S P dag ddag copyright pounds textregistered
    texttrademark textdegree guillemotleft guillemotright guilsinglleft guilsinglright quotesinglbase quotedblbase
    textordfeminine textordmasculine textmu textpm texttimes textdiv textonequarter textonehalf textthreequarters
    textonesuperior texttwosuperior textthreesuperior textcent textyen texteuro textbullet textperiodcentered
    textperthousand""".split()
)
_SYMBOLS = {SYMBOLS[name]: f"{{\\{name}}}" for name in sorted(_NAMED, reverse=True)}


def ascii_latex(latex: str) -> tuple[str, str]:
    r"""LaTeX text with every character beyond ASCII as a command (`{\"u}`), and the characters that have none.

    Those stay as they are.
    """
    if latex.isascii():
        return latex, ""
    missing: dict[str, None] = {}
    text = _NOT_ASCII.sub(lambda match: _spelled(match[0], missing), unicodedata.normalize("NFC", latex))
    return text, "".join(missing)


def _spelled(character: str, missing: dict[str, None]) -> str:
    found = _PUNCTUATION.get(character) or _SYMBOLS.get(character) or _accented(character)
    if found is None:
        found = _rare().get(ord(character))
    if found is None or not found.isascii():
        missing.setdefault(character)
        return character
    return found


def _accented(character: str) -> str | None:
    r"""`{\v{c}}` for a letter with accents; None for any other character."""
    base, *accents = unicodedata.normalize("NFD", character)
    commands = [_COMMANDS.get(accent) for accent in accents]
    if not accents or None in commands or not base.isascii():
        return None
    inside = base
    for command in commands:
        letter = _WITHOUT_DOT.get(inside, inside)
        inside = f"\\{command}{{{letter}}}" if str(command).isalpha() or len(letter) > 1 else f"\\{command}{letter}"
    return f"{{{inside}}}"


@cache
def _rare() -> dict[int, str]:
    """pylatexenc's character map, loaded when a text holds a character that our tables lack."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    return {code: f"{{{latex}}}" for code, latex in get_builtin_uni2latex_dict().items()}
