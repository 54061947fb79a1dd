"""Entries as COinS: one empty span each, whose title is an OpenURL ContextObject, for a page's reader to find.

Every person stands whole in `au` (or what the matrix calls it), in order; the first person's parts stand beside it only
where Zotero is sure to see that both are one person.  A group's name ends in a comma, by which Zotero knows it for one
name, and has none inside, behind which readers would look for a given name.  Dates are years, months or days; a range
or a season stands in `chron` or `ssn` too.

OpenURL has no place for: roles (all but authors are contributors), suffixes apart from the given name, ORCID, a list of
names that goes on, PMCID, abstract and licence where there is a matrix for the kind of work, the annotation, notes.  A
retraction is a subject, which Zotero makes a tag of.
Zotero reads every `+` as a blank, however it is written; so a DOI that has one stands in an address, where it is safe.

Source: ANSI/NISO Z39.88-2004, KEV guidelines; COinS ("OpenURL ContextObject in SPAN").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import quote

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import grave_word
from atlas_cite.export.page_range import page_ends
from atlas_cite.export.plain_fields import listed_numbers, plain_field
from atlas_cite.export.web_address import doi_address, link_address
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.variables import NAME_VARIABLES
from atlas_cite.tables.openurl import DUBLIN_CORE, JOURNAL, KINDS, PATENT, SEASONS, Matrix
from atlas_cite.tables.zotero_rdf import GENERAL_TYPE, TYPES_WRITTEN

Pair = tuple[str, str]

_SETTLED_GIVEN = re.compile(r"(?:[A-Z]\.|[A-Z][a-z]+)(?:[ -](?:[A-Z]\.|[A-Z][a-z]+))*")
"""A given name that Zotero leaves as it is, so that it finds its person again; `MJ` would become `M. J.`."""
_NOT_AUTHORS = tuple(sorted(NAME_VARIABLES - {"author"}, key=lambda name: (name != "editor", name)))


def render_coins(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """HTML spans, one entry a piece and a line; there is no place for `annotation`."""
    del annotation
    for entry in entries:
        yield f'<span class="Z3988" title="{escape(context_object(entry))}"></span>\n'


def context_object(entry: Entry) -> str:
    """The entry as a ContextObject in keys and encoded values, parted by `&`."""
    item = entry.item
    matrix, genre = KINDS.get(item.type, (DUBLIN_CORE, ""))
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{matrix.name}")]
    pairs += [("rft_id", identifier) for identifier in _identifiers(entry)]
    pairs += [(f"rft.{key}", value) for key, value in _described(item, matrix, genre)]
    pairs.append(("rft.subject", grave_word(entry.status)))
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs if value)


def _identifiers(entry: Entry) -> Iterator[str]:
    """Addresses of the work; the DOI last, so that no other address takes its place."""
    item = entry.item
    doi = one_line(item.text("DOI"))
    yield from (f"urn:isbn:{number}" for number in listed_numbers(item, "ISBN")[:1])
    pmid = plain_field(item, "PMID")
    yield f"info:pmid/{pmid}" if pmid else ""
    address = link_address(item)
    if address and not (doi and address.lower().endswith(doi.lower())):
        yield address
    if doi:
        yield doi_address(item) if "+" in doi else f"info:doi/{doi}"


def _described(item: Item, matrix: Matrix, genre: str) -> Iterator[Pair]:
    yield "genre", genre
    yield matrix.title, plain_field(item, "title")
    if matrix.container:
        yield matrix.container, plain_field(item, "container-title") or plain_field(item, "event-title")
    yield from ((key, plain_field(item, variable)) for variable, key in matrix.fields.items())
    yield from _people(item, matrix)
    yield from _dates(item.date("issued"), matrix)
    yield from _pages(item, matrix)
    yield from zip(("issn", "eissn"), listed_numbers(item, "ISSN"), strict=False)
    yield from (("isbn", number) for number in listed_numbers(item, "ISBN")[:1])
    yield from (("subject", one_line(word)) for word in split_keywords(item.text("keyword")))
    if matrix is DUBLIN_CORE:
        # Behind the title: Zotero takes `title` for the journal's once it knows the work for an article.
        yield "type", TYPES_WRITTEN.get(item.type, GENERAL_TYPE).item_type


def _people(item: Item, matrix: Matrix) -> Iterator[Pair]:
    authors = item.names("author")
    first = authors[0] if authors else Name()
    if first.family and _SETTLED_GIVEN.fullmatch(first.given) and matrix not in (PATENT, DUBLIN_CORE):
        yield "aulast", one_line(first.family_with_particles)
        yield "aufirst", first.given
    yield from ((matrix.person, _person(name)) for name in authors)
    for variable in _NOT_AUTHORS:
        yield from (("contributor", _person(name)) for name in item.names(variable))


def _person(name: Name) -> str:
    """`Last, First Suffix`, as readers take what stands behind a second comma for nothing."""
    given = " ".join(part for part in (name.given if name.family else "", name.suffix) if part)
    last = one_line((name.literal or name.family_with_particles).replace(",", " "))
    if not name.is_undivided and given:
        return f"{last}, {one_line(given.replace(',', ' '))}"
    return f"{last}," if " " in last else last


def _dates(date: Date | None, matrix: Matrix) -> Iterator[Pair]:
    if date is None:
        return
    yield "date", Date(date.start).iso() if date.start else ""
    if matrix is JOURNAL:
        yield "ssn", SEASONS[date.season - 1] if date.season else ""
        yield "chron", one_line(date.iso()) if date.end or date.circa or not date.start else ""


def _pages(item: Item, matrix: Matrix) -> Iterator[Pair]:
    """The pages, and a plain range's ends; an article's number where there are none."""
    pages, number = plain_field(item, "page"), plain_field(item, "number")
    if matrix is JOURNAL:
        yield "artnum", number
        pages = pages or number
    first, last = page_ends(pages)
    if last:
        yield from (("spage", first), ("epage", last))
    yield "pages", pages
