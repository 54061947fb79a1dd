"""Diff: a plan as lines for a person, entry by entry and field by field, each with its reason and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from atlas_cite.enrich.plan import Change, Decision, Dropped, EntryPlan, Plan
from atlas_cite.model.provenance import Origin
from atlas_cite.model.verdict import Certainty


class Mark(StrEnum):
    """What a line is: its first character, and what a terminal colours it by."""

    ENTRY = "@"
    ADD = "+"
    REMOVE = "-"
    ASK = "?"
    NOTE = "!"
    KEPT = "="
    TOTAL = "#"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, its text, and a remark (reason and source) behind it."""

    mark: Mark
    text: str
    remark: str = ""


def diff_lines(plan: Plan, *, with_kept: bool = False) -> Iterator[Line]:
    """The plan as lines; entries without anything to say are left out.

    With `with_kept` also what the registry says differently and the entry keeps.
    """
    for entry in plan.entries:
        if entry.says_something or (with_kept and entry.dropped):
            yield from entry_lines(entry, plan.file, with_kept=with_kept)
    counted = plan.counted()
    yield Line(
        Mark.TOTAL,
        f"{counted['entries']} entries: {counted['identified']} identified, {counted['changed']} to change "
        f"({counted['fields']} fields), {counted['asked']} to ask about",
    )


def entry_lines(entry: EntryPlan, file: str, *, with_kept: bool = False) -> Iterator[Line]:
    """The plan of one entry as lines."""
    yield Line(Mark.ENTRY, f"{file}:{entry.line}  @{entry.type}{{{entry.key}}}", _identity(entry))
    if entry.status:
        yield Line(Mark.NOTE, entry.status)
    yield from (Line(Mark.NOTE, note.text) for note in entry.notes)
    for change in entry.changes:
        yield from _change_lines(change)
    if with_kept:
        yield from map(_kept_line, entry.dropped)


def _identity(entry: EntryPlan) -> str:
    verdict = entry.verdict
    doi = entry.stated if verdict.certainty is Certainty.NO else entry.doi
    if not doi:
        return "; ".join(verdict.reasons)
    return f"{doi} ({verdict.certainty}, {verdict.confidence:.2f}: {'; '.join(verdict.reasons)})"


def _change_lines(change: Change) -> Iterator[Line]:
    waits = change.decision is Decision.ASK
    if waits and change.new is None:
        text = f"take out {change.field} = {_shown(change.old or '', is_macro=False)}"
        yield Line(Mark.ASK, text, f"{change.reason}; {said_by(change.origin)}")
        return
    if change.old is not None and (change.old.strip() or change.new is None):
        yield Line(Mark.REMOVE, f"{change.field} = {_shown(change.old, is_macro=False)}")
    if change.new is not None:
        text = f"{change.field} = {_shown(change.new, is_macro=change.is_macro)}"
        yield Line(Mark.ASK if waits else Mark.ADD, text, f"{change.reason}; {said_by(change.origin)}")


def _kept_line(dropped: Dropped) -> Line:
    text = f"{dropped.field} = {_shown(dropped.here, is_macro=False)}"
    return Line(Mark.KEPT, text, f"{said_by(dropped.origin)} says {dropped.there}; {dropped.reason}")


def said_by(origin: Origin) -> str:
    """Who said a value, where and when, in words."""
    return f"{origin.source} {origin.where}{f', {origin.when}' if origin.when else ''}"


def _shown(latex: str, *, is_macro: bool) -> str:
    return latex if is_macro else f"{{{latex}}}"
