"""Particles of names: `von`, `de la`, `al-` … set apart from family and given name."""

from __future__ import annotations

import re
from typing import NamedTuple


class ParsedName(NamedTuple):
    """A name with its particles set apart; what is absent is ""."""

    family: str
    given: str
    non_dropping: str
    dropping: str


_BINDING = re.compile(r"[-’']\s+$")
_WORD = re.compile(r"(\S+?[-’'](?=\S)|\S+\s+)")


def _starts_lower(word: str) -> bool:
    letters = word.lstrip("’'‘ʻ`")
    return bool(letters) and letters[0].islower()


def parse_particles(family: str, given: str) -> ParsedName:
    """Set lower-case words before a family name and after a given name apart.

    Those before the family name never drop (`van Gogh`), those after the given name do (`Alexander von`).
    A particle that would bind to the name but is written apart (`de' Medici`) keeps its space.
    A family name in quotation marks is taken as it is, without them.
    """
    if len(family) > 1 and family[0] == family[-1] == '"':
        return ParsedName(family[1:-1], given, "", "")
    non_dropping, family = _leading(family)
    given, dropping = _trailing(given)
    return ParsedName(family, given, non_dropping, dropping)


def _leading(family: str) -> tuple[str, str]:
    """The lower-case words (and elided ones, `d’`, `al-`) before a capital, and the rest."""
    position = 0
    while found := _WORD.match(family, position):
        if not _starts_lower(found[0]):
            break
        if not family[found.end() :][:1].strip():
            break
        position = found.end()
    rest = family[position:]
    if position and rest and not _starts_lower(rest):
        particle = family[:position].rstrip()
        return (f"{particle} " if _BINDING.search(family[:position]) else particle), rest
    return "", family


def _trailing(given: str) -> tuple[str, str]:
    words = given.split(" ")
    cut = len(words)
    while cut > 1 and words[cut - 1] and _starts_lower(words[cut - 1]) and "." not in words[cut - 1]:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])
