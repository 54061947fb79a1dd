"""What Hayagriva, Typst's bibliography format, calls types, parents and roles.

Source: Hayagriva's file format documentation (0.9); the types that its CSL engine takes for CSL's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: Hayagriva's type for it, and the type of the work that it stands in (empty: none)."""

    csl: str
    name: str
    parent: str = ""


TYPE_ROWS = (
    TypeRow("article", "article"),
    TypeRow("article-journal", "article", "periodical"),
    TypeRow("article-magazine", "article", "periodical"),
    TypeRow("article-newspaper", "article", "newspaper"),
    TypeRow("review", "article", "periodical"),
    TypeRow("review-book", "article", "periodical"),
    TypeRow("periodical", "periodical"),
    TypeRow("book", "book"),
    TypeRow("classic", "book"),
    TypeRow("collection", "anthology"),
    TypeRow("chapter", "chapter", "book"),
    TypeRow("entry", "entry", "reference"),
    TypeRow("entry-dictionary", "entry", "reference"),
    TypeRow("entry-encyclopedia", "entry", "reference"),
    TypeRow("paper-conference", "article", "proceedings"),
    TypeRow("speech", "conference"),
    TypeRow("event", "conference"),
    TypeRow("thesis", "thesis"),
    TypeRow("report", "report"),
    TypeRow("standard", "report"),
    TypeRow("dataset", "misc"),
    TypeRow("software", "repository"),
    TypeRow("webpage", "web", "web"),
    TypeRow("post", "thread", "thread"),
    TypeRow("post-weblog", "article", "blog"),
    TypeRow("patent", "patent"),
    TypeRow("manuscript", "manuscript"),
    TypeRow("legal_case", "case"),
    TypeRow("hearing", "case"),
    TypeRow("bill", "legislation"),
    TypeRow("legislation", "legislation"),
    TypeRow("regulation", "legislation"),
    TypeRow("treaty", "legislation"),
    TypeRow("figure", "artwork"),
    TypeRow("graphic", "artwork"),
    TypeRow("map", "artwork"),
    TypeRow("broadcast", "video", "video"),
    TypeRow("motion_picture", "video"),
    TypeRow("song", "audio", "audio"),
    TypeRow("musical_score", "audio", "audio"),
)

GENERAL_TYPE = TypeRow("document", "misc", "misc")
"""What every other CSL type is."""

TYPES_WRITTEN = {row.csl: row for row in TYPE_ROWS}

ROLES = {
    "translator": "translator",
    "compiler": "compiler",
    "composer": "composer",
    "contributor": "collaborator",
    "director": "director",
    "executive-producer": "executive-producer",
    "illustrator": "illustrator",
    "narrator": "narrator",
    "organizer": "organizer",
    "performer": "cast-member",
    "producer": "producer",
    "script-writer": "writer",
}
"""Name variable -> role among the `affiliated`."""

TEXT_FIELDS = {
    "genre": "genre",
    "archive": "archive",
    "archive_location": "archive-location",
    "call-number": "call-number",
    "abstract": "abstract",
}
"""CSL variable -> field of the entry itself, whatever its type."""

COUNTS = {"number-of-pages": "page-total", "number-of-volumes": "volume-total"}
"""CSL variable -> field that must be a number."""

SERIAL_NUMBERS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "number": "serial", "ISBN": "isbn", "ISSN": "issn"}
"""CSL variable -> member of `serial-number`; ISBN and ISSN stand in the parent where there is one."""
