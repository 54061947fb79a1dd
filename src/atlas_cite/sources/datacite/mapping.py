"""A DataCite record turned into a Work.

Source: DataCite Metadata Schema 4.6; shapes as the REST API gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.keywords import join_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.model.text import without_markup
from atlas_cite.model.variables import FALLBACK_TYPE
from atlas_cite.model.work import Work
from atlas_cite.sources.crossref.mapping import record_doi
from atlas_cite.sources.crossref.markup import paragraphs, plain_text
from atlas_cite.sources.crossref.people import read_name, read_orcid
from atlas_cite.sources.crossref.titles import Titles, read_titles
from atlas_cite.sources.crossref.updates import read_doi, read_status
from atlas_cite.tables.crossref import RELATIONS_IGNORED
from atlas_cite.tables.datacite import ARXIV_PREFIX, GENRES, ISSUED, ROLES, TYPES, WORDS

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_REPOSITORY = "DataRepository"


def read_datacite(record: object, fetched: str) -> Work | None:
    """The work a DataCite record describes; None when it is no record, as in `crossref.mapping.read_work`."""
    doi = record_doi(record)
    if doi is None or not isinstance(record, Mapping):
        return None
    types = _mapping(record.get("types"))
    general, own = plain_text(types.get("resourceTypeGeneral")), plain_text(types.get("resourceType"))
    titles = _titles(record)
    kind = _csl_type(general, own)
    return Work(
        doi=doi,
        item=Item(kind, _fields(record, doi, titles, general)),
        fetched=fetched,
        status=_status(record, doi, titles, fetched),
        relations=_relations(record),
        alternative_titles=titles.others,
        registry_type=general,
        subtype=own,
        registry="datacite",
    )


def _csl_type(general: str, own: str) -> str:
    if general in TYPES:
        return TYPES[general]
    return next((kind for word, kind in WORDS if word in own.casefold()), FALLBACK_TYPE)


def _titles(record: Mapping[str, Any]) -> Titles:
    by_type: dict[str, list[object]] = {}
    for title in _mappings(record.get("titles")):
        by_type.setdefault(plain_text(title.get("titleType")), []).append(title.get("title"))
    main, subtitles = by_type.pop("", []), by_type.pop("Subtitle", [])
    others = [title for titles in by_type.values() for title in titles]
    return read_titles({"title": [*main, *others], "subtitle": subtitles})


def _fields(record: Mapping[str, Any], doi: Doi, titles: Titles, general: str) -> dict[str, Value]:
    fields: dict[str, Value] = {"DOI": doi.text}
    texts = {
        "title": titles.main,
        "publisher": plain_text(_mapping(record.get("publisher")).get("name") or record.get("publisher")),
        "language": plain_text(record.get("language")),
        "version": plain_text(record.get("version")),
        "genre": GENRES.get(general, ""),
        "abstract": "\n".join(_abstract(record)),
        "license": next(filter(None, map(_license, _mappings(record.get("rightsList")))), ""),
        "keyword": join_keywords(plain_text(each.get("subject")) for each in _mappings(record.get("subjects"))),
    }
    fields |= {variable: text for variable, text in texts.items() if text}
    fields |= _people(record) | _dates(record) | _container(record)
    if doi.text.startswith(ARXIV_PREFIX):
        fields["number"] = f"arXiv:{doi.text.removeprefix(ARXIV_PREFIX)}"
    return fields


def _license(rights: Mapping[str, Any]) -> str:
    return plain_text(rights.get("rightsUri")) or plain_text(rights.get("rights"))


def _people(record: Mapping[str, Any]) -> dict[str, Value]:
    found: dict[str, list[Name]] = {"author": [_name(each) for each in _mappings(record.get("creators"))]}
    for each in _mappings(record.get("contributors")):
        if role := ROLES.get(plain_text(each.get("contributorType"))):
            found.setdefault(role, []).append(_name(each))
    named = {role: tuple(dict.fromkeys(name for name in names if not name.is_empty)) for role, names in found.items()}
    return {role: names for role, names in named.items() if names}


def _name(person: Mapping[str, Any]) -> Name:
    """A person in parts, or from `Family, Given`; an organisation, or a name nobody divided, whole."""
    name, kind = plain_text(person.get("name")), plain_text(person.get("nameType"))
    family, given = plain_text(person.get("familyName")), plain_text(person.get("givenName"))
    if kind == "Organizational" or not (family or "," in name):
        return Name(literal=name or given)
    divided = read_name({"family": family or name, "given": given})
    orcids = (read_orcid(each.get("nameIdentifier")) for each in _mappings(person.get("nameIdentifiers")))
    return replace(divided, orcid=next(filter(None, orcids), "")) if divided.family else divided


def _dates(record: Mapping[str, Any]) -> dict[str, Value]:
    """`issued` as precisely as the publication year allows, and `available-date` when it is another day."""
    dates = {kind: date for kind, date in _dated(record) if date.start}
    year = Date.parse(plain_text(record.get("publicationYear")))
    issued = next((dates[kind] for kind in ISSUED if kind in dates), None)
    if year and year.start and (issued is None or issued.year != year.year):
        issued = next((dates[kind] for kind in ISSUED if kind in dates and dates[kind].year == year.year), year)
    found: dict[str, Value] = {"issued": issued} if issued else {}
    for kind, variable in (("Available", "available-date"), ("Submitted", "submitted")):
        if kind in dates and dates[kind] != issued:
            found[variable] = dates[kind]
    return found


def _dated(record: Mapping[str, Any]) -> Iterator[tuple[str, Date]]:
    for each in _mappings(record.get("dates")):
        date = Date.parse(plain_text(each.get("date")).partition("T")[0])
        if date:
            yield plain_text(each.get("dateType")), date


def _container(record: Mapping[str, Any]) -> dict[str, Value]:
    """The journal, book or series: from `container`, else from the item the work was published in."""
    container = _mapping(record.get("container"))
    if plain_text(container.get("type")) == _REPOSITORY or not plain_text(container.get("title")):
        container = next(
            (each for each in _mappings(record.get("relatedItems")) if each.get("relationType") == "IsPublishedIn"), {}
        )
    titles = [plain_text(each.get("title")) for each in _mappings(container.get("titles"))]
    first, last = plain_text(container.get("firstPage")), plain_text(container.get("lastPage"))
    said = {
        "container-title": plain_text(container.get("title")) or "".join(titles[:1]),
        "volume": plain_text(container.get("volume")),
        "issue": plain_text(container.get("issue")),
        "page": f"{first}-{last}" if first and last and first != last else first,
        "ISSN": plain_text(container.get("identifier")) if container.get("identifierType") == "ISSN" else "",
    }
    return {variable: text for variable, text in said.items() if text}


def _abstract(record: Mapping[str, Any]) -> tuple[str, ...]:
    described = _mappings(record.get("descriptions"))
    return next(
        (paragraphs(each.get("description")) for each in described if each.get("descriptionType") == "Abstract"), ()
    )


def _status(record: Mapping[str, Any], doi: Doi, titles: Titles, fetched: str) -> Status:
    """What the title marks, and a date of withdrawal."""
    status = read_status({}, doi, without_markup(titles.main), fetched)
    withdrawn = [date for kind, date in _dated(record) if kind == "Withdrawn"]
    if not withdrawn:
        return status
    return Status(fetched, (*status.updates, Update("withdrawal", "datacite", None, withdrawn[0].iso())))


def _relations(record: Mapping[str, Any]) -> tuple[Relation, ...]:
    """The links to other DOIs under Crossref's spelling (`IsVersionOf` is `is-version-of`), each once."""
    found: dict[Relation, None] = {}
    for each in _mappings(record.get("relatedIdentifiers")):
        kind = _CAPITAL.sub("-", plain_text(each.get("relationType"))).lower()
        doi = read_doi(each.get("relatedIdentifier")) if each.get("relatedIdentifierType") == "DOI" else None
        if doi and kind and kind not in RELATIONS_IGNORED | {"is-referenced-by"}:
            found[Relation(kind, doi)] = None
    return tuple(found)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
