"""Entries as a table (CSV) that spreadsheets open: one row an entry, always the same columns, UTF-8 with its mark.

Names are `Last, First, Suffix` with semicolons between them, dates are EDTF, titles plain.  What a cell cannot say
exactly (formatting, particles, people in other roles, variables without a column) stands as CSL-JSON in the last
column, so that nothing but ORCID is lost; on reading, a cell that somebody changed since counts more.  `Annotation`
holds the annotation with the reader's own `annote` behind it, one line a paragraph; `Status` tells a retraction.

A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` at its beginning) begins with an apostrophe, which
our reader takes off again.

Source: RFC 4180; OWASP, "CSV injection".
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

from atlas_cite.document.characters import printable, trimmed_line
from atlas_cite.document.tree import Block
from atlas_cite.export.annotation import combined_note
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.value_text import value_text
from atlas_cite.tables.csv_table import COLUMNS, HEADER, KEY, OTHER, STATUS, TYPE, YEAR
from atlas_cite.tables.truncation import OTHERS, OTHERS_READ

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_BYTE_ORDER_MARK = "\ufeff"


def render_csv(entries: Iterable[Entry], annotation: Callable[[Entry], tuple[Block, ...]]) -> Iterator[str]:
    """CSV text, one row a piece; `annotation` gives what to say about an entry, or nothing."""
    yield _BYTE_ORDER_MARK + _line(HEADER)
    for entry in entries:
        row = _row(entry, annotation(entry))
        yield _line([_safe(row.get(name, "")) for name in HEADER])


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _row(entry: Entry, blocks: tuple[Block, ...]) -> dict[str, str]:
    item = entry.item
    status = Status() if blocks else entry.status
    annotation = "\n".join(combined_note(item.text("annote"), blocks, status, trimmed_line))
    cells = {
        column.name: printable(value_text(column.variable, item.fields.get(column.variable, ""))).strip()
        for column in COLUMNS
    }
    truncated = entry.extra.get(TRUNCATED_NAMES, "").split()
    cells |= {
        column.name: f"{cells[column.name]}; {OTHERS}"
        for column in COLUMNS
        if column.variable in truncated and cells[column.name]
    }
    return cells | {
        KEY: entry.key,
        TYPE: item.type,
        YEAR: str(item.year) if item.year is not None else "",
        "Annotation": "\n".join(trimmed_line(line) for line in annotation.split("\n")),
        STATUS: _status(entry.status),
        OTHER: _others(item),
    }


def _others(item: Item) -> str:
    """Every variable that has no cell, or whose cell says less than all of it, as one CSL-JSON object."""
    names = {column.variable for column in COLUMNS}
    inexact: dict[str, Any] = {
        variable: value
        for variable, value in sorted(item.to_csl("").items())
        if variable not in {"id", "type"} and not (variable in names and _is_exact(variable, item.fields[variable]))
    }
    return json.dumps(inexact, ensure_ascii=False) if inexact else ""


def _status(status: Status) -> str:
    """The gravest notice in one word or three (`retraction`, `expression of concern`), whoever tells it."""
    return status.gravest.kind.replace("_", " ") if status.is_grave and status.gravest else ""


def _is_exact(variable: str, value: Value) -> bool:
    """Whether the cell of a value is read back as just that value."""
    if isinstance(value, Date):
        return Date.parse(value.iso()) == value
    if isinstance(value, tuple):
        return all(map(_is_exact_name, value)) and ";" not in value_text(variable, value).replace("; ", "")
    return value_text(variable, value) == str(value)


def _is_exact_name(name: Name) -> bool:
    parts = (name.family, name.given, name.suffix, name.non_dropping_particle)
    if name.dropping_particle or name.comma_suffix or name.static_ordering:
        return False
    if name.literal:
        return not any(parts) and name.literal.lower() not in OTHERS_READ and name.literal == name.literal.rstrip(", ")
    particles = name.non_dropping_particle.split()
    return (
        bool(name.family and name.given)
        and not any(sign in part for part in parts for sign in ",;")
        and not name.family[0].islower()
        and all(word[0].islower() and not word.endswith(("'", "’", "-")) for word in particles)
    )
