"""What schema.org calls works, what they stand in, people and fields.

Source: schema.org 29, `CreativeWork` and its subtypes, with those of its bibliographic extension.
"""

from __future__ import annotations

CONTEXT = "https://schema.org"

TYPES = {
    "article": "ScholarlyArticle", "article-journal": "ScholarlyArticle", "article-magazine": "Article",
    "article-newspaper": "NewsArticle", "bill": "Legislation", "book": "Book", "broadcast": "Episode",
    "chapter": "Chapter", "classic": "Book", "collection": "Collection", "dataset": "Dataset", "entry": "Article",
    "entry-dictionary": "Article", "entry-encyclopedia": "Article", "figure": "ImageObject",
    "graphic": "VisualArtwork", "legislation": "Legislation", "manuscript": "Manuscript", "map": "Map",
    "motion_picture": "Movie", "musical_score": "SheetMusic", "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical", "personal_communication": "Message", "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting", "regulation": "Legislation", "report": "Report", "review": "ScholarlyArticle",
    "review-book": "ScholarlyArticle", "software": "SoftwareSourceCode", "song": "MusicRecording",
    "thesis": "Thesis", "treaty": "Legislation", "webpage": "WebPage",
}  # fmt: skip
"""CSL type -> type; what is not here is a `CreativeWork` whose `additionalType` is CSL's own word."""

GENERAL_TYPE = "CreativeWork"

HOSTS = {
    "article-journal": "Periodical", "article-magazine": "Periodical", "article-newspaper": "Newspaper",
    "broadcast": "CreativeWorkSeries", "chapter": "Book", "dataset": "DataCatalog", "entry": "Book",
    "entry-dictionary": "Book", "entry-encyclopedia": "Book", "paper-conference": "Book", "post-weblog": "Blog",
    "post": "WebSite", "review": "Periodical", "review-book": "Periodical", "song": "MusicAlbum",
    "webpage": "WebSite",
}  # fmt: skip
"""CSL type -> type of what it stands in; what is not here stands in a `CreativeWork`."""

IN_ISSUES = frozenset({"Periodical", "Newspaper"})
"""Hosts that come out in volumes and issues."""

ROLES = {
    "author": "author", "editor": "editor", "translator": "translator", "director": "director",
    "producer": "producer", "recipient": "recipient",
}  # fmt: skip
"""Name variable -> property; the others are a `contributor` in a `Role` of CSL's name."""

HOST_ROLES = {"editor": "editor", "container-author": "author"}
"""Name variables that speak of the host, where the work has one that is a book."""

TEXTS = {
    "title": "name", "title-short": "alternateName", "abstract": "abstract", "license": "license",
    "version": "version", "number-of-pages": "numberOfPages", "page": "pagination",
}  # fmt: skip
"""CSL variable -> property that holds its text."""

GENRE_PROPERTIES = {"thesis": "inSupportOf"}
NUMBER_PROPERTIES = {
    "report": "reportNumber", "bill": "legislationIdentifier", "legislation": "legislationIdentifier",
    "regulation": "legislationIdentifier", "treaty": "legislationIdentifier",
}  # fmt: skip
"""CSL type -> property of its own number; of the others it is an identifier."""

SAME_AS = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}
"""CSL variable -> address of the same work at another place."""

RELATIONS = {
    "has-preprint": "isBasedOn", "is-version-of": "isBasedOn", "is-derived-from": "isBasedOn",
    "is-translation-of": "translationOfWork", "has-translation": "workTranslation", "is-part-of": "isPartOf",
    "has-part": "hasPart", "is-same-as": "sameAs", "is-identical-to": "sameAs", "is-comment-on": "about",
    "is-review-of": "about", "is-reply-to": "about", "is-supplement-to": "isPartOf",
}  # fmt: skip
"""Kind of a link to another work -> property that holds its address; the others have no property."""

EXACT_DATE = "http://id.loc.gov/datatypes/edtf/EDTF"
"""Datatype of a date that ISO 8601 calendar dates cannot say."""

MACHINE_WRITTEN = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
"""Where a text comes from that a machine wrote (`digitalSourceType`)."""
