"""Entries as Hayagriva YAML, the bibliography file of Typst.

A work stands in its journal, book or proceedings (`parent`), and that in its series.  The annotation goes into `note`,
which Typst's annotated styles print, before the work's own notes, one line a paragraph.  Words whose case is kept stand
in `{}`; braces, dollars and backslashes of a text are escaped.  An article number is the page range where there is no
page.  An address or language tag that Typst would refuse is left out, because it would refuse the whole file.

Hayagriva has no place for: formatting in titles, ORCID, the end of a date range, dates without a year, `keyword`,
`license`, `available-date`, `original-title`, `version`, reviewed works, chapter and section numbers, roles not in
`tables/hayagriva.py`.  Its years before our era count a year 0: 44 BCE is -0043.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from atlas_cite.document.characters import one_line, trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.export.web_address import web_address
from atlas_cite.export.yaml_writer import Plain, render_yaml
from atlas_cite.latex.rich_text import Node, parse_rich_text
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.tables.hayagriva import COUNTS, GENERAL_TYPE, ROLES, SERIAL_NUMBERS, TEXT_FIELDS, TYPES_WRITTEN, TypeRow
from atlas_cite.tables.truncation import OTHERS

_SPECIAL = re.compile(r"([\\{}$])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
_SIMPLE_NAME = re.compile(r"[^,]+, [^,]+")
_OF_THE_CONTAINER = frozenset({"periodical", "newspaper", "proceedings", "book", "reference", "blog"})
"""Parents whose volume, issue, publisher and numbers these are, not the entry's own."""


def render_hayagriva(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """Hayagriva YAML, one entry a piece; `annotation` gives what to say about an entry, or nothing."""
    is_empty = True
    for entry in entries:
        yield ("" if is_empty else "\n") + render_yaml({entry.key: _entry(entry, annotation(entry))})
        is_empty = False
    if is_empty:
        yield "{}\n"


def _entry(entry: Entry, blocks: tuple[Block, ...]) -> dict[str, Plain]:
    item = entry.item
    row = TYPES_WRITTEN.get(item.type, GENERAL_TYPE)
    parents = _parents(entry, row)
    is_contained = bool(parents) and row.parent in _OF_THE_CONTAINER
    own = "\n".join((item.text("annote"), item.text("note")))
    note = combined_note(own, blocks, Status() if blocks else entry.status, trimmed_line)
    fields: dict[str, Plain] = {"type": row.name, "title": _title(item.text("title"), item.text("title-short"))}
    fields |= _people(entry, is_contained=is_contained)
    fields |= {"date": _date(item.date("issued")), "page-range": _pages(item)}
    fields |= {"edition": _plain(item.text("edition")), "note": "\n\n".join(map(_text, note))}
    fields |= {name: _text(item.text(variable)) for variable, name in TEXT_FIELDS.items()}
    fields |= {name: item.text(variable) for variable, name in COUNTS.items() if item.text(variable).isdecimal()}
    fields |= {"url": _url(item), "language": _language(item)}
    numbers = _numbers(item, is_parent=False)
    if not is_contained:
        fields |= _circumstances(item)
        numbers |= _numbers(item, is_parent=True)
    fields["serial-number"] = numbers
    return _pruned(fields | {"parent": parents[0] if len(parents) == 1 else parents})


def _parents(entry: Entry, row: TypeRow) -> list[Plain]:
    """What the work stands in, and the conference it was given at."""
    item = entry.item
    found: list[Plain] = []
    series = _series(item)
    container = item.text("container-title")
    if row.parent and (container or _has_place(item, row)):
        parent: dict[str, Plain] = {"type": row.parent, "title": _title(container, item.text("container-title-short"))}
        if row.parent in _OF_THE_CONTAINER:
            parent |= {"editor": _names(entry, "editor"), **_circumstances(item)}
        parent |= {"parent": series}
        found.append(_pruned(parent))
    elif series:
        found.append(series)
    if item.text("event-title") or item.text("event-place"):
        place, held = _text(item.text("event-place")), _date(item.date("event-date"))
        found.append(
            _pruned({"type": "conference", "title": _title(item.text("event-title")), "location": place, "date": held})
        )
    return found


def _has_place(item: Item, row: TypeRow) -> bool:
    """Whether something is known of a container that has no title."""
    return row.parent in _OF_THE_CONTAINER and any(item.text(name) for name in ("volume", "issue", "ISSN", "ISBN"))


def _series(item: Item) -> dict[str, Plain]:
    title, number = _title(item.text("collection-title")), _plain(item.text("collection-number"))
    return _pruned({"type": "anthology", "title": title, "volume": number}) if title or number else {}


def _circumstances(item: Item) -> dict[str, Plain]:
    """What says where in its whole a work stands and who published it."""
    publisher: dict[str, Plain] = {
        "name": _text(item.text("publisher")),
        "location": _text(item.text("publisher-place")),
    }
    return {
        "publisher": _pruned(publisher) if publisher["location"] else publisher["name"],
        "volume": _plain(item.text("volume")),
        "issue": _plain(item.text("issue")),
        "serial-number": _numbers(item, is_parent=True),
    }


def _numbers(item: Item, *, is_parent: bool) -> dict[str, Plain]:
    chosen: dict[str, Plain] = {
        name: one_line(item.text(variable))
        for variable, name in SERIAL_NUMBERS.items()
        if (variable in {"ISBN", "ISSN"}) == is_parent
    }
    return _pruned(chosen)


def _pruned(fields: dict[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in fields.items() if value not in ("", [], {})}


def _people(entry: Entry, *, is_contained: bool) -> dict[str, Plain]:
    item = entry.item
    fields: dict[str, Plain] = {"author": _names(entry, "author")}
    if not is_contained:
        fields["editor"] = _names(entry, "editor")
    affiliated: list[Plain] = [
        {"role": role, "names": _names(entry, variable)} for variable, role in ROLES.items() if item.names(variable)
    ]
    return fields | {"affiliated": affiliated}


def _names(entry: Entry, variable: str) -> list[Plain]:
    names = [_name(name) for name in entry.item.names(variable)]
    is_cut = bool(names) and variable in entry.extra.get(TRUNCATED_NAMES, "").split()
    return [*names, {"name": OTHERS}] if is_cut else names


def _name(name: Name) -> Plain:
    """`Last, First`, or the parts by name where a comma alone would not tell them."""
    if name.is_undivided:
        return {"name": one_line(name.literal)}
    prefix = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    parts = {
        "name": one_line(name.family or name.given),
        "given-name": one_line(name.given if name.family else ""),
        "prefix": one_line(prefix),
        "suffix": one_line(name.suffix),
    }
    simple = f"{parts['name']}, {parts['given-name']}"
    is_simple = not (parts["prefix"] or parts["suffix"]) and not parts["name"][:1].islower()
    return simple if is_simple and _SIMPLE_NAME.fullmatch(simple) else _pruned(dict(parts))


def _title(rich: str, short: str = "") -> Plain:
    value = _rich(parse_rich_text(one_line(rich)))
    short = _rich(parse_rich_text(one_line(short)))
    return {"value": value, "short": short} if value and short and short != value else value


def _rich(nodes: tuple[Node, ...]) -> str:
    return "".join(_escaped(node) if isinstance(node, str) else _element(node.kind, node.children) for node in nodes)


def _element(kind: str, children: tuple[Node, ...]) -> str:
    inner = _rich(children)
    return f"{{{inner}}}" if kind == "nocase" and not _SPECIAL.search(inner) else inner


def _text(text: str) -> str:
    """A text in which Hayagriva looks for `{}` and `$`."""
    return _escaped(_plain(text))


def _plain(text: str) -> str:
    return trimmed_line(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _date(date: Date | None) -> str:
    """The day on which a date begins, as ISO 8601 counts years."""
    if date is None or not date.start:
        return ""
    year = date.start[0] + (1 if date.start[0] < 0 else 0)
    return ("~" if date.circa else "") + Date((year, *date.start[1:])).iso()


def _pages(item: Item) -> str:
    has_number = item.type.startswith(("article", "review"))
    return trimmed_line(item.text("page") or (item.text("number") if has_number else ""))


def _url(item: Item) -> Plain:
    address = web_address(item)
    if not _is_address(address):
        return ""
    accessed = _date(item.date("accessed"))
    return {"value": address, "date": accessed} if accessed else address


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https", "ftp"} and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False


def _language(item: Item) -> str:
    tag = item.text("language").replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""
