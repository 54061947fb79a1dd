"""One MEDLINE record in CSL words; tags that CSL has no word for are kept beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.keywords import join_keywords
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.text import decode_entities, tidy
from atlas_cite.sources.crossref.people import read_orcid
from atlas_cite.sources.inverted_names import read_inverted_name
from atlas_cite.sources.nbib.records import Record, Tagged
from atlas_cite.sources.pages import read_pages
from atlas_cite.sources.written_dates import read_date
from atlas_cite.tables.languages import TAGS
from atlas_cite.tables.nbib import FIELD_ROWS, IGNORED, KEY_SOURCE, RETRACTED, SUFFIXES, TYPES_READ
from atlas_cite.tables.truncation import OTHERS_READ

_LABELLED = re.compile(r"(.*\S)\s*\[([A-Za-z-]+)\]")
_NUMBER_LABEL = re.compile(r"^(?:E?ISSN|ISBN)[- ]?|\s*\([^)]*\)$", re.IGNORECASE)
_INITIALS = re.compile(r"(?P<family>.*\S)\s+(?P<initials>[A-Z]{1,4})(?:\s+(?P<suffix>\S+))?")
_ARTICLES = ("article", "review")
_PEOPLE = (("author", "FAU", "AU"), ("editor", "FED", "ED"))


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
        """The lines of these tags, in the record's order; they are then gone from `left`."""
        taken = [line for line in self.left if line.tag in tags]
        self.left = [line for line in self.left if line.tag not in tags]
        return taken

    def set(self, variable: str, value: Value) -> None:
        if value:
            self.fields[variable] = value


def read_record(record: Record, where: str) -> tuple[Reference, list[Problem]]:
    """Read one record."""
    draft = _Draft(record, where, [line for line in record.tags if line.text])
    csl_type, is_retracted = _read_type(draft)
    key = _read_key(draft)
    dois = _read_dois(draft)
    _read_people(draft)
    for row in FIELD_ROWS:
        lines = draft.take(*row.tags)
        draft.set(row.variable, next((_text(line.text) for line in lines), ""))
    _take_full_stop(draft)
    _read_dates(draft)
    _read_pages(draft, csl_type)
    _read_numbers(draft)
    draft.set("language", ", ".join(TAGS.get(line.text.lower(), line.text) for line in draft.take("LA")))
    draft.set("keyword", join_keywords(_text(line.text).replace("*", "") for line in draft.take("OT", "MH", "KW")))
    draft.set("annote", _notes(draft, is_retracted=is_retracted))
    reference = Reference(
        origin=Origin("nbib", f"{where}:{record.line}"),
        item=Item(csl_type, draft.fields),
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=str(draft.fields.get("PMID", "")),
        key=key,
        extra=_extra(draft),
    )
    return reference, draft.problems


def _text(text: str) -> str:
    return tidy(decode_entities(text))


def _read_type(draft: _Draft) -> tuple[str, bool]:
    """The CSL type, and whether the record says that the work was retracted; other publication types are kept."""
    types = draft.take("PT")
    known = [TYPES_READ[line.text] for line in types if line.text in TYPES_READ]
    draft.left += [line for line in types if line.text not in TYPES_READ and line.text != RETRACTED]
    specific = [csl for csl in known if csl != "article-journal"]
    return (specific or known or ["article-journal"])[0], any(line.text == RETRACTED for line in types)


def _read_key(draft: _Draft) -> str:
    lines = draft.take("SI")
    keys = [line.text.removeprefix(KEY_SOURCE) for line in lines if line.text.startswith(KEY_SOURCE)]
    draft.left += [line for line in lines if not line.text.startswith(KEY_SOURCE)]
    return keys[0] if keys else ""


def _read_dois(draft: _Draft) -> tuple[Doi, ...]:
    """The DOI, from the first location or article id that is one, and the number by which a publisher knows it."""
    found: tuple[Doi, ...] = ()
    for line in draft.take("LID", "AID"):
        labelled = _LABELLED.fullmatch(line.text)
        text, label = (labelled[1], labelled[2].lower()) if labelled else (line.text, "")
        if label == "pii" or (label != "doi" and "10." not in text):
            draft.left.append(line)
            continue
        try:
            readings = Doi.readings(text)
        except InvalidDoi as error:
            if label == "doi":
                draft.report("doi-invalid", line.line, f"{text[:80]!r} is {error.message}", error.hint)
            draft.left.append(line)
            continue
        found = found or readings
        if readings[0] not in found:
            draft.left.append(line)
    if found:
        draft.fields["DOI"] = found[0].text
    return found


def _read_people(draft: _Draft) -> None:
    orcids = _take_orcids(draft)
    for variable, full, short in _PEOPLE:
        groups = ("CN",) if variable == "author" else ()
        lines = draft.take(full, *groups)
        if not any(line.tag == full for line in lines):
            lines = sorted([*lines, *draft.take(short)], key=lambda line: line.line)
        names = [replace(_read_name(line, short), orcid=orcids.get(line.line, "")) for line in lines]
        if len(names) > 1 and str(names[-1]).lower() in OTHERS_READ:
            names.pop()
            draft.truncated.append(variable)
        draft.set(variable, tuple(name for name in names if not name.is_empty))


def _take_orcids(draft: _Draft) -> dict[int, str]:
    """ORCID iDs by the line of the name that they stand behind; other ids are left."""
    present = {line.tag for line in draft.record.tags}
    names = {full if full in present else short for _, full, short in _PEOPLE}
    found: dict[int, str] = {}
    name = 0
    for line in draft.record.tags:
        if line.tag in names:
            name = line.line
        elif line.tag == "AUID" and name and line in draft.left and (orcid := read_orcid(line.text)):
            found[name] = orcid
            draft.left.remove(line)
        elif line.tag == "CN":
            name = 0
    return found


def _read_name(line: Tagged, short: str) -> Name:
    """A collective name; `Last, First Suffix`; or `Last FM` where a record has no full names."""
    text = _text(line.text)
    if line.tag == "CN":
        return Name(literal=text)
    if "," not in text:
        match = _INITIALS.fullmatch(text) if line.tag == short else None
        if match is None:
            return Name(family=text)
        initials = " ".join(f"{initial}." for initial in match["initials"])
        return replace(read_inverted_name(f"{match['family']}, {initials}"), suffix=_suffix(match["suffix"] or ""))
    name = read_inverted_name(text)
    given, _, last = name.given.rpartition(" ")
    suffix = _suffix(last)
    is_suffix = bool(suffix) and (bool(given) or suffix in {"Jr.", "Sr."})  # a name alone may be `Ii`
    if is_suffix and not name.suffix:
        name = replace(name, given=given, suffix=suffix)
    return name if name.family else replace(name, family=name.given, given="")


def _suffix(word: str) -> str:
    return SUFFIXES.get(word.lower().rstrip("."), "")


def _take_full_stop(draft: _Draft) -> None:
    """PubMed ends every title with a full stop of its own; who owns a record is said in PubMed's files alone."""
    if not any(line.tag == "OWN" for line in draft.record.tags):
        return
    for variable in ("title", "original-title"):
        title = str(draft.fields.get(variable, ""))
        if title.endswith(".") and not title.endswith(".."):
            draft.fields[variable] = title[:-1]


def _read_dates(draft: _Draft) -> None:
    for variable, tag in (("issued", "DP"), ("available-date", "DEP")):
        for line in draft.take(tag)[:1]:
            if date := read_date(line.text):
                draft.fields[variable] = date


def _read_pages(draft: _Draft, csl_type: str) -> None:
    """Pages; a publisher's id that they repeat is an article number, and so is the only one of what has no pages."""
    pages = next((_text(line.text) for line in draft.take("PG")), "")
    ids = [line for line in draft.left if line.tag in {"LID", "AID"} and line.text.lower().endswith("[pii]")]
    for line in ids:
        number = _text(line.text[:-5])
        if number == pages or not (pages or csl_type.startswith(_ARTICLES)):
            draft.fields["number"] = number
            draft.left = [each for each in draft.left if each not in ids or _text(each.text[:-5]) != number]
            pages = ""
            break
    draft.set("page", read_pages(pages))


def _read_numbers(draft: _Draft) -> None:
    for variable, tags in (("ISSN", ("IS", "ISSN")), ("ISBN", ("ISBN",))):
        numbers = [tidy(_NUMBER_LABEL.sub("", line.text)) for line in draft.take(*tags)]
        draft.set(variable, ", ".join(dict.fromkeys(number for number in numbers if number)))
    draft.set("PMID", next((line.text for line in draft.take("PMID") if line.text.isdigit()), ""))
    draft.set("PMCID", next((line.text for line in draft.take("PMC")), ""))


def _notes(draft: _Draft, *, is_retracted: bool) -> str:
    """The general notes, one a line, the first one telling of a retraction where the record does."""
    notes = [_text(line.text) for line in draft.take("GN")]
    if is_retracted and not any(note.lower().startswith("retracted") for note in notes):
        notes.insert(0, RETRACTED)
    return "\n".join(notes)


def _extra(draft: _Draft) -> dict[str, str]:
    extra = {TRUNCATED_NAMES: " ".join(draft.truncated)} if draft.truncated else {}
    for line in draft.left:
        if line.tag not in IGNORED:
            name = f"nbib:{line.tag}"
            extra[name] = f"{extra[name]}\n{line.text}" if name in extra else line.text
    return extra
