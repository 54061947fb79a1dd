"""Field rules: values that are missing, impossible, empty in all but name, or inconsistent between entries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.model.check_digits import is_isbn, is_issn
from atlas_cite.model.text import folded

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
_SHORT_PAGE = 4
"""Digits up to which a last page may be shortened: 1425-37 is 1425-1437."""


def field_of(subject: Subject, variable: str) -> str:
    """What the entry's file calls a CSL variable."""
    names = _BIB_FIELDS.get(variable, (variable.lower(),))
    return next((name for name in names if name in subject.fields), names[0])


def _required(subject: Subject) -> Iterator[Hit]:
    for choice in () if subject.is_record else REQUIRED.get(subject.item.type, (("title",),)):
        if not _has(subject, choice):
            yield Hit(f"{_named(choice)} is missing", f"A {_type_name(subject)} cannot be cited without it.")


def _recommended(subject: Subject) -> Iterator[Hit]:
    for choice in () if subject.is_record else RECOMMENDED.get(subject.item.type, ()):
        if not _has(subject, choice):
            yield Hit(f"{_named(choice)} is missing", "Readers find the work sooner with it.")


def _has(subject: Subject, choice: tuple[str, ...]) -> bool:
    return any(variable in subject.item.fields for variable in choice) or any(
        name in subject.fields and subject.fields[name].text.strip()
        for variable in choice
        for name in _BIB_FIELDS.get(variable, (variable.lower(),))
    )


def _named(choice: tuple[str, ...]) -> str:
    return " or ".join(dict.fromkeys(_FIELD_NAMES.get(variable, variable) for variable in choice))


def _type_name(subject: Subject) -> str:
    return f"@{subject.entry_type}" if subject.entry_type else subject.item.type.replace("-", " ")


def _impossible_year(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    for subject in corpus:
        year = subject.item.year
        if year is None:
            continue
        field = field_of(subject, "issued")
        if year > corpus.today.year + 1:
            yield subject, Hit(f"the year {year} is in the future", "Correct it.", field)
        elif 0 <= year < _FIRST_PRINT and subject.doi:
            yield subject, Hit(f"a work with a DOI of the year {year}", "Correct it.", field)


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


def _journals(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    """Spellings of one journal: names equal but for case and small words, or with one ISSN."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    entries: list[tuple[str, str, Subject]] = []
    for subject in corpus:
        name = subject.item.text("container-title")
        if name and subject.item.type == "article-journal":
            journal = " ".join(
                word for word in folded(name.replace("&", " and ")).split() if word not in {"the", "and"}
            )
            spellings[journal][name] += 1
            entries.append((journal, name, subject))
    for journal, name, subject in entries:
        usual, count = max(spellings[journal].items(), key=lambda each: (each[1], each[0]))
        if name != usual:
            message = f"the journal is {name!r} here and {usual!r} in {count} other entries"
            yield subject, Hit(message, "Spell it one way.", field_of(subject, "container-title"))


RULES = (
    Rule(
        "content/required",
        Level.WARNING,
        "A required field is missing",
        "Every style prints these for this type; without them the reference has a hole.",
        "an @article without journal",
        _required,
    ),
    Rule(
        "content/recommended",
        Level.NOTE,
        "A recommended field is missing",
        "Most styles print them, and readers find the work by them.",
        "an @article without volume and pages",
        _recommended,
    ),
    Rule(
        "content/date-impossible",
        Level.WARNING,
        "A year cannot be right",
        "It is in the future, or long before there was print.",
        "year = {2103}",
        whole=_impossible_year,
    ),
    Rule(
        "content/pages-backwards",
        Level.WARNING,
        "Pages run backwards",
        "The last page comes before the first; 1425-37 is read as 1425-1437.",
        "pages = {1197--1180}",
        _pages,
    ),
    Rule(
        "content/issn-invalid",
        Level.WARNING,
        "An ISSN cannot be right",
        "Its check digit does not fit (ISO 3297).",
        "0005-7968",
        _issn,
    ),
    Rule(
        "content/isbn-invalid",
        Level.WARNING,
        "An ISBN cannot be right",
        "Its check digit does not fit (ISO 2108).",
        "978-3-16-148410-1",
        _isbn,
    ),
    Rule(
        "content/placeholder",
        Level.WARNING,
        "A field says that there is nothing",
        "Programs write null, n/a and the like into empty fields, and styles print it.",
        "volume = {null}",
        _placeholder,
    ),
    Rule(
        "content/journal-spelling",
        Level.NOTE,
        "One journal is spelled in several ways",
        "Readers take them for several journals.",
        "Lancet, The Lancet, LANCET",
        whole=_journals,
    ),
)
