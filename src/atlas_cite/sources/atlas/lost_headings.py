"""Where a lost heading may have stood: the place in a section from which its lines need not belong to its part.

Copies lose headings and keep their text (layout HX2).  Where one of the six headings of a full page is missing, lines
that do not fit the part they stand under may belong to it.  An observed finding and an inferred conclusion look alike,
so where only one of their headings is left, even its own list is doubtful.
Source: ../shared/ATLAS.md §5 (HX2) and §6, trap 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas_cite.model.summary import Part
from atlas_cite.sources.atlas.divided_page import Section, Sections
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.sentences import DISCLAIMS, ENDS_SENTENCE, SENTENCE_BREAK
from atlas_cite.tables.atlas import LIST_PARTS

_FULL_PAGE = frozenset(
    {
        Part.QUICK_SUMMARY,
        Part.WHY_IT_MATTERS,
        Part.OBSERVED_FINDINGS,
        Part.INFERRED_CONCLUSIONS,
        Part.REMAINING_QUESTIONS,
        Part.NOT_PROVEN,
    }
)
_TWINS = {
    Part.OBSERVED_FINDINGS: Part.INFERRED_CONCLUSIONS,
    Part.INFERRED_CONCLUSIONS: Part.OBSERVED_FINDINGS,
}


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a page: which of a full page are missing, whether the others keep its order, and the last."""

    missing: frozenset[Part]
    in_order: bool
    last_part: Section | None
    last: Section

    @classmethod
    def of(cls, sections: Sections) -> Headings:
        """The headings that a divided page has."""
        found = sections.parts
        parts = sections.of(Kind.PART)
        return cls(
            _FULL_PAGE - set(found),
            found == sorted(found, key=list(Part).index),
            parts[-1] if parts else None,
            sections.sections[-1],
        )


def find_border(section: Section, headings: Headings, *, wrapped: bool) -> int:
    """The place of the first line that may belong under a lost heading; the number of lines when all fit."""
    if _twin_may_be_inside(section, headings):
        return 0
    is_misfit = _misfits_list if section.part in LIST_PARTS else _misfits_prose
    for place in range(len(section.lines)):
        if is_misfit(section, place, headings.missing, wrapped=wrapped) and not _is_cut_end(section, place, headings):
            return place
    return _group_border(section, headings.missing)


def _twin_may_be_inside(section: Section, headings: Headings) -> bool:
    """Whether findings and conclusions may stand in one list: one has lost its heading, and the page went on."""
    if section.part is None or _TWINS.get(section.part) not in headings.missing:
        return False
    goes_on = section is not headings.last_part
    return not headings.in_order or (goes_on and section.part is Part.OBSERVED_FINDINGS)


def _is_cut_end(section: Section, place: int, headings: Headings) -> bool:
    """Whether a line is only the torn end of the text: it says too little to be judged."""
    is_end = section is headings.last and place == len(section.lines) - 1
    return is_end and place > 0 and not ENDS_SENTENCE.search(section.lines[place].text)


def _group_border(section: Section, missing: frozenset[Part]) -> int:
    """Where a blank line sets items apart from those above, in a list that has none between its items."""
    lines = section.lines
    if section.part is None or _TWINS.get(section.part) not in missing:
        return len(lines)
    spaced = [place for place, line in enumerate(lines) if place and line.blank_before]
    items = sum(1 for line in lines[1:] if line.mark or not line.indented)
    return spaced[0] if spaced and len(spaced) < items else len(lines)


def _misfits_prose(section: Section, place: int, missing: frozenset[Part], *, wrapped: bool) -> bool:
    """Under a heading of prose: items where a list lost its heading, a second paragraph where another text did."""
    line = section.lines[place]
    lists_missing, prose_missing = bool(missing & LIST_PARTS), bool(missing - LIST_PARTS)
    if line.mark:
        return lists_missing
    if Part.NOT_PROVEN in missing and DISCLAIMS.match(line.text):
        return True
    if place == 0 or (wrapped and not line.blank_before):
        return False
    is_sentence = bool(ENDS_SENTENCE.search(line.text)) and not line.text.endswith("?")
    return prose_missing if is_sentence else lists_missing or _is_stray(section.lines, place)


def _misfits_list(section: Section, place: int, missing: frozenset[Part], *, wrapped: bool) -> bool:
    """Under a heading of a list: prose where a text lost its heading, questions among statements or the reverse."""
    if place == 0 or wrapped:
        return False
    first, line = section.lines[0], section.lines[place]
    if line.indented and not line.mark and not line.blank_before:
        return False
    is_question = line.text.endswith("?")
    if missing - LIST_PARTS and _is_prose(line, first):
        return True
    if section.part is Part.REMAINING_QUESTIONS:
        return bool(missing & LIST_PARTS) and first.text.endswith("?") and not is_question
    return Part.REMAINING_QUESTIONS in missing and is_question and not first.text.endswith("?")


def _is_prose(line: Line, first: Line) -> bool:
    """Whether a line is no item: it says what is not proven, or is a paragraph among items of another kind."""
    if line.mark:
        return False
    if DISCLAIMS.match(line.text) or first.mark:
        return True
    several = bool(SENTENCE_BREAK.search(line.text)) and not SENTENCE_BREAK.search(first.text)
    return several or (line.text.endswith(".") and not first.text.endswith("."))


def _is_stray(lines: Sequence[Line], place: int) -> bool:
    """Whether a line among paragraphs is none: a button or a caption."""
    return len(lines[place].text) < 60 and bool(ENDS_SENTENCE.search(lines[place - 1].text))
