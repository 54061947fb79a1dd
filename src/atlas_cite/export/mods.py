"""Entries as MODS 3.7, the Library of Congress's format, which is also what bibutils converts from.

A work stands in its `relatedItem` of type host, and that or the work in its series.  The annotation is one `note`,
labelled Annotation, a line a paragraph, before the work's own notes; where there is none, a retraction is told so.
Dates and ranges are EDTF; the key is the record's ID and an identifier of type `citekey`.

MODS has no place for: formatting in titles, particles apart from the family name, a list of names that goes on,
`status`, `scale`, `references`, `division`; `version` stands with the edition, and `event-place` with the event's
title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from atlas_cite.document.characters import one_line, trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.export.page_range import page_ends
from atlas_cite.export.web_address import web_address
from atlas_cite.export.xml_writer import DECLARATION, Element, element, render_element, start_tag, text_element
from atlas_cite.latex.rich_text import parse_rich_text, plain_text
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.tables.mods import (
    CONTINUING,
    GENERAL_GENRE,
    IDENTIFIERS,
    IN_HOST,
    RELATORS,
    TYPES_WRITTEN,
    Genre,
    TypeRow,
)

_ROOT = Element(
    "modsCollection",
    attributes={
        "xmlns": "http://www.loc.gov/mods/v3",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": "http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-7.xsd",
    },
)
_NO_ID = re.compile(r"[^\w.-]")
Part = Element | None


def render_mods(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """A MODS collection, one record a piece; `annotation` gives what to say about an entry, or nothing."""
    yield f"{DECLARATION}{start_tag(_ROOT)}\n"
    for entry in entries:
        yield render_element(_record(entry, annotation(entry)), depth=1)
    yield f"</{_ROOT.name}>\n"


def _record(entry: Entry, blocks: tuple[Block, ...]) -> Element:
    item = entry.item
    row = TYPES_WRITTEN.get(item.type, TypeRow(item.type, (("", item.type.replace("_", " ")), GENERAL_GENRE)))
    has_host = bool(row.host or item.text("container-title"))
    children: list[Part] = [
        *_titles(item),
        *_people(item, "", has_host=has_host),
        text_element("typeOfResource", row.resource),
        *map(_genre, row.genres),
        text_element("genre", _text(item, "genre")),
        _origin(item, is_whole=not has_host),
        *_languages(item),
        _extent(item),
        *(element("abstract", line) for line in [" ".join(item.text("abstract").split())] if line),
        *_notes(entry, blocks),
        *(element("subject", element("topic", one_line(word))) for word in split_keywords(item.text("keyword"))),
        _host(item, row.host) if has_host else None,
        _series(item),
        _conference(item),
        *_own_numbers(item, has_host=has_host),
        element("identifier", entry.key, type="citekey"),
        _location(item),
        _rights(item),
    ]
    identifier = _NO_ID.sub("_", entry.key)
    attributes = {"version": "3.7", "ID": identifier if identifier[:1].isalpha() else f"_{identifier}"}
    return Element("mods", [child for child in children if child], attributes)


def _text(item: Item, variable: str) -> str:
    return trimmed_line(item.text(variable))


def _plain(item: Item, variable: str) -> str:
    return plain_text(parse_rich_text(_text(item, variable)))


def _title(text: str, **attributes: str) -> Part:
    return element("titleInfo", element("title", text), **attributes) if text else None


def _titles(item: Item) -> Iterator[Part]:
    yield _title(_plain(item, "title"))
    yield _title(_plain(item, "title-short"), type="abbreviated")
    yield _title(_plain(item, "original-title"), type="alternative", displayLabel="Original title")


def _people(item: Item, place: str, *, has_host: bool) -> Iterator[Element]:
    """The people whose place this is: the work itself (empty), its host or its series."""
    for variable, role in RELATORS.items():
        home = IN_HOST.get(variable, "")
        if place == (home if has_host or home == "series" else ""):
            yield from map(partial(_person, role=role), item.names(variable))


def _person(name: Name, role: str) -> Element:
    term = element("role", element("roleTerm", role, type="text", authority="marcrelator"))
    orcid = text_element("nameIdentifier", name.orcid, type="orcid")
    if name.is_undivided:
        return element("name", element("namePart", one_line(name.literal)), term, type="corporate")
    parts = (
        text_element("namePart", one_line(name.given if name.family else ""), type="given"),
        text_element("namePart", one_line(name.family_with_particles), type="family"),
        text_element("namePart", one_line(name.suffix), type="termsOfAddress"),
    )
    return element("name", *parts, orcid, term, type="personal")


def _conference(item: Item) -> Part:
    """The event, related in a way of its own: a conference's name without a role would count as an author."""
    held = item.date("event-date")
    parts = (_plain(item, "event-title"), _text(item, "event-place"), held.iso() if held else "")
    title = _title(", ".join(part for part in parts if part))
    return element("relatedItem", title, otherType="presented at") if title else None


def _genre(genre: Genre) -> Element:
    authority, term = genre
    return element("genre", term, authority=authority) if authority else element("genre", term)


def _origin(item: Item, *, is_whole: bool) -> Part:
    """Who published the work, and when."""
    edition = ", ".join(part for part in (_text(item, "edition"), _text(item, "version")) if part)
    place = text_element("placeTerm", _text(item, "publisher-place"), type="text")
    children = (
        element("place", place) if place else None,
        text_element("publisher", _text(item, "publisher")),
        *_dates(item),
        text_element("edition", edition),
        element("issuance", "monographic") if is_whole and item.type in {"book", "collection", "classic"} else None,
    )
    return element("originInfo", *children) if any(children) else None


def _dates(item: Item) -> Iterator[Part]:
    for variable, name in (
        ("issued", "dateIssued"),
        ("original-date", "copyrightDate"),
        ("available-date", "dateValid"),
    ):
        if date := item.date(variable):
            yield _date(name, date)


def _date(name: str, date: Date) -> Part:
    """A date; EDTF says what the calendar dates of W3C cannot."""
    if not date.start:
        return text_element(name, one_line(date.literal))
    is_plain = date.start[0] >= 1000 and not (date.end or date.season or date.circa)
    return element(name, date.iso(), encoding="w3cdtf" if is_plain else "edtf")


def _languages(item: Item) -> Iterator[Element]:
    for tag in re.split(r"[;,\s]+", _text(item, "language")):
        if tag:
            yield element("language", element("languageTerm", tag, type="code", authority="rfc5646"))


def _extent(item: Item) -> Part:
    pages, medium = _text(item, "number-of-pages"), _text(item, "medium")
    children = (text_element("form", medium), text_element("extent", pages, unit="pages"))
    return element("physicalDescription", *children) if any(children) else None


def _notes(entry: Entry, blocks: tuple[Block, ...]) -> Iterator[Element]:
    lines = combined_note(entry.item.text("annote"), blocks, Status() if blocks else entry.status, trimmed_line)
    # A blank before each break: bibutils takes the breaks out.
    if annotation := " \n".join(trimmed_line(line) for line in lines):
        yield element("note", annotation, displayLabel="Annotation")
    yield from (element("note", text) for line in entry.item.text("note").split("\n") if (text := trimmed_line(line)))


def _host(item: Item, genres: tuple[Genre, ...]) -> Element:
    """What the work stands in, and where in it."""
    issuance = "continuing" if item.type in CONTINUING else "monographic"
    children = (
        _title(_plain(item, "container-title")),
        _title(_plain(item, "container-title-short"), type="abbreviated"),
        *_people(item, "host", has_host=True),
        element("originInfo", element("issuance", issuance)),
        *map(_genre, genres),
        _part(item, has_host=True),
        *(_numbers(item, "ISBN")),
        *(_numbers(item, "ISSN")),
    )
    return element("relatedItem", *children, type="host")


def _part(item: Item, *, has_host: bool) -> Part:
    details = {"volume": "volume", "issue": "issue", "chapter-number": "chapter", "section": "section"}
    if has_host:
        details["number"] = "article-number"
    children: list[Part] = [
        element("detail", element("number", text), type=kind)
        for variable, kind in details.items()
        if (text := _text(item, variable))
    ]
    children.append(_pages(_text(item, "page") or (_text(item, "number") if has_host else "")))
    issued = item.date("issued")
    children.append(_date("date", issued) if issued and has_host else None)
    return element("part", *children) if any(children) else None


def _pages(pages: str) -> Part:
    if not pages:
        return None
    first, last = page_ends(pages)
    return element("extent", element("start", first), text_element("end", last), unit="pages")


def _series(item: Item) -> Part:
    title, number = _plain(item, "collection-title"), _text(item, "collection-number")
    if not (title or number):
        return None
    info = element("titleInfo", text_element("title", title), text_element("partNumber", number))
    return element("relatedItem", info, *_people(item, "series", has_host=True), type="series")


def _own_numbers(item: Item, *, has_host: bool) -> Iterator[Part]:
    if not has_host:
        yield _part(item, has_host=False)
        yield from _numbers(item, "ISBN")
        yield from _numbers(item, "ISSN")
        yield text_element("identifier", _text(item, "number"), type="report number")
    for variable, kind in IDENTIFIERS.items():
        yield text_element("identifier", _text(item, variable), type=kind)


def _numbers(item: Item, variable: str) -> Iterator[Element]:
    for number in re.split(r"[;,]\s*", _text(item, variable)):
        if number.strip():
            yield element("identifier", number.strip(), type=variable.lower())


def _location(item: Item) -> Part:
    address = web_address(item)
    accessed = item.date("accessed")
    attributes = {"dateLastAccessed": accessed.iso()} if accessed and accessed.start else {}
    children = (
        text_element(
            "physicalLocation", ", ".join(filter(None, (_text(item, "archive"), _text(item, "archive_location"))))
        ),
        text_element("shelfLocator", _text(item, "call-number")),
        element("url", address, **attributes) if address else None,
    )
    return element("location", *children) if any(children) else None


def _rights(item: Item) -> Part:
    return text_element("accessCondition", _text(item, "license"), type="use and reproduction")
