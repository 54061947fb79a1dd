"""Reading rules: what the readers of files themselves report, as findings with names of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas_cite.checks.finding import Finding, Level, Place
from atlas_cite.checks.rule import Rule
from atlas_cite.errors import Problem, Severity

_LEVELS = {Severity.ERROR: Level.ERROR, Severity.ASK: Level.WARNING, Severity.WARNING: Level.WARNING}

_NAMED = {
    "bibtex-unreadable": (
        "bibtex/unreadable",
        "A block of a .bib file cannot be read",
        "Its braces, quotes or commas do not match; BibTeX stops or swallows what follows.",
    ),
    "bibtex-key-repeated": (
        "keys/repeated",
        "A key is used twice",
        "BibTeX takes the first entry and drops the other, or stops.",
    ),
    "bibtex-key-odd": (
        "keys/odd",
        "A key holds characters that programs trip over",
        "Blanks, commas and non-ASCII letters break BibTeX, LaTeX or pandoc.",
    ),
    "bibtex-key-missing": ("keys/missing", "An entry has no key", "Nothing can cite it."),
    "bibtex-field-repeated": (
        "bibtex/field-repeated",
        "An entry gives a field twice",
        "BibTeX takes the first, other programs the last.",
    ),
    "bibtex-field-swallowed": (
        "bibtex/field-swallowed",
        "A value holds what looks like the next field",
        "A brace is missing before it, and one too many stands behind it; the field inside is lost.",
    ),
    "bibtex-undefined-macro": ("bibtex/macro-undefined", "A macro is not defined", "BibTeX prints nothing for it."),
    "bibtex-macro-repeated": ("bibtex/macro-repeated", "A macro is defined twice", "The last definition counts."),
    "bibtex-type-unknown": ("bibtex/type-unknown", "An entry’s type is not known", "Programs treat it as @misc."),
    "bibtex-date": ("content/date-unreadable", "A date cannot be read", "Styles print it as it stands, or not at all."),
    "bibtex-parent-missing": ("bibtex/parent-missing", "A crossref leads nowhere", "The entry inherits nothing."),
    "bibtex-comma-missing": ("bibtex/comma-missing", "A comma is missing", "BibTeX skips what follows."),
    "bibtex-comma-extra": (
        "bibtex/comma-extra",
        "There is a comma too many",
        "BibTeX complains; other programs may not.",
    ),
    "bibtex-escaped-brace": (
        "bibtex/escaped-brace",
        "An escaped brace has no partner",
        "BibTeX counts it, and cannot read the entry.",
    ),
    "bibtex-encoding": (
        "bibtex/encoding",
        "A file is in two encodings",
        "Some bytes are not UTF-8; programs lose or misread them.",
    ),
    "latex-unknown-command": (
        "bibtex/command-unknown",
        "A LaTeX command is not known",
        "Other programs print its name.",
    ),
    "doi-invalid": ("identity/doi-invalid", "A DOI is none", "It does not have the form 10.number/anything."),
    "doi-in-note": ("identity/doi-in-note", "A DOI stands in a note", "Programs do not find it there."),
    "pmid-invalid": ("identity/pmid-invalid", "A PubMed id is none", "It is a number of up to eight figures."),
    "pem-conflict": (
        "summaries/badges-differ",
        "A page gives two values of a badge",
        "PEM required and PEM not required cannot both be so.",
    ),
    "badge-differs": ("summaries/badges-differ", "", ""),
    "doi-differs": ("summaries/dois-differ", "A page gives two DOIs", "One of them is another study’s."),
    "unknown-badge": ("summaries/badge-unknown", "A badge is not known", "It may be new, or two that ran together."),
    "hand-entered": (
        "summaries/hand-entered",
        "A record was entered by hand",
        "Its DOI and journal are wrong more often than others’: check them.",
    ),
    "text-cut": (
        "summaries/text-cut",
        "A page was copied in part",
        "What stood behind the cut is not there: a caveat may be missing.",
    ),
    "unassigned-text": (
        "summaries/text-unassigned",
        "Text stands under no heading",
        "Findings and conclusions cannot be told apart.",
    ),
    "ambiguous-authors": (
        "summaries/authors-ambiguous",
        "Authors can be read in two ways",
        "Family and given names cannot be told apart.",
    ),
    "retraction-banner": (
        "summaries/retraction-banner",
        "A page says that the study was retracted",
        "Do not cite it as sound.",
    ),
    "bibtex-names": (
        "content/names-unreadable",
        "A list of names cannot be read",
        "An `and` with nothing beside it, or a name with too many commas; BibTeX prints something else than is meant.",
    ),
    "bibtex-not-a-work": (
        "bibtex/not-a-work",
        "An entry describes no work",
        "@set, @xdata and the like serve other entries, and are not looked at for themselves.",
    ),
    "bad-json": ("reading/not-json", "A file is no JSON, or part of it is none", "Nothing of that part can be read."),
    "bad-yaml": ("reading/not-yaml", "A file is no YAML, or part of it is none", "Nothing of that part can be read."),
    "yaml-tag": ("reading/yaml-tag", "A tag of YAML is not followed", "Tags can make programs run; the value is kept."),
    "bad-value": ("reading/value-odd", "A value is not of its kind", "A year that is a word, a list that is a text."),
    "unknown-key": ("reading/key-unknown", "A key is not known", "It may be misspelled; it is kept, and not used."),
    "repeated-key": ("reading/key-repeated", "A key stands twice", "Programs take the first or the last."),
    "not-a-record": ("reading/not-a-record", "This is no record", "A record is a mapping of keys to values."),
    "not-an-atlas-page": ("reading/not-a-page", "This is no page of an atlas", "Nothing in it shows one."),
    "xml-invalid": ("reading/not-xml", "A file is no XML, or part of it is none", "Nothing of that part can be read."),
    "csv-invalid": ("reading/not-a-table", "A table cannot be read", "Its columns have no names, or rows differ."),
    "csv-type-unknown": ("reading/type-unknown", "A row’s type is not known", "It is read as another kind of work."),
    "nbib-text-outside": ("reading/text-outside", "Text stands outside all records", "It belongs to no work."),
    "record-unidentified": (
        "summaries/unidentified",
        "A record does not say which study it is of",
        "It has neither title nor DOI nor PubMed id.",
    ),
    "empty-part": (
        "summaries/heading-empty",
        "A heading of a page has no text",
        "A part of the summary was lost in copying, or was never written.",
    ),
    "odd-header": (
        "summaries/header-odd",
        "A page’s header can be read in two ways",
        "Authors, journal or year may be off.",
    ),
    "header-missing": ("summaries/header-missing", "A page has no header", "No authors, journal and year."),
    "journal-missing": ("summaries/journal-missing", "A page’s header names no journal", "It may have been cut."),
    "several-studies": ("summaries/several-studies", "A page holds several studies", "Each needs a file, or a list."),
    "repeated-heading": (
        "summaries/heading-repeated",
        "A page has a heading twice",
        "Texts of two studies may be mixed.",
    ),
    "unknown-heading": ("summaries/heading-unknown", "A page has a heading that is not known", "Its text has no part."),
    "unknown-label": ("summaries/label-unknown", "A page’s metadata have a label that is not known", "It is kept."),
    "unknown-tag": ("summaries/tag-unknown", "A tag is not known", "It may be two that ran together."),
    "empty-value": ("summaries/value-empty", "A label of a page has no value", "It was lost in copying."),
    "url-differs": ("summaries/addresses-differ", "A page gives two addresses of its own", "Two pages may be mixed."),
}
"""The rule for each code that readers use; a code that is not here becomes `reading/<code>`."""


def reading_findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    """A finding for each problem of a reader."""
    for problem in problems:
        name, _, _ = _NAMED.get(problem.code, (f"reading/{problem.code}", "", ""))
        yield Finding(name, _LEVELS[problem.severity], place_of(problem.subject), problem.message, problem.hint)


def place_of(subject: str) -> Place:
    """The place that `file:line:column` names; a file's name may hold colons itself."""
    head, _, tail = subject.rpartition(":")
    if not head or not tail.isdecimal():
        return Place(subject)
    file, _, line = head.rpartition(":")
    if file and line.isdecimal():
        return Place(file, int(line), int(tail))
    return Place(head, int(tail))


RULES = tuple(Rule(name, Level.WARNING, title, explanation) for name, title, explanation in _NAMED.values() if title)
