"""Entries as BibLaTeX for biber: its own types and fields, dates as EDTF, the kinds of editors.

The annotation goes into `annotation`, which biblatex's `reading` style prints.  A title stays whole, as its source gave
it: nobody knows where a subtitle begins, and readers that do not know `subtitle` would lose it.  A PubMed id is an
`eprint`, unless the work has another.  Source: the biblatex manual 3.20, §2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import Place
from atlas_cite.export.bibtex_entry import Dialect, Fields, kept_type, render_entries
from atlas_cite.export.bibtex_values import date_value
from atlas_cite.latex.encode import encode_plain
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.tables.bibtex import (
    BIBLATEX_TYPES,
    BIBLATEX_TYPES_WRITTEN,
    EDITOR_TYPES,
    GENRE_KEYS,
    NAME_PREFIX_OPTION,
    PUBLICATION_STATES,
)

_GENRES_WRITTEN = {genre.lower(): key for key, genre in reversed(GENRE_KEYS.items())}
_STATES_WRITTEN = {state: key for key, state in PUBLICATION_STATES.items()}
_PUBMED_ID = re.compile(r"\d{1,8}")
_EDITOR_FIELDS = ("editor", "editora", "editorb", "editorc")


def render_biblatex(
    entries: Iterable[Entry],
    annotation: Callable[[Entry], tuple[Block, ...]],
    *,
    place: Place | None = None,
    ascii_only: bool = False,
) -> Iterator[str]:
    """BibLaTeX text, one entry a piece; `annotation` gives what to say about an entry, or nothing."""
    return render_entries(entries, annotation, BIBLATEX, place, ascii_only=ascii_only)


def _entry_type(entry: Entry) -> str:
    item = entry.item
    if kept := kept_type(entry, BIBLATEX_TYPES):
        return kept
    if item.type == "book" and item.names("editor") and not item.names("author"):
        return "collection"
    return BIBLATEX_TYPES_WRITTEN.get(item.type, "misc")


def _issued(date: Date) -> Fields:
    """`date`; what is no date (`in press`) is a `pubstate`, as Typst stops at a `year` that is no number."""
    if date.start:
        return {"date": f"{{{date_value(date)}}}"}
    return {"pubstate": f"{{{_STATES_WRITTEN.get(date.literal.lower()) or encode_plain(date.literal)}}}"}


def _adjusted(fields: Fields, entry: Entry, _entry_type: str) -> Fields:
    item = entry.item
    for name, variable, keys in (("type", "genre", _GENRES_WRITTEN), ("pubstate", "status", _STATES_WRITTEN)):
        if item.text(variable):
            fields[name] = f"{{{keys.get(item.text(variable).lower()) or encode_plain(item.text(variable))}}}"
    if "eprint" not in fields and _PUBMED_ID.fullmatch(item.text("PMID")):
        fields |= {"eprint": fields.pop("pmid"), "eprinttype": "{pubmed}"}
    return _with_editor_types(fields, item) | _prefix_option(entry)


def _with_editor_types(fields: Fields, item: Item) -> Fields:
    """Compilers, directors and such as editors of a kind, in the first of the editor fields that are free."""
    free = [name for name in _EDITOR_FIELDS if name not in fields]
    for variable in [name for name in EDITOR_TYPES if item.names(name)]:
        if free:
            name = free.pop(0)
            fields |= {name: fields.pop(variable), f"{name}type": f"{{{EDITOR_TYPES[variable]}}}"}
    return fields


def _prefix_option(entry: Entry) -> Fields:
    """Whether `van` in `van der Meer` is part of the name by which the entry is cited and sorted; biblatex says no.

    It is said for the whole entry: programs that do not know the option read the names all the same.
    """
    names = [name for value in entry.item.fields.values() if isinstance(value, tuple) for name in value]
    if any(name.non_dropping_particle for name in names):
        wanted = "true"
    elif any(name.dropping_particle for name in names):
        wanted = "false"
    else:
        return {}
    others = [
        option
        for option in entry.extra.get("bibtex:options", "").split(",")
        if option.strip() and option.partition("=")[0].strip() != NAME_PREFIX_OPTION
    ]
    return {"options": f"{{{','.join([f'{NAME_PREFIX_OPTION}={wanted}', *map(str.strip, others)])}}}"}


BIBLATEX = Dialect(
    name_of=lambda row: row.biblatex or row.names[0],
    annotation="annotation",
    entry_type=_entry_type,
    issued=_issued,
    adjusted=_adjusted,
)
