"""Policy: what may happen to each field, in four words a person can read: keep, fill, replace, ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atlas_cite.enrich.journal_list import JournalList
from atlas_cite.enrich.targets import ALIASES, TARGETS
from atlas_cite.errors import InvalidSettings

ALL = "all"
"""The word that stands for every field."""


class Action(StrEnum):
    """What may happen to a field: nothing; written where missing; written over; listed for a person to decide."""

    KEEP = "keep"
    FILL = "fill"
    REPLACE = "replace"
    ASK = "ask"


class Journals(StrEnum):
    """How journals are to be named: as the file does, in full, or abbreviated with stops (ISO 4) or without (NLM)."""

    KEEP = "keep"
    FULL = "full"
    ISO4 = "iso4"
    NLM = "nlm"


class Dates(StrEnum):
    """Which date of a work counts: the issue's, the day it went online, or the earlier of both."""

    ISSUE = "issue"
    ONLINE = "online"
    EARLIEST = "earliest"


_DEFAULTS = {name: Action(target.default) for name, target in TARGETS.items()}


@dataclass(frozen=True, slots=True)
class Policy:
    """What a run may change; `actions` overrule each target's own default, by target name.

    `journal_list` is a person's own, whose names of journals come before a registry's.
    """

    actions: Mapping[str, Action] = field(default_factory=dict)
    journals: Journals = Journals.KEEP
    journal_list: JournalList | None = None
    dates: Dates = Dates.ISSUE
    update_preprints: bool = False

    def action(self, name: str) -> Action:
        """What may happen to the target called `name`."""
        if name in self.actions:
            return self.actions[name]
        return self.actions.get(ALL) or _DEFAULTS[name]


def parse_actions(pairs: Iterable[tuple[str, str]]) -> dict[str, Action]:
    """Actions from pairs such as ("title", "replace"); of two for one field the later counts.

    Raises InvalidSettings naming the words there are.
    """
    actions: dict[str, Action] = {}
    for name, word in pairs:
        target = ALIASES.get(name.lower(), name.lower())
        if target not in TARGETS and target != ALL:
            hint = f"There are: {ALL}, {', '.join(TARGETS)}."
            raise InvalidSettings("this is no field that enriching writes", subject=name, hint=hint)
        if word.lower() not in set(Action):
            hint = f"Write {name}= and one of: {', '.join(Action)}."
            raise InvalidSettings("this is nothing that can happen to a field", subject=f"{name}={word}", hint=hint)
        actions[target] = Action(word.lower())
    return actions
