"""Entries as Zotero RDF, Zotero's own exchange format, the one that carries notes whole.

The annotation is a child note (`bib:Memo`, referenced by `dcterms:isReferencedBy`) in HTML with its paragraphs, lists
and links; the reader's own `annote` is a note of its own, and so is the work's `note`.  PubMed ids, an article number
beside pages and what else Zotero has no field for stand in Extra (`dc:description`) as Zotero reads them there, and so
does the citation key, which Better BibTeX takes from it.

Zotero has no place for: a list of names that goes on, name suffixes apart from the given name, ORCID, people whose role
is not in `tables/zotero_rdf.py`, ends of date ranges but as text.  Nothing is attached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from atlas_cite.document.characters import one_line, printable, trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import annotation_paragraphs, html_note, status_note
from atlas_cite.export.note_html import note_html
from atlas_cite.export.web_address import web_address
from atlas_cite.export.xml_writer import DECLARATION, Element, element, render_element, start_tag, text_element
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.value_text import value_text
from atlas_cite.tables.zotero_rdf import (
    EXTRA,
    FIELDS,
    GENERAL_TYPE,
    NUMBERED,
    PEOPLE,
    TYPED_PEOPLE,
    TYPES_WRITTEN,
    TypeRow,
)

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_ROOT = Element("rdf:RDF", attributes={f"xmlns:{prefix}": address for prefix, address in _NAMESPACES.items()})
Part = Element | None


def render_zotero_rdf(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """RDF/XML, an item with its notes a piece; `annotation` gives what to say about an entry, or nothing."""
    yield f"{DECLARATION}{start_tag(_ROOT)}\n"
    for number, entry in enumerate(entries, start=1):
        notes = _notes(entry, annotation(entry))
        references = [f"#note_{number}_{count}" for count in range(1, len(notes) + 1)]
        yield render_element(_item(entry, f"#item_{number}", references), depth=1) + "".join(
            render_element(_memo(html, name), depth=1) for html, name in zip(notes, references, strict=True)
        )
    yield f"</{_ROOT.name}>\n"


def _notes(entry: Entry, blocks: tuple[Block, ...]) -> list[str]:
    """The notes in HTML: the annotation, or a grave status where there is none, then the entry's own."""
    texts = (entry.item.text(variable).split("\n") for variable in ("annote", "note"))
    own = [[line for part in text if (line := trimmed_line(part))] for text in texts]
    said = {line for lines in own for line in lines}
    status = status_note(entry.status)
    notes = [note_html(blocks)] if annotation_paragraphs(blocks) else []
    if not notes and status and not any(line.startswith(status) for line in said):
        notes = [html_note([status])]
    return [*notes, *(html for lines in own if (html := html_note(lines)))]


def _memo(html: str, name: str) -> Element:
    return Element("bib:Memo", [element("rdf:value", html)], {"rdf:about": name})


def _item(entry: Entry, about: str, notes: list[str]) -> Element:
    item = entry.item
    row = TYPES_WRITTEN.get(item.type, GENERAL_TYPE)
    container = _container(item, row)
    children: list[Part] = [
        element("z:itemType", row.item_type),
        container and element("dcterms:isPartOf", container),
        None if container else _series(item),
        _publisher(item),
        *_people(item),
        *(Element("dcterms:isReferencedBy", attributes={"rdf:resource": name}) for name in notes),
        *(element("dc:subject", one_line(word)) for word in split_keywords(item.text("keyword"))),
        text_element("dc:title", one_line(item.text("title"))),
        *_texts(item),
        *_dates(item),
        text_element("bib:pages", one_line(_pages(item))),
        *_identifiers(item, in_container=bool(container)),
        *([] if container else _numbering(item)),
        _conference(item),
        element("dc:description", _extra(entry)),
    ]
    return Element(row.rdf_class, [child for child in children if child], {"rdf:about": about})


def _container(item: Item, row: TypeRow) -> Part:
    """The journal, book or site, which has the volume, issue and numbers of the work in it."""
    if not row.container:
        return None
    title, short = one_line(item.text("container-title")), one_line(item.text("container-title-short"))
    children = (
        *_numbering(item),
        text_element("dc:title", title),
        text_element("dcterms:alternative", short),
        *(text_element("dc:identifier", text) for text in _labelled(item, "ISSN", "ISBN")),
        _series(item),
    )
    return element(row.container, *children)


def _numbering(item: Item) -> Iterator[Part]:
    number = item.text("number") if item.type in NUMBERED else item.text("issue")
    yield text_element("prism:volume", one_line(item.text("volume")))
    yield text_element("prism:number", one_line(number))


def _series(item: Item) -> Part:
    title, number = one_line(item.text("collection-title")), one_line(item.text("collection-number"))
    if not (title or number):
        return None
    series = element("bib:Series", text_element("dc:title", title), text_element("dc:identifier", number))
    return element("dcterms:isPartOf", series)


def _publisher(item: Item) -> Part:
    name, place = one_line(item.text("publisher")), one_line(item.text("publisher-place"))
    if not (name or place):
        return None
    address = element("vcard:adr", element("vcard:Address", element("vcard:locality", place))) if place else None
    return element("dc:publisher", element("foaf:Organization", address, text_element("foaf:name", name)))


def _people(item: Item) -> Iterator[Element]:
    for variable, usual in PEOPLE.items():
        if names := item.names(variable):
            tag = TYPED_PEOPLE.get((item.type, variable), usual)
            yield element(tag, element("rdf:Seq", *(element("rdf:li", _person(name)) for name in names)))


def _person(name: Name) -> Element:
    if name.is_undivided:
        return element("foaf:Person", element("foaf:surname", one_line(name.literal)))
    given = ", ".join(part for part in (name.given if name.family else "", name.suffix) if part)
    surname = element("foaf:surname", one_line(name.family_with_particles))
    return element("foaf:Person", surname, text_element("foaf:givenName", one_line(given)))


def _texts(item: Item) -> Iterator[Part]:
    for variable, tag in FIELDS.items():
        text = printable(item.text(variable)).strip()
        yield text_element(tag, text if variable == "abstract" else one_line(text))
    if call_number := one_line(item.text("call-number")):
        yield element("dc:subject", element("dcterms:LCC", element("rdf:value", call_number)))


def _dates(item: Item) -> Iterator[Part]:
    for variable, tag in (("issued", "dc:date"), ("accessed", "dcterms:dateSubmitted")):
        date = item.date(variable)
        yield text_element(tag, one_line(date.iso())) if date else None


def _pages(item: Item) -> str:
    has_article_number = item.type.startswith(("article", "review")) and item.type not in NUMBERED
    return item.text("page") or (item.text("number") if has_article_number else "")


def _identifiers(item: Item, *, in_container: bool) -> Iterator[Part]:
    own = () if in_container else ("ISSN", "ISBN")
    yield from (text_element("dc:identifier", text) for text in _labelled(item, *own, "DOI"))
    if address := web_address(item):
        yield element("dc:identifier", element("dcterms:URI", element("rdf:value", address)))


def _labelled(item: Item, *variables: str) -> list[str]:
    return [f"{variable} {text}" for variable in variables if (text := one_line(item.text(variable)))]


def _conference(item: Item) -> Part:
    title = one_line(item.text("event-title"))
    return element("bib:presentedAt", element("bib:Conference", element("dc:title", title))) if title else None


def _extra(entry: Entry) -> str:
    """Lines of Zotero's Extra field: the key, and the variables that it reads there."""
    item = entry.item
    lines = [f"Citation Key: {entry.key}"]
    if not TYPES_WRITTEN.get(item.type, GENERAL_TYPE).container and item.text("container-title"):
        lines.append(f"Container Title: {one_line(item.text('container-title'))}")
    lines += [
        f"{label}: {text}"
        for variable, label in EXTRA.items()
        if (text := one_line(value_text(variable, item.fields.get(variable, ""))))
    ]
    if item.text("number") and item.text("number") != _pages(item) and item.type not in NUMBERED:
        lines.append(f"Number: {one_line(item.text('number'))}")
    return "\n".join(lines)
