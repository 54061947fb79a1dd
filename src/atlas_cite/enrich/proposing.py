"""Proposing: an entry and the work it is, compared field by field; what the policy allows becomes a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from atlas_cite.bibfile.file import BibField
from atlas_cite.enrich.dates import LABELS, Written, chosen_date, missing_month, new_date, other_date
from atlas_cite.enrich.journals import journal_name, listed_name
from atlas_cite.enrich.memory import Memory
from atlas_cite.enrich.plan import Change, Decision, Dropped
from atlas_cite.enrich.policy import Action, Policy
from atlas_cite.enrich.subject import Subject
from atlas_cite.enrich.targets import Target, row_of, targets_of
from atlas_cite.enrich.values import agrees, encoded, first_of, is_same
from atlas_cite.latex.decode import decode_plain
from atlas_cite.latex.escapes import escape_characters
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item, Value
from atlas_cite.model.provenance import Origin
from atlas_cite.tables.bibtex import FieldRow

_KEPT = "the entry says otherwise"
_PERSONS = "a person changed or removed it since it was written"


def _nothing(_text: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a file spells new values: its names for BibTeX's fields, and how it writes letters, months and DOIs.

    `missing` names the characters of a text that the file's encoding does not have.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    letters_as_commands: bool = False
    month_macros: bool = True
    doi_is_address: bool = False
    missing: Callable[[str], str] = _nothing

    def name(self, bibtex_name: str) -> str:
        """What the file calls a field."""
        return self.names.get(bibtex_name, bibtex_name)

    def spell(self, latex: str) -> str:
        """LaTeX with the letters as commands that the file spells so, or cannot hold."""
        return escape_characters(latex, None if self.letters_as_commands else self.missing(latex))[0]


@dataclass(slots=True)
class Proposal:
    """Changes in the making for one entry: what may happen to it, and what has been found so far."""

    subject: Subject
    origin: Origin
    policy: Policy
    spelling: Spelling
    memory: Memory
    changes: list[Change] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def change(self, name: str, new: str | None, reason: str, action: Action, *, is_macro: bool = False) -> None:
        """Add a change of the field `name`, unless it says nothing new, or a person has changed the field since."""
        present = self.subject.fields.get(name.lower())
        old = present.text if present else None
        if old == new:
            return
        if self.memory.runs and self.memory.is_a_persons(self.subject, name):
            self.drop(name, old or "", new or "", _PERSONS)
            return
        decision = Decision.ASK if action is Action.ASK else Decision.DO
        written = present.name if present else name
        self.changes.append(Change(written, old, new, self.origin, reason, is_macro, decision))

    def drop(self, name: str, here: str, there: str, reason: str) -> None:
        """Remember a value that is not written."""
        self.dropped.append(Dropped(name, here, there, self.origin, reason))


def propose_fields(proposal: Proposal, item: Item) -> None:
    """Propose what a work's item offers for every target that is meant for the entry's type."""
    subject = proposal.subject
    for target in targets_of(subject.own.type):
        if target.name == "year":
            _propose_date(proposal, item)
        if target.variable == "issued":
            continue
        value = item.fields.get(target.variable)
        if target.name == "journal":
            value = _journal(proposal.policy, item) or value
        if value and not _is_elsewhere(subject, target, item):
            _propose(proposal, target, first_of(target.variable, value))


def _journal(policy: Policy, item: Item) -> str:
    """The journal's name in the form that is wanted, if any; empty when nobody says it."""
    form = policy.journals
    return listed_name(policy.journal_list, item.text("container-title"), form) or journal_name(item, form)


def _is_elsewhere(subject: Subject, target: Target, item: Item) -> bool:
    """Whether page or article number say already, in the entry or in the record, what the other would."""
    if target.name == "eid":
        return subject.find("eid") is None and (subject.find("pages") is not None or "page" in item.fields)
    return target.name == "pages" and subject.find("pages") is None and subject.find("eid") is not None


def _propose(proposal: Proposal, target: Target, value: Value) -> None:
    subject = proposal.subject
    row = row_of(target.variable, subject.type)
    action = proposal.policy.action(target.name)
    present = subject.find(target.name)
    if row is None:
        return
    if present is None or not present.text.strip():
        if action is not Action.KEEP and not _is_said(subject, target):
            name = present.name if present else proposal.spelling.name(row.names[0])
            proposal.change(name, _latex(proposal, row, value), "missing", action)
        return
    here = _said(subject, target, present)
    if is_same(target.variable, here, value):
        if subject.is_truncated(target.variable) and not _has_all(here, value):
            _complete(proposal, target, row, present, value)
        return
    _propose_other(proposal, target, row, present, value)


def _propose_other(proposal: Proposal, target: Target, row: FieldRow, present: BibField, value: Value) -> None:
    """The record says something else than the field that is there."""
    subject = proposal.subject
    action = proposal.policy.action(target.name)
    new = _latex(proposal, row, value)
    here = _said(subject, target, present)
    if subject.is_truncated(target.variable) and _begins(here, value):
        _complete(proposal, target, row, present, value)
    elif present.is_macro:
        if action in {Action.REPLACE, Action.ASK} and not agrees(target.variable, here, value):
            proposal.drop(present.name, present.text, new, "the value is a macro (@string), which stays")
    elif action not in {Action.REPLACE, Action.ASK}:
        if not agrees(target.variable, here, value):
            proposal.drop(present.name, present.text, new, _KEPT)
    elif target.name == "title" and "subtitle" in subject.fields:
        _propose_title_in_parts(proposal, new, action)
    else:
        proposal.change(present.name, new, "replaced, as asked", action)


def _propose_title_in_parts(proposal: Proposal, new: str, action: Action) -> None:
    """A title whose subtitle stands in a field of its own is replaced in both, at the colon."""
    main, found, rest = new.partition(": ")
    if found:
        proposal.change("title", main, "replaced, as asked", action)
        proposal.change("subtitle", rest, "replaced, as asked", action)
    else:
        proposal.drop("title", proposal.subject.fields["title"].text, new, "the subtitle stands in a field of its own")


def _complete(proposal: Proposal, target: Target, row: FieldRow, present: BibField, value: Value) -> None:
    """A list that ends in `others` may be meant so: the whole list is offered, and written only on request."""
    action = proposal.policy.action(target.name)
    if action is not Action.KEEP:
        wanted = Action.REPLACE if action is Action.REPLACE else Action.ASK
        proposal.change(present.name, _latex(proposal, row, value), "the list ends in “others”", wanted)


def _has_all(here: Value, there: Value) -> bool:
    return isinstance(here, tuple) and isinstance(there, tuple) and len(here) >= len(there)


def _begins(here: Value, there: Value) -> bool:
    if not isinstance(here, tuple) or not isinstance(there, tuple) or len(here) >= len(there):
        return False
    return agrees("author", here, there[: len(here)])


def _is_said(subject: Subject, target: Target) -> bool:
    """Whether the entry says it without the field: by inheritance, or in another field."""
    if target.variable == "DOI":
        return False  # a DOI that stands in `url` or `note` is worth a field of its own
    return target.variable in subject.reference.item.fields


def _said(subject: Subject, target: Target, present: BibField) -> Value:
    return subject.own.fields.get(target.variable) or decode_plain(present.text).text


def _latex(proposal: Proposal, row: FieldRow, value: Value) -> str:
    latex = encoded(row.kind, value, proposal.spelling.spell)
    return f"https://doi.org/{latex}" if row.variable == "DOI" and proposal.spelling.doi_is_address else latex


def _propose_date(proposal: Proposal, item: Item) -> None:
    subject, policy, spelling = proposal.subject, proposal.policy, proposal.spelling
    date = chosen_date(item, policy.dates)
    if date is None:
        return
    label = f"{LABELS[policy.dates]}, {date.iso()}"
    present, here = subject.find("year"), subject.reference.item.date("issued")
    action = policy.action("year")
    if present is None or not present.text.strip():
        if action is not Action.KEEP and here is None:
            written = new_date(date, name=spelling.name("year"), month_macros=spelling.month_macros)
            _write(proposal, _allowed(policy, written), f"missing; {label}", action)
        return
    if here is not None and here.start and here.start == date.start[: len(here.start)]:
        _write(proposal, _month(proposal, date), f"missing; {label}", policy.action("month"))
    elif action in {Action.REPLACE, Action.ASK}:
        written = other_date(subject, date, month_macros=spelling.month_macros)
        _write(proposal, written, f"replaced, as asked; {label}", action)
    elif here is None or here.year != date.year:
        proposal.drop(present.name, present.text, date.iso(), f"{_KEPT}; {label}")


def _month(proposal: Proposal, date: Date) -> list[Written]:
    if proposal.policy.action("month") is Action.KEEP:
        return []
    return missing_month(proposal.subject, date, month_macros=proposal.spelling.month_macros)


def _allowed(policy: Policy, written: Iterable[Written]) -> list[Written]:
    return [each for each in written if each[0] != "month" or policy.action("month") is not Action.KEEP]


def _write(proposal: Proposal, written: Iterable[Written], reason: str, action: Action) -> None:
    for name, new, is_macro in written:
        proposal.change(name, new, reason, action, is_macro=is_macro)
