"""Entries as classic BibTeX: it compiles, and reference managers and our own reader read it back whole.

The annotation goes into `annote`, which Zotero imports as a note and annotating styles print; other programs show it
as a field of its own.  Paragraphs are parted by blank lines, which BibTeX itself closes up.  A grave status stands in
`note` where no annotation tells of it.  CSL variables that BibTeX has no field for keep their CSL names, which BibTeX
ignores; raw fields of a .bib entry come back out as they were.  Text is UTF-8, or ASCII for styles that count bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import Place
from atlas_cite.export.bibtex_entry import Dialect, Fields, kept_type, render_entries
from atlas_cite.export.bibtex_values import date_value
from atlas_cite.latex.encode import encode_plain
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.tables.bibtex import (
    CLASSIC_TYPES,
    GENERAL_THESIS,
    MASTERS_GENRE,
    MONTH_MACROS,
    THESIS_GENRES,
    TYPES_WRITTEN,
)

_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def render_bibtex(
    entries: Iterable[Entry],
    annotation: Callable[[Entry], tuple[Block, ...]],
    *,
    place: Place | None = None,
    ascii_only: bool = False,
) -> Iterator[str]:
    """BibTeX text, one entry a piece; `annotation` gives what to say about an entry, or nothing."""
    return render_entries(entries, annotation, CLASSIC, place, ascii_only=ascii_only)


def _entry_type(entry: Entry) -> str:
    item = entry.item
    if kept := kept_type(entry, CLASSIC_TYPES):
        return kept
    if item.type == "thesis" and any(word in item.text("genre").lower() for word in MASTERS_GENRE):
        return "mastersthesis"
    return TYPES_WRITTEN.get(item.type, "misc")


def _issued(date: Date) -> Fields:
    """`year`, `month` (a macro, or a season) and `day`; what they cannot say stands in BibLaTeX's `date`."""
    if not date.start:
        return {"year": f"{{{encode_plain(date.literal)}}}"}
    year = Date(date.start[:1]).iso()
    fields = {"year": f"{{circa {year}}}" if date.circa else f"{{{year}}}"}
    if len(date.start) > 1:
        fields["month"] = MONTH_MACROS[date.start[1] - 1]
    elif date.season:
        fields["month"] = f"{{{_SEASONS[date.season - 1]}}}"
    if len(date.start) > 2:
        fields["day"] = f"{{{date.start[2]}}}"
    if date.end and len(date.start) == len(date.end) == 1 and not date.circa:
        fields["year"] = f"{{{year}--{Date(date.end).iso()}}}"
    elif date.end:
        fields.pop("day", None)
        fields |= {"year": f"{{{year}}}", "date": f"{{{date_value(date)}}}"}
    elif date.circa:
        # Typst stops at a year that is no number, unless there is a date.
        fields["date"] = f"{{{date_value(date)}}}"
    return fields


def _adjusted(fields: Fields, entry: Entry, entry_type: str) -> Fields:
    """The kind of thesis, where the type does not say it already or would claim too much."""
    genre = entry.item.text("genre")
    if entry.item.type == "thesis":
        if not genre:
            fields["type"] = f"{{{GENERAL_THESIS}}}"
        elif genre == THESIS_GENRES.get(entry_type):
            del fields["type"]
    return fields


CLASSIC = Dialect(
    name_of=lambda row: row.names[0], annotation="annote", entry_type=_entry_type, issued=_issued, adjusted=_adjusted
)
