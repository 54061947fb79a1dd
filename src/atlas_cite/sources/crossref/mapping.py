"""A Crossref record, of any age and in either shape, turned into a Work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas_cite.errors import InvalidDoi
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.text import without_markup
from atlas_cite.model.variables import FALLBACK_TYPE, ITEM_TYPES
from atlas_cite.model.work import Work
from atlas_cite.sources.crossref import venue
from atlas_cite.sources.crossref.markup import paragraphs, plain_text
from atlas_cite.sources.crossref.people import read_names
from atlas_cite.sources.crossref.titles import Titles, read_titles
from atlas_cite.sources.crossref.updates import read_relations, read_status
from atlas_cite.tables.crossref import AVAILABLE, DEGREES, ISSUED, POSTED_CONTENT, ROLES, TYPES


def read_work(record: object, fetched: str) -> Work | None:
    """The work a Crossref record (the API's `message`, or content negotiation's CSL-JSON) describes.

    None when it is no record: not an object, or without a DOI.  `fetched` is the ISO date it was asked.
    Whatever else is missing or damaged is left out; never raises.
    """
    doi = record_doi(record)
    if doi is None or not isinstance(record, Mapping):
        return None
    registry_type, subtype = plain_text(record.get("type")), plain_text(record.get("subtype"))
    titles = read_titles(record)
    return Work(
        doi=doi,
        item=Item(csl_type(registry_type, subtype), _fields(record, doi, titles, subtype)),
        fetched=fetched,
        status=read_status(record, doi, without_markup(titles.main), fetched),
        relations=read_relations(record),
        alternative_titles=titles.others,
        registry_type=registry_type,
        subtype=subtype,
    )


def record_doi(record: object) -> Doi | None:
    """The DOI a record says it is about, or None."""
    text = record.get("DOI") if isinstance(record, Mapping) else None
    try:
        return Doi.parse(text, exact=True) if isinstance(text, str) else None
    except InvalidDoi:
        return None


def csl_type(registry_type: str, subtype: str = "") -> str:
    """The CSL type of a registry type; CSL's own types stay, an unknown one becomes `document`."""
    if registry_type == "posted-content":
        return POSTED_CONTENT.get(subtype, POSTED_CONTENT["other"])
    return TYPES.get(registry_type) or (registry_type if registry_type in ITEM_TYPES else FALLBACK_TYPE)


def _fields(record: Mapping[str, Any], doi: Doi, titles: Titles, subtype: str) -> dict[str, Value]:
    kind = csl_type(plain_text(record.get("type")), subtype)
    fields: dict[str, Value] = {"DOI": doi.text}
    if titles.main:
        fields["title"] = titles.main
    if titles.original:
        fields["original-title"] = titles.original
    fields |= {role: names for role in ROLES if (names := read_names(record.get(role)))}
    fields |= _dates(record)
    fields |= venue.text_fields(record) | venue.number_fields(record) | venue.license_fields(record)
    fields |= venue.container_fields(record, kind) | venue.identifier_fields(record) | venue.event_fields(record)
    if plain_text(record.get("type")) == "posted-content":
        fields |= venue.repository_fields(record, subtype)
    if kind == "thesis":
        fields |= _thesis(record)
    if abstract := "\n".join(paragraphs(record.get("abstract"))):
        fields["abstract"] = abstract
    return fields


def _dates(record: Mapping[str, Any]) -> dict[str, Value]:
    """`issued` as the date of the issue, and `available-date` when the work was out on another day."""
    issued = _first_date(record, ISSUED)
    available = _first_date(record, AVAILABLE)
    found: dict[str, Value] = {"issued": issued} if issued else {}
    if available and available != issued:
        found["available-date"] = available
    return found


def _first_date(record: Mapping[str, Any], names: tuple[str, ...]) -> Date | None:
    dates = (Date.from_csl(record.get(name)) for name in names)
    return next((date for date in dates if date and date.start), None)


def _thesis(record: Mapping[str, Any]) -> dict[str, Value]:
    """The degree as genre, and the university, which Crossref calls institution, as publisher."""
    degree = venue.first_text(record.get("degree"))
    found: dict[str, Value] = {}
    if degree:
        known = (genre for start, genre in DEGREES if degree.casefold().replace(".", "").startswith(start))
        found["genre"] = next(known, degree)
    if university := venue.institution_name(record):
        found["publisher"] = university
    return found
