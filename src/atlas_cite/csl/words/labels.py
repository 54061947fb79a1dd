"""The label of an item that brings none (`Kuhn62`): letters of its first names or of its title, and of its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from atlas_cite.csl.words.text_case import STOP_WORDS

NAME_LETTERS = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))
"""How many letters of each name a label has, for one, two, three and more names."""
TITLE_LETTERS = 4
UNKNOWN_YEAR = "00"

_PARTICLES = re.compile(r"[ '\u2019a-z]+\s+")
_ARTICLE = re.compile(r"(?:a|an|the)\s+", re.IGNORECASE)
_NO_LETTER = re.compile(r"[^0-9a-zA-Z\u00c0-\u017f\u0370-\u052f\u0590-\u06ff\u0e01-\u0e5b\u1f00-\u1fff\u0218-\u021b]")


def make_label(names: Sequence[str], title: str, year: int) -> str:
    """The label; `names` are family names or those of institutions, `year` is 0 where it is unknown.

    Names are taken up to the first in a script without an alphabet; where there is none, the title gives the letters.
    """
    letters = NAME_LETTERS[min(len(names), len(NAME_LETTERS)) - 1] if names else ()
    shown = takewhile(bool, map(_bare, names))
    start = "".join(_shortened(name, count) for name, count in zip(shown, letters, strict=False))
    if not start:
        start = _shortened("".join(word for word in title.split() if word not in STOP_WORDS), TITLE_LETTERS)
    return start + (f"{abs(year) % 100:02}" if year else UNKNOWN_YEAR) if start or year else ""


def _bare(name: str) -> str:
    """The letters of a name without particles and articles before it."""
    for before in (_PARTICLES, _ARTICLE):
        if found := before.match(name):
            name = name[found.end() :]
    return _NO_LETTER.sub("", name)


def _shortened(text: str, count: int) -> str:
    return text[:1].upper() + text[1:count].lower()
