"""What EndNote XML calls types and fields, both ways.

Sources: EndNote's RSXML document type (order and names of elements) and its reference types table; EndNote 20 exports;
what Zotero, JabRef and pandoc read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: EndNote's name and number for it, and further names read as it."""

    csl: str
    name: str
    number: int
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A CSL variable: the path of its element in a record, and the reference types it holds for (empty: the others)."""

    variable: str
    path: str
    types: frozenset[str] = frozenset()


TYPE_ROWS = (
    TypeRow("article-journal", "Journal Article", 17, ("Journal Article", "Electronic Article")),
    TypeRow("article-magazine", "Magazine Article", 19, ("Magazine Article",)),
    TypeRow("article-newspaper", "Newspaper Article", 23, ("Newspaper Article",)),
    TypeRow("review", "Journal Article", 17),
    TypeRow("review-book", "Journal Article", 17),
    TypeRow("article", "Electronic Article", 43),
    TypeRow("periodical", "Serial", 57, ("Serial",)),
    TypeRow("book", "Book", 6, ("Book", "Edited Book", "Electronic Book", "Catalog")),
    TypeRow("collection", "Book", 6),
    TypeRow("classic", "Classical Work", 49, ("Classical Work", "Ancient Text")),
    TypeRow("chapter", "Book Section", 5, ("Book Section", "Electronic Book Section")),
    TypeRow("entry", "Encyclopedia", 53),
    TypeRow("entry-encyclopedia", "Encyclopedia", 53, ("Encyclopedia",)),
    TypeRow("entry-dictionary", "Dictionary", 52, ("Dictionary",)),
    TypeRow("paper-conference", "Conference Proceedings", 10, ("Conference Proceedings", "Conference Paper")),
    TypeRow("thesis", "Thesis", 32, ("Thesis",)),
    TypeRow("report", "Report", 27, ("Report", "Government Document", "Grant")),
    TypeRow("standard", "Standard", 58, ("Standard",)),
    TypeRow("dataset", "Dataset", 59, ("Dataset", "Aggregated Database", "Online Database")),
    TypeRow("software", "Computer Program", 9, ("Computer Program",)),
    TypeRow("webpage", "Web Page", 12, ("Web Page", "Online Multimedia")),
    TypeRow("post-weblog", "Blog", 56, ("Blog",)),
    TypeRow("patent", "Patent", 25, ("Patent",)),
    TypeRow("pamphlet", "Pamphlet", 24, ("Pamphlet",)),
    TypeRow("manuscript", "Unpublished Work", 34, ("Unpublished Work", "Manuscript")),
    TypeRow("personal_communication", "Personal Communication", 26, ("Personal Communication",)),
    TypeRow("map", "Map", 20, ("Map",)),
    TypeRow("figure", "Figure", 37, ("Figure", "Chart or Table", "Equation")),
    TypeRow("graphic", "Artwork", 2, ("Artwork",)),
    TypeRow("motion_picture", "Film or Broadcast", 21, ("Film or Broadcast", "Audiovisual Material")),
    TypeRow("song", "Music", 61, ("Music",)),
    TypeRow("musical_score", "Music", 61),
    TypeRow("bill", "Bill", 4, ("Bill",)),
    TypeRow("legislation", "Statute", 31, ("Statute",)),
    TypeRow("regulation", "Legal Rule or Regulation", 50, ("Legal Rule or Regulation",)),
    TypeRow("legal_case", "Case", 7, ("Case",)),
    TypeRow("hearing", "Hearing", 14, ("Hearing",)),
    TypeRow("document", "Generic", 13, ("Generic",)),
)

GENERAL_TYPE = ("Generic", 13)
"""What a CSL type without a row is called."""

TYPES_WRITTEN = {row.csl: (row.name, row.number) for row in TYPE_ROWS}
TYPES_READ = {name: row.csl for row in TYPE_ROWS for name in row.read}
NAMES_BY_NUMBER = {row.number: row.name for row in TYPE_ROWS}
"""The name of a reference type that a file gives by its number alone."""

PREPRINT = "Preprint"
"""The type of work of a preprint that has no genre, without which an electronic article is one of a journal."""

PREPRINT_GENRES = frozenset({"preprint", "posted content", "working paper"})
"""Types of work that make an electronic article a preprint."""

_WHOLE = frozenset({"Book", "Edited Book", "Electronic Book", "Report", "Map", "Computer Program", "Catalog"})
_BOOKS = frozenset({"Book", "Electronic Book", "Catalog"})
_IN_BOOK = frozenset({"Book Section", "Electronic Book Section", "Encyclopedia", "Dictionary"})
_VERSIONED = frozenset({"Computer Program", "Dataset"})
CONFERENCES = frozenset({"Conference Proceedings", "Conference Paper"})
PERIODICALS = frozenset({"Journal Article", "Electronic Article", "Magazine Article", "Newspaper Article"})
"""Types whose container is a periodical, which has an element of its own."""
NUMBERED = frozenset(
    {"Report", "Standard", "Patent", "Thesis", "Government Document", "Bill", "Statute", "Case", "Hearing", "Grant"}
)
"""Types whose `isbn` holds their own number: EndNote calls that field Report Number, Patent Number …"""

NAME_ROWS = (
    FieldRow("editor", "contributors/authors/author", frozenset({"Edited Book"})),
    FieldRow("author", "contributors/authors/author"),
    FieldRow("collection-editor", "contributors/secondary-authors/author", _BOOKS | {"Edited Book", "Report"}),
    FieldRow("editor", "contributors/tertiary-authors/author", _BOOKS | {"Report"}),
    FieldRow("editor", "contributors/secondary-authors/author"),
    FieldRow("collection-editor", "contributors/tertiary-authors/author"),
    FieldRow("translator", "contributors/subsidiary-authors/author"),
)

FIELD_ROWS = (
    FieldRow("title", "titles/title"),
    FieldRow("event-title", "titles/secondary-title", CONFERENCES),
    FieldRow("container-title", "custom3", CONFERENCES),
    FieldRow("event-place", "custom1", CONFERENCES),
    FieldRow("collection-title", "titles/secondary-title", _WHOLE),
    FieldRow("container-title", "titles/tertiary-title", _WHOLE),
    FieldRow("container-title", "titles/secondary-title"),
    FieldRow("collection-title", "titles/tertiary-title"),
    FieldRow("title-short", "titles/short-title"),
    FieldRow("original-title", "titles/translated-title"),
    FieldRow("container-title-short", "periodical/abbr-1"),
    FieldRow("volume", "volume"),
    FieldRow("collection-number", "number", _WHOLE | _IN_BOOK),
    FieldRow("issue", "number"),
    FieldRow("number-of-volumes", "num-vols"),
    FieldRow("version", "edition", _VERSIONED),
    FieldRow("edition", "edition"),
    FieldRow("chapter-number", "section", _IN_BOOK),
    FieldRow("section", "section"),
    FieldRow("publisher-place", "pub-location"),
    FieldRow("publisher", "publisher"),
    FieldRow("PMID", "accession-num"),
    FieldRow("call-number", "call-num"),
    FieldRow("DOI", "electronic-resource-num"),
    FieldRow("PMCID", "custom2"),
    FieldRow("abstract", "abstract"),
    FieldRow("note", "notes"),
    FieldRow("annote", "research-notes"),
    FieldRow("genre", "work-type"),
    FieldRow("medium", "custom5"),
    FieldRow("URL", "urls/related-urls/url"),
    FieldRow("archive", "remote-database-name"),
    FieldRow("archive_location", "remote-database-provider"),
    FieldRow("language", "language"),
)
"""Fields that are one text; names, keywords, dates, pages and numbers have rules of their own."""

TITLE_ALIASES = ("periodical/full-title", "titles/alt-title")
"""Elements that repeat the container's title, and stand in for it where it is missing."""

URL_ALIASES = ("urls/web-urls/url", "urls/text-urls/url")
"""Elements that hold the address of the work in other programs' files."""

RECORD_ORDER = (
    "database source-app rec-number foreign-keys ref-type contributors auth-address titles periodical alt-periodical "
    "pages volume number num-vols edition section keywords dates pub-location publisher orig-pub isbn accession-num "
    "call-num electronic-resource-num abstract label notes research-notes work-type urls custom1 custom2 custom3 "
    "custom4 custom5 custom6 custom7 remote-database-name remote-database-provider language access-date"
).split()
"""The order of a record's elements."""

NO_FIELDS = frozenset({"database", "source-app", "rec-number", "ref-type", "foreign-keys", "modified-date"})
"""Elements about the record in its program's library; they say nothing about the work."""

FACES = {"i": "italic", "b": "bold", "sup": "superscript", "sub": "subscript"}
"""Rich text -> the `face` of a `style` run; small capitals and kept case have none."""
