"""Entries as schema.org JSON-LD: a graph of works, each with what it stands in, its people and its identifiers.

A grave status is the work's `creativeWorkStatus`, and every notice a `correction`.  The annotation is no part of the
work and no abstract of it: it is a work of the atlas's about this one, under `subjectOf`.  Dates that no calendar date
can say (ranges, seasons) stand as EDTF beside their first day.  No text holds a `<`, so that the JSON can stand in a
script element.

Schema.org has no place for: formatting, particles apart from the family name, a list of names that goes on, numbers of
chapters, sections and parts, online dates, dates of access and submission, shelf marks, dimensions, scale, medium.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from atlas_cite.document.characters import one_line
from atlas_cite.document.script import in_script
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import annotation_paragraphs, grave_word
from atlas_cite.export.json_ld_parts import Node, date_value, event, filled, host_type, hosts, organization, person
from atlas_cite.export.page_range import page_ends
from atlas_cite.export.plain_fields import listed_languages, listed_numbers, plain_field
from atlas_cite.export.web_address import doi_address, link_address
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.status import SEVERITY, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.variables import NAME_VARIABLES
from atlas_cite.tables.crossref import SUCCESSIONS
from atlas_cite.tables.schema_org import (
    CONTEXT,
    GENERAL_TYPE,
    GENRE_PROPERTIES,
    HOST_ROLES,
    MACHINE_WRITTEN,
    NUMBER_PROPERTIES,
    RELATIONS,
    ROLES,
    SAME_AS,
    TEXTS,
    TYPES,
)

_NOT_LISTED = frozenset({"abstract", "comment", "identifier"})
_PARTS_OF_NAMES = frozenset({"familyName", "givenName", "honorificSuffix"})


def render_json_ld(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """One JSON-LD document, a work a piece; `annotation` gives what to say about an entry, or nothing."""
    separator = "\n"
    yield f'{{"@context": "{CONTEXT}", "@graph": ['
    for entry in entries:
        work = work_node(entry, annotation(entry))
        yield separator + in_script(json.dumps(work, ensure_ascii=False, indent=1))
        separator = ",\n"
    yield "\n]}\n"


def work_node(entry: Entry, blocks: tuple[Block, ...] = ()) -> Node:
    """The work as one node of a graph, with `blocks` as what the atlas says about it."""
    item = entry.item
    identity = doi_address(item)
    node = {
        "@type": _types(item),
        "@id": identity,
        **{property_: plain_field(item, variable) for variable, property_ in TEXTS.items()},
        "url": link_address(item) or identity,
        **_people(item),
        **_publication(item),
        "identifier": _identifiers(entry),
        "keywords": [one_line(word) for word in split_keywords(item.text("keyword"))],
        "inLanguage": listed_languages(item),
        "comment": [{"@type": "Comment", "text": text} for text in map(one_line, _notes(item)) if text],
        "subjectOf": _annotation(entry.summary, identity, blocks),
        **_standing(entry),
    }
    return filled({key: _alone(value) for key, value in (node | _links(entry)).items()})


def listed_work_node(entry: Entry) -> Node:
    """The work as one of many in a page that is to stay light: people by name alone, no texts, nothing said twice."""
    node = work_node(entry)
    short = {key: value for key, value in node.items() if key not in _NOT_LISTED}
    if short.get("url") == short.get("@id"):
        short.pop("url", None)
    return {key: _by_name(value) for key, value in short.items()}


def _by_name(value: Any) -> Any:
    """`value` with every person in it as a name."""
    if isinstance(value, list):
        return [_by_name(each) for each in value]
    if not isinstance(value, dict):
        return value
    parts = _PARTS_OF_NAMES if value.get("@type") == "Person" else frozenset()
    return {key: _by_name(each) for key, each in value.items() if key not in parts}


def _alone(value: Any) -> Any:
    """The one member of a list of one: a graph knows no difference, and readers expect it."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _types(item: Item) -> list[str]:
    kind = TYPES.get(item.type, GENERAL_TYPE)
    return [kind, "PublicationVolume"] if kind == "Book" and item.text("volume") else [kind]


def _people(item: Item) -> Node:
    """People by property; whose role schema.org does not know is a contributor in that role."""
    elsewhere = set(HOST_ROLES) if host_type(item) == "Book" else set()
    if item.text("collection-title"):
        elsewhere.add("collection-editor")
    found: Node = {}
    for variable in sorted(NAME_VARIABLES - elsewhere, key=lambda name: (name != "author", name)):
        people = list(map(person, item.names(variable)))
        if variable in ROLES:
            found[ROLES[variable]] = people
        elif people:
            role = {"@type": "Role", "roleName": variable.replace("-", " "), "contributor": _alone(people)}
            found.setdefault("contributor", []).append(role)
    return found


def _publication(item: Item) -> Node:
    """When and where the work came out, and its numbers where it stands in nothing that has them."""
    first, last = page_ends(plain_field(item, "page"))
    host = host_type(item)
    return {
        "datePublished": date_value(item.date("issued")),
        "publisher": organization(plain_field(item, "publisher"), plain_field(item, "publisher-place")),
        "pageStart": first if last else "",
        "pageEnd": last,
        **({} if host == "Book" else _numbering(item, is_whole=not host)),
        GENRE_PROPERTIES.get(item.type, "genre"): plain_field(item, "genre"),
        "additionalType": "" if item.type in TYPES else item.type,
        **({NUMBER_PROPERTIES[item.type]: plain_field(item, "number")} if item.type in NUMBER_PROPERTIES else {}),
        "exampleOfWork": _original(item),
        "@reverse": {"workFeatured": found} if (found := event(item)) else {},
    }


def _numbering(item: Item, *, is_whole: bool) -> Node:
    """The numbers of a work that stands in no book; `is_whole` tells that it stands in nothing else either."""
    found: Node = {
        "position": plain_field(item, "collection-number"),
        "bookEdition": plain_field(item, "edition"),
        "isbn": listed_numbers(item, "ISBN"),
    }
    if is_whole:
        found |= {"volumeNumber": plain_field(item, "volume"), "issueNumber": plain_field(item, "issue")}
        found["issn"] = [] if item.text("collection-title") else listed_numbers(item, "ISSN")
    return found


def _original(item: Item) -> Node | None:
    """The work that this one translates or reprints."""
    known: Node = {
        "name": plain_field(item, "original-title"),
        "author": list(map(person, item.names("original-author"))),
        "datePublished": date_value(item.date("original-date")),
        "publisher": organization(
            plain_field(item, "original-publisher"), plain_field(item, "original-publisher-place")
        ),
    }
    return {"@type": GENERAL_TYPE, **filled(known)} if any(known.values()) else None


def _identifiers(entry: Entry) -> list[Node]:
    item = entry.item
    known = [("DOI", plain_field(item, "DOI")), *((name, plain_field(item, name)) for name in SAME_AS)]
    if item.type not in NUMBER_PROPERTIES:
        known.append(("number", plain_field(item, "number")))
    known.append((plain_field(item, "archive") or "archive", plain_field(item, "archive_location")))
    known.append(("citekey", one_line(entry.key)))
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in known if value]


def _notes(item: Item) -> list[str]:
    return [item.text("note"), item.text("annote")]


def _annotation(summary: SummaryRecord | None, identity: str, blocks: tuple[Block, ...]) -> Node | None:
    text = "\n".join(map(one_line, annotation_paragraphs(blocks)))
    if not text:
        return None
    node: Node = {"@type": "CreativeWork", "about": {"@id": identity} if identity else None, "text": text}
    if summary:
        node |= {
            "publisher": organization(one_line(summary.atlas)),
            "url": one_line(summary.url),
            "inLanguage": one_line(summary.language),
            "dateModified": one_line(summary.last_updated or summary.snapshot_date),
            "digitalSourceType": MACHINE_WRITTEN if summary.machine_written else "",
        }
    return filled(node)


def _standing(entry: Entry) -> Node:
    """What has become of the work: its gravest status, a date in words such as *in press*, and every notice."""
    issued = entry.item.date("issued")
    words = [
        grave_word(entry.status),
        one_line(issued.literal) if issued and not issued.start else "",
        plain_field(entry.item, "status"),
    ]
    notices = [_notice(update) for update in entry.status.updates if update.kind not in SUCCESSIONS]
    return {"creativeWorkStatus": [word for word in words if word], "correction": notices}


def _notice(update: Update) -> Node:
    words = update.kind.replace("_", " ")
    return filled(
        {
            "@type": "CorrectionComment",
            "name": one_line(words.capitalize() if update.kind in SEVERITY else words),
            "datePublished": one_line(update.date),
            "url": update.notice.url if update.notice else "",
            "creditText": one_line(update.source),
        }
    )


def _links(entry: Entry) -> Node:
    """Other works and other addresses of this one, by property; what the work is part of keeps its hosts."""
    found: dict[str, list[Any]] = {"isPartOf": hosts(entry.item)}
    for variable, address in SAME_AS.items():
        if number := plain_field(entry.item, variable):
            found.setdefault("sameAs", []).append(address.format(number))
    links = [(RELATIONS[each.kind], each.doi) for each in entry.relations if each.kind in RELATIONS]
    for property_, doi in [*links, *(("about", doi) for doi in entry.status.notice_for)]:
        found.setdefault(property_, []).append({"@id": doi.url})
    return found
