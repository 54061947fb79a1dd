"""What MODS calls types, roles and identifiers.

Sources: MODS user guidelines (version 3.7), MARC genre terms and relator terms; the genres that bibutils reads.
"""

from __future__ import annotations

from dataclasses import dataclass

Genre = tuple[str, str]
"""An authority (`marcgt`, `bibutilsgt`, or empty for our own word) and its term."""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: its genres, its issuance, and the genres of its host where it has one."""

    csl: str
    genres: tuple[Genre, ...]
    host: tuple[Genre, ...] = ()
    resource: str = "text"


_JOURNAL = (("marcgt", "periodical"), ("bibutilsgt", "academic journal"))
_BOOK = (("marcgt", "book"),)

TYPE_ROWS = (
    TypeRow("article-journal", (("bibutilsgt", "journal article"),), _JOURNAL),
    TypeRow("review", (("", "review"), ("bibutilsgt", "journal article")), _JOURNAL),
    TypeRow("review-book", (("marcgt", "review"), ("bibutilsgt", "journal article")), _JOURNAL),
    TypeRow("article-magazine", (("bibutilsgt", "magazine article"),), (("bibutilsgt", "magazine"),)),
    TypeRow("article-newspaper", (("bibutilsgt", "newspaper article"),), (("marcgt", "newspaper"),)),
    TypeRow("article", (("", "preprint"), ("bibutilsgt", "unpublished"))),
    TypeRow("manuscript", (("bibutilsgt", "unpublished"), ("bibutilsgt", "manuscript"))),
    TypeRow("book", _BOOK),
    TypeRow("classic", _BOOK),
    TypeRow("collection", _BOOK),
    TypeRow("chapter", (("bibutilsgt", "book chapter"),), _BOOK),
    TypeRow("entry", (("bibutilsgt", "book chapter"),), _BOOK),
    TypeRow("entry-dictionary", (("bibutilsgt", "book chapter"),), (("marcgt", "dictionary"), *_BOOK)),
    TypeRow("entry-encyclopedia", (("bibutilsgt", "book chapter"),), (("marcgt", "encyclopedia"), *_BOOK)),
    TypeRow("paper-conference", (("", "conference paper"),), (("marcgt", "conference publication"),)),
    TypeRow("periodical", (("marcgt", "periodical"),)),
    TypeRow("thesis", (("marcgt", "thesis"),)),
    TypeRow("report", (("marcgt", "technical report"),)),
    TypeRow("standard", (("marcgt", "standard or specification"), ("marcgt", "technical report"))),
    TypeRow("dataset", (("", "dataset"), ("bibutilsgt", "miscellaneous"))),
    TypeRow("software", (("marcgt", "computer program"),), (), "software, multimedia"),
    TypeRow("webpage", (("marcgt", "web site"),), (("marcgt", "web site"),)),
    TypeRow("post-weblog", (("", "blog post"), ("marcgt", "web site")), (("marcgt", "web site"),)),
    TypeRow("patent", (("marcgt", "patent"),)),
    TypeRow("legal_case", (("marcgt", "legal case and case notes"),)),
    TypeRow("legislation", (("marcgt", "legislation"),)),
    TypeRow("interview", (("marcgt", "interview"),)),
    TypeRow("speech", (("marcgt", "speech"),)),
    TypeRow("personal_communication", (("bibutilsgt", "communication"),)),
    TypeRow("map", (("marcgt", "map"),), (), "cartographic"),
    TypeRow("graphic", (("marcgt", "picture"),), (), "still image"),
    TypeRow("figure", (("marcgt", "chart"),), (), "still image"),
    TypeRow("motion_picture", (("marcgt", "motion picture"),), (), "moving image"),
    TypeRow("song", (("marcgt", "sound"),), (), "sound recording-musical"),
    TypeRow("musical_score", (("bibutilsgt", "miscellaneous"),), (), "notated music"),
)

GENERAL_GENRE = ("bibutilsgt", "miscellaneous")
"""The genre of what has no row, beside CSL's own name for its type."""

TYPES_WRITTEN = {row.csl: row for row in TYPE_ROWS}

RELATORS = {
    "author": "author", "editor": "editor", "translator": "translator", "compiler": "compiler",
    "composer": "composer", "contributor": "contributor", "curator": "curator", "director": "director",
    "host": "host", "illustrator": "illustrator", "interviewer": "interviewer", "narrator": "narrator",
    "organizer": "organizer", "performer": "performer", "producer": "producer", "recipient": "addressee",
    "script-writer": "screenwriter", "collection-editor": "editor", "container-author": "author",
    "chair": "moderator", "guest": "interviewee", "original-author": "author", "reviewed-author": "author",
    "series-creator": "creator", "executive-producer": "producer", "editorial-director": "editor",
    "editor-translator": "editor",
}  # fmt: skip
"""Name variable -> MARC relator term."""

IN_HOST = {"editor": "host", "container-author": "host", "collection-editor": "series"}
"""Name variables that belong to the host or series where the work has one."""

IDENTIFIERS = {"DOI": "doi", "PMID": "pubmed", "PMCID": "pmc"}
"""CSL variable -> type of identifier of the work itself; ISBN and ISSN are the host's where there is one."""

CONTINUING = frozenset({"article-journal", "article-magazine", "article-newspaper", "review", "review-book"})
"""Types whose host is issued in parts without end."""
