"""What the MEDLINE format (`.nbib`) calls types and fields, both ways.

Sources: PubMed help, "PubMed format" (field descriptions); NLM's publication types; ERIC's `.nbib` files.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.model.variables import ITEM_TYPES


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: the publication type to write, and further ones read as it."""

    csl: str
    write: str
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A CSL variable that is one text: its tags, the first one written, all of them read."""

    variable: str
    tags: tuple[str, ...]


TYPE_ROWS = (
    TypeRow("article", "Preprint", ("Preprint",)),
    TypeRow("article-magazine", "Magazine Article", ("Magazine Article",)),
    TypeRow("article-newspaper", "Newspaper Article", ("Newspaper Article",)),
    TypeRow("book", "Book", ("Book", "Books", "Monograph")),
    TypeRow("chapter", "Book Chapter", ("Book Chapter",)),
    TypeRow("dataset", "Dataset", ("Dataset",)),
    TypeRow("entry-dictionary", "Dictionary", ("Dictionary",)),
    TypeRow("entry-encyclopedia", "Encyclopedia", ("Encyclopedia",)),
    TypeRow("interview", "Interview", ("Interview",)),
    TypeRow("legal_case", "Legal Case", ("Legal Case",)),
    TypeRow("legislation", "Legislation", ("Legislation",)),
    TypeRow("paper-conference", "Conference Paper", ("Conference Paper", "Conference Proceedings")),
    TypeRow("patent", "Patent", ("Patent",)),
    TypeRow("report", "Technical Report", ("Technical Report",)),
    TypeRow("software", "Software", ("Software",)),
    TypeRow("standard", "Standard", ("Standard",)),
    TypeRow("thesis", "Academic Dissertation", ("Academic Dissertation", "Dissertations/Theses")),
    TypeRow("webpage", "Webpage", ("Webpage",)),
    TypeRow("review", "Peer Review", ("Peer Review",)),
    TypeRow("review-book", "Book Review", ("Book Review",)),
    TypeRow("article-journal", "Journal Article", ("Journal Article", "Journal Articles", "Case Reports")),
)
"""Rows that say more stand before those that say less: a record may have several publication types."""

_UNNAMED = {kind: kind.replace("-", " ").replace("_", " ").capitalize() for kind in sorted(ITEM_TYPES)}
"""What CSL calls its types, for those that NLM has no publication type for; other readers pass over it."""

TYPES_WRITTEN = _UNNAMED | {row.csl: row.write for row in TYPE_ROWS}
TYPES_READ = {name: csl for csl, name in TYPES_WRITTEN.items()} | {
    name: row.csl for row in TYPE_ROWS for name in row.read
}

RETRACTED = "Retracted Publication"
"""The publication type of a retracted work."""

IN_BOOKS = frozenset({"chapter", "entry-dictionary", "entry-encyclopedia", "entry"})
"""CSL types whose container is a book (`BTI`), not a periodical (`JT`)."""

FIELD_ROWS = (
    FieldRow("volume", ("VI",)),
    FieldRow("issue", ("IP",)),
    FieldRow("title", ("TI",)),
    FieldRow("original-title", ("TT",)),
    FieldRow("volume-title", ("VTI",)),
    FieldRow("collection-title", ("CTI",)),
    FieldRow("abstract", ("AB",)),
    FieldRow("license", ("CI",)),
    FieldRow("publisher", ("PB",)),
    FieldRow("publisher-place", ("PL",)),
    FieldRow("edition", ("EN",)),
    FieldRow("container-title-short", ("TA",)),
    FieldRow("container-title", ("JT", "BTI")),
)
"""In the order in which tags are written; names, dates, pages and identifiers have rules of their own."""

WRAPPED = frozenset({"TI", "TT", "AB"})
"""Tags whose text may go on in further lines; of others readers keep the lines apart, or lose the blank between."""

REPEATED = frozenset({"PT", "SI", "LID", "AID", "AUID"})
"""Tags of which a record has several, each saying something of its own."""

WIDTH = 90
INDENT = " " * 6

KEY_SOURCE = "citation-key/"
"""What begins a secondary source id (`SI`) that is our citation key; the format has no tag for one."""

SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "2nd": "II", "3rd": "III", "4th": "IV"}
"""Suffixes that stand behind a given name (`King, Martin Luther Jr`), without stops and lower-cased."""

IGNORED = frozenset(
    """OWN STAT DCOM LR DA CRDT EDAT MHDA PHST PST SB JID OTO PUBM NR RF SO AU ED CRF CDAT CTDT DRDT PMCR""".split()
)
"""Tags about the record in its database, and those that repeat others; they say nothing more of the work."""
