"""What the ME/CFS Atlas calls things: hosts, headings, badge words, metadata labels, tags, and lines that say nothing.

Data only.  Keys written in lower case without punctuation are compared with `model.text.folded`.
Source: ../shared/ATLAS.md §1 (versions), §2 (record model, vocabularies), §4 and §5 (cite block, layouts, tails).
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.model.summary import Part, Pem

ATLAS_NAME = "ME/CFS Atlas"
ATLAS_HOSTS = ("mecfsatlas.com", "cfsmeatlas.com")
SAMPLE_MARK = "sample text written for atlas cite not from any atlas"
"""The folded line that marks a page as one of our own samples: in the layout of an atlas, and not from one."""
CITATION_KEY_PREFIX = "mecfsatlas-"
"""What stands before the slug in the key of a page's BibTeX block."""

PART_HEADINGS = {
    "quick summary": Part.QUICK_SUMMARY,
    "advanced summary": Part.ADVANCED_SUMMARY,
    "why it matters": Part.WHY_IT_MATTERS,
    "why this matters": Part.WHY_IT_MATTERS,
    "observed findings": Part.OBSERVED_FINDINGS,
    "inferred conclusions": Part.INFERRED_CONCLUSIONS,
    "methodological strengths": Part.STRENGTHS,
    "strengths": Part.STRENGTHS,
    "methodological limitations": Part.LIMITATIONS,
    "limitations": Part.LIMITATIONS,
    "remaining questions": Part.REMAINING_QUESTIONS,
    "what this study does not prove": Part.NOT_PROVEN,
    "what this study doesnt prove": Part.NOT_PROVEN,
    "what the study does not prove": Part.NOT_PROVEN,
    "what this does not prove": Part.NOT_PROVEN,
    "what it does not prove": Part.NOT_PROVEN,
    "does not prove": Part.NOT_PROVEN,
}
"""Headings that name one part beyond doubt; `Findings` or `Conclusions` alone do not."""

PART_NAMES = {
    Part.QUICK_SUMMARY: "Quick Summary",
    Part.ADVANCED_SUMMARY: "Advanced Summary",
    Part.WHY_IT_MATTERS: "Why It Matters",
    Part.OBSERVED_FINDINGS: "Observed Findings",
    Part.INFERRED_CONCLUSIONS: "Inferred Conclusions",
    Part.STRENGTHS: "Methodological Strengths",
    Part.LIMITATIONS: "Limitations",
    Part.REMAINING_QUESTIONS: "Remaining Questions",
    Part.NOT_PROVEN: "What This Study Does Not Prove",
}

LIST_PARTS = frozenset(
    {
        Part.OBSERVED_FINDINGS,
        Part.INFERRED_CONCLUSIONS,
        Part.STRENGTHS,
        Part.LIMITATIONS,
        Part.REMAINING_QUESTIONS,
    }
)
"""Parts the atlas prints as lists, with or without marks; the others are paragraphs."""

SIDE_HEADINGS = {
    "related studies": "related",
    "related evidence": "related",
    "similar studies": "related",
    "topics": "topics",
    "topic": "topics",
    "tags": "tags",
    "metadata": "metadata",
    "study metadata": "metadata",
    "study details": "metadata",
}
"""Headings of what is no part of the summary, with the kind of section they open."""

FOREIGN_HEADINGS = frozenset(
    " ".join(words.split())
    for words in """abstract|background|methods|method|results|discussion|conclusion|conclusions|findings|
    key findings|summary|
    key points|participants|study design|design|funding|conflicts of interest|references|references cited|notes|
    plain language summary|technical summary|clinical implications|implications|glossary|comments|corrections|
    strengths and limitations|study population|outcome measures|interventions|changelog|change log""".split("|")
)
"""Headings that name no part of a summary."""

PEM_NOTE_START = "about the pem badge"
TAIL_STARTS = {
    "spotted an error": "tail",
    "contribute": "tail",
    "private reviewed by a human": "tail",
    "the first block is": "tail",
    "the atlas snapshot line": "tail",
    "cite this": "tail",
    "how to cite": "tail",
    "primary citation": "citation",
    "bibtex": "bibtex",
    "atlas snapshot": "snapshot",
    "atlas snapshot citation": "snapshot",
    "snapshot citation": "snapshot",
    "cite this snapshot": "snapshot",
}
"""Lines that end the summary, with the kind of section they open.  Those of one or two words must be the whole line."""

TAIL_SENTENCE_STARTS = frozenset(
    {"spotted an error", "private reviewed by a human", "the first block is", "the atlas snapshot line"}
)
"""The members of TAIL_STARTS that begin a longer sentence of the atlas's own."""

BOILERPLATE_STARTS = (
    PEM_NOTE_START,
    *TAIL_SENTENCE_STARTS,
    "studies using criteria that do not require pem",
    "how the atlas works",
    "not a public comment thread",
)
"""Beginnings of sentences that stand on every page and say nothing about the study."""

FOOTER_WORDS = frozenset(
    """snapshot snapshots date taken of on at and the by with last updated entry page generator generated version
    scanner classifier model methodology editorial policy policies prompt me cfs atlas source""".split()
)
"""Words that stand beside dates and versions in a footer."""

CHROME = frozenset(
    " ".join(words.split())
    for words in """home|evidence|evidence library|atlas|me cfs atlas|about|methodology|search|menu|close|
    skip to content|skip to main content|back|back to evidence|back to list|all studies|all evidence|studies|
    sign in|log in|login|
    share|print|copy|copy link|copy citation|copy bibtex|copied|cite|cite this|cite this study|cite this entry|
    how to cite|download|export|view on pubmed|view paper|view study|read the paper|open paper|read more|learn more|
    guides|glossary|data|retractions|corrections|contact|privacy|privacy policy|terms|editorial policy|
    methodology policy|toggle theme|dark mode|light mode|subscribe|newsletter|on this page|contents|
    table of contents|explore|next|previous|next study|previous study|report it|report an error|spotted an error|
    contribute|how the atlas works|bibtex|primary citation|quick read|standard|deep dive|save|bookmark|feedback|
    evidence levels|faq|news|blog|atlas snapshot|atlas snapshot citation|snapshot citation|cite this snapshot""".split(
        "|"
    )
)
"""Words of the site's navigation, buttons and labels."""

EVIDENCE_LEVELS = {"E0": "Consensus", "E1": "Replicated", "E2": "Moderate", "E3": "Preliminary"}
EVIDENCE_LEVEL_TEXTS = {"single study or moderate support from human research": "E2 Moderate"}
"""Long forms of evidence levels in Metadata; only one is known."""

PEM_WORDS = {
    "required": Pem.REQUIRED,
    "not required": Pem.NOT_REQUIRED,
    "unclear": Pem.UNCLEAR,
    "unknown": Pem.UNKNOWN,
    "✓": Pem.REQUIRED,
    "✔": Pem.REQUIRED,
    "✅": Pem.REQUIRED,
    "☑": Pem.REQUIRED,
    "?": Pem.UNCLEAR,
    "❓": Pem.UNCLEAR,
    "✗": Pem.NOT_REQUIRED,
    "✘": Pem.NOT_REQUIRED,
    "✕": Pem.NOT_REQUIRED,
    "✖": Pem.NOT_REQUIRED,
    "×": Pem.NOT_REQUIRED,
    "❌": Pem.NOT_REQUIRED,
}
"""What follows `PEM` on a badge, in words (lower case) or as an icon."""

BADGE_VALUES = {
    "evidence_level": tuple(f"{code} {name}" for code, name in EVIDENCE_LEVELS.items()),
    "confidence": ("Higher confidence", "Moderate confidence", "Preliminary"),
    "publication_type": (
        "Guideline",
        "Meta-Analysis",
        "Systematic-Review",
        "RCT",
        "Observational",
        "Cross-Sectional",
        "Case-Control",
        "Mechanistic",
        "Review-Narrative",
    ),
    "peer_review": ("Peer-reviewed",),
    "review_status": ("Reviewed", "Editor reviewed", "Machine draft"),
    "case_definition": ("Strict", "Adequate", "Weak", "Unclear"),
}
"""Known values by the name they have in `SummaryRecord.badges`; more are to be expected."""

LINE_BADGES = ("evidence_level", "confidence", "publication_type", "peer_review", "review_status")
"""The values that stand on a page's badge line, beside PEM, in their order."""

TAGS = ("PEM_UNCLEAR", "PEM_REQUIRED", "PEM_NOT_REQUIRED", "EXPLORATORY", "BIOLOGICALLY_RELEVANT", "Small Sample")
"""Tags that were seen, for cutting a run-together tag line."""

METADATA_LABELS = {
    "doi": "doi",
    "pmid": "pmid",
    "pubmed id": "pmid",
    "pubmed": "pmid",
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "journal": "journal",
    "year": "year",
    "published": "year",
    "publication year": "year",
    "last updated": "last_updated",
    "updated": "last_updated",
    "snapshot date": "snapshot_date",
    "snapshot": "snapshot_date",
    "generator": "generator_version",
    "generator version": "generator_version",
    "language": "language",
    "pem": "pem",
    "pem criterion": "pem",
    "pem badge": "pem",
    "sample size": "badges.sample_size",
    "control group": "badges.control_group",
    "review status": "badges.review_status",
    "evidence level": "badges.evidence_level",
    "confidence": "badges.confidence",
    "publication type": "badges.publication_type",
    "study type": "badges.publication_type",
    "peer review": "badges.peer_review",
    "peer review status": "badges.peer_review",
    "case definition": "badges.case_definition",
    "case definition quality": "badges.case_definition",
    "disease context": "badges.disease_context",
    "research approach": "badges.research_approach",
    "research paradigm": "badges.research_paradigm",
    "scanner": "other.scanner",
    "classifier": "other.classifier",
    "slug": "slug",
    "url": "url",
}
"""Labels of the Metadata section (and of single lines above the summary), and the record's field for each."""

HEADER_LINK_WORDS = frozenset(
    {
        "doi",
        "pubmed",
        "pmid",
        "pmc",
        "link",
        "paper",
        "full text",
        "view doi",
        "doi link",
        "open paper",
        "view on pubmed",
    }
)
"""What may stand behind the year in a header line: the text of a link."""

HEADER_EXTRAS = frozenset(
    {"open access", "free full text", "free", "preprint", "paywalled", "peer reviewed", "english"}
)
"""Remarks behind the year that are no journal."""

GROUP_WORDS = frozenset(
    """consortium committee society network collaboration collaborative association university college council agency
    ministry department foundation initiative investigators collaborators organization organisation commission alliance
    coalition institute institutes institution federation academy hospital clinic taskforce guideline guidelines
    programme charity nhs of for the and on""".split()
)
"""Words that make a name of several words a group, wherever they stand."""

GROUP_LAST_WORDS = frozenset(
    """group team center centre board panel force study trial registry service project unit office trust
    workgroup""".split()
)
"""Words that make a group when they end a name of three words, or follow an acronym or a word of GROUP_FIRST_WORDS."""

GROUP_FIRST_WORDS = frozenset(
    "research study working writing steering guideline trial task expert advisory project clinical national".split()
)

PARTICLES = frozenset(
    """van von der den de del della di da das dos du la le las los ter ten te 't zu zum zur af av ben bin ibn el al
    vande vander vom do degli dei delle lo op""".split()
)
"""Name particles in lower case, as they stand before a family name."""

FAMILY_ONLY_PARTICLES = frozenset("De Di Del Della Du Dos Des Von Ter Ten Den Vande Vander".split())
"""Capitalised particles that are no given name, so that a name beginning with one begins with the family name."""

CAPITAL_PARTICLES = FAMILY_ONLY_PARTICLES | frozenset("Van La Le El Al Da Do San St St. Mac".split())

NAME_SUFFIXES = frozenset("jr sr ii iii iv 2nd 3rd 4th".split())

DEGREES = frozenset("phd dphil msc bsc mph mbbs mbchb frcp frcpc facp rn mrcp bds dsc".split())


@dataclass(frozen=True, slots=True)
class RecordField:
    """A key of a record file: its name in `SummaryRecord` (or `badges.…`), how its value is read, and other spellings.

    Keys are compared without case, blanks and punctuation, so that `quickSummary`, `Quick Summary` and `quick_summary`
    are one; only other words need an alias.
    """

    name: str
    kind: str
    description: str
    aliases: tuple[str, ...] = ()


RECORD_FIELDS = (
    RecordField("title", "text", "Title of the study, without a full stop behind it."),
    RecordField("authors", "names", "Authors in order: texts or name objects.", ("author",)),
    RecordField("authors_truncated", "flag", "Whether more authors follow (`et al.`).", ("et_al",)),
    RecordField("journal", "text", "Journal as the atlas prints it.", ("container-title", "publication")),
    RecordField("year", "year", "Year of publication.", ("published", "publication_year")),
    RecordField("doi", "doi", "DOI of the study in any spelling."),
    RecordField("pmid", "number", "PubMed number.", ("pubmed_id", "pubmed")),
    RecordField("slug", "text", "The atlas's key of the study."),
    RecordField("url", "text", "Address of the atlas's page.", ("link", "page_url")),
    *(
        RecordField(
            part.value,
            "part",
            f"The part “{name}”.",
            tuple(
                sorted(
                    heading
                    for heading, each in PART_HEADINGS.items()
                    if each is part and heading != part.value.replace("_", " ")
                )
            ),
        )
        for part, name in PART_NAMES.items()
    ),
    RecordField("unassigned", "blocks", "Text whose part is not known."),
    RecordField(
        "pem", "pem", "Whether PEM was a criterion for taking part.", ("pem_criterion", "pem_badge", "pem_status")
    ),
    RecordField("badges", "badges", "Other values of the atlas's vocabularies, by name."),
    RecordField("badges.evidence_level", "badge", "Evidence level.", ("evidence",)),
    RecordField("badges.confidence", "badge", "Confidence."),
    RecordField("badges.publication_type", "badge", "Publication type.", ("study_type",)),
    RecordField("badges.peer_review", "badge", "Peer review.", ("peer_review_status",)),
    RecordField("badges.review_status", "badge", "The atlas's retired review status; never exported as a review."),
    RecordField("badges.case_definition", "badge", "Quality of the case definition.", ("case_definition_quality",)),
    RecordField("badges.disease_context", "badge", "Disease context."),
    RecordField("badges.research_approach", "badge", "Research approach."),
    RecordField("badges.research_paradigm", "badge", "Research paradigm."),
    RecordField("badges.sample_size", "badge", "Sample size."),
    RecordField("badges.control_group", "badge", "Control group."),
    RecordField("tags", "list", "Tags.", ("keywords",)),
    RecordField("topics", "list", "Topics."),
    RecordField("language", "text", "Language of the summary as a BCP 47 tag.", ("lang",)),
    RecordField("atlas", "text", "Name of the atlas the text comes from."),
    RecordField("machine_written", "flag", "Whether a program wrote the text."),
    RecordField("sample_text", "flag", "Whether the text is a sample, not the atlas's."),
    RecordField("last_updated", "date", "Date of the entry's last update.", ("updated",)),
    RecordField(
        "snapshot_date", "date", "Date the entry was read; badge values hold for it.", ("snapshot", "accessed")
    ),
    RecordField("generator_version", "text", "Version of the program that wrote the text.", ("generator",)),
    RecordField("other", "mapping", "Whatever else is known, as texts."),
)

NAME_KEYS = {
    "family": "family",
    "last": "family",
    "lastname": "family",
    "familyname": "family",
    "surname": "family",
    "given": "given",
    "first": "given",
    "firstname": "given",
    "givenname": "given",
    "suffix": "suffix",
    "nondroppingparticle": "non-dropping-particle",
    "particle": "non-dropping-particle",
    "droppingparticle": "dropping-particle",
    "literal": "literal",
    "group": "literal",
    "organization": "literal",
    "commasuffix": "comma-suffix",
    "staticordering": "static-ordering",
    "orcid": "orcid",
    "name": "name",
}
"""Keys of a name object, in lower case without punctuation, and the CSL name part each is."""
