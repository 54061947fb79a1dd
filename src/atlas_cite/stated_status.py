"""Stated status: retractions that an input itself tells, in its title, a page's banner, or a note.

They stand beside what a registry says; a registry's own word of the same kind makes them superfluous.
"""

from __future__ import annotations

import re

from atlas_cite.model.item import Item
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.title_marks import marked_kind

_KINDS = (
    (re.compile(r"\bpartial(?:ly)?[ -]retract", re.IGNORECASE), "partial_retraction"),
    (re.compile(r"\bretract", re.IGNORECASE), "retraction"),
    (re.compile(r"\bwithdrawn\b|\bwithdrawal\b", re.IGNORECASE), "withdrawal"),
    (re.compile(r"\bexpression of concern\b", re.IGNORECASE), "expression_of_concern"),
)
_NOTE_MARK = re.compile(r"\W*(?:partially\s+)?(?:retracted|withdrawn|expression of concern)\b[^\n]*", re.IGNORECASE)
_NOTES = ("annote", "note")


def with_stated(status: Status, item: Item, record: SummaryRecord | None) -> Status:
    """`status` with an update for each kind that the input tells and the registry did not.

    The updates' sources are "title", "page" (an atlas page's banner) and "note" (a note in a bibliography file).
    """
    known = {update.kind for update in status.updates}
    stated = {kind: source for source, kind in _statements(item, record) if kind and kind not in known}
    updates = tuple(Update(kind, source) for kind, source in stated.items())
    return Status(status.checked, (*status.updates, *updates), status.notice_for) if updates else status


def _statements(item: Item, record: SummaryRecord | None) -> list[tuple[str, str]]:
    """Who tells which kind of update, the most trusted last, because the last one names the source."""
    said = [text for name in _NOTES if (text := item.text(name))]
    notes = [("note", _kind(mark.group())) for text in said if (mark := _NOTE_MARK.match(text))]
    titles = [("title", marked_kind(title)) for title in (item.text("title"), record.title if record else "") if title]
    return [*notes, *titles, ("page", _kind(record.other.get("banner", "")) if record else "")]


def _kind(text: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.search(text)), "")
