"""A page's lines in sections: every line is taken by exactly one rule, and no line is left.

Source: ../shared/ATLAS.md §5 (layouts, tails) and §6, traps 8 to 11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from atlas_cite.sources.atlas.address import find_address
from atlas_cite.sources.atlas.badges import is_badge_line
from atlas_cite.sources.atlas.divided_page import Section, Sections
from atlas_cite.sources.atlas.footers import is_footer, is_snapshot_citation
from atlas_cite.sources.atlas.header import find_header, join_split_headers
from atlas_cite.sources.atlas.headings import SHORTEST_PROSE, Kind, contents_lines, first_labels, heading_of
from atlas_cite.sources.atlas.lines import Line, key_of
from atlas_cite.sources.atlas.notices import is_notice
from atlas_cite.tables.atlas import (
    ATLAS_NAME,
    BOILERPLATE_STARTS,
    CHROME,
    FOREIGN_HEADINGS,
    LIST_PARTS,
    METADATA_LABELS,
    PEM_NOTE_START,
    TAIL_SENTENCE_STARTS,
    TAIL_STARTS,
)

_DEPTH = re.compile(
    r"(?:[A-Z][a-z]+(?: [a-z]+)?\s*[·•‧∙|–—-]\s*\d+\+?\s*(?:sec|min|s|m)(?:onds?|utes?|s)?\.?\s*)+", re.IGNORECASE
)
_FOOTER = re.compile(r"\bgen\.v\d|\bpass-b\.v\d|\bclaude-[a-z]+-\d|©|\bpolicy v\d|all rights reserved", re.IGNORECASE)
_CRUMB = re.compile(r"\s*[/›»>→←|·•‧∙]+\s*|\s{2,}")
_LONGEST_ENTRY = 200
_SMALL_WORDS = frozenset("a an and as at by for from in is it of on or the to vs with does not".split())


_HEADLESS = frozenset({Kind.PREAMBLE, Kind.OPENING, Kind.NOTE, Kind.CITATION, Kind.BIBTEX, Kind.SNAPSHOT, Kind.TAIL})
_WITH_FOOTER = frozenset({Kind.PART, Kind.FOREIGN, Kind.RELATED, Kind.TOPICS, Kind.TAGS, Kind.OPENING})
_AFTER = frozenset({Kind.NOTE, Kind.CITATION, Kind.BIBTEX, Kind.SNAPSHOT, Kind.TAIL})


def divide(lines: Sequence[Line]) -> Sections:
    """Divide a page into sections; takes the first header, and puts what follows a second one apart."""
    lines = join_split_headers(lines)
    contents = contents_lines(lines)
    labels = first_labels(lines)
    divided = Sections([Section(Kind.PREAMBLE)])
    for place, line in enumerate(lines):
        if place == labels and divided.sections[-1].kind is not Kind.METADATA and divided.parts:
            divided.sections.append(Section(Kind.METADATA))
        if place in contents:
            divided.repeated.append(line)
        else:
            _take(divided, line, is_last=place == len(lines) - 1)
    for section in divided.sections:
        if section.kind is Kind.OPENING or (section.kind is Kind.PART and section.part in LIST_PARTS):
            _restore_lone_number(section)
    return divided


def _restore_lone_number(section: Section) -> None:
    """Give a number back to its words (`1. First-degree relatives`) where it is the only one, and so no list mark."""
    places = [place for place, line in enumerate(section.lines) if line.mark[:1].isdigit()]
    others = [line for line in section.lines if not line.mark[:1].isdigit() and (line.mark or not line.indented)]
    if len(places) != 1 or not others:
        return
    line = section.lines[places[0]]
    mark = next((other.mark for other in others if other.mark), "")
    text, linked = (f"{line.mark} {words}" for words in (line.text, line.linked))
    section.lines[places[0]] = replace(line, mark=mark, text=text, linked=linked)
    section.is_marked = any(each.mark for each in section.lines)


def is_boilerplate(text: str) -> bool:
    """Whether a line stands on every page, or is navigation, and says nothing about the study."""
    if _DEPTH.fullmatch(text):
        return True
    key = key_of(text)
    if not key or key.startswith(BOILERPLATE_STARTS):
        return True
    pieces = [key_of(piece) for piece in _CRUMB.split(text[:400])]
    return all(piece in CHROME or not piece for piece in pieces)


def _take(divided: Sections, line: Line, *, is_last: bool) -> None:
    """Give `line` to the first rule that knows it; a line that none knows belongs to the section it stands in."""
    current = divided.sections[-1]
    if current.kind is Kind.ANOTHER or (current.kind is Kind.BIBTEX and _goes_on(current, line)):
        current.add(line)
    elif not (
        _take_heading(divided, line)
        or _take_tail(divided, line)
        or _take_fact(divided, line, current.kind)
        or _take_header(divided, line, current.kind)
        or (_may_hold_chrome(current, line) and is_boilerplate(line.text))
        or _DEPTH.fullmatch(line.text)
        or _is_noise(line.text)
    ):
        if _opens_foreign(line, current, is_last=is_last):
            divided.sections.append(Section(Kind.FOREIGN, line))
        else:
            current.add(line)


def _is_noise(text: str) -> bool:
    """Whether a line is a mark or two left alone: an arrow, the hashes of a cut heading."""
    return len(text) <= 3 and not any(character.isalnum() for character in text)


def _goes_on(bibtex: Section, line: Line) -> bool:
    """Whether `line` belongs to a BibTeX entry: braces are open, and it is no heading behind an entry that was cut."""
    if len(bibtex.lines) > _LONGEST_ENTRY:
        return False
    text = "".join(each.text for each in bibtex.lines)
    return text.count("{") > text.count("}") and heading_of(line) is None


def _may_hold_chrome(current: Section, line: Line) -> bool:
    """Whether a word of the site's navigation cannot be text here: it can in a list without marks."""
    if current.kind is Kind.PART and not line.mark:
        return current.part not in LIST_PARTS or current.is_marked
    return current.kind in _HEADLESS


def _take_heading(divided: Sections, line: Line) -> bool:
    found = heading_of(line)
    if found is None:
        return False
    kind, part, rest = found
    divided.sections.append(Section(kind, line, part, [rest] if rest else []))
    return True


def _take_tail(divided: Sections, line: Line) -> bool:
    """The note on the PEM badge, the cite block and the page's end."""
    key = key_of(line.text)
    current = divided.sections[-1].kind
    if key.startswith(PEM_NOTE_START):
        # Before the header the note explains a badge and ends nothing.
        if divided.header or divided.parts or len(divided.sections[-1].lines) > 1:
            divided.sections.append(Section(Kind.NOTE, line))
        return True
    if line.text.startswith("@") and re.match(r"@\w+\s*\{", line.text):
        if current is not Kind.BIBTEX:
            divided.sections.append(Section(Kind.BIBTEX, line))
        divided.sections[-1].add(line)
        return True
    if line.level and key in CHROME and key not in TAIL_STARTS and current is not Kind.PREAMBLE:
        divided.sections.append(Section(Kind.TAIL, line))
        return True
    for start, kind in TAIL_STARTS.items():
        if key == start or (start in TAIL_SENTENCE_STARTS and key.startswith(start)):
            if current is not Kind.PREAMBLE and not line.mark:
                divided.sections.append(Section(Kind(kind), line))
            return (current is not Kind.PREAMBLE and not line.mark) or is_boilerplate(line.text)
    return False


def _take_fact(divided: Sections, line: Line, kind: Kind) -> bool:
    """Addresses, notices, footers and badges."""
    if kind not in {Kind.RELATED, Kind.CITATION, Kind.BIBTEX} and not _is_value(divided) and find_address(line):
        divided.addresses.append(line)
        return True
    if _is_notice(line, kind):
        divided.notices.append(line)
        if kind is Kind.PART and divided.sections[-1].lines:
            divided.sections.append(Section(Kind.TAIL))
        return True
    if _take_footer(divided, line, kind):
        return True
    in_front = kind in {Kind.PREAMBLE, Kind.OPENING}
    if kind not in {Kind.RELATED, Kind.METADATA, Kind.BIBTEX} and is_badge_line(line.text, alone=not in_front):
        divided.badges.append(line)
        return True
    return False


def _is_value(divided: Sections) -> bool:
    """Whether the line before was a label of the metadata, whose value comes."""
    last = divided.sections[-1]
    return last.kind is Kind.METADATA and bool(last.lines) and key_of(last.lines[-1].text) in METADATA_LABELS


def _is_notice(line: Line, kind: Kind) -> bool:
    """Whether a line is nothing but a notice of a retraction; behind a part, a heading of these words has text."""
    if kind in {Kind.RELATED, Kind.METADATA} or line.mark or not is_notice(line.text):
        return False
    return not (line.level and kind in {Kind.PART, Kind.FOREIGN})


def _take_footer(divided: Sections, line: Line, kind: Kind) -> bool:
    """Versions, dates, the atlas's name, and its citation of the page; they may stand right behind the last part."""
    if is_snapshot_citation(line.linked):
        divided.snapshots.append(line)
    elif (
        (_FOOTER.search(line.text) and kind in _HEADLESS - {Kind.CITATION, Kind.BIBTEX, Kind.SNAPSHOT})
        or (kind in _AFTER and key_of(line.text) == key_of(ATLAS_NAME))
        or (kind in _WITH_FOOTER | {Kind.TAIL, Kind.NOTE, Kind.CITATION} and not line.level and is_footer(line.text))
    ):
        divided.footers.append(line)
    else:
        return False
    if kind in _WITH_FOOTER - {Kind.OPENING}:
        # The page's own footer: what follows it without a heading is no part of the study's summary.
        divided.sections.append(Section(Kind.TAIL))
    return True


def _take_header(divided: Sections, line: Line, kind: Kind) -> bool:
    """The first header; a repeated one says nothing, another one begins another study."""
    if kind in {Kind.RELATED, Kind.CITATION, Kind.BIBTEX, Kind.SNAPSHOT, Kind.METADATA, Kind.TOPICS, Kind.TAGS}:
        return False
    header = find_header(line)
    if header is None:
        return False
    if divided.header is None:
        divided.header = header
        if kind is Kind.PREAMBLE:
            divided.sections.append(Section(Kind.OPENING))
        return True
    if (header.journal, header.year) == (divided.header.journal, divided.header.year):
        divided.repeated.append(line)
    else:
        divided.sections.append(Section(Kind.ANOTHER, line, lines=[line]))
    return True


def _opens_foreign(line: Line, current: Section, *, is_last: bool) -> bool:
    """Whether `line` is a heading that names no part of a summary."""
    if current.kind in {Kind.PREAMBLE, Kind.RELATED, Kind.METADATA} | (_AFTER - {Kind.NOTE, Kind.TAIL}):
        return False
    if line.level:
        return True
    if line.mark or is_last or len(line.text) > SHORTEST_PROSE or line.text.endswith((".", "?", "!", ",", ";")):
        return False
    if key_of(line.text) in FOREIGN_HEADINGS:
        return True
    return current.kind is Kind.PART and _is_title_case(line.text) and not _may_be_item(current)


def _is_title_case(text: str) -> bool:
    words = [word for word in text.rstrip(":").split() if word.casefold() not in _SMALL_WORDS]
    if len(words) == 1:
        return text.endswith(":") and words[0].istitle()
    return 1 < len(words) <= 7 and all(word[0].isupper() for word in words) and not text[-1].isdigit()


def _may_be_item(current: Section) -> bool:
    """Whether a line in Title Case can be one more item of a list without marks."""
    if current.part not in LIST_PARTS:
        return False
    if current.is_marked:
        return False
    return not current.lines or any(_is_title_case(each.text) for each in current.lines)
