"""Details: where an entry's facts come from, for readers who ask: what sources disagreed on, how sure the match is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, BulletList, Paragraph, Text
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Value
from atlas_cite.model.text import without_markup
from atlas_cite.render.labels import label
from atlas_cite.render.sections import Section


def conflict_lines(entry: Entry, language: str = "en") -> tuple[str, ...]:
    """A line for each value that lost: field, value, who said it, and what is printed instead."""
    lines = []
    for conflict in entry.conflicts:
        printed = entry.item.type if conflict.field == "type" else entry.item.fields.get(conflict.field, "")
        text = label(
            "conflict",
            language,
            field=conflict.field,
            value=_said(conflict.value),
            source=one_line(str(conflict.origin)),
            printed=_said(printed) or label("nothing", language),
        )
        lines.append(text)
    return tuple(lines)


def confidence_line(entry: Entry, language: str = "en") -> str:
    """How sure the work was recognised, and why; empty for a work that nobody had to search for."""
    verdict = entry.verdict
    if verdict is None:
        return ""
    certainty = label(f"match-{verdict.certainty}", language)
    line = label("match-confidence", language, certainty=certainty, confidence=f"{verdict.confidence:.2f}")
    return one_line("; ".join((line, *verdict.reasons)))


def _conflicts(entry: Entry, language: str) -> Section:
    lines = tuple((Text(line),) for line in conflict_lines(entry, language))
    blocks: tuple[Block, ...] = (BulletList(lines, "details"),) if lines else ()
    return Section(label("conflicts", language), blocks, needs_heading=True)


def _confidence(entry: Entry, language: str) -> Section:
    line = confidence_line(entry, language)
    blocks: tuple[Block, ...] = (Paragraph((Text(line),), "details"),) if line else ()
    return Section(label("match", language), blocks, needs_heading=True)


DETAILS: Mapping[str, Callable[[Entry, str], Section]] = {"conflicts": _conflicts, "confidence": _confidence}
"""What `--show` can add to an annotation, in the order it is printed."""


def _said(value: Value) -> str:
    """A field's value in words."""
    if isinstance(value, tuple):
        return "; ".join(one_line(str(name)) for name in value)
    return one_line(value.literal or value.iso() if isinstance(value, Date) else without_markup(str(value)))
