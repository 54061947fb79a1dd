"""Encoding damage: UTF-8 that was read as Windows-1252 and saved so (`MÃ¼ller`), and how it reads when mended."""

from __future__ import annotations

import re

_MOJIBAKE = re.compile(
    "[ÂÃÄÅÎÏÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚„\u0080-\u0082][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
)
_MOST_READINGS = 3
"""How often a text may have been read wrongly, each time saved so."""
_SURE = frozenset("ÂÃâ")
"""First letters that almost never stand before such a sign in real words; of the others two are needed."""


def mended(text: str) -> str:
    """`text` with its encoding damage mended, done more than once too; the text itself when there is none."""
    for _ in range(_MOST_READINGS):
        before, text = text, _mended_once(text)
        if text == before:
            break
    return text


def _mended_once(text: str) -> str:
    """`text` as it was before it was read in the wrong encoding.

    A pair of characters is mended when its Windows-1252 bytes are UTF-8 for a letter or a typographic sign.
    """
    found = [match for match in _MOJIBAKE.finditer(text) if _decoded(match[0]) is not None]
    if not any(match[0][0] in _SURE or _is_inside_word(match) for match in found) and len(found) < 2:
        return text
    return _MOJIBAKE.sub(lambda match: _decoded(match[0]) or match[0], text)


def _is_inside_word(match: re.Match[str]) -> bool:
    """Whether a sign that is no letter stands within a word (`SzukaÅ‚a`), where no text has one."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return not match[0][1].isalpha() and (before.isalpha() or not before) and after.isalpha()


def _decoded(pair: str) -> str | None:
    try:
        decoded = b"".join(map(_byte, pair)).decode("utf-8")
    except UnicodeError:
        return None
    return decoded if decoded.isalpha() or decoded in _SIGNS else None


_SIGNS = frozenset("’‘“”„–—…•™°±²³µ·«»¿¡§©®×÷\u00a0€†‡‰′″")


def _byte(character: str) -> bytes:
    """The byte a character was read from: Windows-1252, with Latin-1 where that has holes."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
