"""Where a copied text stops: in mid-sentence, in a heading, or nowhere that shows.

Source: ../shared/ATLAS.md, introduction (copies end after some 2,000 characters).
"""

from __future__ import annotations

from collections.abc import Sequence

from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.draft import Draft
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.sections import Section, Sections
from atlas_cite.sources.atlas.sentences import ENDS_SENTENCE
from atlas_cite.tables.atlas import LIST_PARTS, PART_HEADINGS, PART_NAMES, PEM_NOTE_START, SIDE_HEADINGS, TAIL_STARTS

_CUT_WORDS = frozenset(
    """a an the of to in on at by for from with and or but that which who whose than as is are was were be been has have
    had not no its their this these those may can could would should between among about into over under""".split()
)


def report_cut(lines: Sequence[Line], sections: Sections, draft: Draft) -> None:
    """Report a text that stops in mid-sentence, and name the part."""
    last = lines[-1]
    if sections.header is not None and sections.header.line.text == last.text and sections.header.doi_text:
        draft.report("text-cut", last.number, "the text stops right behind the header's DOI, which may be cut")
    section = next((each for each in reversed(sections.sections) if each.lines or each.heading), None)
    if section is None or section.kind in {Kind.RELATED, Kind.TOPICS, Kind.TAGS, Kind.METADATA, Kind.ANOTHER}:
        return
    if section.kind is Kind.NOTE and not section.lines and section.heading is last:
        name = "the closing explanation of the PEM badge"
        if not (ENDS_SENTENCE.search(last.text) or last.text.endswith(("→", "works"))):
            draft.report("text-cut", last.number, f"the text stops in mid-sentence, in {name}")
        return
    if not section.lines or section.lines[-1] is not last:
        return
    if section.kind in {Kind.PART, Kind.OPENING, Kind.FOREIGN, Kind.PREAMBLE} and _is_cut(last, section):
        name = _name_of(section, draft)
        hint = "Copy the rest of the page, or read the atlas's page itself."
        draft.report("text-cut", last.number, f"the text stops in mid-sentence, in {name}: “…{last.text[-60:]}”", hint)


def is_cut_heading(line: Line) -> bool:
    """Whether the last line of a text is the beginning of a heading or of the page's end."""
    key = folded(line.text)
    if not key or line.mark or line.text.endswith((".", "?")):
        return False
    whole = [*PART_HEADINGS, *SIDE_HEADINGS, PEM_NOTE_START, *TAIL_STARTS]
    return any(heading.startswith(key) and heading != key for heading in whole)


def _is_cut(line: Line, section: Section) -> bool:
    if ENDS_SENTENCE.search(line.text) and not line.text.endswith(("…", "...")):
        return False
    if line.text.endswith(("…", "...", ",", ";", "(", "-", "–", "—")):
        return True
    if section.part not in LIST_PARTS:
        return True
    if line.text.split()[-1].casefold() in _CUT_WORDS or line.text.count("(") > line.text.count(")"):
        return True
    before = section.lines[:-1]
    return bool(before) and all(ENDS_SENTENCE.search(each.text) for each in before)


def _name_of(section: Section, draft: Draft) -> str:
    if section.part:
        return f"“{PART_NAMES[section.part]}”"
    if section.kind is Kind.OPENING and draft.parts:
        part = list(draft.parts)[-1]
        return f"“{PART_NAMES[part]}”"
    return f"“{section.heading.text}”" if section.heading else "the text before the first heading"
