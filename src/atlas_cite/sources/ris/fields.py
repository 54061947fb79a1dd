"""One RIS record in CSL words; tags that CSL has no word for are kept beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.eprint import without_repeated_eprint
from atlas_cite.model.item import Item, Value
from atlas_cite.model.keywords import join_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.text import decode_entities, tidy
from atlas_cite.model.variables import FALLBACK_TYPE
from atlas_cite.sources.inverted_names import read_inverted_name
from atlas_cite.sources.languages import read_language
from atlas_cite.sources.ris.dates import finest, read_date, read_dates
from atlas_cite.sources.ris.notes import note_text
from atlas_cite.sources.ris.numbers import are_checked, split_numbers
from atlas_cite.sources.ris.records import Record, Tagged
from atlas_cite.tables.bibtex import EPRINT_ARCHIVES
from atlas_cite.tables.ris import (
    PREPRINT_GENRES,
    PUBMED_DATABASES,
    SERIAL_NUMBERED,
    TAG_ROWS,
    TYPES_READ,
    WHOLE,
    TagRow,
)
from atlas_cite.tables.truncation import OTHERS_READ

_AT_DOI_ORG = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_DOI_TAGS = ("DO", "DI", "M3", "N1", "UR", "L3")
_DATE_TAGS = ("PY", "Y1", "YR", "DA")
_NUMBER = re.compile(r"[\dXx -]{8,17}")
_DASH = re.compile(r"\s*[–—]\s*|--+")
_DIGITS = re.compile(r"[^\dXx]")


@dataclass(slots=True)
class _Draft:
    """What has been made of one record so far; `left` are the tags that nobody has taken."""

    record: Record
    where: str
    left: list[Tagged]
    fields: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    truncated: list[str] = field(default_factory=list)

    def report(self, code: str, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, Severity.WARNING))

    def take(self, *tags: str) -> list[Tagged]:
        """The lines of these tags, in the order of `tags`; they are then gone from `left`."""
        taken = [line for tag in tags for line in self.left if line.tag == tag]
        self.left = [line for line in self.left if line.tag not in tags]
        return taken


def read_record(record: Record, where: str, keys: dict[str, int]) -> tuple[Reference, list[Problem]]:
    """Read one record; `keys` holds the keys met in the file with their lines, and is added to."""
    draft = _Draft(record, where, [line for line in record.tags if line.text])
    ris_type, csl_type = _read_type(draft)
    key = _read_key(draft, keys)
    dois = _read_dois(draft)
    _read_issued(draft)
    _read_pages(draft)
    _read_identifiers(draft, ris_type)
    _tell_editors_of_books(draft, ris_type)
    for row in _rows(ris_type):
        _read_row(draft, row)
    _read_event(draft, ris_type)
    if ris_type == "UNPB" and str(draft.fields.get("genre", "")).lower() in PREPRINT_GENRES:
        csl_type = "article"
    reference = Reference(
        origin=Origin("ris", f"{where}:{record.line}"),
        item=without_repeated_eprint(Item(csl_type, draft.fields)),
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=str(draft.fields.get("PMID", "")),
        key=key,
        extra=_extra(draft),
    )
    return reference, draft.problems


def _read_type(draft: _Draft) -> tuple[str, str]:
    given = next((line.text.strip().upper() for line in draft.record.tags if line.tag == "TY"), "")
    if given in TYPES_READ:
        draft.take("TY")
        return given, TYPES_READ[given]
    if given:
        draft.report("ris-type-unknown", draft.record.line, f"the reference type {given} is not known")
    else:
        draft.report("ris-type-missing", draft.record.line, "the record that begins here has no TY line")
    return "GEN", FALLBACK_TYPE


def _read_key(draft: _Draft, keys: dict[str, int]) -> str:
    lines = draft.take("ID")
    key = tidy(lines[0].text) if lines else ""
    if key and key in keys:
        message = f"the ID {key!r} was used before, in line {keys[key]}; both records are kept"
        draft.report("ris-id-repeated", lines[0].line, message)
    if key:
        keys.setdefault(key, lines[0].line)
    return key


def _read_dois(draft: _Draft) -> tuple[Doi, ...]:
    """The DOI, from the first tag that is one; the others that only repeat it are taken too."""
    found: tuple[Doi, ...] = ()
    for tag in _DOI_TAGS:
        for line in [line for line in draft.left if line.tag == tag]:
            try:
                readings = Doi.readings(line.text)
            except InvalidDoi as error:
                if tag in {"DO", "DI"}:
                    draft.report("doi-invalid", line.line, f"{line.text[:80]!r} is {error.message}", error.hint)
                continue
            if tag == "UR" and not _AT_DOI_ORG.match(line.text):
                continue
            found = found or readings
            if readings[0] in found:
                draft.left.remove(line)
    if found:
        draft.fields["DOI"] = found[0].text
    return found


def _read_issued(draft: _Draft) -> None:
    lines = [line for tag in _DATE_TAGS for line in draft.left if line.tag == tag]
    dates = read_dates([line.text for line in lines])
    read = [(line, date) for line, date in zip(lines, dates, strict=True) if date]
    known = [(line, date) for line, date in read if date.start] or read[:1]
    if not known:
        return
    issued = finest([date for _, date in known])
    if issued:
        draft.left = [line for line in draft.left if line not in [each for each, _ in known]]
    else:
        line, issued = known[0]
        years = ", ".join(str(date.year) for _, date in known)
        draft.report("ris-dates-differ", line.line, f"the dates name different years: {years}", "The first was used.")
        draft.left.remove(line)
    draft.fields["issued"] = issued


def _read_pages(draft: _Draft) -> None:
    first = " ".join(tidy(line.text) for line in draft.take("SP"))
    last = " ".join(tidy(line.text) for line in draft.take("EP"))
    number = " ".join(tidy(line.text) for line in draft.take("C7"))
    if number and first == number and not last:
        first = ""
    pages = _page_range(first, last)
    draft.fields |= {name: text for name, text in (("page", pages), ("number", number)) if text}


def _page_range(first: str, last: str) -> str:
    """`first-last`, unless one of them is missing, holds a range already, or is the other."""
    ends = [end for end in (first, last) if end]
    if len(ends) < 2 or first == last or re.search(r"[-–]", first):
        pages = ends[0] if ends else ""
        holds_hyphen = re.search(r"[^-]-[^-]", pages)
        return pages if holds_hyphen else _DASH.sub("-", pages)
    return f"{first}-{last}"


def _read_identifiers(draft: _Draft, ris_type: str) -> None:
    numbers: dict[str, list[str]] = {"ISSN": [], "ISBN": []}
    for line in draft.take("SN"):
        if ris_type in SERIAL_NUMBERED and "number" not in draft.fields and not are_checked(line.text):
            draft.fields["number"] = _text(line.text)
            continue
        for number in split_numbers(line.text):
            digits = len(_DIGITS.sub("", number))
            is_book = digits in {10, 13} if _NUMBER.match(number) else False
            if number:
                numbers["ISBN" if is_book else "ISSN"].append(number)
    draft.fields |= {variable: ", ".join(found) for variable, found in numbers.items() if found}
    database = {tidy(line.text).lower() for line in draft.left if line.tag in {"DB", "DP"}}
    accession = [line for line in draft.left if line.tag == "AN" and line.text.strip().isdigit()]
    if accession and database & PUBMED_DATABASES:
        draft.fields["PMID"] = accession[0].text.strip()
        draft.left = [
            line
            for line in draft.left
            if line is not accession[0] and not (line.tag == "DP" and line.text.lower() in PUBMED_DATABASES)
        ]
    elif database & EPRINT_ARCHIVES:
        for line in draft.take("AN")[:1]:
            draft.fields["archive_location"] = tidy(line.text)
    for line in [line for line in draft.left if line.tag == "C2" and re.fullmatch(r"PMC\d+", line.text.strip())]:
        draft.fields.setdefault("PMCID", line.text.strip())
        draft.left.remove(line)
    for line in [line for line in draft.left if line.tag == "UR"][:1]:
        draft.fields["URL"] = "".join(line.text.split())
        draft.left.remove(line)


def _tell_editors_of_books(draft: _Draft, ris_type: str) -> None:
    """`A2` of a book is its own editor, as in the first RIS, where neither another editor nor a series is named."""
    tags = {line.tag for line in draft.left}
    if ris_type in WHOLE and not tags & {"ED", "A3", "T2", "T3"}:
        draft.left = [replace(line, tag="ED") if line.tag == "A2" else line for line in draft.left]


@cache
def _rows(ris_type: str) -> tuple[TagRow, ...]:
    """The rows that hold for a type, special ones before general ones."""
    special = [row for row in TAG_ROWS if ris_type in row.types]
    return (*special, *(row for row in TAG_ROWS if not row.types))


def _read_row(draft: _Draft, row: TagRow) -> None:
    if row.variable in draft.fields:
        return
    # All tags of a role name people, all notes are notes; of other tags with one meaning the first one counts.
    for tags in [row.tags] if row.kind in {"names", "lines"} else [(tag,) for tag in row.tags]:
        lines = [line for line in draft.left if line.tag in tags]
        value = _value(row, lines) if lines else ""
        if isinstance(value, tuple) and len(value) > 1 and value[-1].literal.lower() in OTHERS_READ:
            value = value[:-1]
            draft.truncated.append(row.variable)
        if value not in ("", (), None):
            draft.fields[row.variable] = value
            taken = lines if row.kind in {"names", "list", "lines"} else lines[:1]
            draft.left = [line for line in draft.left if not any(line is each for each in taken)]
            break
    if row.kind == "text":
        _drop_repetitions(draft, row)


def _value(row: TagRow, lines: list[Tagged]) -> Value | None:
    if row.kind == "names":
        return _names(lines)
    if row.kind == "date":
        return read_date(lines[0].text)
    if row.kind == "list":
        return join_keywords(tidy(line.text) for line in lines)
    if row.kind == "lines":
        return "\n".join(note_text(line.text) or _text(line.text) for line in lines)
    text = _text(lines[0].text)
    return read_language(text) if row.variable == "language" else text


def _names(lines: list[Tagged]) -> tuple[Name, ...]:
    """The names of these lines; a second tag of the role that repeats a name says nothing more."""
    names: list[Name] = []
    for line in lines:
        name = read_inverted_name(line.text)
        if not name.is_empty and (line.tag == lines[0].tag or name not in names):
            names.append(name)
    return tuple(names)


def _text(text: str) -> str:
    return "\n".join(tidy(decode_entities(part)) for part in text.split("\n"))


def _drop_repetitions(draft: _Draft, row: TagRow) -> None:
    """Other tags of the same meaning say nothing more when they say the same."""
    value = str(draft.fields.get(row.variable, "")).casefold()
    draft.left = [line for line in draft.left if not (line.tag in row.tags and _text(line.text).casefold() == value)]


def _read_event(draft: _Draft, ris_type: str) -> None:
    """Of a conference paper, `T2` is the conference when `C3` names the proceedings as well."""
    proceedings = [line for line in draft.left if line.tag == "C3"]
    if ris_type == "CPAPER" and proceedings and "container-title" in draft.fields:
        draft.fields["event-title"] = draft.fields["container-title"]
        draft.fields["container-title"] = _text(proceedings[0].text)
        draft.left.remove(proceedings[0])


def _extra(draft: _Draft) -> dict[str, str]:
    extra = {TRUNCATED_NAMES: " ".join(sorted(draft.truncated))} if draft.truncated else {}
    for line in draft.left:
        name = f"ris:{line.tag}"
        extra[name] = f"{extra[name]}\n{line.text}" if name in extra else line.text
    return extra
