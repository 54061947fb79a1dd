"""Entries as classic BibTeX in UTF-8: it compiles, and reference managers and our own reader read it back whole.

The annotation goes into `annote`, which Zotero imports as a note and annotating styles print; other programs show it
as a field of its own.  Paragraphs are parted by blank lines, which BibTeX itself closes up.  A grave status stands in
`note` where no annotation tells of it.  CSL variables that BibTeX has no field for keep their CSL names, which BibTeX
ignores; raw fields of a .bib entry come back out as they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.export.bibtex_names import render_names
from atlas_cite.latex.encode import encode_paragraphs, encode_plain, encode_rich, encode_verbatim, has_balanced_braces
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.status import Status
from atlas_cite.tables.bibtex import (
    CLASSIC_TYPES,
    CSL_NAME_KINDS,
    EPRINT_ARCHIVES,
    FIELD_ROWS,
    GENERAL_THESIS,
    LANGUAGES_WRITTEN,
    MASTERS_GENRE,
    MONTH_MACROS,
    NOT_REWRITTEN,
    PROCESSORS_OWN,
    SUBTYPES,
    THESIS_GENRES,
    TYPES_READ,
    TYPES_WRITTEN,
    FieldRow,
    Kind,
)

_INDENT = "    "
_PAGE = r"(?:[^\s,–-]*\d[^\s,–-]*|[ivxlcdm]+|[IVXLCDM]+)"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*-\s*({_PAGE})")
_LONGEST_PAGE_RANGE = 40
_FIELD_NAME = re.compile(r"[^\s\"#%'(),={}@\\/]+")
_BREAKS_FILE = re.compile(r"^\s*@\w*[ \t]*[{(]|[\x00-\x08\x0b-\x1f\x7f-\x9f]", re.MULTILINE)
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_SUBTYPES_WRITTEN = {csl: word for word, csl in SUBTYPES.items()}
_LANGUAGES_WRITTEN = {tag.lower(): name for tag, name in LANGUAGES_WRITTEN.items()}
_EPRINT_VARIABLES = frozenset({"archive", "archive_location", "archive_collection"})
_ISSUED = ("year", "month", "day", "date")
_ORDER = {
    name: position
    for position, name in enumerate(
        dict.fromkeys(name for row in FIELD_ROWS for name in (_ISSUED if row.variable == "issued" else row.names))
    )
} | {"entrysubtype": -1}


def render_bibtex(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """BibTeX text, one entry a piece; `annotation` gives what to say about an entry, or nothing."""
    for number, entry in enumerate(entries):
        yield ("\n" if number else "") + _render_entry(entry, annotation(entry))


def _render_entry(entry: Entry, blocks: tuple[Block, ...]) -> str:
    bibtex_type = _written_type(entry)
    fields = _fields(entry, bibtex_type)
    fields |= _notes(entry, blocks)
    fields |= {name: raw for name, raw in _raw_fields(entry) if name not in fields}
    last = len(_ORDER)
    lines = [
        f"  {name} = {value},\n"
        for name, value in sorted(fields.items(), key=lambda field: _ORDER.get(field[0], last))
        if value != "{}"
    ]
    return f"@{bibtex_type}{{{entry.key},\n{''.join(lines)}}}\n"


def _written_type(entry: Entry) -> str:
    """The type the entry had in its .bib file if that is classic and still right, else the table's."""
    item = entry.item
    before = entry.extra.get("bibtex:entrytype", "")
    if before in CLASSIC_TYPES and TYPES_READ.get(before) == item.type:
        return before
    if item.type == "thesis" and any(word in item.text("genre").lower() for word in MASTERS_GENRE):
        return "mastersthesis"
    return TYPES_WRITTEN.get(item.type, "misc")


def _fields(entry: Entry, bibtex_type: str) -> dict[str, str]:
    """Every variable but notes, as field name -> value with its braces."""
    item = entry.item
    fields: dict[str, str] = {}
    names = _names_by_variable(bibtex_type)
    for variable in item.fields:
        if variable in {"note", "annote", "issued", *PROCESSORS_OWN}:
            continue
        row = names.get(variable)
        if row is None or (variable in _EPRINT_VARIABLES and not _is_eprint(item)):
            row = FieldRow(variable, CSL_NAME_KINDS[variable], (variable,))
        fields[row.names[0]] = f"{{{_value(entry, row)}}}"
    if issued := item.date("issued"):
        fields |= _issued(issued)
    if TYPES_READ.get(bibtex_type) != item.type:
        fields["entrysubtype"] = f"{{{_SUBTYPES_WRITTEN.get(item.type, item.type)}}}"
    return _adjusted(fields, item, bibtex_type)


@cache
def _names_by_variable(bibtex_type: str) -> dict[str, FieldRow]:
    rows = [row for row in FIELD_ROWS if not row.types or bibtex_type in row.types]
    return {row.variable: row for row in reversed(rows)}


def _is_eprint(item: Item) -> bool:
    archive = item.text("archive").lower()
    return bool(item.text("archive_location")) and (not archive or archive in EPRINT_ARCHIVES)


def _adjusted(fields: dict[str, str], item: Item, bibtex_type: str) -> dict[str, str]:
    """`fields` without what another field or the type says already."""
    if item.type == "thesis":
        if not item.text("genre"):
            fields["type"] = f"{{{GENERAL_THESIS}}}"
        elif item.text("genre") == THESIS_GENRES.get(bibtex_type):
            del fields["type"]
    if "langid" in fields and item.text("language").lower() not in _LANGUAGES_WRITTEN:
        fields["language"] = fields.pop("langid")
    doi = item.text("DOI")
    if doi and item.text("URL").lower().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/") == doi:
        del fields["url"]
    return fields


def _value(entry: Entry, row: FieldRow) -> str:
    """A variable's value as its row wants it, without the outer braces."""
    if row.kind == "names":
        return render_names(entry.item.names(row.variable), others=_was_cut(entry, row.variable))
    if row.kind == "date":
        date = entry.item.date(row.variable)
        return encode_plain(date.iso()).replace("\\textasciitilde{}", "~") if date else ""
    return _TEXT_WRITERS[row.kind](entry.item.text(row.variable))


def _was_cut(entry: Entry, variable: str) -> bool:
    """Whether the list goes on beyond the names that are known."""
    return variable in entry.extra.get(TRUNCATED_NAMES, "").split()


def _verbatim(text: str) -> str:
    """An identifier or DOI as it is; a DOI whose braces would break the file, as its address."""
    return encode_verbatim(
        text if has_balanced_braces(text) or not text.startswith("10.") else f"https://doi.org/{text}"
    )


def _address(text: str) -> str:
    return encode_verbatim("%20".join(text.split()))


def _pages(text: str) -> str:
    return ", ".join(_page_range(part.strip()) for part in text.split(","))


def _language(text: str) -> str:
    return _LANGUAGES_WRITTEN.get(text.lower()) or encode_plain(text)


def _page_range(part: str) -> str:
    match = _PAGE_RANGE.fullmatch(part) if len(part) <= _LONGEST_PAGE_RANGE else None
    ends = match.groups() if match else part.split("–")
    return "--".join(encode_plain(end) for end in ends)


def _issued(date: Date) -> dict[str, str]:
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
        fields |= {"year": f"{{{year}}}", "date": f"{{{date.iso()}}}"}
    return fields


def _notes(entry: Entry, blocks: tuple[Block, ...]) -> dict[str, str]:
    status = Status() if blocks else entry.status
    notes = {
        "note": combined_note(entry.item.text("note"), (), status),
        "annote": combined_note(entry.item.text("annote"), blocks, Status()),
    }
    return {name: f"{{{encode_paragraphs(chr(10).join(lines), _INDENT)}}}" for name, lines in notes.items() if lines}


def _raw_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a .bib entry said beyond CSL, as it said it; text that could break the file is escaped."""
    for key, raw in entry.extra.items():
        source, _, name = key.partition(":")
        if source == "bibtex" and name not in NOT_REWRITTEN and _FIELD_NAME.fullmatch(name) and raw.strip():
            is_safe = has_balanced_braces(raw) and not _BREAKS_FILE.search(raw)
            yield name, f"{{{raw if is_safe else encode_paragraphs(raw, _INDENT)}}}"


_TEXT_WRITERS: dict[Kind, Callable[[str], str]] = {
    "title": partial(encode_rich, protect=True),
    "rich": encode_rich,
    "text": encode_plain,
    "paragraphs": partial(encode_paragraphs, indent=_INDENT),
    "verbatim": _verbatim,
    "address": _address,
    "pages": _pages,
    "language": _language,
}
"""Kind of field -> how its text is written; names and dates are no text."""
