"""Arrangement: the order in which a bibliography prints its entries, and the groups with their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from atlas_cite.arrange.facts import get_fact
from atlas_cite.arrange.grouping import group_by
from atlas_cite.document.tree import Heading, Text
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.text import folded
from atlas_cite.render.fact_words import group_title

_Key = Callable[[Entry], tuple[int | float | str, ...]]

_DEEPEST = 2
"""How many groups may stand in each other: the word processors' styles have headings for a title and two levels."""


def _evidence(entry: Entry) -> tuple[int | float | str, ...]:
    """Strongest first, unknown behind all levels; what may not be cited as sound is no evidence, and comes last."""
    fact = get_fact("evidence")
    values = fact.values_of(entry)
    return (entry.status.is_grave, *(fact.rank(values[0]) if values else (9,)))


SORTS: dict[str, _Key | None] = {
    "style": None,
    "library": None,
    "year": lambda entry: (entry.item.year is None, -(entry.item.year or 0)),
    "evidence": _evidence,
    "title": lambda entry: (folded(entry.item.text("title")),),
}
"""The orders there are, with the key of those that are ours; what the key leaves equal stays in the style's order."""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that stand together, in order, and the headings that open before them."""

    headings: tuple[Heading, ...]
    entries: tuple[Entry, ...]


def check_arrangement(sort: str, group_names: Sequence[str]) -> None:
    """Raise InvalidSettings for an order that is none, and for groups that cannot be."""
    if sort not in SORTS:
        raise InvalidSettings("no such order", subject=sort, hint=f"Choose one of: {', '.join(SORTS)}.")
    if len(group_names) > _DEEPEST:
        hint = f"Group by {_DEEPEST} facts at most: {' and '.join(group_names[:_DEEPEST])}."
        raise InvalidSettings("too many groups in each other", subject=", ".join(group_names), hint=hint)
    for name in group_names:
        group_by((), name)
    if len({get_fact(name).name for name in group_names}) < len(group_names):
        raise InvalidSettings("grouped twice by the same fact", subject=", ".join(group_names), hint="Name it once.")


def arranged(
    library: Sequence[Entry], styled: Sequence[Entry], sort: str, group_names: Sequence[str], language: str
) -> tuple[Section, ...]:
    """The sections of a list: without groups one, which has no heading.

    `library` are the entries in their own order, `styled` in the style's.  An entry with several values of a fact
    stands in several sections.  Headings say how many entries stand under them, and are in `language`.
    """
    check_arrangement(sort, group_names)
    key = SORTS[sort]
    entries = sorted(styled, key=key) if key else library if sort == "library" else styled
    return tuple(_sections(entries, group_names, language, _anchor(library), 2))


def _sections(
    entries: Sequence[Entry], names: Sequence[str], language: str, anchor: str, level: int
) -> Iterator[Section]:
    if not names:
        yield Section((), tuple(entries))
        return
    for number, group in enumerate(group_by(entries, names[0]), start=1):
        words = f"{group_title(group, language)} ({len(group.entries)})"
        heading = Heading(level, (Text(words),), f"{anchor}-{number}")
        inner = _sections(group.entries, names[1:], language, heading.anchor, level + 1)
        for place, section in enumerate(inner):
            yield Section((heading, *section.headings) if place == 0 else section.headings, section.entries)


def _anchor(entries: Sequence[Entry]) -> str:
    """What anchors of groups begin with: nothing that an entry's key does."""
    anchor = "group"
    while any(entry.key.startswith(anchor) for entry in entries):
        anchor += "-"
    return anchor
