"""Field rules: values that are missing, impossible, empty in all but name, or inconsistent between entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.model.check_digits import is_isbn, is_issn

_ANYBODY = ("author", "editor")
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article-journal": (("title",), _ANYBODY, ("issued",), ("container-title",)),
    "article-magazine": (("title",), ("issued",), ("container-title",)),
    "article-newspaper": (("title",), ("issued",), ("container-title",)),
    "book": (("title",), _ANYBODY, ("issued",), ("publisher",)),
    "chapter": (("title",), _ANYBODY, ("issued",), ("container-title",)),
    "paper-conference": (("title",), _ANYBODY, ("issued",), ("container-title", "event-title")),
    "thesis": (("title",), ("author",), ("issued",), ("publisher",)),
    "report": (("title",), ("issued",), ("publisher", "author")),
    "webpage": (("title",), ("URL",)),
    "dataset": (("title",), ("issued",), ("publisher", "URL", "DOI")),
}
"""The variables each type needs; of several in one place one is enough."""
_REQUIRED_OF_BIBTEX: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "manual": (("title",),),
    "booklet": (("title",),),
    "proceedings": (("title",), ("issued",)),
}
"""What BibTeX asks of types that are books to CSL, and need less."""
RECOMMENDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article-journal": (("volume", "DOI"), ("page", "number", "DOI")),
    "chapter": (("page", "chapter-number", "DOI"), ("publisher",)),
    "webpage": (("accessed", "issued"),),
}
"""The variables a good reference of each type has."""
_FIELD_NAMES: Mapping[str, str] = {
    "container-title": "journal or booktitle",
    "issued": "date or year",
    "page": "pages",
    "number": "article number",
    "event-title": "event",
    "accessed": "date of access",
}
_FIELD_NAMES_BY_TYPE: Mapping[tuple[str, str], str] = {
    ("container-title", "article-journal"): "journal",
    ("container-title", "article-magazine"): "journal",
    ("container-title", "article-newspaper"): "journal",
    ("container-title", "chapter"): "booktitle",
    ("container-title", "paper-conference"): "booktitle",
    ("publisher", "thesis"): "school",
    ("publisher", "report"): "institution",
}
"""What .bib files call a variable in one CSL type."""
_BIB_FIELDS: Mapping[str, tuple[str, ...]] = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "publisher": ("publisher", "school", "institution", "organization"),
    "issued": ("date", "year"),
    "page": ("pages",),
    "collection-title": ("series",),
    "publisher-place": ("address", "location"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "note": ("note",),
    "annote": ("annotation", "annote"),
    "ISSN": ("issn",),
    "ISBN": ("isbn",),
}
"""What a .bib file calls them."""

_NOTHING = frozenset({"null", "none", "n/a", "na", "nan", "undefined", "unknown", "?", "-", "--", "tbd", "todo", "xxx"})
_PAGES = re.compile(r"\s*([A-Za-z]*)(\d+)([A-Za-z]?)\s*(?:--?|–|—)\s*([A-Za-z]*)(\d+)([A-Za-z]?)\s*")
_FIRST_PRINT = 1450
"""Nothing with a DOI is older."""
_FIGURES = 4
_FIRST_JOURNAL = 1600
"""The first journals are of 1665."""
_DATES = ("date", "urldate", "eventdate", "origdate")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days a month can have."""
_SHORT_PAGE = 4
"""Digits up to which a last page may be shortened: 1425-37 is 1425-1437."""


def field_of(subject: Subject, variable: str) -> str:
    """What the entry's file calls a CSL variable."""
    names = _BIB_FIELDS.get(variable, (variable.lower(),))
    return next((name for name in names if name in subject.fields), names[0])


def _required(subject: Subject) -> Iterator[Hit]:
    usual = REQUIRED.get(subject.item.type, (("title",),))
    for choice in () if subject.is_record else _REQUIRED_OF_BIBTEX.get(subject.entry_type, usual):
        if not _has(subject, choice) and not _has_nobody(subject, choice):
            hint = f"Styles print it for every {_type_name(subject)}."
            yield Hit(f"{_named(choice, subject.item.type)} is missing", hint)


def _recommended(subject: Subject) -> Iterator[Hit]:
    for choice in () if subject.is_record else RECOMMENDED.get(subject.item.type, ()):
        if not _has(subject, choice):
            yield Hit(f"{_named(choice, subject.item.type)} is missing", "Readers find the work sooner with it.")


def _has(subject: Subject, choice: tuple[str, ...]) -> bool:
    return any(variable in subject.item.fields for variable in choice) or any(
        name in subject.fields and subject.fields[name].text.strip()
        for variable in choice
        for name in _BIB_FIELDS.get(variable, (variable.lower(),))
    )


def _has_nobody(subject: Subject, choice: tuple[str, ...]) -> bool:
    """Whether the registry has no such value either: an editorial that nobody signed.  A work always has a title."""
    return subject.work is not None and "title" not in choice and not set(choice) & subject.work.item.fields.keys()


def _named(choice: tuple[str, ...], kind: str) -> str:
    names = (_FIELD_NAMES_BY_TYPE.get((each, kind)) or _FIELD_NAMES.get(each, each) for each in choice)
    return " or ".join(dict.fromkeys(names))


def _type_name(subject: Subject) -> str:
    return f"@{subject.entry_type}" if subject.entry_type else subject.item.type.replace("-", " ")


def _impossible_date(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    for subject in corpus:
        if fault := _year_fault(subject, corpus.today.year):
            yield subject, Hit(fault, "Correct it.", field_of(subject, "issued"))
        for name in _DATES:
            for written in _DAY.findall(subject.text(name)):
                if not _is_day(int(written[1]), int(written[2])):
                    yield subject, Hit(f"there is no day {'-'.join(written)}", "Correct it.", name)


def _year_fault(subject: Subject, this_year: int) -> str:
    """What is wrong with the year of an entry, or an empty string."""
    year = subject.item.year
    if year is None:
        written = subject.text("year").strip()
        is_short = written.isdecimal() and len(written) != _FIGURES
        return f"the year {written} does not have four figures" if is_short else ""
    if year > this_year + 1:
        return f"the year {year} is in the future"
    if 0 <= year < _FIRST_PRINT and subject.doi:
        return f"a work with a DOI of the year {year}"
    if 0 <= year < _FIRST_JOURNAL and subject.item.type == "article-journal":
        return f"a journal article of the year {year}"
    return ""


def _is_day(month: int, day: int) -> bool:
    """Whether there is such a day; biblatex writes the seasons as months 21 to 24, without a day."""
    return 1 <= month <= len(MONTH_DAYS) and 1 <= day <= MONTH_DAYS[month - 1]


def _pages(subject: Subject) -> Iterator[Hit]:
    match = _PAGES.fullmatch(subject.item.text("page"))
    if match is None or match[1].lower() != match[4].lower():
        return
    first, last = match[2], match[5]
    if len(last) < len(first) <= _SHORT_PAGE + len(last):
        last = first[: len(first) - len(last)] + last
    if int(last) < int(first):
        yield Hit(f"the pages run backwards: {subject.item.text('page')}", "Correct them.", field_of(subject, "page"))


def _issn(subject: Subject) -> Iterator[Hit]:
    for number in re.findall(r"[\dXx][\dXx\u2010-\u2015-]{6,}", subject.item.text("ISSN")):
        if not is_issn(number):
            yield Hit(f"{number} is no ISSN: its check digit does not fit", "Correct it.", field_of(subject, "ISSN"))


def _isbn(subject: Subject) -> Iterator[Hit]:
    for number in re.findall(r"\d[\dXx\u2010-\u2015-]{8,}[\dXx]", subject.item.text("ISBN")):
        if not is_isbn(number):
            yield Hit(f"{number} is no ISBN: its check digit does not fit", "Correct it.", field_of(subject, "ISBN"))


def _placeholder(subject: Subject) -> Iterator[Hit]:
    for variable in ("volume", "issue", "page", "publisher", "title", "container-title"):
        if subject.item.text(variable).strip().lower() in _NOTHING:
            written = subject.item.text(variable)
            yield Hit(
                f"{variable} says {written!r}", "Give the value, or take the field out.", field_of(subject, variable)
            )


RULES = (
    Rule(
        "content/required",
        Level.WARNING,
        "A required field is missing",
        "Every style prints these for this type; without them the reference has a hole.",
        _required,
    ),
    Rule(
        "content/recommended",
        Level.NOTE,
        "A recommended field is missing",
        "Most styles print them, and readers find the work by them.",
        _recommended,
    ),
    Rule(
        "content/date-impossible",
        Level.WARNING,
        "A date cannot be right",
        "It is in the future, long before there was print, or a day that no calendar has.",
        whole=_impossible_date,
    ),
    Rule(
        "content/pages-backwards",
        Level.WARNING,
        "Pages run backwards",
        "The last page comes before the first; 1425-37 is read as 1425-1437.",
        _pages,
    ),
    Rule(
        "content/issn-invalid",
        Level.WARNING,
        "An ISSN cannot be right",
        "Its check digit does not fit (ISO 3297).",
        _issn,
    ),
    Rule(
        "content/isbn-invalid",
        Level.WARNING,
        "An ISBN cannot be right",
        "Its check digit does not fit (ISO 2108).",
        _isbn,
    ),
    Rule(
        "content/placeholder",
        Level.WARNING,
        "A field says that there is nothing",
        "Programs write null, n/a and the like into empty fields, and styles print it.",
        _placeholder,
    ),
)
