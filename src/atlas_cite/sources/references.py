"""References as people have them: lists with one a line, raw or as JSON, and the entries of bibliography files.

Source: Crossref, "References" (names of the elements of a deposited reference).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from atlas_cite.errors import InvalidDoi, Problem
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.sources.detect import Kind, detect_kind
from atlas_cite.sources.inputs import SourceText, expand_inputs
from atlas_cite.sources.read import identified_reference, read_text

_ENTRIES = frozenset(
    {
        Kind.ATLAS_PAGE, Kind.ATLAS_HTML, Kind.YAML_RECORDS, Kind.MARKDOWN_RECORD, Kind.BIBTEX, Kind.RIS, Kind.CSL_JSON,
        Kind.JSON_RECORDS,
    }
)  # fmt: skip
"""Kinds of input that are read entry by entry; any other text is a list with one reference a line."""
_ELEMENTS = {
    "article-title": "title",
    "journal-title": "container-title",
    "volume": "volume",
    "issue": "issue",
    "first-page": "page",
    "ISSN": "ISSN",
}
_SAYS_WHERE = frozenset({"article-title", "journal-title", "volume-title", "volume", "first-page"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One reference of a list: `given` is what a person wrote, or the key of its entry; `text` is it raw, if it is."""

    where: str
    given: str
    text: str = ""
    reference: Reference | None = None


def read_references(names: Sequence[str], stdin: BinaryIO) -> tuple[list[Listed], list[Problem]]:
    """The references in files, folders, identifiers and standard input (`-`), in order; nothing is looked up."""
    listed: list[Listed] = []
    problems: list[Problem] = []
    for found in expand_inputs(names, stdin):
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, SourceText):
            new_listed, new_problems = _read(found)
            listed.extend(new_listed)
            problems.extend(new_problems)
        else:
            listed.append(Listed(found.where, found.where, reference=identified_reference(found)))
    return listed, problems


def _read(source: SourceText) -> tuple[list[Listed], list[Problem]]:
    kind = detect_kind(source.text)
    if kind is Kind.EMPTY or (kind in _ENTRIES and not _lists_elements(source.text)):
        references, problems = read_text(source)
        return [_listed_entry(each) for each in references], problems
    return list(_lines(source)), []


def _lists_elements(text: str) -> bool:
    """Whether the first line is a deposited reference as JSON, which `DOI` and `volume` make look like CSL-JSON."""
    first = _object(text.strip().partition("\n")[0])
    return first is not None and bool(first.keys() & (_SAYS_WHERE - {"volume"} | {"unstructured"}))


def _listed_entry(reference: Reference) -> Listed:
    return Listed(reference.origin.where, reference.key or reference.origin.where, reference=reference)


def _lines(source: SourceText) -> Iterator[Listed]:
    """A reference for each line that is neither blank nor a comment.  Lines end at a line feed and nowhere else."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        given, where = line.strip(), f"{source.where}:{number}"
        if not given or given.startswith("#"):
            continue
        elements = _object(given)
        if elements is None:
            yield Listed(where, given, text=given)
        else:
            yield _listed_object(elements, given, where)


def _object(line: str) -> Mapping[str, object] | None:
    """The JSON object that a line is, or None."""
    if not line.startswith("{"):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _listed_object(elements: Mapping[str, object], given: str, where: str) -> Listed:
    """A reference given as JSON: CSL, or the elements of a deposited reference with or without its raw text."""
    raw = elements.get("unstructured")
    if isinstance(raw, str) and raw.strip() and not _SAYS_WHERE & elements.keys():
        doi = elements.get("DOI")
        return Listed(where, given, text=f"{raw} doi:{doi}" if isinstance(doi, str) and doi not in raw else raw)
    if {"title", "container-title", "issued"} & elements.keys():
        item = Item.from_csl(elements)
        return Listed(where, given, reference=Reference(Origin("reference", where), item, _doi(elements.get("DOI"))))
    return Listed(where, given, reference=deposited_reference(elements, where))


def deposited_reference(elements: Mapping[str, object], where: str) -> Reference:
    """The reference that Crossref's elements (`journal-title`, `first-page` …) describe.

    A `volume-title` is the book cited when no part of it is, and else what the part is in.
    """
    texts = {name: str(value).strip() for name, value in elements.items() if isinstance(value, str | int)}
    fields: dict[str, Value] = {csl: texts[name] for name, csl in _ELEMENTS.items() if texts.get(name)}
    if "ISSN" in texts:
        fields["ISSN"] = texts["ISSN"].rpartition("/")[2]
    if author := texts.get("author"):
        fields["author"] = (Name(literal=author),)
    if (year := texts.get("year", "")[:4]).isdecimal():
        fields["issued"] = Date((int(year),))
    kind = "article-journal" if "container-title" in fields else "document"
    if book := texts.get("volume-title"):
        is_whole = not {"title", "page", "container-title"} & fields.keys()
        kind = "book" if is_whole else "chapter" if kind == "document" else kind
        fields.setdefault("title" if is_whole else "container-title", book)
    return Reference(Origin("reference", where), Item(kind, fields), _doi(texts.get("DOI") or texts.get("doi")))


def _doi(value: object) -> Doi | None:
    try:
        return Doi.parse(value) if isinstance(value, str) else None
    except InvalidDoi:
        return None
