"""What Zotero RDF calls types, containers, people and fields.

Source: Zotero's own RDF exports; its RDF importer (what it looks for, and where); Zotero's type and field tables.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A CSL type: Zotero's item type, the RDF class of the item, and that of its container (empty: none)."""

    csl: str
    item_type: str
    rdf_class: str = "rdf:Description"
    container: str = ""


TYPE_ROWS = (
    TypeRow("article", "preprint"),
    TypeRow("article-journal", "journalArticle", "bib:Article", "bib:Journal"),
    TypeRow("article-magazine", "magazineArticle", "bib:Article", "bib:Periodical"),
    TypeRow("article-newspaper", "newspaperArticle", "bib:Article", "bib:Newspaper"),
    TypeRow("review", "journalArticle", "bib:Article", "bib:Journal"),
    TypeRow("review-book", "journalArticle", "bib:Article", "bib:Journal"),
    TypeRow("periodical", "journalArticle", "bib:Article", "bib:Journal"),
    TypeRow("book", "book", "bib:Book"),
    TypeRow("classic", "book", "bib:Book"),
    TypeRow("collection", "book", "bib:Book"),
    TypeRow("chapter", "bookSection", "bib:BookSection", "bib:Book"),
    TypeRow("entry", "encyclopediaArticle", "rdf:Description", "bib:Book"),
    TypeRow("entry-encyclopedia", "encyclopediaArticle", "rdf:Description", "bib:Book"),
    TypeRow("entry-dictionary", "dictionaryEntry", "rdf:Description", "bib:Book"),
    TypeRow("paper-conference", "conferencePaper", "rdf:Description", "bib:Journal"),
    TypeRow("thesis", "thesis", "bib:Thesis"),
    TypeRow("report", "report", "bib:Report"),
    TypeRow("standard", "standard"),
    TypeRow("dataset", "dataset"),
    TypeRow("software", "computerProgram", "bib:Data"),
    TypeRow("webpage", "webpage", "bib:Document", "z:Website"),
    TypeRow("post-weblog", "blogPost", "bib:Document", "z:Blog"),
    TypeRow("post", "forumPost", "bib:Document", "z:Forum"),
    TypeRow("patent", "patent", "bib:Patent"),
    TypeRow("manuscript", "manuscript", "bib:Manuscript"),
    TypeRow("pamphlet", "manuscript", "bib:Manuscript"),
    TypeRow("personal_communication", "letter", "bib:Letter"),
    TypeRow("interview", "interview", "bib:Interview"),
    TypeRow("speech", "presentation", "bib:ConferenceProceedings"),
    TypeRow("map", "map", "bib:Image"),
    TypeRow("figure", "artwork", "bib:Illustration"),
    TypeRow("graphic", "artwork", "bib:Illustration"),
    TypeRow("motion_picture", "film", "bib:MotionPicture"),
    TypeRow("broadcast", "tvBroadcast", "bib:Recording"),
    TypeRow("song", "audioRecording", "bib:Recording"),
    TypeRow("musical_score", "audioRecording", "bib:Recording"),
    TypeRow("bill", "bill", "bib:Legislation"),
    TypeRow("legislation", "statute", "bib:Legislation"),
    TypeRow("regulation", "statute", "bib:Legislation"),
    TypeRow("legal_case", "case", "bib:Document", "bib:CourtReporter"),
    TypeRow("hearing", "hearing", "bib:Report"),
)

GENERAL_TYPE = TypeRow("document", "document")
"""What a CSL type without a row is to Zotero."""

TYPES_WRITTEN = {row.csl: row for row in TYPE_ROWS}

PEOPLE = {
    "author": "bib:authors",
    "editor": "bib:editors",
    "contributor": "bib:contributors",
    "collection-editor": "z:seriesEditors",
    "translator": "z:translators",
    "container-author": "z:bookAuthors",
    "reviewed-author": "z:reviewedAuthors",
    "recipient": "z:recipients",
    "interviewer": "z:interviewers",
    "director": "z:directors",
    "composer": "z:composers",
    "performer": "z:performers",
    "producer": "z:producers",
    "script-writer": "z:scriptwriters",
    "guest": "z:guests",
}
"""Name variable -> the element of its list."""

TYPED_PEOPLE = {
    ("speech", "author"): "z:presenters",
    ("software", "author"): "z:programmers",
    ("patent", "author"): "z:inventors",
    ("map", "author"): "z:cartographers",
    ("graphic", "author"): "z:artists",
    ("figure", "author"): "z:artists",
    ("motion_picture", "author"): "z:directors",
    ("interview", "author"): "z:interviewees",
}
"""CSL type and name variable -> the element where Zotero has a word of its own for these people."""

NUMBERED = frozenset({"report", "standard", "patent", "bill", "dataset", "article", "hearing"})
"""CSL types whose own number Zotero keeps where others have their issue."""

FIELDS = {
    "title-short": "z:shortTitle",
    "number-of-pages": "z:numPages",
    "number-of-volumes": "z:numberOfVolumes",
    "archive": "z:archive",
    "archive_location": "dc:coverage",
    "medium": "dcterms:medium",
    "genre": "dc:type",
    "license": "dc:rights",
    "abstract": "dcterms:abstract",
    "language": "z:language",
    "edition": "prism:edition",
    "version": "prism:edition",
    "section": "z:section",
    "source": "z:libraryCatalog",
}
"""CSL variable -> element that holds its text."""

EXTRA = {
    "PMID": "PMID",
    "PMCID": "PMCID",
    "original-title": "Original Title",
    "original-date": "Original Date",
    "available-date": "Available Date",
    "status": "Status",
    "chapter-number": "Chapter Number",
    "event-date": "Event Date",
    "event-place": "Event Place",
}
"""CSL variable -> its line in Zotero's Extra field, from which Zotero takes it up for citing."""
