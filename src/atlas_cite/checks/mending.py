"""Mending: the safe fixes of all rules on one entry, one after the other, until none has anything left to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from atlas_cite.checks.finding import Fix
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.rules import RULES
from atlas_cite.checks.run import OFF, chosen_levels
from atlas_cite.checks.subject import Subject

_MOST_FIXES = 40
"""Fixes of one entry; rules that undo each other's would otherwise never end."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What becomes of a field: its old and new text as LaTeX, which rules did it, and whether a person is asked."""

    fix: Fix
    old: str
    rules: tuple[str, ...]


def mending_rules(levels: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules that have a fix and are not off; raises InvalidSettings for a rule or level that does not exist."""
    chosen = chosen_levels(levels)
    return tuple(rule for rule in RULES.values() if rule.fix and chosen.get(rule.name) != OFF)


def mended(subject: Subject, rules: tuple[Rule, ...]) -> tuple[Mended, ...]:
    """What `rules` change of an entry; of several fixes of one field each builds on the one before.

    A field with macros in it stays: its text is not all of what the file says.
    """
    found: dict[str, Mended] = {}
    for _ in range(_MOST_FIXES):
        step = next(_fixes(subject, rules, found), None)
        if step is None:
            break
        name, fix = step
        before = found.get(fix.field)
        old = before.old if before else subject.text(fix.field)
        found[fix.field] = Mended(fix, old, (*(before.rules if before else ()), name))
        subject = _with_text(subject, fix)
    return tuple(found.values())


def _fixes(subject: Subject, rules: tuple[Rule, ...], found: Mapping[str, Mended]) -> Iterator[tuple[str, Fix]]:
    for rule in rules:
        for hit in rule.each(subject) if rule.each else ():
            field = subject.fields.get(hit.fix.field) if hit.fix else None
            if hit.fix is None or field is None or not field.is_literal or field.text == hit.fix.value:
                continue
            earlier = found.get(hit.fix.field)
            if earlier is None or not (earlier.fix.is_macro or earlier.fix.asks or hit.fix.asks):
                yield rule.name, hit.fix


def _with_text(subject: Subject, fix: Fix) -> Subject:
    """The entry as if the fix were made; one that asks leaves the field, so that the next rules see it as it is."""
    fields = dict(subject.fields)
    if not fix.asks and fix.value is not None:
        fields[fix.field] = replace(fields[fix.field], text=fix.value, is_literal=not fix.is_macro)
    return replace(subject, fields=fields)
