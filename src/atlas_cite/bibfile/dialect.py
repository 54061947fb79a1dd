"""How a file writes things, so that what is added looks like the rest: field names, letters, months, pages, DOIs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from atlas_cite.bibfile.file import BibEntry, BibField, BibFile, BlockKind
from atlas_cite.tables.bib_dialects import (
    ANNOTATION_FIELDS,
    BIBLATEX_FIELDS,
    BIBLATEX_TYPES,
    BIBTEX_FIELDS,
    BIBTEX_TYPES,
    FIELD_PAIRS,
    MANAGER_SIGNS,
)
from atlas_cite.tables.bibtex import MONTH_MACROS

_T = TypeVar("_T")

Letters = Literal["unicode", "latex"]
Months = Literal["macro", "number", "name"]

_READ_FOR_LETTERS = frozenset("author editor title booktitle journal journaltitle publisher address location".split())
_ACCENT = re.compile(r"\\(?:[\"'`^~=.]\s*\{?\\?[A-Za-z]|[uvHcdbrk][\s{]|(?:ss|o|O|l|L|ae|AE|oe|OE|aa|AA)\b)")
_NOT_ASCII_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_PAGE_RANGE = re.compile(r"[\w.]\s*(-{1,3}|[–—])\s*[\w.]")
_DATABASE_TYPE = re.compile(r"databaseType:\s*(biblatex|bibtex)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A file's habits; what the file does not show is as its kind, BibTeX or BibLaTeX, has it.

    `letters`: letters beyond ASCII as themselves or as LaTeX commands.  `page_dash`: between first and last page.
    `doi_is_url`: whether doi fields hold addresses.  `manager`: jabref, mendeley, zotero, bibdesk or empty.
    `annotation_field`: where a person's note on the work goes.  `names`: BibTeX's name of a field -> the file's.
    """

    is_biblatex: bool
    letters: Letters
    months: Months
    page_dash: str
    doi_is_url: bool
    manager: str
    annotation_field: str
    names: Mapping[str, str]

    def name(self, bibtex_name: str) -> str:
        """What this file calls the field that BibTeX calls so: `journal` may be `journaltitle`."""
        return self.names.get(bibtex_name, bibtex_name)


@dataclass(slots=True)
class _Habits:
    """What the entries of a file show, counted."""

    fields: Counter[str] = field(default_factory=Counter)
    kinds: Counter[bool] = field(default_factory=Counter)
    letters: Counter[Letters] = field(default_factory=Counter)
    months: Counter[Months] = field(default_factory=Counter)
    dashes: Counter[str] = field(default_factory=Counter)
    doi_is_url: Counter[bool] = field(default_factory=Counter)


def dialect_of(file: BibFile) -> Dialect:
    """The habits of most entries of a file."""
    habits = _count(file.entries)
    manager = _manager(file)
    is_biblatex = _is_biblatex(file, habits)
    return Dialect(
        is_biblatex=is_biblatex,
        letters=_most(habits.letters, _usual_letters(file, is_biblatex=is_biblatex)),
        months=_most(habits.months, "number" if is_biblatex else "macro"),
        page_dash=_most(habits.dashes, "--"),
        doi_is_url=_most(habits.doi_is_url, False),
        manager=manager,
        annotation_field=_annotation_field(habits, manager, is_biblatex=is_biblatex),
        names=_names(habits, is_biblatex=is_biblatex),
    )


def _count(entries: Iterable[BibEntry]) -> _Habits:
    habits = _Habits()
    shapes: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for entry in entries:
        names = {each.name.lower(): each for each in entry.fields}
        shapes[entry.type.lower(), tuple(names)] += 1
        for name, each in names.items():
            if count := _LOOKED_AT.get(name):
                count(each, habits)
    for (kind, fields), number in shapes.items():
        _count_shape(kind, fields, number, habits)
    return habits


def _count_shape(kind: str, fields: Sequence[str], number: int, habits: _Habits) -> None:
    """Count the type and the fields that so many entries share."""
    for name in fields:
        habits.fields[name] += number
    if kind in BIBLATEX_TYPES or not BIBLATEX_FIELDS.isdisjoint(fields):
        habits.kinds[True] += number
    if kind in BIBTEX_TYPES or not BIBTEX_FIELDS.isdisjoint(fields):
        habits.kinds[False] += number


def _count_letters(field: BibField, habits: _Habits) -> None:
    text = field.text
    if not text.isascii() and _NOT_ASCII_LETTER.search(text):
        habits.letters["unicode"] += 1
    if "\\" in text and _ACCENT.search(text):
        habits.letters["latex"] += 1


def _count_month(month: BibField, habits: _Habits) -> None:
    if not month.delimiter and month.raw.strip().lower() in MONTH_MACROS:
        habits.months["macro"] += 1
    else:
        habits.months["number" if month.text.strip().isdigit() else "name"] += 1


def _count_pages(pages: BibField, habits: _Habits) -> None:
    if match := _PAGE_RANGE.search(pages.text):
        habits.dashes[match[1]] += 1


def _count_doi(doi: BibField, habits: _Habits) -> None:
    habits.doi_is_url[doi.text.lstrip().lower().startswith("http")] += 1


_LOOKED_AT = {
    **dict.fromkeys(_READ_FOR_LETTERS, _count_letters),
    "month": _count_month,
    "pages": _count_pages,
    "doi": _count_doi,
}


def _is_biblatex(file: BibFile, habits: _Habits) -> bool:
    """Which kind a file is: JabRef says so, else what most entries use."""
    for block in file.blocks:
        if block.kind is BlockKind.COMMENT and (match := _DATABASE_TYPE.search(file.text, block.start, block.end)):
            return match[1].lower() == "biblatex"
    return habits.kinds[True] > habits.kinds[False]


def _usual_letters(file: BibFile, *, is_biblatex: bool) -> Letters:
    """How to write letters in a file that has none beyond ASCII."""
    return "unicode" if is_biblatex or not file.data.isascii() else "latex"


def _manager(file: BibFile) -> str:
    text = file.text.lower()
    return next((name for name, signs in MANAGER_SIGNS.items() if any(sign in text for sign in signs)), "")


def _annotation_field(habits: _Habits, manager: str, *, is_biblatex: bool) -> str:
    """The one the file uses most, else what its manager shows, else what its processor prints."""
    usual = ANNOTATION_FIELDS.get(manager, "annotation" if is_biblatex else "annote")
    used = Counter({name: habits.fields[name] for name in ("annotation", "annote") if habits.fields[name]})
    return _most(used, usual)


def _names(habits: _Habits, *, is_biblatex: bool) -> dict[str, str]:
    names = {}
    for classic, modern in FIELD_PAIRS.items():
        used = Counter({name: habits.fields[name] for name in (classic, modern) if habits.fields[name]})
        names[classic] = _most(used, modern if is_biblatex else classic)
    return names


def _most(counter: Counter[_T], default: _T) -> _T:
    """The commonest value; the default when nothing was counted."""
    return counter.most_common(1)[0][0] if counter else default
