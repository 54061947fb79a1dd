"""The closed sets of CSL 1.0.2: variables by kind, item types, locators, positions and formatting values."""

from __future__ import annotations

NUMBER_VARIABLES = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number"
    " number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number"
    " supplement version volume".split()
)

DATE_VARIABLES = frozenset("accessed available-date event-date issued original-date submitted locator-date".split())

NAME_VARIABLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor"
    " editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer"
    " original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)

TEXT_VARIABLES = frozenset(
    "abstract annote archive archive_collection archive_location archive-place authority call-number citation-key"
    " citation-label collection-title container-title container-title-short dimensions division DOI event event-place"
    " event-title genre hereinafter ISBN ISSN jurisdiction keyword language license medium note original-publisher"
    " original-publisher-place original-title part-title PMCID PMID publisher publisher-place references"
    " reviewed-genre reviewed-title scale source status title title-short URL volume-title year-suffix"
    " journalAbbreviation shortTitle".split()
)

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard thesis"
    " treaty webpage".split()
)

LOCATORS = frozenset(
    "act appendix article article-locator book canon chapter column elocation equation figure folio issue line note"
    " opus page paragraph part rule scene section sub-verbo sub verbo supplement table timestamp title title-locator"
    " verse version volume".split()
) | {"sub verbo"}

CONDITIONS = frozenset({"type", "variable", "is-numeric", "is-uncertain-date", "locator", "position", "disambiguate"})

TEXT_CASES = frozenset("lowercase uppercase capitalize-first capitalize-all sentence title".split())

NAME_OPTIONS = frozenset(
    "and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-use-last et-al-subsequent-min"
    " et-al-subsequent-use-first initialize initialize-with name-as-sort-order sort-separator name-form name-delimiter"
    " names-delimiter".split()
)
"""The options that `cs:style`, `cs:citation` and `cs:bibliography` hand down to `cs:names` and `cs:name`."""

FORMATTING_VALUES = {
    "font-style": frozenset({"italic", "normal", "oblique"}),
    "font-variant": frozenset({"normal", "small-caps"}),
    "font-weight": frozenset({"bold", "normal", "light"}),
    "text-decoration": frozenset({"none", "underline"}),
    "vertical-align": frozenset({"baseline", "sup", "sub"}),
}

SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
"""The variables that hold the short form of another."""
