"""Annotation: which parts of a summary stand under an entry, in which order, and the blocks they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, Paragraph, Strong, Text
from atlas_cite.errors import InvalidSettings
from atlas_cite.model import summary as said
from atlas_cite.model.entry import DOUBTS, Entry
from atlas_cite.model.status import Status
from atlas_cite.model.summary import Part
from atlas_cite.render.badges import badge_heading, badge_list
from atlas_cite.render.details import DETAILS
from atlas_cite.render.labels import label
from atlas_cite.render.notices import entry_notices
from atlas_cite.render.sections import HEADINGS, Section, section_blocks
from atlas_cite.render.shorten import shortened
from atlas_cite.render.status_text import status_blocks
from atlas_cite.render.summary_text import summary_blocks, summary_language
from atlas_cite.render.template import template_blocks
from atlas_cite.render.template_values import template_values

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

_NEVER_SHORTENED = frozenset({"not-proven", "limitations"})
"""A caveat that is cut is a caveat dropped."""

_NEEDS_HEADING = frozenset({"conclusions", "not-proven"})
"""Parts that would read as findings without their heading."""


@dataclass(frozen=True, slots=True)
class AnnotationChoice:
    """What an annotation holds, and how it is laid out.

    `parts` are names of PARTS in order; `remainder` adds what no chosen part holds: text whose part was lost, and the
    entry's own note where no summary has anything to say.  `labels` are headings by part that replace ours, `headings`
    is one of HEADINGS, `most_words` the length a part is shortened to (0: not at all), `shown` names of DETAILS, and
    `template` the source of a Jinja template that takes the place of the parts.
    """

    parts: tuple[str, ...] = DEFAULT_PARTS
    remainder: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    headings: str = HEADINGS[0]
    most_words: int = 0
    shown: tuple[str, ...] = ()
    template: str = ""


STATUS_ALONE = AnnotationChoice((), remainder=False)
"""What `none` chooses."""


def parse_parts(text: str) -> AnnotationChoice:
    """Read a choice: `default`, `all`, `none`, or names of PARTS with commas between (`summary,findings`).

    Raises InvalidSettings naming the valid words.
    """
    words = _words(text)
    unknown = [word for word in words if word not in PARTS and word not in _SETS]
    if unknown or not words or ("none" in words and len(words) > 1):
        wrong = f"no such annotation part: {', '.join(unknown)}" if unknown else "this chooses no annotation parts"
        hint = f"Choose default, all or none, or any of: {', '.join(PARTS)}."
        raise InvalidSettings(wrong, subject=text, hint=hint)
    parts = dict.fromkeys(part for word in words for part in _SETS.get(word, (word,)))
    return AnnotationChoice(tuple(parts), remainder=bool({"all", "default"} & set(words)))


def parse_labels(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headings by part, from pairs of part and heading.  Raises InvalidSettings for an unknown part."""
    labels = {name.strip().lower().replace("_", "-"): one_line(text).strip() for name, text in pairs}
    if unknown := sorted(labels.keys() - PARTS.keys()):
        hint = f"Name one of: {', '.join(PARTS)}."
        raise InvalidSettings("no such annotation part", subject=", ".join(unknown), hint=hint)
    return labels


def parse_shown(text: str) -> tuple[str, ...]:
    """Read what is shown beside the parts: names of DETAILS.  Raises InvalidSettings for any other."""
    words = _words(text)
    if unknown := [word for word in words if word not in DETAILS]:
        hint = f"Choose any of: {', '.join(DETAILS)}."
        raise InvalidSettings("nothing of this name can be shown", subject=", ".join(unknown), hint=hint)
    return tuple(words)


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
    if choice.template:
        values = template_values(entry, blocks, language, choice.labels)
        blocks += template_blocks(choice.template, values, summary_language(entry.summary, language))
    else:
        sections = _sections(entry, choice, language, in_document=in_document)
        blocks += section_blocks(sections, choice.headings, language)
    details = [DETAILS[name](entry, language) for name in choice.shown]
    blocks += section_blocks(details, choice.headings, language)
    is_signed = not in_document and entry.summary is not None and has_text(entry, choice)
    return blocks + (entry_notices(entry.summary, language) if is_signed and entry.summary else ())


def has_text(entry: Entry, choice: AnnotationChoice) -> bool:
    """Whether the annotation prints any of the summary's own text; a template is taken to."""
    summary = entry.summary
    if summary is None:
        return False
    if choice.template:
        return any(summary.parts.values())
    chosen = (PARTS[name] for name in choice.parts if name not in _SPECIAL)
    return any(summary.parts.get(Part(part)) for part in chosen) or (choice.remainder and bool(summary.unassigned))


def has_own_note(entry: Entry, choice: AnnotationChoice) -> bool:
    """Whether a document prints the entry's own `annote`: when it was chosen, or when there is no text but it."""
    is_chosen = "note" in choice.parts or (choice.remainder and not has_text(entry, choice))
    return is_chosen and bool(entry.item.text("annote").strip())


def _words(text: str) -> list[str]:
    return [word.replace("_", "-") for word in re.split(r"[\s,]+", text.strip().lower()) if word]


def _sections(entry: Entry, choice: AnnotationChoice, language: str, *, in_document: bool) -> Iterator[Section]:
    """The chosen parts in order, then what no part holds, then the entry's own note."""
    summary = entry.summary
    text_language = summary_language(summary, language)

    def section(name: str, label_name: str, blocks: tuple[said.Block, ...], tag: str) -> Section:
        if choice.most_words and name not in _NEVER_SHORTENED:
            blocks = shortened(blocks, choice.most_words, label("left-out", language))
        heading = choice.labels.get(name) or label(label_name, language)
        return Section(heading, summary_blocks(blocks, tag), name in _NEEDS_HEADING)

    if summary is not None:
        for name in choice.parts:
            if name in _SPECIAL:
                yield from _SPECIAL[name](entry, choice, language)
            else:
                part = Part(PARTS[name])
                yield section(name, part, summary.parts.get(part, ()), text_language)
        if choice.remainder:
            yield section("unassigned", "unassigned", summary.unassigned, text_language)
    if in_document and has_own_note(entry, choice):
        yield section("note", "note", _own_note(entry), "")


def _without_own_notes(status: Status) -> Status:
    """`status` without what the entry's own note tells, where that note is printed and nothing before it."""
    kept = tuple(update for update in status.updates if update.source != "note")
    return status if len(kept) == len(status.updates) else replace(status, updates=kept)


def _doubts(entry: Entry, language: str) -> tuple[Block, ...]:
    """What speaks against the work that the reference was taken for."""
    if DOUBTS not in entry.extra:
        return ()
    sentences = one_line(" ".join(entry.extra[DOUBTS].split()))
    words = Strong((Text(label("doubts", language)),))
    return (Paragraph((words, Text(f" {sentences}")), "status"),) if sentences else ()


def _own_note(entry: Entry) -> tuple[said.Block, ...]:
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
    return tuple(blocks)


def _badges(entry: Entry, choice: AnnotationChoice, language: str) -> Iterator[Section]:
    if entry.summary is not None:
        heading = badge_heading(entry.summary, language, choice.labels.get("badge", ""))
        yield Section(heading, (badge_list(entry.summary, language),), needs_heading=bool(entry.summary.snapshot_date))


def _nothing(_entry: Entry, _choice: AnnotationChoice, _language: str) -> Iterator[Section]:
    return iter(())


_SPECIAL: Mapping[str, Callable[[Entry, AnnotationChoice, str], Iterator[Section]]] = {
    "badge": _badges,
    "status": _nothing,
    "note": _nothing,
}
"""Parts that are no text of the summary; status and note have their own places, at the beginning and the end."""
