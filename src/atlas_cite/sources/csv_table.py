"""Reading tables of references (CSV, or parted by tabs or semicolons), ours and those of Zotero, Scopus and PubMed."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from typing import Any

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.text import tidy
from atlas_cite.model.value_text import value_text
from atlas_cite.model.variables import FALLBACK_TYPE, ITEM_TYPES
from atlas_cite.sources.inverted_names import read_inverted_name
from atlas_cite.tables.csv_table import (
    COLUMNS,
    KEY,
    OTHER,
    READ_AS,
    STATUS,
    STATUS_NOTES,
    TELLING,
    TYPE,
    TYPES_READ,
    YEAR,
    Column,
)
from atlas_cite.tables.truncation import OTHERS_READ

__all__ = ["looks_like_table", "read_csv"]

_SAFE_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_DELIMITERS = (",", "\t", ";")
_LONGEST_CELL = 50_000_000
_MULTILINE = frozenset({"abstract", "annote", "note"})


def looks_like_table(text: str) -> bool:
    """Whether the first line names columns of references."""
    names = {READ_AS.get(name.strip().lower(), "") for name in _header(text)[1]}
    return len(names & TELLING) > 1 or bool(names & TELLING and names & {YEAR, TYPE, "Date"})


def read_csv(text: str, where: str) -> tuple[list[Reference], list[Problem]]:
    """Every row of a table as a reference, and everything doubtful in it.

    `where` names the file.  A column that is not known stays in `extra` as `csv:<name>`; of two columns with one
    meaning the first that says something counts.
    """
    delimiter, header = _header(text)
    names = [READ_AS.get(name.strip().lower(), name.strip()) for name in header]
    references: list[Reference] = []
    problems: list[Problem] = []
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    with _long_cells():
        try:
            next(rows, None)
            line = rows.line_num
            for row in rows:
                if any(cell.strip() for cell in row):
                    references.append(_read_row(_cells(names, row), f"{where}:{line + 1}", problems))
                line = rows.line_num
        except csv.Error as error:
            message = f"the table cannot be read further: {error}"
            problems.append(Problem("csv-invalid", f"{where}:{rows.line_num}", message, "Save it again as CSV."))
    return references, problems


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells hold long abstracts: the csv module's limit is one for the whole process."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(text: str) -> tuple[str, list[str]]:
    """The delimiter and the names of the columns: the delimiter that makes most known names of the first line."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0][:20_000]
    readings = [(delimiter, next(csv.reader([first], delimiter=delimiter), [])) for delimiter in _DELIMITERS]
    return max(readings, key=lambda reading: sum(name.strip().lower() in READ_AS for name in reading[1]))


def _cells(names: list[str], row: list[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        text = cell[1:] if _SAFE_FORMULA.match(cell) else cell
        if text.strip() and name:
            cells.setdefault(name, text)
    return cells


def _read_row(cells: dict[str, str], where: str, problems: list[Problem]) -> Reference:
    other = _other_fields(cells.pop(OTHER, ""), where, problems)
    fields = dict(other.fields)
    truncated: list[str] = []
    for column in COLUMNS:
        cell = cells.pop(column.name, "")
        if column.kind == "names":
            cell, is_cut = _without_others(cell)
            truncated += [column.variable] if is_cut else []
        value = _value(column, cell, fields.get(column.variable))
        fields = {name: each for name, each in fields.items() if name != column.variable}
        fields |= {column.variable: value} if value else {}
    year = Date.parse(cells.pop(YEAR, ""))
    if year and "issued" not in fields:
        fields["issued"] = year
    extra = {TRUNCATED_NAMES: " ".join(truncated)} if truncated else {}
    dois = _read_doi(fields, where, problems, extra)
    kind, key = cells.pop(TYPE, ""), tidy(cells.pop(KEY, ""))
    _note_status(fields, cells.pop(STATUS, ""))
    extra |= {f"csv:{name}": text for name, text in cells.items()}
    return Reference(
        origin=Origin("csv", where),
        item=Item(_csl_type(kind, where, problems), fields),
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=str(fields.get("PMID", "")),
        key=key,
        extra=extra,
    )


def _other_fields(text: str, where: str, problems: list[Problem]) -> Item:
    """The variables of the last column."""
    if not text:
        return Item()
    try:
        csl: Any = json.loads(text)
    except (ValueError, RecursionError):
        csl = None
    if not isinstance(csl, Mapping):
        message = f"the last column is no CSL-JSON object: {text[:60]!r}"
        problems.append(Problem("csv-other-invalid", where, message, "", Severity.WARNING))
        return Item()
    return Item.from_csl(csl)


def _without_others(cell: str) -> tuple[str, bool]:
    """The names without an "et al." at their end, and whether there was one."""
    names, _, last = cell.rpartition(";")
    is_cut = bool(names) and last.strip().lower() in OTHERS_READ
    return (names if is_cut else cell), is_cut


def _value(column: Column, cell: str, exact: Value | None) -> Value | None:
    """What a cell says; the exact value of the last column where the cell still says the same."""
    if exact is not None and value_text(column.variable, exact) == cell:
        return exact
    if column.kind == "names":
        names = (read_inverted_name(name) for name in cell.split(";"))
        return tuple(name for name in names if not name.is_empty)
    if column.kind == "date":
        return Date.parse(cell)
    if column.variable in _MULTILINE:
        return "\n".join(tidy(line) for line in cell.strip().splitlines())
    return tidy(cell)


def _read_doi(fields: dict[str, Value], where: str, problems: list[Problem], extra: dict[str, str]) -> tuple[Doi, ...]:
    text = str(fields.get("DOI", ""))
    if not text:
        return ()
    try:
        found = Doi.readings(text)
    except InvalidDoi as error:
        message = f"{text[:80]!r} is {error.message}"
        problems.append(Problem("doi-invalid", where, message, error.hint, Severity.WARNING))
        del fields["DOI"]
        extra["csv:DOI"] = text
        return ()
    fields["DOI"] = found[0].text
    return found


def _csl_type(text: str, where: str, problems: list[Problem]) -> str:
    if text.strip() in ITEM_TYPES:  # as we write them: other programs' Article and Review are articles in journals
        return text.strip()
    kind = text.strip().lower()
    if kind and kind not in TYPES_READ and kind not in ITEM_TYPES:
        problems.append(
            Problem("csv-type-unknown", where, f"the type {text[:40]!r} is not known", "", Severity.WARNING)
        )
    return TYPES_READ.get(kind, kind if kind in ITEM_TYPES else FALLBACK_TYPE)


def _note_status(fields: dict[str, Value], status: str) -> None:
    """A retraction that the status column tells, said in the reader's note where that does not begin with it."""
    note = STATUS_NOTES.get(status.strip().lower(), "")
    own = str(fields.get("annote", ""))
    if note and not own.lower().startswith(note.lower()):
        fields["annote"] = f"{note}\n{own}".strip()
