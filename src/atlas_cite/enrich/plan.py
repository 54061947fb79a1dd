"""Plan: what enriching would do to a file, as values: an entry plan for each entry, a change for each field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum

from atlas_cite.model.provenance import Origin
from atlas_cite.model.verdict import Certainty, Verdict

TYPE_FIELD = "entry type"
"""What a change of the entry's type calls its field; no field can have a blank in its name."""

WHOLE_ENTRY = "whole entry"
"""What a change that takes the entry out of the file calls its field; `old` is the entry's text."""


class Decision(StrEnum):
    """What is to be done with a change: it is made, or it waits for a person."""

    DO = "do"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Change:
    """One field's change: `old` and `new` are LaTeX without delimiters; None for a field that is not there.

    With `is_macro`, `new` stands in the file without delimiters.  `reason` says why, `origin` who says the value.
    """

    field: str
    old: str | None
    new: str | None
    origin: Origin
    reason: str
    is_macro: bool = False
    decision: Decision = Decision.DO


@dataclass(frozen=True, slots=True)
class Dropped:
    """A value that a registry gives and that was not written, because the entry says something else."""

    field: str
    here: str
    there: str
    origin: Origin
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that a reader should know, and the code under which it is reported."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What would be done to one entry, which work it is taken for, and what else a reader should know.

    `stated` is the DOI the entry gives, `doi` the work's own; `status` a grave status in words.
    """

    index: int
    key: str
    type: str
    line: int
    column: int
    verdict: Verdict
    doi: str = ""
    stated: str = ""
    title: str = ""
    status: str = ""
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether a person has anything to see."""
        return bool(self.changes or self.status or self.notes)

    @property
    def waits(self) -> bool:
        """Whether a change waits for a person."""
        return any(each.decision is Decision.ASK for each in self.changes)

    @property
    def is_sure(self) -> bool:
        """Whether the entry is known to be the work that the changes come from."""
        return self.verdict.certainty is Certainty.SURE

    def accepted(self) -> EntryPlan:
        """The same with every change made that waited."""
        return self.with_made(self.changes)

    def with_made(self, wanted: Collection[Change]) -> EntryPlan:
        """The same with the `wanted` ones of its changes made."""
        made = (replace(each, decision=Decision.DO) if each in wanted else each for each in self.changes)
        return replace(self, changes=tuple(made))


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one file, which has the SHA-256 sum `sha256`; `made` is the ISO date."""

    file: str
    sha256: str
    made: str
    entries: tuple[EntryPlan, ...] = field(default_factory=tuple)

    def counted(self) -> dict[str, int]:
        """Entries by what becomes of them, and the number of fields that change."""
        to_do = [[each for each in entry.changes if each.decision is Decision.DO] for entry in self.entries]
        return {
            "entries": len(self.entries),
            "changed": sum(map(bool, to_do)),
            "fields": sum(map(len, to_do)),
            "asked": sum(entry.waits for entry in self.entries),
            "identified": sum(entry.verdict.certainty is Certainty.SURE for entry in self.entries),
        }
