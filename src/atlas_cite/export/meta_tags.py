"""Entries as the meta tags of a page about one work, Highwire's and Dublin Core's.

Google Scholar and Zotero read Highwire's; Dublin Core's type tells Zotero of kinds that Highwire has no tag for.  A tag
for a container claims a kind of work, so that only kinds that Highwire knows have one.  Names are `Last, First Suffix`;
a group's ends in a comma, by which Zotero knows it for one name, and an only author's in a semicolon where it would be
parted into two.

Meta tags have no place for: people other than authors and editors, a list of names that goes on, original works,
editions, places, versions, the annotation, notes.  A retraction is a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape

from atlas_cite.document.characters import one_line, trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import grave_word
from atlas_cite.export.page_range import page_ends
from atlas_cite.export.plain_fields import listed_numbers, plain_field
from atlas_cite.export.web_address import link_address
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.tables.highwire import (
    CONTAINER_TAGS,
    DUBLIN_CORE_TAGS,
    NUMBER_TAGS,
    PUBLISHER_TAGS,
    TEXT_TAGS,
)
from atlas_cite.tables.zotero_rdf import GENERAL_TYPE, TYPES_WRITTEN

Tag = tuple[str, str]

_PARTING = re.compile(r"[,;]")


def render_meta_tags(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """HTML meta tags, one entry a piece, each for a page of its own; there is no place for `annotation`."""
    del annotation
    for number, entry in enumerate(entries):
        tags = (f'<meta name="{name}" content="{escape(content)}">\n' for name, content in meta_tags(entry))
        yield ("\n" if number else "") + "".join(tags)


def meta_tags(entry: Entry) -> tuple[Tag, ...]:
    """Names and contents of the entry's tags."""
    item = entry.item
    tags = [*_highwire(item), ("citation_keywords", grave_word(entry.status)), *_dublin_core(item)]
    return tuple(tag for tag in tags if tag[1])


def _highwire(item: Item) -> Iterator[Tag]:
    yield "citation_title", plain_field(item, "title")
    yield from _people(item)
    yield from _dates(item)
    yield from _container(item)
    yield from ((tag, plain_field(item, variable)) for variable, tag in TEXT_TAGS.items())
    yield PUBLISHER_TAGS.get(item.type, "citation_publisher"), plain_field(item, "publisher")
    yield NUMBER_TAGS.get(item.type, ""), plain_field(item, "number") if item.type in NUMBER_TAGS else ""
    yield from _pages(item)
    yield from (("citation_issn", number) for number in listed_numbers(item, "ISSN"))
    yield from (("citation_isbn", number) for number in listed_numbers(item, "ISBN"))
    yield from (("citation_keywords", one_line(word)) for word in split_keywords(item.text("keyword")))
    yield "citation_public_url", link_address(item)


def _people(item: Item) -> Iterator[Tag]:
    """Each author followed by the ORCID iD, then the editors."""
    for variable, tag in (("author", "citation_author"), ("editor", "citation_editor")):
        names = item.names(variable)
        for name in names:
            yield tag, _person(name, is_alone=len(names) == 1)
            yield f"{tag}_orcid", f"https://orcid.org/{name.orcid}" if name.orcid else ""


def _person(name: Name, *, is_alone: bool) -> str:
    given = " ".join(part for part in (name.given if name.family else "", name.suffix) if part)
    last = _unlisted(name.literal or name.family_with_particles)
    if name.is_undivided or not given:
        return f"{last}," if " " in last else last
    given = _unlisted(given)
    is_parted = is_alone and " " in last and " " in given
    return f"{last}, {given}{';' if is_parted else ''}"


def _unlisted(text: str) -> str:
    """A part of a name on one line, without the signs at which readers would part it."""
    return trimmed_line(_PARTING.sub(" ", text))


def _dates(item: Item) -> Iterator[Tag]:
    issued = item.date("issued")
    yield "citation_publication_date", _slashed(issued) if issued else ""
    online = item.date("available-date")
    yield "citation_online_date", _slashed(online) if online else ""


def _slashed(date: Date) -> str:
    """`2013/07/01`, as exactly as it is known; the first day, month or year of a range."""
    return Date(date.start).iso().replace("-", "/") if date.start and date.start[0] > 0 else ""


def _container(item: Item) -> Iterator[Tag]:
    """What the work stands in; of a conference's paper the conference behind it, whose tag decides the kind."""
    container, event = plain_field(item, "container-title"), plain_field(item, "event-title")
    yield CONTAINER_TAGS.get(item.type, ""), container if item.type in CONTAINER_TAGS else ""
    if item.type == "paper-conference":
        yield "citation_conference_title", event or container
    if item.type == "thesis":
        yield "citation_dissertation_name", plain_field(item, "genre")


def _pages(item: Item) -> Iterator[Tag]:
    first, last = page_ends(plain_field(item, "page") or _article_number(item))
    yield "citation_firstpage", first
    yield "citation_lastpage", last


def _article_number(item: Item) -> str:
    return plain_field(item, "number") if item.type.startswith(("article-", "review")) else ""


def _dublin_core(item: Item) -> Iterator[Tag]:
    yield "DC.type", TYPES_WRITTEN.get(item.type, GENERAL_TYPE).item_type
    yield from ((tag, plain_field(item, variable)) for variable, tag in DUBLIN_CORE_TAGS.items())
    yield from (("DC.creator", _person(name, is_alone=False)) for name in item.names("author"))
    issued = item.date("issued")
    yield "DC.date", one_line(issued.iso()) if issued else ""
    doi = one_line(item.text("DOI"))
    yield "DC.identifier", f"doi:{doi}" if doi else ""
    yield from (("DC.subject", one_line(word)) for word in split_keywords(item.text("keyword")))
