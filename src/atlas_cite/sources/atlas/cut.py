"""Where a copied text stops: in mid-sentence, in a heading, or nowhere that shows.

Source: ../shared/ATLAS.md, introduction (copies end after some 2,000 characters).
"""

from __future__ import annotations

from collections.abc import Sequence

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.divided_page import Section, Sections
from atlas_cite.sources.atlas.draft import Claim, Draft, shortened
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.sentences import ENDS_SENTENCE
from atlas_cite.tables.atlas import LIST_PARTS, PART_HEADINGS, PART_NAMES, PEM_NOTE_START, SIDE_HEADINGS, TAIL_STARTS

_CUT_WORDS = frozenset(
    """a an the of to in on at by for from with and or but that which who whose than as is are was were be been has have
    had not no its their this these those may can could would should between among about into over under""".split()
)


def report_cut(lines: Sequence[Line], sections: Sections, draft: Draft) -> None:
    """Report a text that stops in mid-sentence, and name the part."""
    last = lines[-1]
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


def set_cut_doi_apart(sections: Sections, draft: Draft) -> None:
    """Take a DOI at the very end of the text out of the claims: it may be the beginning of a longer one.

    It stays in `other["cut_doi"]`, unless another place of the page gives it, whole or longer.
    """
    end = draft.end
    if end is None:
        return
    for claim in [each for each in draft.dois if _stands_at_end(each, end, sections, draft)]:
        draft.dois.remove(claim)
        if any(_number(other.text).startswith(_number(claim.text)) for other in draft.dois):
            continue
        report_cut_doi(claim.text, end, draft)


def report_cut_doi(text: str, line: Line, draft: Draft) -> None:
    """Keep what may be the beginning of a DOI, and say so."""
    draft.keep("cut_doi", text)
    message = f"the text stops right behind “{shortened(text)}”, which may be the beginning of a longer DOI"
    hint = "It is kept as `cut_doi` and not used; copy the rest of the page, or add the whole DOI to the record."
    draft.report("text-cut", line.number, message, hint)


def _stands_at_end(claim: Claim, end: Line, sections: Sections, draft: Draft) -> bool:
    words = _bare(claim.text)
    if not _bare(end.text).endswith(words) or any(words in _bare(link.address) for link in end.links):
        return False
    last = sections.sections[-1]
    if claim.place == "header":
        return last.kind is Kind.OPENING and not last.lines
    if claim.place == "citation":
        return last.kind is Kind.CITATION
    if claim.place == "metadata":
        return claim.line == end.number and (draft.ends_in_line or not Doi.find(claim.text))
    return claim.place == "address" and claim.line == end.number


def _number(text: str) -> str:
    """A DOI without what stands before its `10.`."""
    bare = _bare(text)
    return bare[max(bare.find("10."), 0) :]


def _bare(text: str) -> str:
    return text.casefold().rstrip(" .,;)>]")


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
