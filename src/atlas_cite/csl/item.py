"""A CSL-JSON item → Prepared: its texts, names and dates as the elements want them, once per item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atlas_cite.csl.output.tree import Node, plain
from atlas_cite.csl.vocabulary import DATE_VARIABLES, NAME_VARIABLES
from atlas_cite.csl.words.dates import parse_date
from atlas_cite.csl.words.labels import make_label
from atlas_cite.csl.words.particles import parse_particles
from atlas_cite.csl.words.rich_text import rich_text

ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}
"""Older names of variables."""

CHEATER = re.compile(r"\{:([-_a-zA-Z]+):\s*([^}]*)\}")
CHEATER_LINE = re.compile(r"^([-_a-zA-Z]+|[A-Z]+):\s*(.*\S)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, its particles set apart."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    static: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A year with what is known of month or season and day; 0 where unknown."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range (`end` given), uncertain or not, or a literal."""

    start: Moment | None = None
    end: Moment | None = None
    circa: bool = False
    literal: str = ""
    open_end: bool = False


class Prepared:
    """What the elements ask of an item; a variable the item lacks is in none of the maps."""

    __slots__ = ("_rich", "dates", "id", "language", "names", "texts", "type")

    def __init__(self, identifier: str, kind: str, language: str) -> None:
        self.id = identifier
        self.type = kind
        self.language = language
        self.texts: dict[str, str] = {}
        self.names: dict[str, tuple[Name, ...]] = {}
        self.dates: dict[str, Date] = {}
        self._rich: dict[str, tuple[Node, ...]] = {}

    def rich(self, variable: str) -> tuple[Node, ...]:
        """The text of a variable as nodes, its markup read; parsed once."""
        found = self._rich.get(variable)
        if found is None:
            found = self._rich[variable] = rich_text(self.texts.get(variable, ""))
        return found

    def has(self, variable: str) -> bool:
        """Whether the item has the variable, of whichever kind."""
        return variable in self.texts or variable in self.names or variable in self.dates


def prepare(item: Mapping[str, Any]) -> Prepared:
    """The item with every variable read; values of a wrong shape are left out, never raised about."""
    prepared = Prepared(str(item.get("id", "")), str(item.get("type", "")), str(item.get("language", "") or ""))
    for key, value in item.items():
        _read_variable(prepared, ALIASES.get(key, key), value)
    if "note" in prepared.texts:
        _read_note(prepared, prepared.texts["note"])
    if "event-title" in prepared.texts:
        prepared.texts.setdefault("event", prepared.texts["event-title"])
    prepared.texts.setdefault("citation-label", citation_label(prepared))
    page = prepared.texts.get("page", "")
    if page and "page-first" not in prepared.texts:
        prepared.texts["page-first"] = re.split(r"\s*(?:&|, |-|\u2013)", page, maxsplit=1)[0]
    return prepared


def _read_variable(prepared: Prepared, key: str, value: Any) -> None:
    if key in {"id", "type"}:
        return
    if key in DATE_VARIABLES:
        date = read_date_value(value)
        if date is not None:
            prepared.dates[key] = date
    elif key in NAME_VARIABLES and isinstance(value, list):
        names = tuple(read_name(name) for name in value if isinstance(name, dict))
        kept = tuple(name for name in names if name.family or name.given or name.literal)
        if kept:
            prepared.names[key] = kept
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        text = str(value)
        if text:
            prepared.texts[key] = text


def _read_note(prepared: Prepared, note: str) -> None:
    """Variables written into the note, as `{:variable: value}` or as lines at its head."""
    for key, value in CHEATER.findall(note):
        _read_note_value(prepared, key, value)
    for line in note.split("\n"):
        found = CHEATER_LINE.match(line)
        if found is None:
            break
        _read_note_value(prepared, found[1], found[2])


def _read_note_value(prepared: Prepared, key: str, value: str) -> None:
    key = ALIASES.get(key, key)
    value = value.strip()
    if key == "type":
        prepared.type = value
    elif key in NAME_VARIABLES:
        family, _, given = value.partition("||")
        name = {"family": family.strip(), "given": given.strip()} if given else {"literal": value}
        prepared.names[key] = (*prepared.names.get(key, ()), read_name(name))
    elif key in DATE_VARIABLES:
        _read_variable(prepared, key, {"raw": value})
    else:
        prepared.texts.setdefault(key, value)


def read_name(value: Mapping[str, Any]) -> Name:
    """One CSL-JSON name, particles and suffix split off where the record has not done so."""
    text = {key: str(part).strip() for key, part in value.items() if isinstance(part, (str, int))}
    if text.get("literal"):
        return Name(literal=text["literal"])
    family, given = text.get("family", ""), text.get("given", "")
    dropping, particle = text.get("dropping-particle", ""), text.get("non-dropping-particle", "")
    suffix = text.get("suffix", "")
    if family and value.get("parse-names", True) and not (dropping or particle):
        if not suffix:
            given, _, suffix = (part.strip() for part in given.partition(","))
        parsed = parse_particles(family, given)
        dropping, particle, family, given = parsed.dropping, parsed.non_dropping, parsed.family, parsed.given
    return Name(
        family=family,
        given=given,
        dropping=dropping,
        particle=particle,
        suffix=suffix.removeprefix("!").strip(),
        comma_suffix=bool(value.get("comma-suffix")) or suffix.startswith("!"),
        static=bool(value.get("static-ordering")),
    )


def read_date_value(value: Any) -> Date | None:
    """A CSL-JSON date in any of its forms; None where it says nothing."""
    if not isinstance(value, dict):
        return read_date_value({"raw": value}) if isinstance(value, (str, int)) and str(value).strip() else None
    circa = value.get("circa") not in (None, False, 0, "", "0", "false")
    season = _number(value.get("season"))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        moments = [moment for part in parts[:2] if (moment := _moment(part, season)) is not None]
        if moments:
            open_end = len(parts) > 1 and len(moments) == 1
            return Date(moments[0], moments[1] if len(moments) > 1 else None, circa, "", open_end)
    if value.get("literal"):
        return Date(literal=str(value["literal"]), circa=circa)
    if value.get("raw"):
        return _raw(str(value["raw"]), circa=circa)
    if "year" in value:
        moment = _moment([value.get("year"), value.get("month"), value.get("day")], season)
        return Date(moment, circa=circa) if moment else None
    return None


def _raw(text: str, *, circa: bool) -> Date:
    parsed = parse_date(text)
    if parsed is None or not parsed.parts:
        return Date(literal=text, circa=circa)
    moments = [moment for part in parsed.parts if (moment := _moment(part, parsed.season)) is not None]
    if not moments:
        return Date(literal=text, circa=circa)
    return Date(moments[0], moments[1] if len(moments) > 1 else None, circa or parsed.circa)


def _number(value: Any) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _moment(part: Any, season: int) -> Moment | None:
    numbers = [_number(number) for number in part] if isinstance(part, (list, tuple)) else []
    numbers = [*numbers, 0, 0, 0][:3]
    year, month, day = numbers
    if year == 0:
        return None
    if month > 12:
        season, month = (month - 1) % 4 + 1 if month <= 24 else 0, 0
    elif month < 0:
        month = 0
    return Moment(year, month, day if month else 0, 0 if month else season)


def citation_label(prepared: Prepared) -> str:
    """The label of an item that brings none."""
    names = next(iter(prepared.names.values()), ())
    issued = prepared.dates.get("issued")
    year = issued.start.year if issued and issued.start else 0
    return make_label([name.family or name.literal for name in names], plain(prepared.rich("title")), year)
