"""What OpenURL calls kinds of works and their fields, for COinS.

Sources: ANSI/NISO Z39.88-2004, its KEV matrices (journal, book, dissertation, patent, dc); which of their keys Zotero
reads (`parseContextObject` in zotero/utilities).  Zotero reads the numbering, people and language of every matrix, so
that those keys are written where a matrix has no word of its own for them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matrix:
    """A KEV matrix: its name, its keys for title, container (empty: none) and people, and for the fields it has."""

    name: str
    title: str
    container: str
    person: str
    fields: dict[str, str]


_COMMON = {"language": "language"}
_NUMBERS = {"volume": "volume", "issue": "issue"}
_BOOK_FIELDS = {
    "edition": "edition",
    "collection-title": "series",
    "publisher": "pub",
    "publisher-place": "place",
    "number-of-pages": "tpages",
    "volume": "volume",
} | _COMMON

JOURNAL = Matrix("journal", "atitle", "jtitle", "au", {"container-title-short": "stitle", **_NUMBERS, **_COMMON})
BOOK = Matrix("book", "btitle", "series", "au", _BOOK_FIELDS)
BOOK_ITEM = Matrix("book", "atitle", "btitle", "au", _BOOK_FIELDS)
DISSERTATION = Matrix(
    "dissertation", "title", "", "au", {"publisher": "inst", "genre": "degree", "number-of-pages": "tpages", **_COMMON}
)
PATENT = Matrix("patent", "title", "", "inventor", {"number": "number", "publisher": "assignee", **_COMMON})
DUBLIN_CORE = Matrix(
    "dc",
    "title",
    "source",
    "creator",
    {
        "publisher": "publisher",
        "publisher-place": "place",
        "license": "rights",
        "abstract": "description",
        "edition": "edition",
        "collection-title": "series",
        "number-of-pages": "tpages",
        **_NUMBERS,
        **_COMMON,
    },
)
"""For every kind that has no matrix; Zotero takes the kind from `type`, in its own words."""

KINDS: dict[str, tuple[Matrix, str]] = {
    "article-journal": (JOURNAL, "article"),
    "review": (JOURNAL, "article"),
    "review-book": (JOURNAL, "article"),
    "book": (BOOK, "book"),
    "classic": (BOOK, "book"),
    "collection": (BOOK, "book"),
    "report": (BOOK, "report"),
    "chapter": (BOOK_ITEM, "bookitem"),
    "entry": (BOOK_ITEM, "bookitem"),
    "entry-dictionary": (BOOK_ITEM, "bookitem"),
    "entry-encyclopedia": (BOOK_ITEM, "bookitem"),
    "paper-conference": (BOOK_ITEM, "proceeding"),
    "thesis": (DISSERTATION, ""),
    "patent": (PATENT, ""),
}
"""CSL type -> its matrix and `genre`."""

SEASONS = ("spring", "summer", "fall", "winter")
"""`ssn` for CSL's seasons 1 to 4."""
