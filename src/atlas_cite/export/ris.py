"""Entries as RIS that Zotero, EndNote and Mendeley read: one tag a line, `ER  - ` at the end, Unix line ends.

The annotation goes into `N1`, one tag a paragraph, unless a profile wants another tag or one HTML note; behind it, in
tags of their own, the entry's own `annote` and `note`.  Text never holds a line break or two
blanks, so nothing in it can be read as a tag; an abstract is one line, as many readers keep only the first of several.
A group's name ends in a comma, by which EndNote, JabRef and pandoc know it for one name; Zotero takes the comma off,
rispy shows it.  One that has a comma inside is parted at it by all of them, however it is written.  A list of names
that goes on ends in `et al.`. An article number stands in `C7` and, where there is no page, in `SP` too, where more
programs look; a PubMed id in `AN` beside `DP - PubMed`, else a preprint's identifier with its server in `DB`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import Place, combined_note, html_note
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.eprint import with_eprint
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.text import without_markup
from atlas_cite.tables.months import SEASONS
from atlas_cite.tables.ris import SERIAL_NUMBERED, TAG_ROWS, TYPES_WRITTEN, WHOLE, TagRow
from atlas_cite.tables.truncation import OTHERS

_NOT_PRINTED = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), *range(0xD800, 0xE000), 0xFEFF]
)
"""Control characters but for those that part lines, which become blanks."""

_PAGE_RANGE = re.compile(r"([^\s,–-]+)\s*[–-]\s*([^\s,–-]+)")
_LONGEST_PAGE_RANGE = 40
_NUMBER_LABEL = re.compile(r"\bIS[BS]N(?:-1[03])?:?\s*", re.IGNORECASE)
_REMEMBERED = 8192
"""People and journals come again and again in a library."""

_RAW_TAG = re.compile(r"[A-Z][A-Z0-9]")
Line = tuple[str, str]


def render_ris(
    entries: Iterable[Entry],
    annotation: Callable[[Entry], tuple[Block, ...]],
    *,
    place: Place | None = None,
) -> Iterator[str]:
    """RIS text, one record a piece; `annotation` gives what to say about an entry, `place` the tag it stands in."""
    for number, entry in enumerate(entries):
        yield ("\n" if number else "") + _render_record(entry, annotation(entry), place or Place("N1"))


def _render_record(entry: Entry, blocks: tuple[Block, ...], place: Place) -> str:
    ris_type = TYPES_WRITTEN.get(entry.item.type, "GEN")
    lines = [("TY", ris_type), ("ID", entry.key), *_lines(entry, ris_type), *_notes(entry, blocks, place)]
    written = {tag for tag, text in lines if text}
    lines += [line for line in _raw_lines(entry) if line[0] not in written]
    readable = [(tag, _one_line(text)) for tag, text in lines]
    return "".join(f"{tag}  - {text}\n" for tag, text in readable if text) + "ER  - \n"


def _lines(entry: Entry, ris_type: str) -> Iterator[Line]:
    item, cut = with_eprint(entry.item), entry.extra.get(TRUNCATED_NAMES, "").split()
    for row in _rows(ris_type):
        if row.variable == "publisher":
            yield from _pages(item)
            yield from _issued(item.date("issued"))
        if row.variable == "container-title":
            yield from _containers(item, ris_type)
        elif row.variable in item.fields and row.variable != "annote" and row.tags[0] != "SN":
            yield from _tagged(item, row, is_cut=row.variable in cut)
    yield from _identifiers(item, ris_type)


def _notes(entry: Entry, blocks: tuple[Block, ...], place: Place) -> Iterator[Line]:
    """The annotation and the work's own notes, a paragraph a tag, or all of them in one as HTML."""
    own = "\n".join((entry.item.text("annote"), entry.item.text("note")))
    lines = combined_note(own, blocks, Status() if blocks else entry.status, _one_line)
    if place.markup == "html":
        yield place.field, html_note(map(_one_line, lines))
    else:
        yield from ((place.field, line) for line in lines)


@cache
def _rows(ris_type: str) -> tuple[TagRow, ...]:
    """The row of each variable for a type: the type's own row, else the general one."""
    rows = {row.variable: row for row in TAG_ROWS if not row.types}
    special = {row.variable: row for row in TAG_ROWS if ris_type in row.types and row.variable != "title"}
    taken = {tag for row in special.values() if row.kind == "text" for tag in row.tags}
    general = {name: row for name, row in rows.items() if row.tags[0] not in taken}
    chosen = general | special
    return tuple(chosen[name] for name in dict.fromkeys(row.variable for row in TAG_ROWS) if name in chosen)


def _tagged(item: Item, row: TagRow, *, is_cut: bool) -> Iterator[Line]:
    tag = row.tags[0]
    if row.kind == "names":
        names = [_render_name(name) for name in item.names(row.variable)]
        yield from ((tag, name) for name in [*names, *([OTHERS] if is_cut and names else [])])
    elif row.kind == "date":
        date = item.date(row.variable)
        yield (tag, _full_date(date)) if date else (tag, "")
    elif row.kind == "list":
        yield from ((tag, word) for word in split_keywords(item.text(row.variable)))
    else:
        yield tag, without_markup(item.text(row.variable))


def _containers(item: Item, ris_type: str) -> Iterator[Line]:
    """Journals by a second tag that older readers know; conference and proceedings where EndNote and Zotero look."""
    container = without_markup(item.text("container-title"))
    event = without_markup(item.text("event-title"))
    if ris_type == "CPAPER":
        yield from (("T2", event or container), ("C3", container or event))
        return
    is_in_series = ris_type in WHOLE and "collection-title" in item.fields
    yield "T3" if is_in_series else "T2", container
    if ris_type in {"JOUR", "MGZN", "NEWS"}:
        yield "JO", container


@lru_cache(_REMEMBERED)
def _render_name(name: Name) -> str:
    """`Last, First, Suffix`; a name of several words that is not divided ends in a comma."""
    return f"{name.literal}," if name.is_undivided and re.search(r"[\s,]", name.literal) else name.inverted


def _pages(item: Item) -> Iterator[Line]:
    pages, number = item.text("page"), item.text("number")
    match = _PAGE_RANGE.fullmatch(pages) if len(pages) <= _LONGEST_PAGE_RANGE else None
    if match:
        first, last = match.groups()
        yield "SP", first
        yield "EP", last if last != first else ""
    elif pages:
        yield "SP", pages
    if number and item.type not in _NUMBER_IS_ISSUE:
        yield from [("C7", number)] if pages else [("SP", number), ("C7", number)]


_NUMBER_IS_ISSUE = frozenset(
    csl
    for csl, ris_type in TYPES_WRITTEN.items()
    if any(row.variable == "number" and ris_type in row.types for row in TAG_ROWS)
)


def _issued(date: Date | None) -> Iterator[Line]:
    if date and date.start:
        yield "PY", Date(date.start[:1]).iso()
    if date and (len(date.start) != 1 or date.end or date.season or date.circa):
        yield "DA", _full_date(date)


def _full_date(date: Date) -> str:
    """`YYYY/MM/DD/other`; in the last part a season's name, which programs show, or else the date as ISO 8601."""
    parts = [Date(date.start[:1]).iso() if date.start else ""]
    parts += [f"{part:02d}" for part in date.start[1:]]
    parts += [""] * (3 - len(parts))
    is_plain = bool(date.start) and not (date.end or date.season or date.circa)
    season = SEASONS[date.season - 1] if date.season and not (date.end or date.circa) else ""
    return "/".join([*parts, "" if is_plain else season or date.iso()])


def _identifiers(item: Item, ris_type: str) -> Iterator[Line]:
    doi, url = item.text("DOI"), item.text("URL")
    yield "DO", doi
    if not (doi and url.lower() == f"https://doi.org/{doi}"):
        yield "UR", "%20".join(url.split())
    yield "SN", item.text("number") if ris_type in SERIAL_NUMBERED else ""
    yield from (("SN", _numbers(item.text(variable))) for variable in ("ISBN", "ISSN"))
    if item.text("PMID"):
        yield "AN", item.text("PMID")
        yield "DP", "PubMed"
    else:
        yield "AN", item.text("archive_location")
    yield "C2", item.text("PMCID")


@lru_cache(_REMEMBERED)
def _numbers(text: str) -> str:
    return ", ".join(number.strip() for number in re.split("[;,]", _NUMBER_LABEL.sub("", text)) if number.strip())


def _raw_lines(entry: Entry) -> Iterator[Line]:
    """What an .ris file said beyond CSL."""
    for key, raw in entry.extra.items():
        source, _, tag = key.partition(":")
        if source == "ris" and _RAW_TAG.fullmatch(tag) and tag not in {"TY", "ER"}:
            yield from ((tag, line) for line in raw.splitlines())


def _one_line(text: str) -> str:
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(text.translate(_NOT_PRINTED).split())
