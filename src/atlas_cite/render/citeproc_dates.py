"""Dates in the citeproc-py engine: localised and own forms, ranges, seasons, literal dates.

Source: CSL 1.0.2 specification, "Date".
"""

# mypy: disable-error-code="misc, no-any-return"
# citeproc-py ships no types, so its classes and what they return are Any.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citeproc import model
from citeproc.string import join

from atlas_cite.model.date import Date as DateValue
from atlas_cite.render import marks
from atlas_cite.render.citeproc_base import TAG, Cited, Element

_UNITS = ("year", "month", "day")
_SHOWN = {"year-month-day": _UNITS, "year-month": _UNITS[:2], "year": _UNITS[:1]}
_FORMATTING = frozenset({"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A date-part to print: the attributes that count, and the element that formats."""

    unit: str
    attributes: Mapping[str, str]
    element: Any


class DatePart(Element, model.Date_Part):
    """One part of a date; `attributes` may overrule those of the element itself."""

    def printed(self: Any, numbers: tuple[int, ...], season: int | None, part: _Part) -> str | None:
        """This part of one end of a date, or None when the date does not have it."""
        value = numbers[_UNITS.index(part.unit)] if len(numbers) > _UNITS.index(part.unit) else None
        if part.unit == "month" and value is None and season:
            return self.terms().term(f"season-{season:02d}", part.attributes.get("form", "long"))
        return _PRINTED[part.unit](value, part.attributes.get("form", ""), self.terms()) if value is not None else None


class Date(Element, model.Date):
    """A date, in its own form or the locale's."""

    def render(self: Any, item: Cited, **_: Any) -> str | None:
        """The date of `item`, or for a sort key its digits."""
        variable = self.get("variable")
        date = self.rendering().found(variable, item.reference.dates.get(variable))
        if date is None:
            return None
        parts = self._parts()
        if self.rendering().sorting is not None:
            return sort_digits(date, {part.unit for part in parts})
        text = self._text(date, parts) if date.start else _literal(date, parts)
        if text and variable == "issued":
            text += self._year_suffix(item)
        return self.finished(text)

    def _year_suffix(self: Any, item: Cited) -> str:
        """The letter after the year, unless the style says itself where it goes."""
        return "" if self.get_root().places_year_suffix else item.reference.year_suffix

    def _parts(self: Any) -> tuple[_Part, ...]:
        """The parts to print in order; the style's parts overrule the attributes of the locale's."""
        found = self.__dict__.get("_date_parts")
        if found is None:
            own = {part.get("name"): part for part in self.iterchildren(f"{TAG}date-part")}
            localised = self.terms().date(self.get("form")) if "form" in self.attrib else None
            if localised is None:
                found = tuple(_Part(name, dict(part.attrib), part) for name, part in own.items())
            else:
                shown = _SHOWN.get(self.get("date-parts", ""), _UNITS)
                found = tuple(_merged(part, own) for part in localised if part.get("name") in shown)
            self.__dict__["_date_parts"] = found
        return found

    def _delimiter(self: Any) -> str:
        localised = self.terms().date(self.get("form")) if "form" in self.attrib else None
        return self.get("delimiter") or (localised.get("delimiter", "") if localised is not None else "")

    def _text(self: Any, date: DateValue, parts: tuple[_Part, ...]) -> str:
        begin = [_finished_part(part, date.start, date.season) for part in parts]
        if not date.end:
            return self._joined(begin)
        end = [_finished_part(part, date.end, None) for part in parts]
        differing = [index for index, part in enumerate(parts) if _differs(date, part.unit)]
        if not differing:
            return self._joined(begin)
        largest = min(_UNITS.index(parts[index].unit) for index in differing)
        within = [index for index, part in enumerate(parts) if _UNITS.index(part.unit) >= largest]
        first, last = min(within), max(within) + 1
        dash = parts[first].attributes.get("range-delimiter") or "–"
        # The affix after the first end's last part would stand before the dash.
        opening = self._joined([*begin[: last - 1], _finished_part(parts[last - 1], date.start, date.season, "suffix")])
        closing = self._joined([_finished_part(parts[first], date.end, None, "prefix"), *end[first + 1 :]])
        return f"{opening.rstrip()}{dash}{closing.lstrip()}"

    def _joined(self: Any, texts: list[str | None]) -> str:
        return str(join((text for text in texts if text), self._delimiter()))


def _literal(date: DateValue, parts: tuple[_Part, ...]) -> str:
    """A date in words; a style that prints year and day apart gets it once, for the year."""
    return marks.without_marks(date.literal) if any(part.unit == "year" for part in parts) else ""


def sort_digits(date: DateValue, units: set[str] | frozenset[str] = frozenset(_UNITS)) -> str:
    """A date as digits that sort rightly, of `units` only; its literal text when it has no year."""
    if not date.start:
        return date.literal
    numbers = [*date.start, 0, 0][:3]
    if date.season and len(date.start) == 1:
        numbers[1] = date.season * 3
    return "".join(f"{number + 100000:06d}" for unit, number in zip(_UNITS, numbers, strict=True) if unit in units)


def _merged(localised: Any, own: Mapping[str, Any]) -> _Part:
    name = localised.get("name")
    attributes = dict(localised.attrib)
    if name in own:
        # Affixes are the locale's: a style may change how a part looks, not the order or what stands between.
        attributes |= {key: value for key, value in own[name].attrib.items() if key not in {"prefix", "suffix"}}
    return _Part(name, attributes, own.get(name, localised))


def _finished_part(part: _Part, numbers: tuple[int, ...], season: int | None, without: str = "") -> str | None:
    """One part with its formatting and affixes (but `without` one of them)."""
    text = part.element.printed(numbers, season, part)
    if not text:
        return None
    if part.attributes.get("strip-periods") == "true":
        text = text.replace(".", "")
    text = cased(text, part.attributes.get("text-case", ""))
    if _FORMATTING & part.attributes.keys():
        text = part.element.format(text)
    prefix, suffix = (part.attributes.get(name, "") if name != without else "" for name in ("prefix", "suffix"))
    return f"{prefix}{text}{suffix}"


def cased(text: str, case: str) -> str:
    """A date part in a text case; terms are short, so only the simple cases count."""
    simple = {"lowercase": str.lower, "uppercase": str.upper}
    if case in simple:
        return simple[case](text)
    return text[:1].upper() + text[1:] if case in {"capitalize-first", "capitalize-all", "title"} else text


def _differs(date: DateValue, unit: str) -> bool:
    index = _UNITS.index(unit)
    return date.start[index : index + 1] != date.end[index : index + 1]


def _year(value: int, form: str, terms: Any) -> str:
    if form == "short" and value >= 1000:
        return f"{value % 100:02d}"
    era = "bc" if value < 0 else "ad" if value < 1000 else ""
    return f"{abs(value)}{terms.term(era) if era else ''}"


def _month(value: int, form: str, terms: Any) -> str:
    if form == "numeric":
        return str(value)
    if form == "numeric-leading-zeros":
        return f"{value:02d}"
    return terms.term(f"month-{value:02d}", form or "long")


def _day(value: int, form: str, terms: Any) -> str:
    if form == "ordinal" and (value == 1 or not terms.option("limit-day-ordinals-to-day-1")):
        return terms.ordinal(value)
    return f"{value:02d}" if form == "numeric-leading-zeros" else str(value)


_PRINTED = {"year": _year, "month": _month, "day": _day}
