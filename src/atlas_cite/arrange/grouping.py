"""Grouping: a library's entries under the values of one fact, in the order of those values, with counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas_cite.arrange.facts import Fact, Value, get_fact
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.text import folded

GROUPINGS = (
    "badge", "pem", "year", "decade", "evidence", "confidence", "type", "kind", "journal", "tag", "topic", "status",
    "language",
)  # fmt: skip
"""The facts it makes sense to group by."""


@dataclass(frozen=True, slots=True)
class Group:
    """The entries that share a value of the fact called `fact`; `value` is None for those that do not give it."""

    fact: str
    value: Value | None
    entries: tuple[Entry, ...]


def group_by(entries: Iterable[Entry], name: str) -> tuple[Group, ...]:
    """The entries under each value of a fact, in their own order within it; those that do not say come last.

    An entry with several values (tags) stands under each.  Raises InvalidSettings for what cannot be grouped by.
    """
    fact = get_fact(name)
    if name not in GROUPINGS and fact.name not in GROUPINGS:
        hint = f"Group by one of: {', '.join(GROUPINGS)}."
        raise InvalidSettings("entries cannot be grouped by this", subject=name, hint=hint)
    members: dict[str | None, list[Entry]] = {}
    shown: dict[str, Value] = {}
    for entry in entries:
        values = {folded(str(value)): value for value in fact.values_of(entry)}
        for key in values or [None]:
            members.setdefault(key, []).append(entry)
        for key, value in values.items():
            shown.setdefault(key, value)
    keys = sorted((key for key in members if key is not None), key=lambda key: fact.rank(shown[key]))
    groups = [Group(fact.name, shown[key], tuple(members[key])) for key in keys]
    if None in members:
        groups.append(Group(fact.name, None, tuple(members[None])))
    return tuple(groups)


def count_by(entries: Iterable[Entry], row: str, column: str) -> Mapping[Value, Mapping[str, int]]:
    """How many entries there are for each value of `row` and, within it, of `column`; rows in ascending order.

    Entries that do not give `row` are left out; `unknown` counts those that do not give `column`.
    """
    rows, columns = get_fact(row), get_fact(column)
    counts: dict[Value, dict[str, int]] = {}
    for entry in entries:
        for value in rows.values_of(entry):
            cells = counts.setdefault(value, {})
            for cell in columns.values_of(entry) or ("unknown",):
                cells[str(cell)] = cells.get(str(cell), 0) + 1
    return {
        value: _in_order(counts[value], columns)
        for value in sorted(counts, key=lambda value: (str(type(value)), value))
    }


def _in_order(cells: Mapping[str, int], fact: Fact) -> dict[str, int]:
    return {cell: cells[cell] for cell in sorted(cells, key=fact.rank)}
