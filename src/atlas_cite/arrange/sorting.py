"""Sorting: entries in the order of a fact, entries that do not give it last."""

from __future__ import annotations

from collections.abc import Iterable

from atlas_cite.arrange.facts import get_fact
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.text import folded

SORTS = ("style", "library", "year", "title", "evidence", "pem", "journal")
"""The orders there are; `style` is the citation style's own, `library` that of the inputs."""


def sort_entries(entries: Iterable[Entry], order: str) -> list[Entry]:
    """The entries in an order that is not the style's; equal ones keep their places.

    Years run from the newest, evidence from the strongest.  Raises InvalidSettings for an unknown order.
    """
    if order not in SORTS:
        raise InvalidSettings("no such order", subject=order, hint=f"Choose one of: {', '.join(SORTS)}.")
    listed = list(entries)
    if order in {"style", "library"}:
        return listed
    fact = get_fact(order)

    def place(entry: Entry) -> tuple[bool, tuple[int, float, str]]:
        values = fact.values_of(entry)
        if not values:
            return (True, (0, 0, ""))
        ranks = [fact.rank(folded(value) if isinstance(value, str) and not fact.order else value) for value in values]
        return (False, min(ranks))

    return sorted(listed, key=place)
