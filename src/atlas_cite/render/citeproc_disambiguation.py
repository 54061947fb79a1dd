"""Disambiguation in the citeproc-py engine: telling works apart whose citations read the same.

Source: CSL 1.0.2 specification, "Disambiguation"; given names are added to the first name only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from atlas_cite.render.citeproc_base import Cited

Cites = Callable[[Cited], str]
"""The citation of one item as plain text."""


def disambiguate(items: Sequence[Cited], options: Mapping[str, str], cite: Cites) -> None:
    """Note on each item what its citation needs to be told from the others, in the order CSL prescribes.

    `items` are in bibliography order; `options` are the attributes of cs:citation.
    """
    if options.get("disambiguate-add-givenname") == "true":
        _show_given_names(items, options, cite)
    if options.get("disambiguate-add-names") == "true":
        for group in _ambiguous(items, cite):
            _show_more_names(group, cite)
    if options.get("disambiguate-add-year-suffix") == "true":
        for group in _ambiguous(items, cite):
            for number, item in enumerate(group):
                item.reference.year_suffix = letters(number)
    for group in _ambiguous(items, cite):
        _use_condition(group, cite)


def _ambiguous(items: Sequence[Cited], cite: Cites) -> list[list[Cited]]:
    """The groups of items whose citations read the same, each in bibliography order."""
    groups: dict[str, list[Cited]] = defaultdict(list)
    for item in items:
        groups[cite(item)].append(item)
    return [group for text, group in groups.items() if text and len(group) > 1]


def _show_given_names(items: Sequence[Cited], options: Mapping[str, str], cite: Cites) -> None:
    """Show initials or given names of first authors who share their family name with another."""
    rule = options.get("givenname-disambiguation-rule", "by-cite")
    candidates = [items] if rule != "by-cite" else _ambiguous(items, cite)
    for group in candidates:
        namesakes: dict[str, set[str]] = defaultdict(set)
        for item in group:
            for name in item.reference.names.get("author", ())[:1]:
                namesakes[name.sort_family].add(name.given)
        for item in group:
            for name in item.reference.names.get("author", ())[:1]:
                if len(namesakes[name.sort_family]) > 1:
                    item.reference.given_shown = _needed(name.given, namesakes[name.sort_family], rule)


def _needed(given: str, namesakes: set[str], rule: str) -> str:
    """`initials` when they tell a name from its namesakes or the style wants no more, else `full`."""
    alike = [other for other in namesakes if other[:1] == given[:1] and other != given]
    if rule.endswith("with-initials"):
        return "" if alike and len(alike) == len(namesakes) - 1 else "initials"
    return "full" if alike else "initials"


def _show_more_names(group: Sequence[Cited], cite: Cites) -> None:
    """Show as many names as it takes to tell members of `group` apart; those still alike show none more."""
    most = max(len(names) for item in group for names in item.reference.names.values() or [()])
    remaining = list(group)
    for count in range(2, most + 1):
        for item in remaining:
            item.reference.names_shown = count
        texts = [cite(item) for item in remaining]
        remaining = [item for item, text in zip(remaining, texts, strict=True) if texts.count(text) > 1]
    for item in remaining:
        item.reference.names_shown = 0


def _use_condition(group: Sequence[Cited], cite: Cites) -> None:
    """Let the style print what it has for ambiguous items, if that helps at all."""
    for item in group:
        item.reference.is_ambiguous = True
    if len({cite(item) for item in group}) == 1:
        for item in group:
            item.reference.is_ambiguous = False


def letters(number: int) -> str:
    """The year suffix for the item at `number`, from 0: a to z, then aa, ab and on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
