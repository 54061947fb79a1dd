"""One .bib entry in CSL words; what CSL has no word for is kept raw beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from atlas_cite.errors import Problem, Severity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.eprint import without_repeated_eprint
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.variables import (
    FALLBACK_TYPE,
    ITEM_TYPES,
)
from atlas_cite.sources.bibtex.blocks import RawEntry
from atlas_cite.sources.bibtex.dates import read_date, read_year_month_day
from atlas_cite.sources.bibtex.draft import Draft
from atlas_cite.sources.bibtex.identifiers import read_identifiers
from atlas_cite.sources.bibtex.kinds import READERS, Source
from atlas_cite.sources.bibtex.roles import drop_particles, read_editor_roles
from atlas_cite.tables.bibtex import (
    CSL_NAME_KINDS,
    FIELD_ROWS,
    PROCESSORS_OWN,
    SUBTYPES,
    THESIS_GENRES,
    TYPES_READ,
    TYPES_WRITTEN,
    FieldRow,
)

_READ_APART = frozenset({"issued", "DOI", "URL", "PMID", "PMCID"})


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry as a reference, with the LaTeX commands nobody knows by name, and their lines."""

    reference: Reference
    problems: tuple[Problem, ...]
    unknown_commands: dict[str, int]


def read_entry(entry: RawEntry, where: str) -> ReadEntry:
    """Read one entry; `where` is the file's name."""
    draft = Draft(entry, where, left=dict(entry.fields))
    csl_type = _read_type(draft)
    dois = _read_identifiers(draft)
    _read_issued(draft)
    read_editor_roles(draft)
    for row in _rows_present(draft):
        _read_row(draft, row)
    _read_by_csl_name(draft)
    drop_particles(draft)
    if entry.type in THESIS_GENRES:
        draft.fields.setdefault("genre", THESIS_GENRES[entry.type])
    reference = Reference(
        origin=Origin("bibtex", f"{where}:{entry.line}"),
        item=without_repeated_eprint(Item(csl_type, draft.fields)),
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=str(draft.fields.get("PMID", "")),
        key=entry.key,
        extra=dict(_extra(draft)),
    )
    return ReadEntry(reference, tuple(draft.problems), draft.unknown_commands)


def _read_type(draft: Draft) -> str:
    entry = draft.entry
    csl_type = TYPES_READ.get(entry.type)
    if csl_type is None:
        message = f"the type @{entry.type} of {entry.key!r} is not known"
        draft.report("bibtex-type-unknown", entry.line, message, hint="It is treated as @misc.")
        csl_type = FALLBACK_TYPE
    if subtype := draft.left.get("entrysubtype"):
        word = subtype.text.strip().lower()
        named = SUBTYPES.get(word, word)
        if named in ITEM_TYPES:
            csl_type = named
            del draft.left["entrysubtype"]
    if TYPES_WRITTEN.get(csl_type) != entry.type:
        draft.notes["entrytype"] = entry.type
    return csl_type


def _read_identifiers(draft: Draft) -> tuple[Doi, ...]:
    found = read_identifiers(draft.left)
    for name, doubt in found.doubts:
        draft.report(f"{name}-invalid", draft.left[name].line, f"{draft.entry.key!r}: {doubt}")
    if not found.dois and (note := draft.left.get("note")) and len(noted := Doi.find(note.text)) == 1:
        message = f"{draft.entry.key!r} has no DOI, and its note speaks of {noted[0]}"
        hint = "Move it to a doi field if it is this work's own."
        draft.report("doi-in-note", note.line, message, Severity.ASK, hint)
    for name in found.used:
        del draft.left[name]
    values = {
        "DOI": found.dois[0].text if found.dois else "",
        "URL": found.url,
        "PMID": found.pmid,
        "PMCID": found.pmcid,
    }
    draft.fields |= {variable: value for variable, value in values.items() if value}
    return found.dois


def _read_issued(draft: Draft) -> None:
    texts = {name: draft.left[name].text for name in ("date", "year", "month", "day") if name in draft.left}
    if not texts.get("date", texts.get("year", "")).strip():
        return
    if "date" in texts:
        used, found = ["date"], read_date(texts["date"])
    else:
        used = [name for name in texts if name != "date"]
        found = read_year_month_day(texts["year"], texts.get("month", ""), texts.get("day", ""))
    if found.doubt:
        line = draft.left[used[0]].line
        draft.report("bibtex-date", line, f"{draft.entry.key!r}: {found.doubt}", hint="The field is kept as it is.")
        used = [name for name in used if name == "year"]
    if found.date:
        draft.fields["issued"] = found.date
        for name in used:
            del draft.left[name]
        _drop_repeated_year(draft)


def _drop_repeated_year(draft: Draft) -> None:
    """A `year` beside a `date` with the same year says nothing more, nor does a month that is no longer needed."""
    issued = draft.fields["issued"]
    year = draft.left.get("year")
    if isinstance(issued, Date) and year and _says_same(year.text, issued):
        del draft.left["year"]
        if "month" in draft.left and len(issued.start) > 1:
            same = read_year_month_day(year.text, draft.left["month"].text, "").date
            if same and same.start[:2] == issued.start[:2]:
                del draft.left["month"]


def _says_same(year: str, issued: Date) -> bool:
    read = read_date(year).date
    return read is not None and read.start == issued.start[:1] and not read.end and read.circa in {False, issued.circa}


@cache
def _rows(bibtex_type: str) -> tuple[FieldRow, ...]:
    return tuple(
        row for row in FIELD_ROWS if (not row.types or bibtex_type in row.types) and row.variable not in _READ_APART
    )


@cache
def _rows_by_name(bibtex_type: str) -> dict[str, tuple[int, ...]]:
    """The numbers of the rows of a type in which a field's name stands."""
    rows = list(enumerate(_rows(bibtex_type)))
    names = dict.fromkeys(name for _, row in rows for name in row.names)
    return {name: tuple(number for number, row in rows if name in row.names) for name in names}


def _rows_present(draft: Draft) -> list[FieldRow]:
    """The rows of which the entry has a field, in their order; it has few of many."""
    bibtex_type = draft.entry.type if draft.entry.type in TYPES_READ else "misc"
    rows, by_name = _rows(bibtex_type), _rows_by_name(bibtex_type)
    return [rows[number] for number in sorted({number for name in draft.left for number in by_name.get(name, ())})]


def _read_row(draft: Draft, row: FieldRow) -> None:
    if row.variable in draft.fields:
        return
    for name in row.names:
        raw = draft.left.get(name)
        if raw is None:
            continue
        value = READERS[row.kind](Source(draft, row.variable, raw))
        if value not in (None, "", ()):
            draft.fields[row.variable] = value
            del draft.left[name]
            return
        if not raw.text.strip("{} \t\n"):
            del draft.left[name]


def _read_by_csl_name(draft: Draft) -> None:
    for name in [name for name in draft.left if name in CSL_NAME_KINDS and name not in PROCESSORS_OWN]:
        if name not in draft.fields:
            _read_row(draft, FieldRow(name, CSL_NAME_KINDS[name], (name,)))


def _extra(draft: Draft) -> Iterator[tuple[str, str]]:
    for name, raw in draft.left.items():
        if raw.text.strip():
            yield f"bibtex:{name}", raw.text.strip()
    for number, raw in enumerate(draft.entry.repeated, start=2):
        yield f"bibtex:{raw.name.lower()}/{number}", raw.text.strip()
    for name, note in draft.notes.items():
        yield f"bibtex:{name}", note
    if draft.truncated:
        yield TRUNCATED_NAMES, " ".join(draft.truncated)
