"""The closed sets of CSL 1.0.2: variables by kind, and item types.

Source: the CSL schema, csl-variables.rnc and csl-types.rnc, and the input schema csl-data.json.
"""

from __future__ import annotations

NAME_VARIABLES = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator""".split()
)

DATE_VARIABLES = frozenset("accessed available-date event-date issued original-date submitted".split())

NUMBER_VARIABLES = frozenset(
    """chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version
    volume""".split()
)

TEXT_VARIABLES = frozenset(
    """abstract annote archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-place
    event-title genre ISBN ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place references
    reviewed-genre reviewed-title scale source status title title-short URL volume-title year-suffix""".split()
)

VARIABLES = NAME_VARIABLES | DATE_VARIABLES | NUMBER_VARIABLES | TEXT_VARIABLES

TITLE_VARIABLES = frozenset(
    """collection-title container-title container-title-short event-title original-title part-title reviewed-title
    title title-short volume-title""".split()
)
"""Text variables that may hold CSL-JSON rich text: <i> <b> <sup> <sub> and <span>."""

VARIABLE_ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
}
"""Names that older CSL-JSON files use for a variable."""

ITEM_TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()
)

FALLBACK_TYPE = "document"
"""What an item without a usable type becomes."""
