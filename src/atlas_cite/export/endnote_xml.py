"""Entries as EndNote XML, which EndNote, Zotero, JabRef and pandoc import.

The annotation goes into `research-notes` (EndNote's Research Notes, a Zotero note), one line a paragraph, with the
reader's own `annote` behind it; the work's `note` stays in `notes`.  A group ends in a comma, by which EndNote knows it
for one name.  An article number stands in `custom7` (Article Number) and, where there is no page, in `pages` too; a
report's, standard's or patent's number in `isbn`, as EndNote calls that field Report Number there; a PubMed id in
`accession-num`.  Formatted titles are `style` runs.  The key is both `label` and a foreign key.

EndNote has no field for: name parts beyond `Last, First, Suffix`, ORCID, people other than authors, editors and
translators, `license`, `available-date`, `original-date`, `submitted`, `status`, `scale`, `references`, reviewed
works; a CSL type without a reference type of its own comes back as a near one (`tables/endnote_xml.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from atlas_cite.document.characters import trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.export.web_address import web_address
from atlas_cite.export.xml_writer import DECLARATION, Element, element, render_element
from atlas_cite.latex.rich_text import Node, parse_rich_text, plain_text
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.keywords import split_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.variables import TITLE_VARIABLES
from atlas_cite.tables.endnote_xml import (
    CONFERENCES,
    FACES,
    FIELD_ROWS,
    GENERAL_TYPE,
    NAME_ROWS,
    NUMBERED,
    PERIODICALS,
    PREPRINT,
    RECORD_ORDER,
    TYPES_WRITTEN,
    FieldRow,
)
from atlas_cite.tables.months import MONTHS, SEASONS
from atlas_cite.tables.truncation import OTHERS

Leaf = tuple[str, str | Element]
"""The path of an element in its record, and its text or the element itself."""

_ORDER = {name: position for position, name in enumerate(RECORD_ORDER)}
_BREAK = "\r"
"""What parts lines inside an EndNote field."""


def render_endnote_xml(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """EndNote XML, one record a piece; `annotation` gives what to say about an entry, or nothing."""
    yield f"{DECLARATION}<xml>\n  <records>\n"
    for number, entry in enumerate(entries, start=1):
        yield render_element(_record(entry, annotation(entry), number), depth=2)
    yield "  </records>\n</xml>\n"


def _record(entry: Entry, blocks: tuple[Block, ...], number: int) -> Element:
    name, code = TYPES_WRITTEN.get(entry.item.type, GENERAL_TYPE)
    leaves: list[Leaf] = [
        ("rec-number", str(number)),
        ("foreign-keys/key", element("key", entry.key, app="atlas-cite")),
        ("ref-type", element("ref-type", str(code), name=name)),
        ("label", entry.key),
        *_names(entry, name),
        *_texts(entry.item, name),
        *_dates(entry.item),
        *_numbers(entry.item, name),
        *(("keywords/keyword", word) for word in split_keywords(entry.item.text("keyword"))),
    ]
    own = combined_note(entry.item.text("annote"), blocks, Status() if blocks else entry.status, trimmed_line)
    leaves.append(("research-notes", _BREAK.join(own)))
    leaves = [(path, _settled(leaf) if isinstance(leaf, str) else leaf) for path, leaf in leaves]
    written = {path for path, leaf in leaves if leaf}
    leaves += [(path, text) for path, text in _raw_leaves(entry) if path not in written]
    children = _tree([(path.split("/"), leaf) for path, leaf in leaves if leaf])
    return Element("record", sorted(children, key=_position))


def _settled(text: str) -> str:
    """`text` as it is read back: printable lines without blanks at their ends."""
    lines = (trimmed_line(line) for line in text.split(_BREAK))
    return _BREAK.join(line for line in lines if line)


def _position(child: Element | str) -> int:
    return _ORDER.get(child.name, len(_ORDER)) if isinstance(child, Element) else -1


def _tree(leaves: Sequence[tuple[list[str], str | Element]]) -> list[Element]:
    """The elements that hold `leaves`, each at its path; leaves of one parent stay together."""
    found: list[Element] = []
    inner: dict[str, list[tuple[list[str], str | Element]]] = {}
    for path, leaf in leaves:
        if len(path) == 1:
            found.append(leaf if isinstance(leaf, Element) else element(path[0], leaf))
        else:
            inner.setdefault(path[0], []).append((path[1:], leaf))
    return [*found, *(Element(name, _tree(some)) for name, some in inner.items())]


def _names(entry: Entry, type_name: str) -> Iterator[Leaf]:
    for row in _rows(type_name, NAME_ROWS):
        names = [_name(name) for name in entry.item.names(row.variable)]
        is_cut = bool(names) and row.variable in entry.extra.get(TRUNCATED_NAMES, "").split()
        yield from ((row.path, name) for name in [*names, *([OTHERS] if is_cut else [])])


def _name(name: Name) -> str:
    """`Last, First, Suffix`; a comma behind a name of several words that EndNote would divide."""
    text = trimmed_line(name.inverted).lstrip(", ")
    is_whole = name.is_undivided or not name.given
    return f"{text.rstrip(',')}," if is_whole and " " in text and "," not in name.family_with_particles else text


@cache
def _rows(type_name: str, table: tuple[FieldRow, ...]) -> tuple[FieldRow, ...]:
    """The row of each variable for a type; a path that a row of the type takes is no other's."""
    chosen: dict[str, FieldRow] = {}
    for row in sorted(table, key=lambda row: not row.types):
        holds = not row.types or type_name in row.types
        if holds and row.variable not in chosen and row.path not in {taken.path for taken in chosen.values()}:
            chosen[row.variable] = row
    return tuple(row for row in table if chosen.get(row.variable) is row)


def _texts(item: Item, type_name: str) -> Iterator[Leaf]:
    for row in _rows(type_name, FIELD_ROWS):
        text = item.text(row.variable)
        if row.variable in TITLE_VARIABLES:
            yield row.path, _rich(row.path.rpartition("/")[2], text)
        elif row.variable == "URL":
            yield row.path, web_address(item)
        elif row.variable != "annote":
            yield row.path, _BREAK.join(line for line in text.splitlines() if line)
    container = item.text("container-title")
    yield "work-type", PREPRINT if item.type == "article" and not item.text("genre") else ""
    if type_name in PERIODICALS:
        yield "periodical/full-title", plain_text(parse_rich_text(container))
    if type_name in CONFERENCES:
        event = item.text("event-title")
        yield "titles/secondary-title", "" if event else _rich("secondary-title", container)
        yield "custom3", "" if container else _rich("custom3", event)


def _rich(name: str, rich: str) -> Element | str:
    """A title as `style` runs, or as its text where nothing is formatted."""
    nodes = parse_rich_text(rich)
    by_face = groupby(_runs(nodes, ()), key=itemgetter(0))
    runs = [(face, "".join(text for _, text in group)) for face, group in by_face]
    if all(face == "normal" for face, _ in runs):
        return plain_text(nodes)
    styles = [element("style", text, face=face, font="default", size="100%") for face, text in runs]
    return Element(name, styles, is_running=True)


def _runs(nodes: Iterable[Node], faces: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, str):
            yield " ".join(faces) or "normal", node
        else:
            face = FACES.get(node.kind, "")
            yield from _runs(node.children, (*faces, face) if face and face not in faces else faces)


def _dates(item: Item) -> Iterator[Leaf]:
    """The year, and the date in words beside it (`Jul 3`); what words cannot say stands as EDTF."""
    issued, accessed = item.date("issued"), item.date("accessed")
    if issued and not issued.start:
        yield "dates/year", issued.literal
    elif issued:
        yield "dates/year", Date(issued.start[:1]).iso()
        yield "dates/pub-dates/date", _day(issued)
    yield "access-date", accessed.iso() if accessed else ""


def _day(date: Date) -> str:
    if date.end or date.circa or date.start[0] < 1000:
        return date.iso() if len(date.start) > 1 or date.end or date.circa else ""
    if date.season:
        return SEASONS[date.season - 1]
    return " ".join([MONTHS[date.start[1] - 1], *map(str, date.start[2:])]) if len(date.start) > 1 else ""


def _numbers(item: Item, type_name: str) -> Iterator[Leaf]:
    page, number = item.text("page"), item.text("number")
    own_number = number if type_name in NUMBERED else ""
    identifiers = [own_number, *_split(item.text("ISBN")), *_split(item.text("ISSN"))]
    yield "isbn", _BREAK.join(each for each in identifiers if each)
    if type_name in PERIODICALS:
        yield "pages", page or number
    else:
        yield "pages", page or item.text("number-of-pages")
    yield "custom7", "" if own_number else number


def _split(numbers: str) -> list[str]:
    return [number.strip() for number in numbers.replace(";", ",").split(",")]


def _raw_leaves(entry: Entry) -> Iterator[Leaf]:
    """What an EndNote file said beyond CSL."""
    for key, raw in entry.extra.items():
        source, _, path = key.partition(":")
        if source == "endnote" and path.rpartition("/")[2].replace("-", "").isalnum():
            yield from ((path, line) for line in raw.splitlines())
