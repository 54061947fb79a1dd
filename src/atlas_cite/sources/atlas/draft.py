"""Draft: a record while its page is read; guards what was said where, until `finished` settles it.

Facts that several places of a page can state (title, authors, DOI) are collected as claims and settled once, by the
order of `_RANK`; a disagreement between claims becomes a problem, and the losing text stays in `other`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from atlas_cite.errors import InvalidDoi, Problem, Severity
from atlas_cite.model.doi import Doi
from atlas_cite.model.summary import Block, Part, Pem, SummaryRecord
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas.lines import Line, without_links
from atlas_cite.sources.atlas.names import AuthorList
from atlas_cite.tables.atlas import ATLAS_NAME

_RANK = ("page", "header", "citation", "bibtex", "metadata", "meta", "address")
"""Where a fact can stand, the most trusted place first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a page says of the study: in which place, on which line, in which words."""

    place: str
    text: str
    line: int


@dataclass(slots=True)
class Draft:
    """The record of one page in the making; `where` names the file."""

    where: str
    end: Line | None = None
    """The last line of the text, when the text may have been cut behind it."""
    may_be_cut: bool = True
    ends_in_line: bool = False
    """Whether the text stops without a line break."""
    problems: list[Problem] = field(default_factory=list)
    titles: list[Claim] = field(default_factory=list)
    dois: list[Claim] = field(default_factory=list)
    pmids: list[Claim] = field(default_factory=list)
    author_lists: list[tuple[Claim, AuthorList]] = field(default_factory=list)
    journal: str = ""
    year: int | None = None
    slug: str = ""
    url: str = ""
    parts: dict[Part, list[Block]] = field(default_factory=dict)
    unassigned: list[Block] = field(default_factory=list)
    pem: list[tuple[Pem, int]] = field(default_factory=list)
    badges: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    language: str = ""
    last_updated: str = ""
    snapshot_date: str = ""
    generator_version: str = ""
    other: dict[str, dict[str, None]] = field(default_factory=dict)
    """Kept texts by name; the inner dictionary is an ordered set."""
    meta: dict[str, str] = field(default_factory=dict)
    """Journal and year as a saved page's markup states them; used when the text has none."""

    def report(self, code: str, line: int, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Note a problem of one line."""
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, severity))

    def keep(self, name: str, text: str) -> None:
        """Keep text that no field holds under `name` in `other`."""
        self.other.setdefault(name, {})[text] = None

    def keep_line(self, line: Line, name: str = "unread") -> None:
        """Keep a line that no rule could read, and say so."""
        self.keep(name, line.linked)
        self.report("unknown-line", line.number, f"this line is none of a page's known lines: “{shortened(line.text)}”")

    def finished(self, first_line: int = 1) -> SummaryRecord:
        """The record; settles claims and reports what is missing or contradictory, at the header's line."""
        self._complete_from_markup(first_line)
        title = self._settled_title(first_line)
        authors = self._settled_authors(first_line)
        return SummaryRecord(
            title=title,
            authors=authors.names,
            authors_truncated=authors.truncated,
            journal=self.journal,
            year=self.year,
            doi=self._settled_doi(),
            pmid=self._settled_pmid(),
            slug=self.slug,
            url=self.url,
            parts={part: tuple(blocks) for part, blocks in self.parts.items() if blocks},
            unassigned=tuple(self.unassigned),
            pem=self._settled_pem(),
            badges=self.badges,
            tags=tuple(dict.fromkeys(self.tags)),
            topics=tuple(dict.fromkeys(self.topics)),
            language=self.language,
            atlas=ATLAS_NAME,
            machine_written=True,
            last_updated=self.last_updated,
            snapshot_date=self.snapshot_date,
            generator_version=self.generator_version,
            other={name: "\n".join(texts) for name, texts in self.other.items()},
        )

    def _complete_from_markup(self, first_line: int) -> None:
        journal, year = self.meta.get("journal", ""), self.meta.get("year", "")
        if journal and not self.journal:
            self.journal = journal
        elif journal and folded(journal) != folded(self.journal):
            self.keep("meta_journal", journal)
            self.report("journal-differs", first_line, f"the markup names another journal: “{shortened(journal)}”")
        if year and self.year is None:
            self.year = int(year)
        elif year and int(year) != self.year:
            self.keep("meta_year", year)
            self.report("year-differs", first_line, f"the markup says {year}, the header {self.year}")

    def _settled_title(self, first_line: int) -> str:
        claims = _ranked(self.titles)
        if not claims:
            hint = "Resolve by DOI, or add the title to the record before matching."
            self.report("title-missing", first_line, "the page shows no title", hint)
            return ""
        title = claims[0]
        for other in claims[1:]:
            if folded(other.text) != folded(title.text):
                self.keep(f"{other.place}_title", other.text)
                message = f"the {other.place} gives another title: “{shortened(other.text)}”"
                self.report("title-differs", other.line, message)
        return title.text

    def _settled_authors(self, first_line: int) -> AuthorList:
        """The list that is certain and names most, the header's when nothing names more."""
        if not self.author_lists:
            return AuthorList()
        lists = sorted(self.author_lists, key=lambda each: _RANK.index(each[0].place))
        best = max(lists, key=lambda each: (not each[1].doubt, not each[1].truncated, len(each[1].names)))
        claim, found = best
        for other, authors in lists:
            if other is not claim and not _same_start(authors, found):
                self.keep(f"{other.place}_authors", other.text)
                if not authors.doubt:
                    message = (
                        f"the {other.place} and the {claim.place} name different authors: “{shortened(other.text)}”"
                    )
                    self.report("authors-differ", other.line, message)
        if found.doubt:
            hint = "The names stay as printed; a DOI, or a semicolon between the names, settles it."
            self.report("ambiguous-authors", claim.line or first_line, found.doubt, hint, Severity.ASK)
        elif found.natural:
            message = "the authors are printed as in hand-entered records, whose metadata have been wrong before"
            self.report("hand-entered", claim.line or first_line, message, "Check the DOI before citing.")
        return found

    def _settled_doi(self) -> Doi | None:
        found: list[tuple[Claim, Doi]] = []
        for claim in _ranked(self.dois):
            try:
                # A link that stayed in the words would become part of the DOI.
                found.append((claim, Doi.parse(without_links(claim.text).partition("](")[0])))
            except InvalidDoi as error:
                self.keep("doi", claim.text)
                self.report("doi-invalid", claim.line, error.message, error.hint, Severity.ERROR)
        for claim, doi in found[1:]:
            if doi != found[0][1]:
                self.keep("other_doi", doi.text)
                message = f"the {claim.place} gives another DOI: {doi} (kept: {found[0][1]})"
                self.report("doi-differs", claim.line, message, "Check which DOI is the study's.", Severity.ASK)
        return found[0][1] if found else None

    def _settled_pmid(self) -> str:
        claims = _ranked(self.pmids)
        for claim in claims[1:]:
            if claim.text != claims[0].text:
                self.keep("other_pmid", claim.text)
                self.report("pmid-differs", claim.line, f"the {claim.place} gives another PubMed number: {claim.text}")
        return claims[0].text if claims else ""

    def _settled_pem(self) -> Pem:
        values = [value for value, _ in self.pem if value is not Pem.UNKNOWN]
        if len(set(values)) > 1:
            stated = " and ".join(f"PEM {value}" for value in dict.fromkeys(values))
            hint = "Look the study up in the atlas; the value stays unknown until one badge is left."
            self.keep("pem", stated)
            self.report("pem-conflict", self.pem[-1][1], f"the page says both {stated}", hint, Severity.ERROR)
            return Pem.UNKNOWN
        return values[0] if values else Pem.UNKNOWN


def shortened(text: str, length: int = 120) -> str:
    """`text` cut for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _ranked(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: _RANK.index(claim.place))


def _same_start(one: AuthorList, other: AuthorList) -> bool:
    """Whether the shorter list is the beginning of the longer one, however the names are divided."""
    first, second = (folded(" ".join(_words(each))) for each in (one, other))
    one_words, other_words = first.split(), second.split()
    shorter, longer = sorted((one_words, other_words), key=len)
    return sorted(shorter) == sorted(longer[: len(shorter)])


def _words(authors: AuthorList) -> list[str]:
    return [" ".join(filter(None, (n.sort_family, n.given, n.dropping_particle, n.suffix))) for n in authors.names]
