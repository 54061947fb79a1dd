"""The columns of a table of references: what each is called, and what other programs call it.

Sources: the CSV exports of Zotero, Scopus, Web of Science and PubMed for the names that are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "names", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A CSL variable: its column's name, how a cell is written, and other names under which it is read, lower-cased."""

    variable: str
    name: str
    kind: Kind = "text"
    read: tuple[str, ...] = ()


KEY, TYPE, YEAR, STATUS, OTHER = "Key", "Type", "Year", "Status", "Other fields"
"""Columns that are no CSL variable: the citation key, the CSL type, the year for sorting, a retraction, the rest."""

COLUMNS = (
    Column("author", "Authors", "names", ("author", "author full names", "creators")),
    Column("title", "Title", "text", ("article title", "document title")),
    Column(
        "container-title",
        "Published in",
        "text",
        ("publication title", "source title", "journal", "journal/book", "journal title", "container title"),
    ),
    Column("issued", "Date", "date", ("publication date", "issued", "create date")),
    Column("volume", "Volume"),
    Column("issue", "Issue", "text", ("number of issue",)),
    Column("page", "Pages", "text", ("page",)),
    Column("number", "Number", "text", ("art. no.", "article number", "report number")),
    Column("DOI", "DOI"),
    Column("URL", "URL", "text", ("url", "link")),
    Column("PMID", "PMID", "text", ("pubmed id",)),
    Column("PMCID", "PMCID", "text", ("pmc id",)),
    Column("ISSN", "ISSN"),
    Column("ISBN", "ISBN"),
    Column("editor", "Editors", "names", ("editor", "book editors")),
    Column("translator", "Translators", "names", ("translator",)),
    Column("publisher", "Publisher"),
    Column("publisher-place", "Place", "text", ("publisher city", "city")),
    Column("edition", "Edition"),
    Column("collection-title", "Series", "text", ("series title", "book series title")),
    Column("collection-number", "Series number"),
    Column("container-title-short", "Journal abbreviation", "text", ("abbreviated source title",)),
    Column("title-short", "Short title"),
    Column("genre", "Kind of work", "text", ("document type",)),
    Column("event-title", "Event", "text", ("conference name",)),
    Column("event-place", "Event place", "text", ("conference location", "meeting name")),
    Column("version", "Version"),
    Column("archive", "Archive"),
    Column("archive_location", "Location in archive", "text", ("loc. in archive",)),
    Column("language", "Language", "text", ("language of original document",)),
    Column("keyword", "Keywords", "text", ("manual tags", "author keywords", "tags")),
    Column("license", "Licence", "text", ("rights", "license")),
    Column("accessed", "Accessed", "date", ("access date",)),
    Column("abstract", "Abstract", "text", ("abstract note",)),
    Column("annote", "Annotation", "text", ("notes",)),
    Column("note", "Note", "text", ("extra",)),
)

HEADER = (
    KEY,
    TYPE,
    *(column.name for column in COLUMNS[:4]),
    YEAR,
    *(column.name for column in COLUMNS[4:]),
    STATUS,
    OTHER,
)

READ_AS = (
    {name.lower(): name for name in (KEY, TYPE, YEAR, STATUS, OTHER)}
    | {alias: column.name for column in COLUMNS for alias in (column.name.lower(), *column.read)}
    | {"item type": TYPE, "publication year": YEAR, "citation key": KEY, "id": KEY, "eid": KEY}
)
"""Name of a column, lower-cased -> our name for it."""

TELLING = frozenset({"Title", "DOI", "Authors", "PMID"})
"""Columns of which a table of references has at least two, or one beside a type or year."""

TYPES_READ = {
    "journal article": "article-journal", "journalarticle": "article-journal", "article": "article-journal",
    "review": "article-journal", "booksection": "chapter", "book chapter": "chapter", "bookchapter": "chapter",
    "conferencepaper": "paper-conference", "conference paper": "paper-conference", "preprint": "article",
    "computerprogram": "software", "blogpost": "post-weblog", "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper", "encyclopediaarticle": "entry-encyclopedia",
    "dictionaryentry": "entry-dictionary", "presentation": "speech", "film": "motion_picture", "case": "legal_case",
    "statute": "legislation", "letter": "personal_communication", "forumpost": "post", "artwork": "graphic",
}  # fmt: skip
"""Types of work in other programs' tables, lower-cased -> CSL type; CSL's own names are read as they are."""

STATUS_NOTES = {
    "retraction": "Retracted",
    "withdrawal": "Withdrawn",
    "removal": "Withdrawn",
    "partial retraction": "Partially retracted",
    "expression of concern": "Expression of concern",
}
"""What the status column says -> what a note says of it."""
