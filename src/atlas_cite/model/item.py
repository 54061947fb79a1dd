"""Item: a work in CSL words.

Source: CSL 1.0.2 specification, "Variables"; CSL-JSON schema (csl-data.json).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from atlas_cite.model.date import Date
from atlas_cite.model.name import Name
from atlas_cite.model.text import tidy
from atlas_cite.model.variables import (
    DATE_VARIABLES,
    FALLBACK_TYPE,
    ITEM_TYPES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    TEXT_VARIABLES,
    VARIABLE_ALIASES,
    VARIABLES,
)

Value = str | int | Date | tuple[Name, ...]
"""What a CSL variable can hold: text (rich text in titles), a number, a date, or names."""

_MULTILINE = frozenset({"abstract", "annote", "note"})
_ONE_LINE = (TEXT_VARIABLES | NUMBER_VARIABLES) - _MULTILINE
_KNOWN = VARIABLES | VARIABLE_ALIASES.keys() | {"id", "type", "custom"}


@dataclass(frozen=True, slots=True)
class Item:
    """A work: its CSL type, and every known variable by its CSL name.

    Text is NFC with entities decoded; titles may hold CSL-JSON rich text (`<i> <b> <sup> <sub> <span>`), and any
    other `<` or `&` is a plain character.  Name variables hold a tuple of Name, date variables a Date.
    """

    type: str = FALLBACK_TYPE
    fields: Mapping[str, Value] = field(default_factory=dict)

    def text(self, variable: str) -> str:
        """The text or number in `variable` as text; empty when it is missing or of another kind."""
        value = self.fields.get(variable, "")
        return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names in `variable`; empty when it is missing."""
        value = self.fields.get(variable, ())
        return value if isinstance(value, tuple) else ()

    def date(self, variable: str) -> Date | None:
        """The date in `variable`, or None."""
        value = self.fields.get(variable)
        return value if isinstance(value, Date) else None

    @property
    def year(self) -> int | None:
        """The year of issue, or None."""
        issued = self.date("issued")
        return issued.year if issued else None

    def with_fields(self, fields: Mapping[str, Value]) -> Item:
        """A copy with `fields` added or replaced."""
        return Item(self.type, {**self.fields, **fields})

    @classmethod
    def from_csl(cls, csl: Mapping[str, Any]) -> Item:
        """Read a CSL-JSON object, tolerating what real files hold; never raises.

        Lists where CSL wants text are joined, numbers stay numbers, empty values and unknown variables are left out
        (see `unknown_variables`), an unknown type becomes `document`.
        """
        kind = csl.get("type")
        fields: dict[str, Value] = {}
        for key, raw in csl.items():
            variable = VARIABLE_ALIASES.get(key, key)
            if variable in VARIABLES and (variable == key or variable not in csl):
                value = _value(variable, raw)
                if value is not None:
                    fields[variable] = value
        return cls(kind if kind in ITEM_TYPES else FALLBACK_TYPE, fields)

    def to_csl(self, key: str) -> dict[str, Any]:
        """This item as a CSL-JSON object with `key` as its id."""
        csl: dict[str, Any] = {"id": key, "type": self.type}
        for variable, value in self.fields.items():
            if isinstance(value, Date):
                csl[variable] = value.to_csl()
            elif isinstance(value, tuple):
                csl[variable] = [name.to_csl() for name in value]
            else:
                csl[variable] = value
        return csl


def unknown_variables(csl: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a CSL-JSON object that `Item.from_csl` has no place for."""
    return {key: value for key, value in csl.items() if key not in _KNOWN}


def _value(variable: str, raw: object) -> Value | None:
    """The value of a variable; None when it says nothing."""
    if isinstance(raw, str) and variable in _ONE_LINE:
        return tidy(raw) or None
    if variable in NAME_VARIABLES:
        people = raw if isinstance(raw, list | tuple) else [raw]
        return tuple(name for name in map(Name.from_csl, people) if name) or None
    if variable in DATE_VARIABLES:
        return Date.from_csl(raw)
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int) and variable in NUMBER_VARIABLES:
        return raw
    return _text(variable, raw) or None


def _text(variable: str, raw: object) -> str:
    if isinstance(raw, list | tuple):
        separator = ", " if variable in {"ISSN", "ISBN", "keyword"} else "; "
        return separator.join(text for text in (_text(variable, part) for part in raw) if text)
    if isinstance(raw, Mapping):
        return ""
    text = str(raw)
    if variable in _MULTILINE:
        return "\n".join(tidy(line) for line in text.strip().splitlines())
    return tidy(text)
