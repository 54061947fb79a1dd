"""Targets: the fields that enriching writes, as data: their CSL variable, what happens by default, and for which works.

A target is called by its BibTeX name.  What a field is called in each dialect stands in `tables.bib_dialects`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from atlas_cite.tables.bibtex import FIELD_ROWS, TYPES_READ, FieldRow


@dataclass(frozen=True, slots=True)
class Target:
    """A field that can be written: `types` are the CSL types of entries it is for (empty: all)."""

    name: str
    variable: str
    default: str = "fill"
    types: frozenset[str] = frozenset()


ARTICLES = frozenset({"article-journal", "article-magazine", "article-newspaper", "review"})
PARTS = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})
WHOLES = frozenset({"book", "report", "thesis", "pamphlet", "standard"})

_ROWS = (
    Target("author", "author"),
    Target("editor", "editor", types=PARTS | {"book"}),  # a journal's editors are no editors of the article
    Target("title", "title"),
    Target("journal", "container-title", types=ARTICLES),
    Target("booktitle", "container-title", types=PARTS),
    Target("series", "collection-title", types=PARTS | {"book"}),
    Target("volume", "volume", types=ARTICLES | PARTS | {"book"}),
    Target("number", "issue", types=ARTICLES),
    Target("pages", "page", types=ARTICLES | PARTS),
    Target("eid", "number", types=ARTICLES | PARTS),
    Target("edition", "edition", types=PARTS | {"book"}),
    Target("publisher", "publisher", types=PARTS | WHOLES),
    Target("address", "publisher-place", "keep", PARTS | WHOLES),
    Target("year", "issued"),
    Target("month", "issued"),
    Target("doi", "DOI"),
    Target("issn", "ISSN", types=ARTICLES),
    Target("isbn", "ISBN", types=PARTS | {"book"}),
    Target("abstract", "abstract", "keep"),  # long, and often the publisher's property
    Target("language", "language", "keep"),
)
TARGETS = {row.name: row for row in _ROWS}
"""In the order in which changes are listed."""

ALIASES = {
    "authors": "author", "editors": "editor", "journaltitle": "journal", "issue": "number", "page": "pages",
    "date": "year", "location": "address", "langid": "language",
}  # fmt: skip
"""Other names of a target."""


@cache
def targets_of(csl_type: str) -> tuple[Target, ...]:
    """The targets for entries of a CSL type."""
    return tuple(target for target in TARGETS.values() if not target.types or csl_type in target.types)


@cache
def names_of(target: str, bibtex_type: str) -> tuple[str, ...]:
    """The names under which entries of a type know a target, the usual one first."""
    if target in {"year", "month"}:
        return ("date", "year") if target == "year" else ("month",)
    row = row_of(TARGETS[target].variable, bibtex_type)
    return tuple(dict.fromkeys((target, *(row.names if row else ()))))


@cache
def row_of(variable: str, bibtex_type: str) -> FieldRow | None:
    """The names and the kind that a CSL variable has in entries of a type, or None when it has no field there."""
    known = bibtex_type if bibtex_type in TYPES_READ else "misc"
    rows = (row for row in FIELD_ROWS if row.variable == variable and (not row.types or known in row.types))
    return next(rows, None)
