"""Dates written as text (`1965-06-01`, `May 1, 1998`, `Spring 1999`, `1999/2001`) → their parts."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
SEASONS = {"spr": 1, "sum": 2, "fal": 3, "aut": 3, "win": 4}

_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_RANGE = re.compile(r"\s*(?:/|--|–|—|_|\s-\s)\s*")
_CIRCA = re.compile(r"^(?:circa|ca\.?|c\.|approximately)\s*|\?\s*$|~\s*$", re.IGNORECASE)


class ParsedDate(NamedTuple):
    """One or two lists of year, month and day (what is known of them), a season, and whether it is about then.

    A season stands in the month's place as 12 + its number (13 spring … 16 winter).
    """

    parts: tuple[tuple[int, ...], ...]
    season: int = 0
    circa: bool = False


def parse_date(text: str) -> ParsedDate | None:
    """The date a text says, None where it says none that can be read with certainty."""
    bare = text.strip()
    rest = _CIRCA.sub("", bare).strip()
    circa = rest != bare
    whole = _parts(rest)
    if whole is not None:
        return ParsedDate((whole,), 0, circa)
    ends = [_parts(end) for end in _RANGE.split(rest)]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return ParsedDate((ends[0], ends[1]), 0, circa)
    return None


def _parts(text: str) -> tuple[int, ...] | None:
    if found := _ISO.fullmatch(text):
        return _checked(*(int(part) if part else 0 for part in found.groups()))
    if found := _NUMERIC.fullmatch(text):
        month, day, year, year_first, month_second, day_third = (int(part) if part else 0 for part in found.groups())
        return _checked(year, month, day) if year else _checked(year_first, month_second, day_third)
    return _from_words(text)


def _checked(year: int, month: int = 0, day: int = 0) -> tuple[int, ...] | None:
    if not year or month > 12 or day > 31:
        return None
    parts = [year] + ([month] if month else []) + ([day] if month and day else [])
    return tuple(parts)


def _from_words(text: str) -> tuple[int, ...] | None:
    """A date with its month or season as an English word, in any order."""
    year = month = day = 0
    for word in _WORDS.findall(text):
        key = word[:3].lower()
        if word.isdecimal():
            if len(word) >= 3 and not year:
                year = int(word)
            elif not day and int(word) <= 31:
                day = int(word)
            else:
                return None
        elif key in MONTHS and not month:
            month = MONTHS[key]
        elif key in SEASONS and not month:
            month = 12 + SEASONS[key]
        else:
            return None
    if not year or not month:
        return None
    return (year, month, day) if day and month <= 12 else (year, month)
