"""One part of a date as text: year with its era, month or season, day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from atlas_cite.csl.elements.number import ordinal_suffix
from atlas_cite.csl.item import Moment
from atlas_cite.csl.locale import Locale
from atlas_cite.csl.run import Context

FormPart: TypeAlias = Callable[[Moment], str]

COMMON_ERA_FROM = 500
"""Years from here on need no "AD"."""


def part_former(context: Context, name: str, form: str) -> FormPart:
    """The function that prints the part `name` of a moment in `form`, "" where the moment lacks it."""
    return PARTS.get(name, _nothing)(context, form)


def _nothing(_context: Context, _form: str) -> FormPart:
    return lambda _moment: ""


def _year(context: Context, form: str) -> FormPart:
    before, after = context.locale.term("bc"), context.locale.term("ad")

    def year(moment: Moment) -> str:
        number = moment.year
        if number < 0:
            return f"{-number}{before}"
        if number < COMMON_ERA_FROM:
            return f"{number}{after}"
        return f"{number % 100:02}" if form == "short" else str(number)

    return year


def _month(context: Context, form: str) -> FormPart:
    form = form or "long"
    if form in NUMBERED:
        pattern = NUMBERED[form]
        return lambda moment: pattern.format(moment.month) if moment.month else ""
    months = ["", *(context.locale.term(f"month-{number:02}", form) for number in range(1, 13))]
    seasons = ["", *(context.locale.term(f"season-{number:02}", form) for number in range(1, 5))]

    def month(moment: Moment) -> str:
        if moment.month:
            return months[moment.month] if moment.month < len(months) else ""
        return seasons[moment.season] if 0 < moment.season < len(seasons) else ""

    return month


NUMBERED = {"numeric": "{}", "numeric-leading-zeros": "{:02}"}


def _day(context: Context, form: str) -> FormPart:
    if form == "ordinal":
        return _ordinal_day(context.locale)
    pattern = NUMBERED.get(form, "{}")
    return lambda moment: pattern.format(moment.day) if moment.day else ""


def _ordinal_day(locale: Locale) -> FormPart:
    first_only = locale.flag("limit-day-ordinals-to-day-1")

    def day(moment: Moment) -> str:
        if not moment.day or (first_only and moment.day > 1):
            return str(moment.day or "")
        gender = locale.gender(f"month-{moment.month:02}")
        return f"{moment.day}{ordinal_suffix(locale, moment.day, gender)}"

    return day


PARTS: dict[str, Callable[[Context, str], FormPart]] = {"year": _year, "month": _month, "day": _day}
