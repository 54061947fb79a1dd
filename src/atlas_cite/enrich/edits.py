"""Edits: the changes of a plan that are to be made, as edits of the file's text."""

from __future__ import annotations

from collections.abc import Iterator

from atlas_cite.bibfile.edits import ChangeType, Edit, RemoveField, SetField
from atlas_cite.bibfile.file import BibFile
from atlas_cite.enrich.plan import TYPE_FIELD, WHOLE_ENTRY, Change, Decision, Plan
from atlas_cite.errors import InvalidSettings

_HINT = "Make the plan again with --plan."


def plan_edits(plan: Plan, file: BibFile) -> Iterator[Edit]:
    """The edits that make a plan's changes, and no more, made one at a time.

    Raises InvalidSettings when the plan was made for another file, or for another state of it.
    """
    if plan.sha256 != file.sha256:
        raise InvalidSettings("the file has changed since the plan was made", subject=file.where, hint=_HINT)
    return _edits(plan, file)


def _edits(plan: Plan, file: BibFile) -> Iterator[Edit]:
    for entry in plan.entries:
        if entry.index >= len(file.entries) or file.entries[entry.index].key != entry.key:
            message = f"the plan's entry {entry.index + 1}, {entry.key!r}, is not there"
            raise InvalidSettings(message, subject=file.where, hint=_HINT)
        for change in entry.changes:
            if change.decision is Decision.DO and change.field != WHOLE_ENTRY:
                yield _edit(entry.index, change)


def _edit(index: int, change: Change) -> Edit:
    if change.new is None:
        return RemoveField(index, change.field)
    if change.field == TYPE_FIELD:
        return ChangeType(index, change.new)
    return SetField(index, change.field, change.new, change.is_macro)
