"""What meta tags call the fields of a work: Highwire's `citation_…` and Dublin Core's `DC.…`.

Sources: Google Scholar's inclusion guidelines; what Zotero reads (`Embedded Metadata.js` and `RDF.js` in
zotero/translators); DCMI, "Expressing Dublin Core metadata using HTML/XHTML".
"""

from __future__ import annotations

JOURNAL_TYPES = frozenset({"article-journal", "review", "review-book", "periodical"})
"""CSL types whose container is a journal: `citation_journal_title` says *journal article* to every reader."""

CONTAINER_TAGS = {
    **dict.fromkeys(sorted(JOURNAL_TYPES), "citation_journal_title"),
    "chapter": "citation_inbook_title",
    "entry": "citation_inbook_title",
    "entry-dictionary": "citation_inbook_title",
    "entry-encyclopedia": "citation_inbook_title",
    "paper-conference": "citation_inbook_title",
}
"""CSL type -> the tag of its container; of the others Dublin Core tells it, as each of these tags claims a type."""

PUBLISHER_TAGS = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
"""CSL type -> the tag of its publisher, where it is not `citation_publisher`."""

NUMBER_TAGS = {"report": "citation_technical_report_number"}

TEXT_TAGS = {
    "container-title-short": "citation_journal_abbrev",
    "collection-title": "citation_series_title",
    "volume": "citation_volume",
    "issue": "citation_issue",
    "DOI": "citation_doi",
    "PMID": "citation_pmid",
    "PMCID": "citation_pmcid",
    "language": "citation_language",
    "abstract": "citation_abstract",
}
"""CSL variable -> tag, for every type."""

DUBLIN_CORE_TAGS = {
    "title": "DC.title",
    "publisher": "DC.publisher",
    "container-title": "DC.source",
    "language": "DC.language",
    "license": "DC.rights",
    "abstract": "DC.description",
}
"""CSL variable -> element of Dublin Core; people, dates, type, subjects and identifiers go by rules of their own."""
