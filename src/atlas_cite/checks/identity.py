"""Identity rules: whether a DOI is that of the work described, and whether works stand in a library twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.checks.duplicates import alike, same_doi, with_the_first
from atlas_cite.checks.finding import Fix, Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.errors import InvalidDoi
from atlas_cite.match.identity import contradictions, is_other_work
from atlas_cite.match.numbers import comparable_number, page_ends
from atlas_cite.match.similarity import container_agrees
from atlas_cite.match.sought import Sought
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item

_LATEX = re.compile(r"\\[_%&#{}]|\{\\?_\}|\\textunderscore|\$")
_RESOLVER = re.compile(r"^\s*(?:https?://|doi:)", re.IGNORECASE)
_VERSION = re.compile(r"(?:/v|v)\d+$")
_USUALLY_REGISTERED = frozenset({"article-journal", "paper-conference"})
_REGISTERED_SINCE = 2005
"""From about this year on, nearly every journal article has a DOI."""
_MERGE = "atlas-cite check --merge makes one entry of them, and loses nothing."


def sought_of(subject: Subject) -> Sought:
    """What an entry says of its work, for matching."""
    item = subject.item
    return Sought(
        title=subject.title,
        authors=item.names("author"),
        year=item.year,
        container=item.text("container-title"),
        volume=item.text("volume"),
        page=item.text("page"),
    )


def _other_work(subject: Subject) -> Iterator[Hit]:
    if subject.work and is_other_work(sought_of(subject), subject.work):
        found = subject.work.item
        who = found.names("author")[:1]
        named = f" by {who[0]}" if who else ""
        message = f"{subject.work.doi} is another work: {found.text('title')!r}{named} ({found.year or 'no year'})"
        yield Hit(message, "Find the right DOI (atlas-cite enrich proposes one), or take this one out.", "doi")


def _differs(subject: Subject) -> Iterator[Hit]:
    if subject.work and not is_other_work(sought_of(subject), subject.work):
        for problem in contradictions(sought_of(subject), subject.work, ""):
            if problem.code == "authors-contradict" and _has_same_name(subject.item, subject.work.item):
                continue
            field = problem.code.partition("-")[0].removesuffix("s")
            yield Hit(problem.message, "Check which is right.", field)


def _has_same_name(one: Item, other: Item) -> bool:
    """Whether a name stands in both word for word: of names that are nothing but initials no more can be compared."""
    ours, theirs = ({str(name) for each in ("author", "editor") for name in item.names(each)} for item in (one, other))
    return bool(ours & theirs)


def _numbers_differ(subject: Subject) -> Iterator[Hit]:
    """Volume and first page against the record's; nothing where the title already says that the works differ."""
    if subject.work is None or is_other_work(sought_of(subject), subject.work):
        return
    there = subject.work.item
    for name, variable in (("volume", "volume"), ("first page", "page")):
        ours, theirs = _number(subject.item, variable), _number(there, variable)
        if ours and theirs and ours != theirs:
            shown = f"{subject.item.text(variable)} here and {there.text(variable)} there"
            field = "pages" if variable == "page" and "pages" in subject.fields else variable
            yield Hit(f"the {name} differs: {shown} ({subject.work.doi})", "Check which is right.", field)


def _number(item: Item, variable: str) -> str:
    text = item.text(variable)
    return page_ends(text)[0] if variable == "page" else comparable_number(text)


def _journal_differs(subject: Subject) -> Iterator[Hit]:
    if subject.work is None or is_other_work(sought_of(subject), subject.work):
        return
    ours, there = subject.item.text("container-title"), subject.work.item
    theirs = (there.text("container-title"), there.text("container-title-short"))
    if subject.item.type == there.type and container_agrees(ours, theirs) is False:
        message = f"the journal or book is {ours!r} here and {theirs[0]!r} there ({subject.work.doi})"
        yield Hit(message, "It may have been renamed; check which is right.", _container_field(subject))


def _container_field(subject: Subject) -> str:
    return next((name for name in ("journal", "journaltitle", "booktitle") if name in subject.fields), "journal")


def _absent(subject: Subject) -> Iterator[Hit]:
    if subject.absent:
        yield Hit(f"no registry knows {subject.doi}", "Check it for misprints; it may also be made up.", "doi")


def _alias(subject: Subject) -> Iterator[Hit]:
    if subject.work and subject.doi and subject.work.doi != subject.doi:
        fix = Fix("doi", subject.work.doi.text) if "doi" in subject.fields else None
        yield Hit(f"{subject.doi} is another name of {subject.work.doi}", "Cite the registry’s own DOI.", "doi", fix)


def _missing(subject: Subject) -> Iterator[Hit]:
    year = subject.item.year
    is_expected = subject.item.type in _USUALLY_REGISTERED and year is not None and year >= _REGISTERED_SINCE
    if is_expected and not subject.is_record and not subject.doi and not subject.item.text("PMID"):
        what = "a journal article" if subject.item.type == "article-journal" else "a conference paper"
        yield Hit(f"{what} of this age usually has a DOI, and none is given", "atlas-cite enrich looks for it.")


def _latex(subject: Subject) -> Iterator[Hit]:
    written = subject.text("doi")
    if _LATEX.search(written) and subject.doi:
        hint = "Write the DOI as it is: a DOI field is not typeset."
        yield Hit(f"the DOI holds LaTeX: {written}", hint, "doi", Fix("doi", subject.doi.text))


def _address(subject: Subject) -> Iterator[Hit]:
    written = subject.text("doi")
    if _RESOLVER.match(written) and subject.doi:
        hint = "Styles put https://doi.org/ before it themselves."
        yield Hit(f"the DOI is written as an address: {written}", hint, "doi", Fix("doi", subject.doi.text))


def _url_repeats(subject: Subject) -> Iterator[Hit]:
    written = subject.text("url")
    if not subject.doi or len(written.split()) != 1:  # Mendeley writes several addresses into one field
        return
    try:
        repeated = "doi.org/" in written.lower() and Doi.parse(written) == subject.doi
    except InvalidDoi:
        return
    if repeated:
        yield Hit("the URL only repeats the DOI", "Take it out: styles print both.", "url", Fix("url", None, asks=True))


def _doi_twice(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    for pair in same_doi(corpus):
        one, other = pair.one, pair.other
        hint = _MERGE if pair.is_sure and other.fields else "Keep one of them, or correct one of the DOIs."
        yield other, Hit(f"{other.key} and {one.key} ({one.place}) have one DOI, {other.doi}", hint, "doi")


def _twice(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    for pair in with_the_first(alike(corpus, with_two_dois=False)):
        one, other = pair.one, pair.other
        hint = _MERGE if pair.is_sure and other.fields else "Keep one of them if they are."
        yield other, Hit(f"{other.key} and {one.key} ({one.place}) look like one work", hint, "title")


def _two_dois(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    for pair in with_the_first(alike(corpus, with_two_dois=True)):
        one, other = pair.one, pair.other
        if not (one.doi and other.doi) or one.doi == other.doi:
            continue
        versions = _VERSION.sub("", one.doi.text) == _VERSION.sub("", other.doi.text)
        preprint = {_kind(one), _kind(other)} == {"article", "article-journal"}
        what = "versions of one work" if versions else "a preprint and its article" if preprint else "one work"
        message = f"{other.key} ({other.doi}) and {one.key} ({one.doi}, {one.place}) look like {what}"
        yield other, Hit(message, "Cite the one you used; if both, say which is which.", "doi")


def _kind(subject: Subject) -> str:
    """The registry's type where it knows the work: files say @misc of preprints."""
    return (subject.work.item if subject.work else subject.item).type


def _published(subject: Subject) -> Iterator[Hit]:
    if subject.work:
        published = [each.doi for each in subject.work.relations if each.kind == "is-preprint-of"]
        if published:
            message = f"this preprint has been published: {', '.join(map(str, published))}"
            yield Hit(message, "Cite the article if that is what you mean; atlas-cite never swaps them.", "doi")


RULES = (
    Rule(
        "identity/doi-other-work",
        Level.ERROR,
        "A DOI leads to another work",
        "The registry’s record for the DOI has another title and none of the authors given here. Who follows the DOI"
        " finds another paper; programs that complete entries from it replace yours.",
        _other_work,
    ),
    Rule(
        "identity/record-differs",
        Level.WARNING,
        "The entry and the registry’s record differ",
        "Title, year or authors differ by more than spelling. Either may be wrong.",
        _differs,
    ),
    Rule(
        "identity/numbers-differ",
        Level.WARNING,
        "Volume or page is another in the registry’s record",
        "A reader who looks the work up by its numbers does not find it; or the DOI is that of a neighbour.",
        _numbers_differ,
    ),
    Rule(
        "identity/journal-differs",
        Level.NOTE,
        "The journal is another in the registry’s record",
        "Neither is an abbreviation of the other. Journals are renamed; a preprint’s server is not its journal.",
        _journal_differs,
    ),
    Rule(
        "identity/doi-absent",
        Level.ERROR,
        "A DOI does not exist",
        "No registry knows it: misprinted, cut short, or made up.",
        _absent,
    ),
    Rule(
        "identity/doi-alias",
        Level.NOTE,
        "A DOI is another name of the registry’s own",
        "It works, and other libraries will know the work under its prime DOI.",
        _alias,
        fix="the registry’s own DOI",
    ),
    Rule(
        "identity/doi-missing",
        Level.NOTE,
        "A DOI is missing where one is usual",
        "Journal articles and conference papers since about 2005 have one.",
        _missing,
    ),
    Rule(
        "identity/doi-latex",
        Level.WARNING,
        "A DOI holds LaTeX",
        "Escapes such as \\_ in a DOI field end up in the address and break it.",
        _latex,
        fix="the DOI as it is registered",
    ),
    Rule(
        "identity/doi-address",
        Level.NOTE,
        "A DOI is written as an address",
        "The field wants the bare DOI; styles make the address.",
        _address,
        fix="the bare DOI",
    ),
    Rule(
        "identity/url-repeats-doi",
        Level.NOTE,
        "A URL only repeats the DOI",
        "Many styles print both, one after the other.",
        _url_repeats,
        fix="the URL comes out",
        is_offered=True,
    ),
    Rule(
        "identity/doi-twice",
        Level.WARNING,
        "Two entries have one DOI",
        "One work stands in the library twice, or one of the DOIs is wrong; the bibliography will list it twice.",
        whole=_doi_twice,
    ),
    Rule(
        "identity/work-twice",
        Level.WARNING,
        "Two entries look like one work",
        "Title, authors and year agree, and at most one has a DOI.",
        whole=_twice,
    ),
    Rule(
        "identity/two-dois",
        Level.NOTE,
        "One work under two DOIs",
        "A preprint and its article, or versions of one deposit: both may be right to cite, but rarely both at once.",
        whole=_two_dois,
    ),
    Rule(
        "identity/preprint-published",
        Level.NOTE,
        "A preprint has been published",
        "The registry links the preprint to an article.",
        _published,
    ),
)
