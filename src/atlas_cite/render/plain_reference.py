"""The plain form of a work: what is printed when a style prints nothing for it, or fails."""

from __future__ import annotations

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Inline, Inlines, Link, Text
from atlas_cite.model.item import Item
from atlas_cite.model.text import without_markup
from atlas_cite.render.addresses import doi_address, web_address

_NAMES = ("author", "editor", "translator")


def plain_reference(item: Item) -> Inlines:
    """Authors, year, title, container and address with full stops between; never empty."""
    parts = [_authors(item), _year(item), *(_text(item, name) for name in ("title", "container-title", "publisher"))]
    text = " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
    address = doi_address(item.text("DOI")) or web_address(item.text("URL"))
    link: tuple[Inline, ...] = (Link(address, (Text(address),)),) if address else ()
    return (Text(f"{text} " if link and text else text or ("" if link else f"Untitled {item.type}.")), *link)


def plain_citation(item: Item) -> str:
    """Author and year, or the title."""
    return f"{_authors(item) or _text(item, 'title') or 'Untitled'}, {_year(item) or 'n.d.'}"


def _authors(item: Item) -> str:
    names = next((item.names(variable) for variable in _NAMES if item.names(variable)), ())
    return one_line(", ".join(map(str, names)))


def _year(item: Item) -> str:
    issued = item.date("issued")
    return one_line(issued.iso()) if issued else ""


def _text(item: Item, variable: str) -> str:
    return one_line(without_markup(item.text(variable))).strip()
