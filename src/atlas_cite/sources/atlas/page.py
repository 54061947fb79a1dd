"""One page: its lines in sections -> a record and what is doubtful about it.

Source: ../shared/ATLAS.md §4 to §6.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.summary import Part, SummaryRecord
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.address import find_address, slug_of_file
from atlas_cite.sources.atlas.badges import joined_badges, read_badges
from atlas_cite.sources.atlas.citation import pmid_of
from atlas_cite.sources.atlas.cite_block import read_cite_block
from atlas_cite.sources.atlas.cut import is_cut_heading, report_cut, report_cut_doi, set_cut_doi_apart
from atlas_cite.sources.atlas.divided_page import Section, Sections
from atlas_cite.sources.atlas.draft import Claim, Draft, shortened
from atlas_cite.sources.atlas.footers import read_footer, read_versions
from atlas_cite.sources.atlas.front import is_title_line, read_title, without_banners
from atlas_cite.sources.atlas.header import Header, is_damaged_header, is_surely_authors
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line, joined, key_of
from atlas_cite.sources.atlas.metadata import labelled_value, read_metadata, read_tags, read_topics, read_value
from atlas_cite.sources.atlas.names import parse_author_list
from atlas_cite.sources.atlas.notices import is_notice, mentions_retraction, report_notice
from atlas_cite.sources.atlas.parts import is_wrapped, make_blocks, read_opening, read_parts, set_apart
from atlas_cite.sources.atlas.positions import read_positions
from atlas_cite.sources.atlas.sections import divide
from atlas_cite.tables.atlas import HEADER_EXTRAS, SAMPLE_MARK

_TORN_ADDRESS = re.compile(r"https?(?::|$)|doi\b|10\.", re.IGNORECASE)


def read_page(
    lines: Sequence[Line], where: str, draft: Draft | None = None
) -> tuple[SummaryRecord | None, list[Problem]]:
    """Read the lines of one page; None, with the problem, when nothing shows that they are a page."""
    draft = draft or Draft(where)
    kept = [line for line in lines if folded(line.text[:120]) != SAMPLE_MARK]
    draft.end = lines[-1] if lines and draft.may_be_cut and kept[-1:] == list(lines[-1:]) else None
    is_sample, lines = len(kept) < len(lines), kept
    cut = draft.may_be_cut and len(lines) > 1 and is_cut_heading(lines[-1])
    sections = divide(lines[:-1] if cut else lines)
    if not lines or not _shows_a_page(sections):
        draft.report("not-an-atlas-page", 1, "nothing here shows a page of the atlas", severity=Severity.ERROR)
        return None, draft.problems
    first_line = sections.header.line.number if sections.header else lines[0].number
    _read_addresses(sections, draft)
    _read_badge_lines(sections.badges, draft)
    _read_header(sections, draft)
    _read_text(sections, draft, wrapped=is_wrapped(lines))
    _read_sides(sections, draft)
    read_cite_block(sections, draft, is_end=not cut)
    _read_rest(sections, draft)
    set_cut_doi_apart(sections, draft)
    if cut:
        draft.keep("cut_line", lines[-1].linked)
        draft.report("text-cut", lines[-1].number, f"the text stops in a heading: “{shortened(lines[-1].text)}”")
    else:
        report_cut(lines, sections, draft)
    record = draft.finished(first_line)
    record = replace(record, slug=record.slug or slug_of_file(where))
    return _as_sample(record) if is_sample else record, draft.problems


def _as_sample(record: SummaryRecord) -> SummaryRecord:
    """The record of a page in the atlas's layout that no atlas published."""
    return replace(record, sample_text=True, atlas="", machine_written=None)


def _shows_a_page(sections: Sections) -> bool:
    return bool(
        sections.header
        or sections.parts
        or sections.of(Kind.NOTE)
        or any("evidence_level" in read_badges(line.text).values for line in sections.badges)
        or any((found := find_address(line)) and found.slug for line in sections.addresses)
    )


def _read_addresses(sections: Sections, draft: Draft) -> None:
    for line in sections.addresses:
        found = find_address(line)
        if found is None:
            continue
        read_versions(line.text, draft)
        if found.text != line.text and len(line.text.split()) > 2:
            draft.keep("link", line.text)
        if found.url and draft.url and found.slug != draft.slug:
            draft.keep("other_url", found.url)
            draft.report("url-differs", line.number, f"the page names another address of the atlas: {found.url}")
        elif found.url:
            draft.url, draft.slug = draft.url or found.url, draft.slug or found.slug
            if found.text != draft.url:
                draft.keep("link", found.text)
        elif "doi.org" in found.text and line is draft.end and not found.doi_text:
            report_cut_doi(found.text, line, draft)
        elif found.doi_text:
            draft.dois.append(Claim("address", found.doi_text, line.number))
            draft.keep("link", found.text)
        else:
            draft.keep("link", found.text)
            if found.pmid:
                draft.pmids.append(Claim("address", found.pmid, line.number))


def _read_badge_lines(lines: Sequence[Line], draft: Draft) -> None:
    badges = joined_badges([read_badges(line.text) for line in lines])
    draft.badges |= badges.values
    line = lines[0].number if lines else 1
    draft.pem += [(value, line) for value in badges.pem]
    for name, words in badges.unknown:
        if is_notice(words):
            report_notice(replace(lines[0], text=words, linked=words), draft)
            continue
        severity = Severity.ERROR if name == "pem" else Severity.WARNING
        what = "PEM criterion" if name == "pem" else name.replace("_", " ") if name != "unknown" else "badge"
        draft.report("unknown-badge", line, f"“{shortened(words)}” is no known {what}", severity=severity)
        if name in {"pem", "unknown"} or name in draft.badges:
            draft.keep("badges", words)
        else:
            draft.badges[name] = words


def _read_header(sections: Sections, draft: Draft) -> None:
    header = sections.header
    if header is None:
        return
    draft.journal, draft.year = header.journal, header.year
    number = header.line.number
    if header.doubt:
        draft.journal = ""
        draft.keep("header", header.line.linked)
        draft.report("odd-header", number, header.doubt, severity=Severity.ASK)
        return
    if header.authors:
        draft.author_lists.append((Claim("header", header.authors, number), parse_author_list(header.authors)))
    if not header.journal:
        draft.report("journal-missing", number, "the header names no journal")
    for extra in header.extras:
        if draft.end and _TORN_ADDRESS.match(extra) and draft.end.text.endswith(extra):
            report_cut_doi(extra, draft.end, draft)
            continue
        if is_notice(extra):
            report_notice(replace(header.line, text=extra, linked=extra), draft)
            continue
        draft.keep("header", extra)
        if key_of(extra) in HEADER_EXTRAS:
            continue
        draft.report("odd-header", number, f"the header holds more than authors, journal, year and DOI: “{extra}”")
    _read_header_links(header, draft)


def _read_authors_above(line: Line, draft: Draft) -> None:
    """Authors that a copy has on a line of their own, above journal and year."""
    draft.author_lists.append((Claim("header", line.text, line.number), parse_author_list(line.text)))
    draft.report("odd-header", line.number, "the authors stand on a line of their own, above journal and year")


def _read_header_links(header: Header, draft: Draft) -> None:
    """The DOI and PubMed number of a header, from its words or from the links behind them."""
    number = header.line.number
    addresses = [link.address for link in header.line.links]
    for text in [header.doi_text, *(address for address in addresses if "doi.org/" in address)]:
        if text:
            draft.dois.append(Claim("header", text, number))
    for pmid in [header.pmid, *map(pmid_of, addresses)]:
        if pmid:
            draft.pmids.append(Claim("header", pmid, number))
    for address in addresses:
        if "doi.org/" not in address and not pmid_of(address):
            draft.keep("link", address)


def _read_text(sections: Sections, draft: Draft, *, wrapped: bool) -> None:
    """Title, banner, and the summary's text, by headings or by position."""
    preamble, opening = sections.lines_of(Kind.PREAMBLE), sections.lines_of(Kind.OPENING)
    has_text = Part.QUICK_SUMMARY not in sections.parts
    is_prose = sections.header is None and not sections.parts
    preamble = _without_labels(without_banners(preamble, draft, has_title=not is_prose, has_text=is_prose), draft)
    opening = _without_labels(without_banners(opening, draft, has_title=False, has_text=has_text), draft)
    if sections.header is None:
        number = preamble[0].number if preamble else 1
        draft.report("header-missing", number, "the page has no line of authors, journal and year")
        preamble = _without_damaged_header(preamble, draft)
        preamble, opening = _headless(preamble, sections)
    elif not sections.header.authors and preamble and is_surely_authors(preamble[-1].text):
        _read_authors_above(preamble.pop(), draft)
    read_title(preamble, draft, wrapped=wrapped)
    if sections.parts:
        read_opening(opening, sections, draft, wrapped=wrapped)
    else:
        _read_unlabelled(opening, sections, draft, wrapped=wrapped)
    read_parts(sections, draft, wrapped=wrapped)


def _read_unlabelled(lines: Sequence[Line], sections: Sections, draft: Draft, *, wrapped: bool) -> None:
    """Read paragraphs without headings; where neither header nor end of the page is there, no position is certain."""
    whole = any(sections.of(kind) for kind in (Kind.NOTE, Kind.TAIL, Kind.CITATION, Kind.METADATA))
    if sections.header is not None or whole:
        read_positions(lines, draft, whole=whole, wrapped=wrapped)
    elif lines:
        reason = "without a header or headings nothing tells what this text is"
        set_apart(make_blocks(lines, wrapped=wrapped), lines[0], draft, reason)


def _headless(lines: list[Line], sections: Sections) -> tuple[list[Line], list[Line]]:
    """Divide what stands before the first heading of a page without header into title lines and text."""
    if not sections.parts:
        titles = [line for line in lines[:1] if line.level]
        return titles, lines[len(titles) :]
    if Part.QUICK_SUMMARY in sections.parts:
        return lines, []
    titles = [line for line in lines if is_title_line(line)]
    return titles, [line for line in lines if line not in titles]


def _without_labels(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """Read `DOI: …` and other labelled lines that stand around the header."""
    kept: list[Line] = []
    for line in lines:
        label, value = labelled_value(line)
        if label and len(value) < 300:
            read_value(label, value, line, draft)
        else:
            kept.append(line)
    return kept


def _without_damaged_header(lines: Sequence[Line], draft: Draft) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if is_damaged_header(line):
            draft.keep("header", line.linked)
            message = f"this looks like the line of authors and journal, without a year: “{shortened(line.text)}”"
            draft.report("odd-header", line.number, message, severity=Severity.ASK)
        else:
            kept.append(line)
    return kept


def _read_sides(sections: Sections, draft: Draft) -> None:
    """Topics, tags, metadata and related studies."""
    read_topics(sections.lines_of(Kind.TOPICS), draft)
    read_tags(sections.lines_of(Kind.TAGS), draft)
    for section in sections.of(Kind.METADATA):
        read_metadata(section.lines, draft)
    if related := sections.lines_of(Kind.RELATED):
        draft.keep("related_studies", joined(related))


def _read_rest(sections: Sections, draft: Draft) -> None:
    """Footers, what stands behind the summary, and everything from a second study on."""
    for line in sections.footers:
        read_footer(line, draft)
    for line in sections.notices:
        report_notice(line, draft)
    for section in sections.of(Kind.NOTE):
        _read_note(section, draft)
    for line in sections.lines_of(Kind.TAIL):
        _read_tail(line, draft)
    if another := sections.of(Kind.ANOTHER):
        draft.keep("another_study", joined([line for section in another for line in section.lines]))
        number = another[0].lines[0].number
        message = "a second study begins here; only the first one is read"
        draft.report("several-studies", number, message, "Read the file as a list.", Severity.ERROR)


def _read_note(note: Section, draft: Draft) -> None:
    """Lines of the note on the PEM badge that was broken over several; its words never say anything of this study."""
    before = note.heading
    for line in note.lines:
        goes_on = before is not None and not line.blank_before and not before.text.endswith(("→", "works", "."))
        if mentions_retraction(line.text):
            report_notice(line, draft)
            before = None
        elif "PEM" in line.text or "post-exertional" in line.text.casefold() or goes_on:
            draft.keep("pem_note", line.linked)
            before = line
        else:
            _read_tail(line, draft)
            before = None


def _read_tail(line: Line, draft: Draft) -> None:
    """A line behind the summary: a notice of a retraction, or unknown."""
    if mentions_retraction(line.text):
        report_notice(line, draft)
        return
    read_versions(line.text, draft)
    draft.keep_line(line, "tail")
