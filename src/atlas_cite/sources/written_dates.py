"""Dates as databases write them: `2013 Jul 1`, `2013 Jul-Aug`, `2019 Dec-2020 Jan`, `2013 Spring`, `20160419`.

Source: PubMed help, "Publication date [dp]"; EndNote and Web of Science keep the year apart from the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace

from atlas_cite.model.date import Date

_DIGITS = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_RANGE = re.compile(r"(\d{4}(?: [A-Za-z]+)?(?: \d{1,2})?)\s*[-–/]\s*([A-Za-z\d ]+)")


def read_date(text: str) -> Date | None:
    """Read one date; of two seasons the first counts, and text that is no date becomes a literal one."""
    text = " ".join(text.split())
    if match := _DIGITS.fullmatch(text):
        return Date.parse("-".join(part for part in match.groups() if part))
    date = Date.parse(text)
    if date is None or date.start:
        return date
    match = _RANGE.fullmatch(text)
    first = Date.parse(match[1]) if match else None
    if match is None or first is None or not first.start:
        return date
    last = _end(match[2], first)
    return first if first.season else replace(first, end=last) if last else date


def read_date_of_year(text: str, year: int | str) -> Date | None:
    """Read a date whose year stands elsewhere (`FEB 15`, `15 Feb`, `Jul-Aug`, `Spring`); None when it is no date."""
    dates = (read_date(spelling) for spelling in (f"{year} {text}", f"{text} {year}"))
    return next((date for date in dates if date and date.start), None)


def _end(text: str, first: Date) -> tuple[int, ...]:
    """The end of a range, which leaves out the year, or year and month, that it shares with the beginning."""
    _, *month = first.start[:2]
    spellings = [text, f"{first.year} {text}"]
    if month and text.isdigit():
        spellings = [f"{first.year}-{month[0]:02d}-{int(text):02d}"] if len(text) <= 2 else spellings
    found = (date for spelling in spellings if (date := Date.parse(spelling)))
    return next((date.start for date in found if date.start and not date.season), ())
