"""One EndNote XML record in CSL words; elements that CSL has no word for are kept beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.keywords import join_keywords
from atlas_cite.model.provenance import Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.text import tidy
from atlas_cite.model.variables import FALLBACK_TYPE, TITLE_VARIABLES
from atlas_cite.sources.endnote_xml.records import Leaf, Record
from atlas_cite.sources.inverted_names import read_inverted_name
from atlas_cite.sources.languages import read_language
from atlas_cite.sources.pages import read_pages
from atlas_cite.sources.written_dates import read_date_of_year
from atlas_cite.tables.endnote_xml import (
    CONFERENCES,
    FIELD_ROWS,
    NAME_ROWS,
    NAMES_BY_NUMBER,
    NO_FIELDS,
    NUMBERED,
    PERIODICALS,
    PREPRINT_GENRES,
    TITLE_ALIASES,
    TYPES_READ,
    URL_ALIASES,
    FieldRow,
)
from atlas_cite.tables.truncation import OTHERS_READ

_LINE_BREAK = re.compile(r"\r\n?|\n(?![ \t])")
"""What parts paragraphs: a break that EndNote wrote; one before blanks is the work of a program that indents."""
_NUMBER_BREAK = re.compile(r"[\r\n;]+|,(?!\d{3}(?:[\s,]|$))")
"""What parts numbers; a comma before three figures stands inside one (`US 7,123,456`)."""
_NUMBER_LABEL = re.compile(r"\bIS[BS]N(?:-1[03])?:?\s*|\s*\((?:[A-Za-z-]+)\)", re.IGNORECASE)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx]")
_AT_DOI_ORG = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_WITH_YEAR = re.compile(r"\d{4}")
_COUNT_OF_PAGES = frozenset({"Book", "Edited Book", "Electronic Book", "Catalog", "Thesis", "Report"})
_PUBMED = frozenset({"", "pubmed", "medline", "nlm"})


@dataclass(slots=True)
class _Draft:
    """What has been made of one record so far; `left` are the leaves that nobody has taken."""

    record: Record
    where: str
    left: list[Leaf]
    fields: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    truncated: list[str] = field(default_factory=list)

    def report(self, code: str, message: str, hint: str = "") -> None:
        subject = f"{self.where}:{self.record.line}"
        self.problems.append(Problem(code, subject, message, hint, Severity.WARNING))

    def take(self, *paths: str) -> list[Leaf]:
        """The leaves at these paths, in the order of `paths`; they are then gone from `left`."""
        taken = [leaf for path in paths for leaf in self.left if leaf.path == path]
        self.left = [leaf for leaf in self.left if leaf.path not in paths]
        return taken

    def text(self, *paths: str) -> str:
        """The first text at these paths, on one line; all of theirs are taken."""
        return next((tidy(leaf.text) for leaf in self.take(*paths)), "")


def read_record(record: Record, where: str, keys: dict[str, int]) -> tuple[Reference, list[Problem]]:
    """Read one record; `keys` holds the keys met in the file with their lines, and is added to."""
    leaves = [leaf for leaf in record.leaves if leaf.text.strip() and leaf.path.partition("/")[0] not in NO_FIELDS]
    draft = _Draft(record, where, leaves)
    type_name = _type_name(draft)
    key = _read_key(draft, keys)
    dois = _read_doi(draft)
    _read_dates(draft)
    _read_numbers(draft, type_name)
    for row in _rows(type_name, NAME_ROWS):
        _read_names(draft, row)
    for row in _rows(type_name, FIELD_ROWS):
        _read_text(draft, row)
    _read_container(draft, type_name)
    if words := draft.take("keywords/keyword"):
        draft.fields["keyword"] = join_keywords(tidy(leaf.text) for leaf in words)
    reference = Reference(
        origin=Origin("endnote-xml", f"{where}:{record.line}"),
        item=Item(_csl_type(type_name, draft), draft.fields),
        doi=dois[0] if dois else None,
        other_readings=dois[1:],
        pmid=str(draft.fields.get("PMID", "")),
        key=key,
        extra=_extra(draft),
    )
    return reference, draft.problems


def _type_name(draft: _Draft) -> str:
    """EndNote's name of the reference type; the name counts, because programs disagree on the numbers."""
    given = draft.record.type_name
    number = draft.record.type_number
    if given in TYPES_READ:
        return given
    if number.isdigit() and (name := NAMES_BY_NUMBER.get(int(number))):
        return name
    draft.report("endnote-type-unknown", f"the reference type {given or number or 'of a record'!r} is not known")
    return "Generic"


def _csl_type(type_name: str, draft: _Draft) -> str:
    if type_name == "Electronic Article" and str(draft.fields.get("genre", "")).lower() in PREPRINT_GENRES:
        return "article"
    return TYPES_READ.get(type_name, FALLBACK_TYPE)


def _read_key(draft: _Draft, keys: dict[str, int]) -> str:
    key = draft.text("label")
    if key and key in keys:
        message = f"the label {key!r} was used before, in line {keys[key]}; both records are kept"
        draft.report("endnote-label-repeated", message)
    if key:
        keys.setdefault(key, draft.record.line)
    return key


def _read_doi(draft: _Draft) -> tuple[Doi, ...]:
    """The DOI, from its own element or else from an address at doi.org."""
    for leaf in draft.take("electronic-resource-num"):
        try:
            found = Doi.readings(leaf.text)
        except InvalidDoi as error:
            draft.report("doi-invalid", f"{leaf.text.strip()[:80]!r} is {error.message}", error.hint)
            draft.left.append(leaf)
            continue
        draft.fields["DOI"] = found[0].text
        return found
    for leaf in draft.left:
        if leaf.path.startswith("urls/") and _AT_DOI_ORG.match(leaf.text.strip()):
            try:
                found = Doi.readings(leaf.text)
            except InvalidDoi:
                continue
            draft.fields["DOI"] = found[0].text
            return found
    return ()


def _read_dates(draft: _Draft) -> None:
    year, day = draft.text("dates/year"), draft.take("dates/pub-dates/date")
    text = tidy(day[0].text) if day else ""
    whole = Date.parse(text) if _WITH_YEAR.search(text) else read_date_of_year(text, year) if text else None
    issued = whole if whole and whole.start else Date.parse(year) or whole or Date.parse(text)
    if issued:
        draft.fields["issued"] = issued
        if issued is not whole:
            draft.left.extend(day)
    if accessed := Date.parse(draft.text("access-date")):
        draft.fields["accessed"] = accessed


def _read_numbers(draft: _Draft, type_name: str) -> None:
    """Pages and article number; ISBN, ISSN and the work's own number; PubMed id."""
    pages, number = draft.text("pages"), draft.text("custom7")
    if pages == number:
        pages = ""
    is_count = type_name in _COUNT_OF_PAGES and pages.isdigit()
    found = {"number-of-pages" if is_count else "page": read_pages(pages), "number": number}
    numbers: dict[str, list[str]] = {"ISBN": [], "ISSN": [], "number": []}
    for leaf in draft.take("isbn"):
        for part in _NUMBER_BREAK.split(leaf.text):
            if text := tidy(_NUMBER_LABEL.sub("", part)):
                numbers[_kind_of_number(text, type_name)].append(text)
    found |= {variable: ", ".join(dict.fromkeys(texts)) for variable, texts in numbers.items() if texts}
    accession = [leaf for leaf in draft.left if leaf.path == "accession-num" and leaf.text.strip().isdigit()]
    database = next((tidy(leaf.text).lower() for leaf in draft.left if leaf.path == "remote-database-name"), "")
    if accession and database in _PUBMED:
        found["PMID"] = accession[0].text.strip()
        draft.take("accession-num")
    draft.fields |= {variable: text for variable, text in found.items() if text}


def _kind_of_number(text: str, type_name: str) -> str:
    if _ISBN.fullmatch(text):
        return "ISBN"
    return "number" if type_name in NUMBERED and not _ISSN.fullmatch(text) else "ISSN"


def _rows(type_name: str, table: tuple[FieldRow, ...]) -> list[FieldRow]:
    """The rows that hold for a type, special ones before general ones."""
    special = [row for row in table if type_name in row.types]
    return [*special, *(row for row in table if not row.types)]


def _read_names(draft: _Draft, row: FieldRow) -> None:
    leaves = [] if row.variable in draft.fields else draft.take(row.path)
    names = [name for leaf in leaves if not (name := read_inverted_name(leaf.text)).is_empty]
    if len(names) > 1 and names[-1].literal.lower() in OTHERS_READ:
        names.pop()
        draft.truncated.append(row.variable)
    if names:
        draft.fields[row.variable] = tuple(names)


def _read_text(draft: _Draft, row: FieldRow) -> None:
    paths = URL_ALIASES if row.variable == "URL" else ()
    leaves = [leaf for path in (row.path, *paths) for leaf in draft.left if leaf.path == path]
    if row.variable in draft.fields or not leaves or (row.variable == "PMID" and not leaves[0].text.strip().isdigit()):
        return
    first = leaves[0]
    draft.left.remove(first)
    if row.variable in TITLE_VARIABLES:
        value = tidy(first.rich)
    elif row.variable == "URL":
        value = "".join(first.text.split())
    else:
        value = "\n".join(line for part in _LINE_BREAK.split(first.text) if (line := tidy(part)))
    draft.fields[row.variable] = read_language(value) if row.variable == "language" else value


def _read_container(draft: _Draft, type_name: str) -> None:
    """The periodical's own element; of a conference, the name that stands for both it and its proceedings."""
    aliases = draft.take(*TITLE_ALIASES)
    if aliases and type_name in PERIODICALS and "container-title" not in draft.fields:
        draft.fields["container-title"] = tidy(aliases[0].rich)
    elif type_name in PERIODICALS and (full := _full_title(draft, aliases)):
        draft.fields["container-title"] = full
    title = str(draft.fields.get("container-title", ""))
    known = {title.casefold(), tidy(re.sub(r"</?(?:i|b|sup|sub)>", "", title)).casefold()}
    draft.left.extend(leaf for leaf in aliases if tidy(leaf.text).casefold() not in known)
    if type_name in CONFERENCES:
        event = draft.fields.pop("event-title", "")
        if event and not title:
            draft.fields["container-title"] = event
        elif event and event != title:
            draft.fields["event-title"] = event


def _full_title(draft: _Draft, aliases: list[Leaf]) -> str:
    """The full title of a periodical whose main one is its abbreviation, as EndNote's PubMed filter leaves it."""
    title, short = (str(draft.fields.get(name, "")) for name in ("container-title", "container-title-short"))
    if not title or title.casefold() != short.casefold():
        return ""
    return next((full for leaf in aliases if (full := tidy(leaf.rich)).casefold() != title.casefold()), "")


def _extra(draft: _Draft) -> dict[str, str]:
    extra = {TRUNCATED_NAMES: " ".join(draft.truncated)} if draft.truncated else {}
    for leaf in draft.left:
        name, text = f"endnote:{leaf.path}", tidy(leaf.text)
        extra[name] = f"{extra[name]}\n{text}" if name in extra else text
    return extra
