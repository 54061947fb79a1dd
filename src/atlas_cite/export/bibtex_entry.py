"""One entry of a .bib file, in either dialect: the steps that BibTeX and BibLaTeX share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import Place, combined_note
from atlas_cite.export.bibtex_names import render_names
from atlas_cite.export.bibtex_values import INDENT, ascii_value, date_value, has_language_name, text_value
from atlas_cite.latex.decode import decode_paragraphs
from atlas_cite.latex.encode import encode_paragraphs, has_balanced_braces
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.eprint import with_eprint
from atlas_cite.model.item import Item, Value
from atlas_cite.model.status import Status
from atlas_cite.tables.bibtex import (
    CSL_NAME_KINDS,
    EPRINT_ARCHIVES,
    FIELD_ROWS,
    NOT_REWRITTEN,
    PATHS,
    PROCESSORS_OWN,
    SUBTYPES,
    TYPES_READ,
    FieldRow,
)

Fields = dict[str, str]
"""Field name -> value with its braces, or a macro."""

_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}@\\/]+")
_BREAKS_FILE = re.compile(r"^\s*@\w*[ \t]*[{(]|[\x00-\x08\x0b-\x1f\x7f-\x9f]", re.MULTILINE)
_SUBTYPES_WRITTEN = {csl: word for word, csl in SUBTYPES.items()}
_EPRINT_VARIABLES = frozenset({"archive", "archive_location", "archive_collection"})
_ANNOTATION_FIELDS = frozenset({"annote", "annotation"})
_WRITTEN_APART = frozenset({"note", "annote", "issued", *PROCESSORS_OWN})
_ISSUED = ("year", "month", "day", "date")
_ORDER = {
    name: position
    for position, name in enumerate(
        dict.fromkeys(name for row in FIELD_ROWS for name in (_ISSUED if row.variable == "issued" else row.names))
    )
} | {"entrysubtype": -1}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What BibTeX and BibLaTeX do differently.

    `name_of` is the field name of a row; `annotation` where an entry's annotation stands unless a profile says
    otherwise; `entry_type`, `issued` and `adjusted` write the type, the date, and what goes by rules of its own.
    """

    name_of: Callable[[FieldRow], str]
    annotation: str
    entry_type: Callable[[Entry], str]
    issued: Callable[[Date], Fields]
    adjusted: Callable[[Fields, Entry, str], Fields]


def render_entries(
    entries: Iterable[Entry],
    annotation: Callable[[Entry], tuple[Block, ...]],
    dialect: Dialect,
    place: Place | None,
    *,
    ascii_only: bool,
) -> Iterator[str]:
    """A .bib text, one entry a piece; `annotation` gives what to say about an entry, `place` where it stands."""
    for number, entry in enumerate(entries):
        blocks = annotation(entry)
        yield ("\n" if number else "") + _render_entry(
            entry, blocks, dialect, place or Place(dialect.annotation), ascii_only=ascii_only
        )


def _render_entry(entry: Entry, blocks: tuple[Block, ...], dialect: Dialect, place: Place, *, ascii_only: bool) -> str:
    entry_type = dialect.entry_type(entry)
    fields = _fields(entry, entry_type, dialect)
    fields |= _notes(entry, blocks, dialect, place)
    fields |= {name: raw for name, raw in _raw_fields(entry) if name not in fields}
    if ascii_only:
        fields = {name: ascii_value(value, is_address=name in PATHS) for name, value in fields.items()}
    last = len(_ORDER)
    lines = [
        f"  {name} = {value},\n"
        for name, value in sorted(fields.items(), key=lambda field: _ORDER.get(field[0], last))
        if value != "{}"
    ]
    return f"@{entry_type}{{{entry.key},\n{''.join(lines)}}}\n"


def kept_type(entry: Entry, allowed: frozenset[str]) -> str:
    """The type the entry had in its .bib file, if that is one of `allowed` and still right, else empty."""
    before = entry.extra.get("bibtex:entrytype", "")
    return before if before in allowed and TYPES_READ.get(before) == entry.item.type else ""


def _fields(entry: Entry, entry_type: str, dialect: Dialect) -> Fields:
    """Every variable but notes."""
    item = with_eprint(entry.item)
    fields: Fields = {}
    rows = _rows_by_variable(entry_type)
    for variable, value in item.fields.items():
        if variable in _WRITTEN_APART:
            continue
        row = rows.get(variable)
        if row is None or (variable in _EPRINT_VARIABLES and not _is_eprint(item)):
            row = FieldRow(variable, CSL_NAME_KINDS[variable], (variable,))
        fields[dialect.name_of(row)] = f"{{{_value(entry, row, value)}}}"
    if issued := item.date("issued"):
        fields |= dialect.issued(issued)
    if TYPES_READ.get(entry_type) != item.type:
        fields["entrysubtype"] = f"{{{_SUBTYPES_WRITTEN.get(item.type, item.type)}}}"
    return dialect.adjusted(_without_repetition(fields, item), entry, entry_type)


@cache
def _rows_by_variable(entry_type: str) -> dict[str, FieldRow]:
    rows = [row for row in FIELD_ROWS if not row.types or entry_type in row.types]
    return {row.variable: row for row in reversed(rows)}


def _is_eprint(item: Item) -> bool:
    """Whether the place in an archive is an eprint; where no archive is named, a digit tells it from `NLM`, `Ovid`."""
    archive, place = item.text("archive").lower(), item.text("archive_location")
    return archive in EPRINT_ARCHIVES if place and archive else any(character.isdigit() for character in place)


def _without_repetition(fields: Fields, item: Item) -> Fields:
    """`fields` without an address that only repeats the DOI, and with a language babel does not know as plain text."""
    if "langid" in fields and not has_language_name(item.text("language")):
        fields["language"] = fields.pop("langid")
    doi = item.text("DOI")
    if doi and item.text("URL").lower().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/") == doi:
        del fields["url"]
    return fields


def _value(entry: Entry, row: FieldRow, value: Value) -> str:
    """A variable's value as its row wants it, without the outer braces."""
    if isinstance(value, tuple):
        return render_names(value, others=_was_cut(entry, row.variable))
    return date_value(value) if isinstance(value, Date) else text_value(row.kind, str(value))


def _was_cut(entry: Entry, variable: str) -> bool:
    """Whether the list goes on beyond the names that are known."""
    return TRUNCATED_NAMES in entry.extra and variable in entry.extra[TRUNCATED_NAMES].split()


def _notes(entry: Entry, blocks: tuple[Block, ...], dialect: Dialect, place: Place) -> Fields:
    """The work's own notes and the annotation; a grave status stands in `note` where no annotation tells of it."""
    annotation_field = place.field if place.field in _ANNOTATION_FIELDS else dialect.annotation
    own = {"note": entry.item.text("note"), annotation_field: entry.item.text("annote")}
    if place.field not in own:
        own[place.field] = decode_paragraphs(entry.extra.get(f"bibtex:{place.field}", "")).text
    status = Status() if blocks else entry.status
    notes: Fields = {}
    for name, text in own.items():
        is_place = name == place.field
        lines = combined_note(
            text,
            blocks if is_place else (),
            status if name == "note" else Status(),
            markup=place.markup if is_place else "plain",
        )
        indent = "" if is_place and place.markup == "markdown" else INDENT
        if lines:
            notes[name] = f"{{{encode_paragraphs(chr(10).join(lines), indent)}}}"
    return notes


def _raw_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a .bib entry said beyond CSL, as it said it; text that could break the file is escaped."""
    for key, raw in entry.extra.items():
        source, _, name = key.partition(":")
        if source == "bibtex" and name not in NOT_REWRITTEN and _FIELD_NAME.fullmatch(name) and raw.strip():
            is_safe = has_balanced_braces(raw) and not _BREAKS_FILE.search(raw)
            yield name, f"{{{raw if is_safe else encode_paragraphs(raw, INDENT)}}}"
