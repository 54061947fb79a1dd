"""Dates: which date of a work counts, and how it goes into `date`, or into `year` and `month`."""

from __future__ import annotations

from atlas_cite.enrich.policy import Dates
from atlas_cite.enrich.subject import ISSUED_FIELDS, Subject
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.tables.bibtex import MONTH_MACROS

LABELS = {
    Dates.ISSUE: "date of the issue",
    Dates.ONLINE: "date it went online",
    Dates.EARLIEST: "earliest date",
}
"""What a reason calls each choice."""

Written = tuple[str, str | None, bool]
"""A field, its new text (None: to be removed), and whether that is a macro."""


def chosen_date(item: Item, choice: Dates) -> Date | None:
    """The date of a work that a policy wants; the other one where a work has only that."""
    issued, available = item.date("issued"), item.date("available-date")
    known = [each for each in (issued, available) if each and each.start]
    if not known:
        return None
    if choice is Dates.EARLIEST:
        # 2013 and 2013-05 are no contradiction: the longer one says more.
        return min(known, key=lambda each: (each.start + (13,) * (3 - len(each.start)), -len(each.start)))
    return known[-1] if choice is Dates.ONLINE else known[0]


def new_date(date: Date, *, name: str, month_macros: bool) -> list[Written]:
    """The fields of a date for an entry that has none; `name` is the file's for a year: `date` holds all of it."""
    if name == "date":
        return [("date", date.iso(), False)]
    return [("year", f"{date.start[0]:04d}", False), *_month(date, month_macros=month_macros)]


def other_date(subject: Subject, date: Date, *, month_macros: bool) -> list[Written]:
    """The fields of a date that takes the place of an entry's, in the fields that the entry uses."""
    present = [name for name in ISSUED_FIELDS if name in subject.fields]
    if "date" in present:
        return [("date", date.iso(), False)] + [(name, None, False) for name in present if name != "date"]
    written: list[Written] = [("year", f"{date.start[0]:04d}", False), *_month(date, month_macros=month_macros)]
    return written + [(name, None, False) for name in present if name not in {field for field, _, _ in written}]


def missing_month(subject: Subject, date: Date, *, month_macros: bool) -> list[Written]:
    """The month, for an entry that gives the same year without one; nothing where it has a full `date`."""
    here = subject.own.date("issued")
    says_year_alone = here is not None and here.start == date.start[:1] and not (here.end or here.season or here.circa)
    if not says_year_alone or "date" in subject.fields or "month" in subject.fields or "year" not in subject.fields:
        return []
    return _month(date, month_macros=month_macros)


def _month(date: Date, *, month_macros: bool) -> list[Written]:
    if len(date.start) < 2:
        return []
    number = date.start[1]
    return [("month", MONTH_MACROS[number - 1] if month_macros else str(number), month_macros)]
