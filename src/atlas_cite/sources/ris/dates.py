"""The dates of an RIS record: `YYYY/MM/DD/other`, in any part of it.

Source: Reference Manager's RIS format, "Date fields".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from atlas_cite.model.date import Date
from atlas_cite.sources.written_dates import read_date_of_year

_YEAR = re.compile(r"\d{4}")


def read_date(text: str) -> Date | None:
    """Read one date; a season or range in its last part counts, text that is no date becomes a literal one."""
    numbers, other = _parts(text)
    numeric = "-".join(numbers)
    date = Date.parse(numeric) if numeric else None
    if other:
        better = _better(other, date)
        if better:
            return better
    return date or Date.parse(text)


def read_dates(texts: Iterable[str]) -> list[Date | None]:
    """Read the dates of one record; one without a year (`FEB 15`, as Web of Science writes) has that of another."""
    dates = [read_date(text) for text in texts]
    year = next((date.year for date in dates if date and date.year), None)
    return [_with_year(date, year) if date and year else date for date in dates]


def _with_year(date: Date, year: int) -> Date:
    if date.start or _YEAR.search(date.literal):
        return date
    return read_date_of_year(date.literal, year) or date


def _parts(text: str) -> tuple[list[str], str]:
    """The leading year, month and day, and what stands behind them."""
    parts = [part.strip() for part in text.split("/", 3)]
    numbers: list[str] = []
    for part in parts[:3]:
        if not part.isdigit() or (not numbers and len(part) != 4):
            break
        numbers.append(part)
    return numbers, parts[3].strip(" /") if len(parts) > 3 else ""


def _better(other: str, date: Date | None) -> Date | None:
    """What the last part says when it is a date of the same year (`2013-06/2013-08`) or a season (`Spring`)."""
    whole = Date.parse(other)
    if whole and (whole.start[:1] == (date.start[:1] if date else ()) and whole.start):
        return whole
    if date is None:
        return whole
    named = Date.parse(f"{other} {date.year:04d}") if date.year else None
    if named and named.start and not named.end:
        return named if len(date.start) == 1 else replace(date, season=None)
    return None


def finest(dates: list[Date]) -> Date | None:
    """The most exact of several dates of one year; None when they name different years."""
    years = {date.year for date in dates}
    return max(dates, key=_exactness) if len(years) == 1 else None


def _exactness(date: Date) -> tuple[int, bool]:
    return len(date.start) + len(date.end) + bool(date.season), date.circa
