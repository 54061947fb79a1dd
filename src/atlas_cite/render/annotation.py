"""Annotation: which parts of a summary stand under an entry, in which order, and the blocks they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, BulletList, Heading, Inlines, Paragraph, Strong, Text
from atlas_cite.errors import InvalidSettings
from atlas_cite.model import summary as said
from atlas_cite.model.entry import DOUBTS, Entry
from atlas_cite.model.status import Status
from atlas_cite.model.summary import Part, SummaryRecord
from atlas_cite.render.labels import label
from atlas_cite.render.notices import entry_notices
from atlas_cite.render.status_text import status_blocks
from atlas_cite.render.summary_text import summary_blocks

PARTS: Mapping[str, Part | str] = {
    "summary": Part.QUICK_SUMMARY,
    "why": Part.WHY_IT_MATTERS,
    "findings": Part.OBSERVED_FINDINGS,
    "conclusions": Part.INFERRED_CONCLUSIONS,
    "questions": Part.REMAINING_QUESTIONS,
    "not-proven": Part.NOT_PROVEN,
    "badge": "badge",
    "advanced": Part.ADVANCED_SUMMARY,
    "strengths": Part.STRENGTHS,
    "limitations": Part.LIMITATIONS,
    "status": "status",
    "note": "note",
}
"""What `--annotate` calls the parts; the status is always printed, first, and naming it adds nothing."""

DEFAULT_PARTS = ("summary", "why", "findings", "conclusions", "questions", "not-proven", "badge")
ALL_PARTS = (
    "summary",
    "advanced",
    "why",
    "findings",
    "conclusions",
    "strengths",
    "limitations",
    "questions",
    "not-proven",
    "badge",
)
_SETS = {"default": DEFAULT_PARTS, "all": ALL_PARTS, "none": ()}

_RETIRED_BADGES = frozenset({"review_status"})
"""Bulk-applied and withdrawn by the atlas: printing it would claim a review that never was (ATLAS.md §1)."""


@dataclass(frozen=True, slots=True)
class AnnotationChoice:
    """The parts to print, by name and in order.

    `remainder` adds what no chosen part holds: text whose part was lost, and the entry's own note where no summary
    has anything to say.
    """

    parts: tuple[str, ...] = DEFAULT_PARTS
    remainder: bool = True


STATUS_ALONE = AnnotationChoice((), remainder=False)
"""What `none` chooses."""


def parse_parts(text: str) -> AnnotationChoice:
    """Read a choice: `default`, `all`, `none`, or names of PARTS with commas between (`summary,findings`).

    Raises InvalidSettings naming the valid words.
    """
    words = [word.replace("_", "-") for word in re.split(r"[\s,]+", text.strip().lower()) if word]
    unknown = [word for word in words if word not in PARTS and word not in _SETS]
    if unknown or not words or ("none" in words and len(words) > 1):
        wrong = f"no such annotation part: {', '.join(unknown)}" if unknown else "this chooses no annotation parts"
        hint = f"Choose default, all or none, or any of: {', '.join(PARTS)}."
        raise InvalidSettings(wrong, subject=text, hint=hint)
    parts = dict.fromkeys(part for word in words for part in _SETS.get(word, (word,)))
    return AnnotationChoice(tuple(parts), remainder=bool({"all", "default"} & set(words)))


def annotation_blocks(
    entry: Entry, choice: AnnotationChoice, language: str = "en", *, in_document: bool = False
) -> tuple[Block, ...]:
    """The annotation of `entry`: its status and doubts, whatever the choice, then the chosen parts under headings.

    `language` is that of the headings.  An annotation that stands alone ends by saying who wrote the text; a document
    (`in_document`) says so once itself, and prints the entry's own note, which an exported entry has a field for.
    """
    has_field = not in_document and not has_text(entry, choice)
    status = _without_own_notes(entry.status) if has_field else entry.status
    blocks = status_blocks(status, language) + _doubts(entry, language)
    summary = entry.summary or SummaryRecord()
    for name in choice.parts:
        if name in _SPECIAL:
            blocks += _SPECIAL[name](entry, language)
        else:
            blocks += _part(summary, Part(PARTS[name]), language)
    if choice.remainder:
        other = summary_blocks(summary.unassigned, summary.language)
        blocks += (_heading(label("unassigned", language)), *other) if other else ()
    if in_document:
        return blocks + (_own_note(entry, language) if has_own_note(entry, choice) else ())
    return blocks + (entry_notices(summary, language) if has_text(entry, choice) else ())


def has_text(entry: Entry, choice: AnnotationChoice) -> bool:
    """Whether the annotation prints any of the summary's own text."""
    summary = entry.summary
    if summary is None:
        return False
    chosen = (PARTS[name] for name in choice.parts if name not in _SPECIAL)
    return any(summary.parts.get(Part(part)) for part in chosen) or (choice.remainder and bool(summary.unassigned))


def has_own_note(entry: Entry, choice: AnnotationChoice) -> bool:
    """Whether a document prints the entry's own `annote`: when it was chosen, or when there is no text but it."""
    is_chosen = "note" in choice.parts or (choice.remainder and not has_text(entry, choice))
    return is_chosen and bool(entry.item.text("annote").strip())


def _heading(text: str) -> Heading:
    return Heading(3, (Text(text),))


def _part(summary: SummaryRecord, part: Part, language: str) -> tuple[Block, ...]:
    blocks = summary_blocks(summary.parts.get(part, ()), summary.language)
    return (_heading(label(part, language)), *blocks) if blocks else ()


def _without_own_notes(status: Status) -> Status:
    """`status` without what the entry's own note tells, where that note is printed and nothing before it."""
    return replace(status, updates=tuple(update for update in status.updates if update.source != "note"))


def _doubts(entry: Entry, language: str) -> tuple[Block, ...]:
    """What speaks against the work that the reference was taken for."""
    sentences = one_line(" ".join(entry.extra.get(DOUBTS, "").split()))
    words = Strong((Text(label("doubts", language)),))
    return (Paragraph((words, Text(f" {sentences}")), "status"),) if sentences else ()


def _own_note(entry: Entry, language: str) -> tuple[Block, ...]:
    """The paragraphs of `annote`, one a line; lines that begin with `- ` are a list."""
    blocks: list[said.Block] = []
    for line in filter(None, map(str.strip, entry.item.text("annote").splitlines())):
        last = blocks[-1] if blocks else None
        if not line.startswith("- "):
            blocks.append(said.Paragraph(line))
        elif isinstance(last, said.Bullets):
            blocks[-1] = said.Bullets((*last.items, line[2:]))
        else:
            blocks.append(said.Bullets((line[2:],)))
    made = summary_blocks(blocks, "")
    return (_heading(label("note", language)), *made) if made else ()


def _badges(entry: Entry, language: str) -> tuple[Block, ...]:
    """The badges as a list, the PEM criterion first and always; their date when the page gave one."""
    summary = entry.summary
    if summary is None:
        return ()
    values = [(label("pem", language), label(f"pem-{summary.pem}", language))]
    values += [
        (label(name, language), one_line(value))
        for name, value in summary.badges.items()
        if name not in _RETIRED_BADGES and value.strip()
    ]
    items: tuple[Inlines, ...] = tuple((Text(f"{name}: {value}"),) for name, value in values)
    dated = "badge-dated" if summary.snapshot_date else "badge"
    heading = _heading(label(dated, language, date=one_line(summary.snapshot_date)))
    return heading, BulletList(items, "badge")


_SPECIAL: Mapping[str, Callable[[Entry, str], tuple[Block, ...]]] = {
    "badge": _badges,
    "status": lambda _entry, _language: (),
    "note": lambda _entry, _language: (),
}
"""Parts that are no text of the summary; status and note have their own places, at the beginning and the end."""
