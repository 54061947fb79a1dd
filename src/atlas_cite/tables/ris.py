"""What RIS calls types and fields, both ways.

Sources: Reference Manager's RIS format (2001) and its 2011 revision; EndNote's reference types and RIS filter; what
Zotero, Mendeley and publishers' sites write and read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "names", "date", "lines", "list"]
"""How a tag is read and written: one text, a name a line, a date, a paragraph a line, a word a line."""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: the reference type to write, and the reference types read as it."""

    csl: str
    write: str
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagRow:
    """A CSL variable: its tags, the first one written, all of them read, and the reference types it holds for."""

    variable: str
    kind: Kind
    tags: tuple[str, ...]
    types: frozenset[str] = frozenset()


TYPE_ROWS = (
    TypeRow("article-journal", "JOUR", ("JOUR", "EJOUR", "INPR", "ABST", "JFULL")),
    TypeRow("article-magazine", "MGZN", ("MGZN",)),
    TypeRow("article-newspaper", "NEWS", ("NEWS",)),
    TypeRow("review", "JOUR"),
    TypeRow("review-book", "JOUR"),
    TypeRow("periodical", "SER", ("SER",)),
    TypeRow("article", "UNPB"),
    TypeRow("manuscript", "UNPB", ("UNPB", "MANSCPT")),
    TypeRow("book", "BOOK", ("BOOK", "EBOOK", "EDBOOK", "WHOLE", "CONF", "CTLG")),
    TypeRow("classic", "CLSWK", ("CLSWK", "ANCIENT")),
    TypeRow("collection", "AGGR", ("AGGR",)),
    TypeRow("chapter", "CHAP", ("CHAP", "ECHAP")),
    TypeRow("entry", "ENCYC"),
    TypeRow("entry-encyclopedia", "ENCYC", ("ENCYC",)),
    TypeRow("entry-dictionary", "DICT", ("DICT",)),
    TypeRow("paper-conference", "CPAPER", ("CPAPER",)),
    TypeRow("thesis", "THES", ("THES",)),
    TypeRow("report", "RPRT", ("RPRT", "GOVDOC", "GRANT")),
    TypeRow("dataset", "DATA", ("DATA", "DBASE")),
    TypeRow("software", "COMP", ("COMP",)),
    TypeRow("webpage", "ELEC", ("ELEC", "WEB", "MULTI", "ONLINE")),
    TypeRow("post-weblog", "BLOG", ("BLOG",)),
    TypeRow("post", "ICOMM", ("ICOMM",)),
    TypeRow("standard", "STAND", ("STAND",)),
    TypeRow("patent", "PAT", ("PAT",)),
    TypeRow("pamphlet", "PAMP", ("PAMP",)),
    TypeRow("personal_communication", "PCOMM", ("PCOMM",)),
    TypeRow("map", "MAP", ("MAP",)),
    TypeRow("figure", "FIGURE", ("FIGURE", "CHART", "EQUA")),
    TypeRow("graphic", "ART", ("ART",)),
    TypeRow("speech", "SLIDE", ("SLIDE",)),
    TypeRow("motion_picture", "MPCT", ("MPCT", "VIDEO", "ADVS")),
    TypeRow("song", "SOUND", ("SOUND",)),
    TypeRow("musical_score", "MUSIC", ("MUSIC",)),
    TypeRow("bill", "BILL", ("BILL", "UNBILL")),
    TypeRow("legislation", "STAT", ("STAT",)),
    TypeRow("regulation", "LEGAL", ("LEGAL",)),
    TypeRow("legal_case", "CASE", ("CASE",)),
    TypeRow("hearing", "HEAR", ("HEAR",)),
    TypeRow("document", "GEN", ("GEN",)),
)

TYPES_READ = {name: row.csl for row in TYPE_ROWS for name in row.read}
TYPES_WRITTEN = {row.csl: row.write for row in TYPE_ROWS}

PREPRINT_GENRES = frozenset({"preprint", "posted content"})
"""Types of work (`M3`) that make an unpublished work (`UNPB`) a preprint; Zotero writes preprints so."""

_IN_JOURNAL = frozenset({"JOUR", "EJOUR", "INPR", "ABST", "JFULL", "MGZN", "NEWS", "SER"})
WHOLE = frozenset({"BOOK", "EBOOK", "EDBOOK", "WHOLE"})
_NUMBERED = frozenset({"LEGAL", "CASE", "THES"})
SERIAL_NUMBERED = frozenset({"RPRT", "GOVDOC", "STAND", "PAT", "GRANT"})
"""Types whose number EndNote and Zotero keep where others have ISBN or ISSN."""
_DOCUMENT_NUMBERED = frozenset({"BILL", "UNBILL", "STAT", "HEAR"})
_CONFERENCE = frozenset({"CPAPER"})

TAG_ROWS = (
    TagRow("author", "names", ("AU", "A1")),
    TagRow("editor", "names", ("ED", "A3"), WHOLE),
    TagRow("collection-editor", "names", ("A2",), WHOLE),
    TagRow("editor", "names", ("A2", "ED")),
    TagRow("collection-editor", "names", ("A3",)),
    TagRow("translator", "names", ("A4",)),
    TagRow("title", "text", ("BT",), WHOLE),
    TagRow("title", "text", ("TI", "T1", "CT")),
    TagRow("title-short", "text", ("ST",)),
    TagRow("container-title", "text", ("T2", "C3", "BT", "JF", "JO"), _CONFERENCE),
    TagRow("collection-title", "text", ("T2", "T3"), WHOLE),
    TagRow("container-title", "text", ("T3", "JF", "JO"), WHOLE),
    TagRow("container-title", "text", ("T2", "JF", "JO", "BT", "JA")),
    TagRow("container-title-short", "text", ("J2", "JA", "JI", "J1", "JO")),
    TagRow("collection-title", "text", ("T3",)),
    TagRow("volume", "text", ("VL",)),
    TagRow("number", "text", ("SN", "IS"), SERIAL_NUMBERED),
    TagRow("number", "text", ("M1", "IS"), _DOCUMENT_NUMBERED),
    TagRow("number", "text", ("IS",), _NUMBERED),
    TagRow("collection-number", "text", ("IS",), WHOLE | {"CHAP", "ECHAP", "CPAPER"}),
    TagRow("issue", "text", ("IS", "CP")),
    TagRow("number-of-volumes", "text", ("NV",)),
    TagRow("edition", "text", ("ET", "VO")),
    TagRow("section", "text", ("SE",)),
    TagRow("publisher", "text", ("PB",)),
    TagRow("publisher-place", "text", ("CY", "PP")),
    TagRow("event-place", "text", ("C1",), _CONFERENCE),
    TagRow("genre", "text", ("M3",)),
    TagRow("accessed", "date", ("Y2",)),
    TagRow("language", "text", ("LA",)),
    TagRow("call-number", "text", ("CN",)),
    TagRow("archive", "text", ("DB",)),
    TagRow("keyword", "list", ("KW",)),
    TagRow("abstract", "text", ("AB", "N2")),
    TagRow("annote", "lines", ("N1", "RN")),
)
"""In the order in which tags are written; dates of issue, pages and identifiers have rules of their own.

A book's editor is `ED`, `A2` the editor of its series and `T2` the series: so Zotero and EndNote have them.
"""

KNOWN_TAGS = frozenset(
    """TY ER A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ET ID IS J1 J2
    JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OL OP PA PB PP PY RI RN RP SE SF SL SN SP ST SV T1 T2 T3 TA
    TI TT U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2 YR""".split()
)

PREAMBLES = ("provider:", "database:", "content:")
"""What sites write before a record, in lower case; it says nothing about the work."""

PUBMED_DATABASES = frozenset({"pubmed", "medline", "nlm"})
"""Values of `DB` or `DP` that make an accession number a PubMed id."""
