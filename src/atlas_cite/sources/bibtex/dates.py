"""The dates of a .bib entry: BibLaTeX's `date` or BibTeX's `year`, `month` and `day`, in any of their forms.

Sources: biblatex manual §2.3.8 (ISO 8601-2); O. Patashnik, "BibTeXing" §3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.date import Date

_OPEN_END = re.compile(r"(.+?)\s*/\s*(?:\.\.|open|unknown)?")
_OPEN_START = re.compile(r"(?:\.\.|unknown)?\s*/\s*(.+)")
_TIME = re.compile(r"T\d{2}:\d{2}.*$")
_RANGE = re.compile(r"\s*(?:--|–|—|/|-)\s*")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, and a sentence about what could not be read of it; the field's text is then kept beside it."""

    date: Date | None
    doubt: str = ""


def read_date(latex: str) -> ReadDate:
    """Read a BibLaTeX date; of a range without end its beginning is the best that CSL can say."""
    # The tilde says "about" here, and would be a blank to LaTeX.
    text = _TIME.sub("", decode_plain(latex.replace("--", "–").replace("~", "\\textasciitilde{}")).text)
    date = Date.parse(text)
    if date is None or date.start:
        return ReadDate(date)
    for pattern in (_OPEN_END, _OPEN_START):
        match = pattern.fullmatch(text)
        known = Date.parse(match[1]) if match else None
        if known and known.start:
            return ReadDate(known, f"the open range {text} was read as {known.iso()}")
    return ReadDate(date)


@lru_cache(maxsize=1024)  # years come up again and again
def read_year_month_day(year: str, month: str, day: str) -> ReadDate:
    """Read BibTeX's fields: a month by name, number or macro, with a day or a second month beside it, or a season."""
    issued = read_date(year)
    if not month.strip() or issued.date is None or len(issued.date.start) != 1 or issued.date.end:
        return issued if not month.strip() else ReadDate(issued.date, f"the month {month!r} was not used")
    text = decode_plain(month.replace("--", "–")).text.strip(" .,")
    parts = _RANGE.split(text)
    ends = [end for part in parts if (end := _one_month(part, issued.date.start[0]))]
    if len(ends) != len(parts) or len(ends) > 2:
        return ReadDate(issued.date, f"the month {text!r} could not be read")
    if len(ends) == 2:
        return ReadDate(replace(ends[0], end=ends[1].start, circa=issued.date.circa))
    return ReadDate(replace(ends[0], start=_with_day(ends[0].start, day), circa=issued.date.circa))


def _one_month(text: str, year: int) -> Date | None:
    """The month (with its day) or season that `text` names in `year`."""
    if text.isdigit() and not 1 <= int(text) <= 12:
        return None
    # Date reads years of four figures beside a month's name; the year itself was read before.
    spelled = f"2000-{int(text):02d}" if text.isdigit() else f"{text} 2000"
    date = Date.parse(spelled)
    return replace(date, start=(year, *date.start[1:])) if date and (len(date.start) > 1 or date.season) else None


def _with_day(start: tuple[int, ...], day: str) -> tuple[int, ...]:
    number = decode_plain(day).text
    return (*start, int(number)) if len(start) == 2 and number.isdigit() and 1 <= int(number) <= 31 else start
