"""What a work's JSON-LD is made of: people, publishers, dates, and what the work stands in."""

from __future__ import annotations

from typing import Any

from atlas_cite.document.characters import one_line
from atlas_cite.export.plain_fields import listed_numbers, plain_field
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.tables.schema_org import EXACT_DATE, GENERAL_TYPE, HOST_ROLES, HOSTS, IN_ISSUES

Node = dict[str, Any]
"""A JSON-LD object."""


def filled(node: Node) -> Node:
    """`node` without what says nothing."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def person(name: Name) -> Node:
    """A person, or a group or undivided name as an organization; the ORCID iD is the person's `@id`."""
    if name.is_undivided:
        return {"@type": "Organization", "name": one_line(name.literal)}
    return filled(
        {
            "@type": "Person",
            "@id": f"https://orcid.org/{one_line(name.orcid)}" if name.orcid else "",
            "name": one_line(str(name)),
            "familyName": one_line(name.family_with_particles),
            "givenName": one_line(name.given if name.family else ""),
            "honorificSuffix": one_line(name.suffix),
        }
    )


def organization(name: str, place: str = "") -> Node | None:
    """An organization by its name and place, or None when neither is known."""
    return filled({"@type": "Organization", "name": name, "address": place}) if name or place else None


def date_value(date: Date | None) -> Any:
    """The first day, month or year, with the whole beside it where ISO 8601 calendar dates cannot say it, or None."""
    if date is None or not date.start:
        return None
    first = Date(date.start).iso()
    is_exact = not (date.end or date.season or date.circa)
    return first if is_exact else [first, {"@type": EXACT_DATE, "@value": date.iso()}]


def event(item: Item) -> Node | None:
    """The conference or other event at which the work was given, or None."""
    held = item.date("event-date")
    title, place = plain_field(item, "event-title"), plain_field(item, "event-place")
    if not (title or place or held):
        return None
    last = Date(held.end).iso() if held and held.end else ""
    days = {"startDate": Date(held.start).iso() if held and held.start else "", "endDate": last}
    return filled({"@type": "Event", "name": title, "location": place, **days})


def host_type(item: Item) -> str:
    """What the work stands in; empty when nothing is known of it."""
    kind = HOSTS.get(item.type, "")
    is_known = item.text("container-title") or (kind and (item.text("ISSN") or item.text("volume")))
    return (kind or GENERAL_TYPE) if is_known else ""


def hosts(item: Item) -> list[Node]:
    """What the work is a part of: its issue, volume and journal, its book and that one's series, or its own series."""
    kind, series = host_type(item), _series(item)
    if kind == "Book":
        return [_book(item, series)]
    found = [series] if series else []
    if kind in IN_ISSUES or (kind and (item.text("volume") or item.text("issue"))):
        return [_issue(item, kind), *found]
    if kind:
        names = {"name": plain_field(item, "container-title"), "issn": listed_numbers(item, "ISSN")}
        found.insert(0, filled({"@type": kind, **names}))
    return found


def _issue(item: Item, kind: str) -> Node:
    """The issue in its volume in its journal, as far as these are known."""
    node = filled(
        {
            "@type": kind,
            "name": plain_field(item, "container-title"),
            "alternateName": plain_field(item, "container-title-short"),
            "issn": listed_numbers(item, "ISSN"),
        }
    )
    for variable, part, number in (
        ("volume", "PublicationVolume", "volumeNumber"),
        ("issue", "PublicationIssue", "issueNumber"),
    ):
        if text := plain_field(item, variable):
            node = {"@type": part, number: text, "isPartOf": node}
    return node


def _book(item: Item, series: Node | None) -> Node:
    volume = plain_field(item, "volume")
    return filled(
        {
            "@type": ["Book", "PublicationVolume"] if volume else "Book",
            "name": plain_field(item, "container-title"),
            **{role: list(map(person, item.names(variable))) for variable, role in HOST_ROLES.items()},
            "volumeNumber": volume,
            "bookEdition": plain_field(item, "edition"),
            "isbn": listed_numbers(item, "ISBN"),
            "issn": [] if series else listed_numbers(item, "ISSN"),
            "position": plain_field(item, "collection-number"),
            "isPartOf": series,
        }
    )


def _series(item: Item) -> Node | None:
    title = plain_field(item, "collection-title")
    if not title:
        return None
    editors = list(map(person, item.names("collection-editor")))
    has_own_numbers = HOSTS.get(item.type) in IN_ISSUES
    issn = [] if has_own_numbers else listed_numbers(item, "ISSN")
    return filled({"@type": "BookSeries", "name": title, "editor": editors, "issn": issn})
