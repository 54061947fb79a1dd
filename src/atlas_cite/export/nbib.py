"""Entries as MEDLINE records (`.nbib`), as PubMed writes them: a blank line between records, text wrapped at 6 blanks.

The annotation goes into `GN` (general note), one tag a paragraph, with the work's own notes behind it: no reader but
ours and Biopython takes it up.  A retracted work has the publication type `Retracted Publication`.  A group is `CN`; an
ORCID iD is `AUID` behind its person.  An article number is a publisher's item id (`LID … [pii]`) and stands in `PG`
where there is no page.  The key is a secondary source id (`SI`), `citation-key/…`.  ISSNs are `(Undetermined)`: CSL
does not tell print from electronic.

The format has no field for: name parts beyond `Last, First Suffix`, people other than authors and editors, the
`number` of what has pages, `event-title` and other event fields, `URL`, `archive`, `genre`, `version`, `ISSN` that is
none, regions in `language`, dates but `issued` and a whole `available-date`.  Titles lose their formatting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap

from atlas_cite.document.characters import trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.latex.rich_text import parse_rich_text, plain_text
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.variables import TITLE_VARIABLES
from atlas_cite.tables.languages import BIBLIOGRAPHIC_CODES
from atlas_cite.tables.months import MONTHS, SEASONS
from atlas_cite.tables.nbib import (
    FIELD_ROWS,
    IN_BOOKS,
    INDENT,
    KEY_SOURCE,
    REPEATED,
    RETRACTED,
    TYPES_WRITTEN,
    WIDTH,
    WRAPPED,
)
from atlas_cite.tables.truncation import OTHERS

_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_PMCID = re.compile(r"(?:PMC)?(\d+)", re.IGNORECASE)
_RAW_TAG = re.compile(r"[A-Z]{2,4}")
Line = tuple[str, str]


def render_nbib(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """MEDLINE text, one record a piece; `annotation` gives what to say about an entry, or nothing."""
    for number, entry in enumerate(entries):
        yield ("\n" if number else "") + _render_record(entry, annotation(entry))


def _render_record(entry: Entry, blocks: tuple[Block, ...]) -> str:
    lines = [(tag, trimmed_line(text)) for tag, text in _lines(entry, blocks)]
    written = {tag for tag, text in lines if text}
    lines += [(tag, trimmed_line(text)) for tag, text in _raw_lines(entry) if tag not in written - REPEATED]
    return "".join(_render_line(tag, text) for tag, text in lines if text)


def _render_line(tag: str, text: str) -> str:
    parts = wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False) if tag in WRAPPED else [text]
    return f"{tag:<4}- " + f"\n{INDENT}".join(parts) + "\n"


def _lines(entry: Entry, blocks: tuple[Block, ...]) -> Iterator[Line]:
    item = entry.item
    yield "PMID", item.text("PMID") if item.text("PMID").isdigit() else ""
    yield from _identifiers(item)
    yield from _texts(item)
    yield from _dates(item)
    yield from _people(entry, "author", "FAU", "AU")
    yield from _people(entry, "editor", "FED", "ED")
    yield from (("LA", code) for code in _languages(item.text("language")))
    yield "PT", TYPES_WRITTEN[item.type]
    gravest = entry.status.gravest
    yield "PT", RETRACTED if gravest and gravest.kind == "retraction" else ""
    yield from (("OT", word) for word in split_keywords(item.text("keyword")))
    own = "\n".join((item.text("annote"), item.text("note")))
    notes = combined_note(own, blocks, Status() if blocks else entry.status, trimmed_line)
    yield from (("GN", line) for line in notes)
    yield "SI", KEY_SOURCE + entry.key
    if _has_own_number(item):
        yield "LID", f"{item.text('number')} [pii]"


def _identifiers(item: Item) -> Iterator[Line]:
    for variable, tag in (("ISSN", "IS"), ("ISBN", "ISBN")):
        for number in re.split(r"[;,]\s*", item.text(variable)):
            if variable == "ISBN":
                yield tag, number
            elif _ISSN.fullmatch(number.strip()):
                digits = number.strip().replace("-", "").upper()
                yield tag, f"{digits[:4]}-{digits[4:]} (Undetermined)"
    doi, number = item.text("DOI"), item.text("number")
    yield "LID", doi and f"{doi} [doi]"
    yield "LID", f"{number} [pii]" if number and not _has_own_number(item) else ""
    yield "AID", doi and f"{doi} [doi]"
    match = _PMCID.fullmatch(item.text("PMCID"))
    yield "PMC", f"PMC{match[1]}" if match else ""


def _texts(item: Item) -> Iterator[Line]:
    for row in FIELD_ROWS:
        text = item.text(row.variable)
        if row.variable in TITLE_VARIABLES:
            text = plain_text(parse_rich_text(text))
        tag = "BTI" if row.variable == "container-title" and item.type in IN_BOOKS else row.tags[0]
        yield tag, text
    yield "PG", item.text("page") or (item.text("number") if _is_article(item) else "")


def _is_article(item: Item) -> bool:
    return item.type.startswith(("article", "review"))


def _has_own_number(item: Item) -> bool:
    """Whether the number stands beside pages, where readers take it for a publisher's id and no article number."""
    return bool(item.text("number") and item.text("page"))


def _people(entry: Entry, variable: str, full_tag: str, short_tag: str) -> Iterator[Line]:
    """Each person in full and abbreviated, each group as a collective name, in the work's order."""
    for name in entry.item.names(variable):
        if name.is_undivided and variable == "author":
            yield "CN", name.literal
        else:
            yield full_tag, _full_name(name)
            yield short_tag, _short_name(name)
            yield "AUID", name.orcid and f"ORCID: {name.orcid}"
    if variable in entry.extra.get(TRUNCATED_NAMES, "").split():
        yield full_tag, OTHERS


def _full_name(name: Name) -> str:
    """`Last, First Suffix`; readers take a second comma for damage."""
    last = (name.literal or name.family_with_particles).replace(",", "")
    given = " ".join(part for part in (name.given if name.family else "", name.suffix) if part).replace(",", " ")
    return f"{last}, {given}" if given and not name.literal else last


def _short_name(name: Name) -> str:
    """`Last FM Suffix`: the family name, initials without stops, and the suffix."""
    words = re.split(r"[\s.-]+", name.given if name.family else "")
    initials = "".join(word[0].upper() for word in words if word)
    last = (name.literal or name.family_with_particles).replace(",", "")
    return " ".join(part for part in (last, initials, name.suffix.replace(".", "")) if part)


def _languages(tag: str) -> Iterator[str]:
    for each in re.split(r"[;,\s]+", tag):
        yield BIBLIOGRAPHIC_CODES.get(each.lower().partition("-")[0], each)


def _dates(item: Item) -> Iterator[Line]:
    issued, available = item.date("issued"), item.date("available-date")
    yield "DP", _publication_date(issued) if issued else ""
    if available and len(available.start) == 3 and not available.end:
        yield "DEP", "".join(Date(available.start).iso().split("-"))


def _publication_date(date: Date) -> str:
    """`2013 Jul 1`, `2013 Jul-Aug`, `2013 Spring`, `2019 Dec-2020 Jan`; EDTF for what these cannot say."""
    if not date.start:
        return date.literal
    if date.circa or date.start[0] < 1000:
        return date.iso()
    start = _words(date.start) + (f" {SEASONS[date.season - 1]}" if date.season else "")
    if not date.end:
        return start
    same_year = date.end[0] == date.start[0] and len(date.start) == len(date.end) == 2
    return f"{start}-{MONTHS[date.end[1] - 1]}" if same_year else f"{start}-{_words(date.end)}"


def _words(parts: tuple[int, ...]) -> str:
    return " ".join([f"{parts[0]:04d}", *(MONTHS[month - 1] for month in parts[1:2]), *map(str, parts[2:])])


def _raw_lines(entry: Entry) -> Iterator[Line]:
    """What an .nbib file said beyond CSL."""
    for key, raw in entry.extra.items():
        source, _, tag = key.partition(":")
        if source == "nbib" and _RAW_TAG.fullmatch(tag):
            yield from ((tag, line) for line in raw.splitlines())
