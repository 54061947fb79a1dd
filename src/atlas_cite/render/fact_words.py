"""Fact words: facts, their values and groups as a reader sees them, in the language asked for."""

from __future__ import annotations

from atlas_cite.arrange.grouping import Group
from atlas_cite.document.characters import one_line
from atlas_cite.model.text import without_markup
from atlas_cite.render.labels import is_known, label

_PLAIN_FACTS = frozenset({"year", "decade", "journal", "tag", "topic", "status"})
"""Facts whose values need no name before them."""


def fact_label(fact: str, language: str = "en") -> str:
    """What a fact that entries can be grouped by is called."""
    return label(f"fact-{fact}", language)


def value_label(fact: str, value: object | None, language: str = "en") -> str:
    """A value of a fact; None is unknown."""
    if value is None:
        return label("unknown", language)
    if fact == "pem":
        return label(f"pem-{value}", language)
    if fact == "decade":
        return f"{value}–{int(str(value)) + 9}"
    name = str(value).replace(" ", "_")
    return label(name, language) if fact == "status" and is_known(name) else one_line(without_markup(str(value)))


def group_title(group: Group, language: str = "en") -> str:
    """A group's heading: what it shares, with the fact's name where the value alone says too little."""
    value = value_label(group.fact, group.value, language)
    is_plain = group.value is not None and group.fact in _PLAIN_FACTS
    return value if is_plain else label("run-in", language, heading=fact_label(group.fact, language)) + f" {value}"
