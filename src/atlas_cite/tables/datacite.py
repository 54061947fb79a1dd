"""DataCite's words: what its resource types, relations and dates are called in CSL and at Crossref.

Source: DataCite Metadata Schema 4.6 (controlled lists, appendices 1 and 3), DataCite REST API.
"""

from __future__ import annotations

TYPES = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "Collection": "collection",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Event": "event",
    "Image": "graphic",
    "InteractiveResource": "webpage",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "OutputManagementPlan": "report",
    "PeerReview": "review",
    "Poster": "graphic",
    "Preprint": "article",
    "Presentation": "speech",
    "Report": "report",
    "Software": "software",
    "Sound": "song",
    "Standard": "standard",
    "Workflow": "software",
}
"""General resource type -> CSL type; a type that is not here becomes what `WORDS` say, else a document."""

WORDS = (
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("preprint", "article"),
    ("conference paper", "paper-conference"),
    ("report", "report"),
    ("chapter", "chapter"),
    ("article", "article-journal"),
    ("book", "book"),
    ("dataset", "dataset"),
    ("software", "software"),
)
"""A word in a depositor's own resource type, lower-cased -> CSL type; for the general type Text."""

GENRES = {"Preprint": "Preprint", "Poster": "Poster", "Presentation": "Presentation"}
"""General resource type -> what APA 7 prints in brackets, where the CSL type does not say it."""

ROLES = {"Editor": "editor", "DataCurator": "curator", "Producer": "producer"}
"""Contributor type -> CSL name variable; the other contributors have no place in a citation."""

ISSUED = ("Issued", "Available", "Created", "Submitted")
"""Dates that may become `issued`, the first that says something wins when there is no publication year."""

ARXIV_PREFIX = "10.48550/arxiv."
"""How the DOIs begin that arXiv registers for its papers."""
