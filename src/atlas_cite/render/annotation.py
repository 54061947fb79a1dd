"""Annotation: which parts of a summary stand under an entry, in which order, and the blocks they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, BulletList, Heading, Inlines, Text
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
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
    """The parts to print, by name and in order; `unassigned` adds the text whose part was lost."""

    parts: tuple[str, ...] = DEFAULT_PARTS
    unassigned: bool = False


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
    return AnnotationChoice(tuple(parts), unassigned="all" in words)


def annotation_blocks(
    entry: Entry, choice: AnnotationChoice, language: str = "en", *, notices: bool = True
) -> tuple[Block, ...]:
    """The annotation of `entry`: its status, whatever the choice, then the chosen parts, each under its heading.

    `language` is that of the headings.  `notices` ends the annotation by saying who wrote the text; a document that
    says so once leaves it out here.
    """
    blocks = status_blocks(entry.status, language)
    summary = entry.summary
    if summary is None:
        return blocks
    for name in choice.parts:
        if name in _SPECIAL:
            blocks += _SPECIAL[name](summary, language)
        else:
            blocks += _part(summary, Part(PARTS[name]), language)
    if choice.unassigned:
        other = summary_blocks(summary.unassigned, summary.language)
        blocks += (_heading(label("unassigned", language)), *other) if other else ()
    return blocks + (entry_notices(summary, language) if notices and has_text(entry, choice) else ())


def has_text(entry: Entry, choice: AnnotationChoice) -> bool:
    """Whether the annotation prints any of the summary's own text."""
    summary = entry.summary
    if summary is None:
        return False
    chosen = (PARTS[name] for name in choice.parts if name not in _SPECIAL)
    return any(summary.parts.get(Part(part)) for part in chosen) or (choice.unassigned and bool(summary.unassigned))


def _heading(text: str) -> Heading:
    return Heading(3, (Text(text),))


def _part(summary: SummaryRecord, part: Part, language: str) -> tuple[Block, ...]:
    blocks = summary_blocks(summary.parts.get(part, ()), summary.language)
    return (_heading(label(part, language)), *blocks) if blocks else ()


def _badges(summary: SummaryRecord, language: str) -> tuple[Block, ...]:
    """The badges as a list, the PEM criterion first and always; their date when the page gave one."""
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


_SPECIAL: Mapping[str, Callable[[SummaryRecord, str], tuple[Block, ...]]] = {
    "badge": _badges,
    "status": lambda _summary, _language: (),
}
"""Parts that are no text of the summary."""
