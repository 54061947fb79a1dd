"""The text of a summary: lines -> paragraphs and lists in parts; text whose part is not certain stays unassigned.

A part takes the lines under its heading, except those that a lost heading may have stood before (`lost_headings`).
Source: ../shared/ATLAS.md §5 (HT0, HX2) and §6, trap 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from atlas_cite.errors import Severity
from atlas_cite.model.summary import Block, Bullets, Paragraph, Part
from atlas_cite.sources.atlas.divided_page import Section, Sections
from atlas_cite.sources.atlas.draft import Draft, shortened
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.lost_headings import Headings, find_border
from atlas_cite.sources.atlas.notices import mentions_retraction, report_notice
from atlas_cite.sources.atlas.sentences import SENTENCE_BREAK, goes_on
from atlas_cite.tables.atlas import LIST_PARTS, PART_NAMES


def make_blocks(lines: Sequence[Line], *, as_list: bool = False, wrapped: bool = False) -> tuple[Block, ...]:
    """Paragraphs and lists of `lines`; `as_list` makes unmarked lines items when no line has a mark.

    `wrapped` tells that lines were broken to a width, so that neighbours in prose belong together.
    """
    marked = any(line.mark for line in lines)
    units = _joined_lines(lines, wrapped=wrapped, items=as_list and not marked)
    if as_list and not marked and not (len(units) == 1 and SENTENCE_BREAK.search(units[0][1])):
        return (Bullets(tuple(text for _, text in units)),) if units else ()
    blocks: list[Block] = []
    items: list[str] = []
    for is_item, text in units:
        if is_item:
            items.append(text)
            continue
        if items:
            blocks.append(Bullets(tuple(items)))
            items = []
        blocks.append(Paragraph(text))
    return (*blocks, Bullets(tuple(items))) if items else tuple(blocks)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a page's lines were broken to a width: short throughout, and some go on in the next line."""
    prose = [line for line in lines if len(line.text) > 25]
    if not prose or max(len(line.text) for line in prose) > 110:
        return False
    follows = [
        after
        for before, after in pairwise(lines)
        if goes_on(before, after) and len(before.text) >= 45 and after.number == before.number + 1
    ]
    return len(follows) >= 2


def read_parts(sections: Sections, draft: Draft, *, wrapped: bool) -> None:
    """Put the lines of every headed part, of foreign headings and of the opening into the draft."""
    headings = Headings.of(sections)
    for section in sections.of(Kind.PART):
        _read_part(section, headings, draft, wrapped=wrapped)
    for section in sections.of(Kind.FOREIGN):
        _read_foreign(section, draft, wrapped=wrapped)
    _report_empty(sections, draft)


def read_opening(lines: Sequence[Line], sections: Sections, draft: Draft, *, wrapped: bool) -> None:
    """Read what stands before the first part's heading: the quick summary when that is what is missing (HT0)."""
    if not lines:
        return
    blocks = list(make_blocks(lines, wrapped=wrapped))
    first = sections.parts[0]
    if Part.QUICK_SUMMARY in sections.parts:
        set_apart(blocks, lines[0], draft, "this text stands before the first heading", Severity.WARNING)
    elif first is Part.WHY_IT_MATTERS and (len(blocks) == 1 or Part.NOT_PROVEN in sections.parts):
        draft.parts.setdefault(Part.QUICK_SUMMARY, []).extend(blocks)
    else:
        draft.parts.setdefault(Part.QUICK_SUMMARY, []).extend(blocks[:1])
        if blocks[1:]:
            reason = f"a heading before “{PART_NAMES[first]}” is lost, and this text may belong under it"
            set_apart(blocks[1:], lines[0], draft, reason)


def _joined_lines(lines: Sequence[Line], *, wrapped: bool, items: bool) -> list[tuple[bool, str]]:
    """Lines as units: whether each is a marked item, and its text with the lines that go on from it."""
    units: list[tuple[bool, str]] = []
    previous: Line | None = None
    for line in lines:
        if previous and units and belongs_together(previous, line, units[-1][0], wrapped=wrapped, items=items):
            units[-1] = (units[-1][0], f"{units[-1][1]} {line.linked}")
        else:
            units.append((bool(line.mark), line.linked))
        previous = line
    return units


def belongs_together(previous: Line, line: Line, in_item: bool, *, wrapped: bool, items: bool) -> bool:
    """Whether `line` goes on from `previous`, in a list item (`in_item`), a list without marks (`items`) or prose."""
    if line.mark or line.blank_before:
        return False
    if in_item and line.indented:
        return True
    if not wrapped or line.number != previous.number + 1:
        return False
    return goes_on(previous, line) if items or in_item else len(previous.text) >= 45 or goes_on(previous, line)


def _read_part(section: Section, headings: Headings, draft: Draft, *, wrapped: bool) -> None:
    part = section.part
    if part is None or not section.lines:
        return
    if section.heading and "(" in section.heading.text and not section.heading.text.endswith(section.lines[0].text):
        draft.keep("headings", section.heading.linked)
    border = find_border(section, headings, wrapped=wrapped)
    fitting, misfit = section.lines[:border], section.lines[border:]
    blocks = make_blocks(fitting, as_list=part in LIST_PARTS, wrapped=wrapped)
    if blocks == tuple(draft.parts.get(part, ())):
        blocks = ()
    if draft.parts.get(part) and fitting:
        message = f"“{PART_NAMES[part]}” stands twice; a second text follows the first"
        draft.report("repeated-heading", section.lines[0].number, message)
    if blocks:
        draft.parts.setdefault(part, []).extend(blocks)
    if misfit:
        missing = " or ".join(f"“{PART_NAMES[each]}”" for each in Part if each in headings.missing)
        reason = f"the heading {missing or 'of another text'} may be lost before this text, under “{PART_NAMES[part]}”"
        set_apart(make_blocks(misfit, as_list=True, wrapped=wrapped), misfit[0], draft, reason)


def _read_foreign(section: Section, draft: Draft, *, wrapped: bool) -> None:
    heading = section.heading
    if heading is None:
        return
    if mentions_retraction(heading.text):
        report_notice(heading, draft)
        for line in section.lines:
            if mentions_retraction(line.text):
                draft.keep("banner", line.linked)
        rest = [line for line in section.lines if not mentions_retraction(line.text)]
        if rest:
            reason = "this text stands under a notice of a retraction"
            set_apart(make_blocks(rest, wrapped=wrapped), rest[0], draft, reason, Severity.WARNING)
        return
    draft.unassigned.append(Paragraph(heading.linked))
    draft.unassigned += make_blocks(section.lines, wrapped=wrapped)
    message = f"“{shortened(heading.text)}” is no known heading; its text is kept unassigned"
    draft.report("unknown-heading", heading.number, message)


def _report_empty(sections: Sections, draft: Draft) -> None:
    """Report each part whose heading stands there without text."""
    with_text = {section.part for section in sections.of(Kind.PART) if section.lines}
    reported: set[Part] = set()
    for section in sections.of(Kind.PART):
        part = section.part
        if part and part not in with_text and part not in reported and section.heading:
            reported.add(part)
            draft.report("empty-part", section.heading.number, f"“{PART_NAMES[part]}” has a heading and no text")


def set_apart(
    blocks: Sequence[Block], line: Line, draft: Draft, reason: str, severity: Severity = Severity.ASK
) -> None:
    """Keep text without a part, and ask where it belongs."""
    draft.unassigned += blocks
    hint = "The text is kept unassigned; put it under the right part in the record."
    draft.report("unassigned-text", line.number, f"{reason}: “{shortened(line.text, 80)}”", hint, severity)
