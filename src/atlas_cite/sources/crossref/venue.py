"""Where a work appeared: container and series, ISSN and ISBN, pages and article number, event, repository."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from atlas_cite.model.check_digits import is_isbn, is_issn
from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.model.text import folded
from atlas_cite.sources.crossref.markup import plain_text, rich_text
from atlas_cite.tables.crossref import (
    BOOK_WORDS,
    CONTAINER_TYPES,
    GENRES,
    NOTHING,
    REPOSITORIES,
    SERIES_WORDS,
    TEXT_FIELDS,
    WHOLE_TYPES,
)

_ISBN = re.compile(r"[\d-]{9,16}[\dXx]")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_PUBLIC_LICENSE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/\S+$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:\d{4}|\d+(?:st|nd|rd|th)?|[IVXL]{2,})\b")
_VERSION = re.compile(r"[vV]?(\d+(?:\.\d+)*)")


def text_fields(record: Mapping[str, Any]) -> dict[str, Value]:
    """The fields that need no thought; words for 'no value' are left out, an edition in digits is a number."""
    found: dict[str, Value] = {}
    for field, variable in TEXT_FIELDS.items():
        text = first_text(record.get(field))
        if text and variable not in found:
            found[variable] = int(text) if variable == "edition" and _is_small_number(text) else text
    issue = record.get("journal-issue")
    if "issue" not in found and isinstance(issue, Mapping) and (text := first_text(issue.get("issue"))):
        found["issue"] = text
    return found


def number_fields(record: Mapping[str, Any]) -> dict[str, Value]:
    """The article number as CSL `number`, unless it only repeats the page."""
    number = first_text(record.get("article-number")) or first_text(record.get("number"))
    return {"number": number} if number and number != first_text(record.get("page")) else {}


def container_fields(record: Mapping[str, Any], kind: str) -> dict[str, Value]:
    """Container and series of a work of the CSL type `kind`, and the short container title when it differs."""
    titles = _distinct(_listed(record.get("container-title")))
    found: dict[str, Value] = {}
    if not titles:
        collection = _listed(record.get("collection-title"))
        return {"collection-title": collection[0]} if collection else {}
    if len(titles) > 1 and kind in CONTAINER_TYPES:
        series, book = _series_and_book(titles[0], titles[1])
        return {"container-title": book, "collection-title": series}
    found["collection-title" if kind in WHOLE_TYPES else "container-title"] = titles[0]
    short = _listed(record.get("short-container-title")) or _listed(record.get("container-title-short"))
    if "container-title" in found and short and folded(short[0]) != folded(titles[0]):
        found["container-title-short"] = short[0]
    return found


def identifier_fields(record: Mapping[str, Any]) -> dict[str, Value]:
    """ISSN and ISBN, each once, the printed one first; one whose check digit is wrong is no identifier."""
    issn = _identifiers(record, "ISSN", "issn-type", _ISSN, is_issn)
    isbn = _identifiers(record, "ISBN", "isbn-type", _ISBN, is_isbn)
    found: dict[str, Value] = {}
    if issn:
        found["ISSN"] = ", ".join(f"{text[:4]}-{text[4:]}" for text in issn)
    if isbn:
        found["ISBN"] = ", ".join(isbn)
    return found


def license_fields(record: Mapping[str, Any]) -> dict[str, Value]:
    """The public licence (Creative Commons), of the published version first; others bind a publisher's customers."""
    listed = record.get("license")
    known = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    known.sort(key=lambda each: each.get("content-version") != "vor")
    addresses = (plain_text(each.get("URL")) for each in known)
    return {"license": found} if (found := next(filter(_PUBLIC_LICENSE.match, addresses), "")) else {}


def event_fields(record: Mapping[str, Any]) -> dict[str, Value]:
    """Name, place and days of the conference."""
    event = record.get("event")
    event = event if isinstance(event, Mapping) else {"name": event}
    texts = {"event-title": rich_text(event.get("name")), "event-place": plain_text(event.get("location"))}
    found: dict[str, Value] = {variable: text for variable, text in texts.items() if text}
    start, end = Date.from_csl(event.get("start")), Date.from_csl(event.get("end"))
    if start and start.start:
        last = end.start if end and end.start != start.start else ()
        found["event-date"] = Date(start.start, last)
    return found


def repository_fields(record: Mapping[str, Any], subtype: str) -> dict[str, Value]:
    """What APA wants of posted content: genre and repository of a preprint, the site of a post, the version."""
    prefix = str(record.get("DOI") or "").partition("/")[0]
    group, institution = plain_text(record.get("group-title")), institution_name(record)
    found: dict[str, Value] = {}
    is_preprint = subtype in GENRES or (not subtype and prefix in REPOSITORIES)
    if is_preprint:
        found["genre"] = GENRES.get(subtype, GENRES["preprint"])
        known = group if group in REPOSITORIES.values() else ""
        if repository := institution or known or REPOSITORIES.get(prefix, ""):
            found["publisher"] = repository
    elif group:
        found["container-title"] = group
    version = record.get("version")
    number = _VERSION.fullmatch(plain_text(version.get("version"))) if isinstance(version, Mapping) else None
    if number:
        found["version"] = number[1]
    return found


def institution_name(record: Mapping[str, Any]) -> str:
    """The first institution of a record, or an empty text."""
    institutions = record.get("institution")
    first = institutions[0] if isinstance(institutions, list) and institutions else institutions
    return plain_text(first.get("name")) if isinstance(first, Mapping) else ""


def first_text(value: object) -> str:
    """A text, or the first of a list, on one line; empty for a word that means 'no value'."""
    text = next(filter(None, map(plain_text, value)), "") if isinstance(value, list) else plain_text(value)
    return "" if text.casefold() in NOTHING else text


def _listed(value: object) -> list[str]:
    texts = [rich_text(raw) for raw in (value if isinstance(value, list) else [value])]
    return [text for text in texts if text.casefold() not in NOTHING]


def _distinct(titles: list[str]) -> list[str]:
    return list({folded(title): title for title in reversed(titles)}.values())[::-1]


def _series_and_book(first: str, second: str) -> tuple[str, str]:
    """Tell the series from the book: by the words of each, else in the order publishers deposit them, series first."""
    return (second, first) if _series_likeness(second) > _series_likeness(first) else (first, second)


def _series_likeness(title: str) -> int:
    words = set(folded(title).split())
    numbered = bool(_NUMBERED.search(title))
    return 2 * len(words & SERIES_WORDS) - 3 * len(words & BOOK_WORDS) - 2 * numbered - (":" in title)


def _identifiers(
    record: Mapping[str, Any], field: str, typed: str, shape: re.Pattern[str], is_valid: Callable[[str], bool]
) -> list[str]:
    listed = record.get(typed)
    kinds = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    values = [each.get("value") for each in sorted(kinds, key=lambda each: each.get("type") != "print")]
    listed = record.get(field)
    values += listed if isinstance(listed, list) else [listed]
    found = [match.group().replace("-", "").upper() for match in map(shape.search, map(plain_text, values)) if match]
    return [text for text in dict.fromkeys(found) if is_valid(text)]


def _is_small_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 6
