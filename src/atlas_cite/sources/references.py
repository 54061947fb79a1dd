"""References as people have them in lists: raw, one a line, or as the JSON elements that members deposit at Crossref.

Source: Crossref, "Citations/references" (names of the elements of a deposited reference).
"""

from __future__ import annotations

from collections.abc import Mapping

from atlas_cite.model.date import Date
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference

_ELEMENTS = {
    "article-title": "title",
    "journal-title": "container-title",
    "volume": "volume",
    "issue": "issue",
    "first-page": "page",
}


def deposited_reference(elements: Mapping[str, object], where: str) -> Reference:
    """The reference that Crossref's elements (`journal-title`, `first-page` …) describe.

    A `volume-title` is the book cited when no part of it is, and else what the part is in.
    """
    texts = {name: str(value).strip() for name, value in elements.items() if isinstance(value, str | int)}
    fields: dict[str, Value] = {csl: texts[name] for name, csl in _ELEMENTS.items() if texts.get(name)}
    if author := texts.get("author"):
        fields["author"] = (Name(literal=author),)
    if (year := texts.get("year", "")[:4]).isdecimal():
        fields["issued"] = Date((int(year),))
    kind = "article-journal" if "container-title" in fields else "document"
    if book := texts.get("volume-title"):
        is_whole = not {"title", "page", "container-title"} & fields.keys()
        kind = "book" if is_whole else "chapter" if kind == "document" else kind
        fields.setdefault("title" if is_whole else "container-title", book)
    return Reference(Origin("reference", where), Item(kind, fields))
