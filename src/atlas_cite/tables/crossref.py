"""Crossref's words: what its types, fields, roles, suffixes and repositories are called in CSL.

Sources: Crossref REST API (`/types`, work metadata), CSL 1.0.2 specification (item types), APA 7 §10.
"""

from __future__ import annotations

TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-set": "book",
    "book-series": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "proceedings": "book",
    "proceedings-series": "document",
    "report": "report",
    "report-component": "report",
    "report-series": "report",
    "dissertation": "thesis",
    "posted-content": "article",
    "standard": "standard",
    "standard-series": "standard",
    "dataset": "dataset",
    "database": "dataset",
    "peer-review": "review",
    "component": "document",
    "grant": "document",
    "other": "document",
    "journal": "document",
    "journal-issue": "document",
    "journal-volume": "document",
}
"""Crossref type -> CSL type; a type that is not here, or null, becomes `model.variables.FALLBACK_TYPE`."""

POSTED_CONTENT = {
    "": "article",
    "preprint": "article",
    "working_paper": "article",
    "letter": "article",
    "report": "report",
    "dissertation": "thesis",
    "blog": "post-weblog",
    "other": "post",
}
"""Subtype of posted-content -> CSL type."""

GENRES = {"preprint": "Preprint", "working_paper": "Working paper"}
"""Subtype of posted-content -> what APA 7 §10.8 prints in brackets."""

DEGREES = (("doctor", "Doctoral dissertation"), ("ph", "Doctoral dissertation"), ("master", "Master's thesis"))
"""How a degree begins, lower-cased -> the genre of a thesis (APA 7 §10.6); another degree is its own genre."""

CONTAINER_TYPES = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "document", "dataset"})
"""CSL types that can stand inside a book, which may stand in a series."""

WHOLE_TYPES = frozenset({"book", "report", "standard", "thesis"})
"""CSL types whose `container-title` at Crossref is the series they belong to."""

TEXT_FIELDS = {
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "publisher-location": "publisher-place",
    "publisher-place": "publisher-place",
    "edition-number": "edition",
    "edition": "edition",
    "language": "language",
}
"""Plain Crossref field -> CSL variable; the words of CSL-JSON from content negotiation included."""

NOTHING = frozenset({"", "null", "none", "nil", "n/a", "na", "nan", "undefined", "-", "–"})
"""What depositors write for 'no value', lower-cased."""

ROLES = ("author", "editor", "translator", "chair")
"""Contributor lists that CSL has a name variable of the same name for."""

ISSUED = ("published-print", "issued", "published", "published-online", "posted", "published-other", "approved")
"""Dates that may become `issued`, the first that says something wins: the date of the issue, else the earliest.

`created`, `deposited` and `indexed` are dates of the record and never stand in for a date of the work.
"""

AVAILABLE = ("published-online", "posted")
"""Dates that may become `available-date`."""

SUFFIXES = {
    "jr": "Jr.",
    "junior": "Jr.",
    "sr": "Sr.",
    "senior": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "v": "V",
    "2nd": "II",
    "3rd": "III",
    "4th": "IV",
    "filho": "Filho",
    "neto": "Neto",
}
"""A generational suffix without stops, lower-cased -> how it is printed; anything else is a degree or a title."""

ACADEMIC_TITLES = frozenset(
    """phd dphil md do dds dmd dvm mbbs mbchb mb bs bsc ba ma msc ms mph mpharm pharmd rn bsn msn frcp frcpc frcs facp
    facs mrcp edd drph scd dsc esq dr prof mba jd pt dpt""".split()
)
"""Degrees and titles without stops, lower-cased, that depositors leave behind a family name."""

PARTICLES = frozenset(
    """van von vom zum zur zu der den dem de des del della delle degli dei dal dalla da dos das do di du la le las los
    ten ter te 't op aan in het bin ibn ben al el af av e y a""".split()
)
"""Lower-case words before a family name that belong to it (CSL: non-dropping) or follow the given name (dropping)."""

GROUP_WORDS = frozenset(
    """association board bureau center centre centro coalition collaboration collaborators collective college
    commission committee community company consortium cooperative corporation council department division federation
    foundation group groups hospital initiative institut institute instituto institution investigators laboratory
    league ministry network organisation organization panel participants partnership program programme project
    registry research school secretariat service society staff survey taskforce team teams trial trialists union
    universidad university workgroup""".split()
)
"""Words that make a name a group's."""

GROUP_LEADS = frozenset(
    {"for the", "on behalf of the", "on behalf of", "and the", "and", "the", "behalf of the", "for", "with the"}
)
"""What stands in `given` when a group was deposited as a person, lower-cased."""

SERIES_WORDS = frozenset(
    """advances annals beiträge bibliotheca bibliothek collana colección collection communications contemporary
    contributions developments directions forschungen frontiers lecture library monographs notes perspectives
    progress reihe research schriften series springerbriefs studia studien studies symposia texts texte topics tracts
    veröffentlichungen""".split()
)
"""Words that make one of two containers the series."""

BOOK_WORDS = frozenset(
    "conference congress handbook introduction meeting proceedings symposium trends workshop".split()
)
"""Words that make one of two containers the book."""

REPOSITORIES = {
    "10.1101": "bioRxiv",
    "10.2139": "SSRN",
    "10.20944": "Preprints.org",
    "10.21203": "Research Square",
    "10.22541": "Authorea",
    "10.26434": "ChemRxiv",
    "10.31219": "OSF Preprints",
    "10.31222": "MetaArXiv",
    "10.31223": "EarthArXiv",
    "10.31234": "PsyArXiv",
    "10.31235": "SocArXiv",
    "10.36227": "TechRxiv",
    "10.64898": "bioRxiv",
}
"""Prefix -> preprint repository, for records that name the owner of the repository instead."""

RELATIONS_IGNORED = frozenset({"cites", "is-cited-by", "references", "is-referenced-by"})
"""Relation types that say nothing about versions or notices; old records carry them empty."""

UPDATE_KINDS = {
    "err": "erratum",
    "corrected-article": "correction",
    "expression-of-concern": "expression_of_concern",
    "concern": "expression_of_concern",
    "retraction-notice": "retraction",
    "partial-retraction": "partial_retraction",
    "new-version": "new_version",
    "new-edition": "new_edition",
    "withdrawn": "withdrawal",
    "retracted": "retraction",
    "removed": "removal",
}
"""Other spellings of Crossref's update types, lower-cased and hyphenated."""

SUCCESSIONS = frozenset({"new_version", "new_edition"})
"""Update types by which a work succeeds another, as good to cite as it was; all others make it a notice."""

CONTRADICTORY = "contradictory"
"""The kind of an update whose notice claims so many kinds at once that it says nothing."""
