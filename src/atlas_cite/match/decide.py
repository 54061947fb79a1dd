"""From a reference and candidate works to a verdict: sure, ask, or no, with reasons.

*Sure* needs title, first author and year together; everything that makes such agreement cheap (short titles,
near ties, reviews and components, preprint twins) turns it into *ask*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atlas_cite.match.similarity import (
    any_author_agrees,
    container_agrees,
    content_words,
    first_author_agrees,
    title_similarity,
    year_distance,
)
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.verdict import Candidate, Certainty, Verdict
from atlas_cite.model.work import Work

TITLE_SURE = 0.92
"""Title likeness from which two titles are one (CROSSREF.md §3, "Sound rules")."""
TITLE_ASK = 0.80
"""Title likeness below which a candidate is not worth showing."""
YEARS_APART = 1
"""Print and online years of one work differ in 92 of 7,939 records, by one year almost always."""
GENERIC_WORDS = 5
"""Titles with fewer content words are shared by many works ("Questions and answers": 23 times)."""
NEAR_TIE = 0.03
"""A second work this close in title likeness, with author and year, makes the first unsure."""
NEVER_CITED = frozenset({"component", "grant", "journal-issue", "journal", "journal-volume", "peer-review"})
"""Registry types that no reference means (CROSSREF.md §2, Types)."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the work looked for; empty or None where nothing is."""

    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str = ""
    volume: str = ""
    first_page: str = ""

    @property
    def query(self) -> str:
        """The text to search a registry with: Crossref ranks title, authors, container and year together."""
        authors = " ".join(name.sort_family for name in self.authors[:3])
        return " ".join(part for part in (self.title, authors, self.container, str(self.year or "")) if part)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one work compares: None where one side does not say."""

    work: Work
    title: float
    first_author: bool | None
    any_author: bool | None
    years_apart: int | None
    container: bool | None
    numbers: bool | None

    @property
    def confidence(self) -> float:
        """A number from 0 to 1 for ordering and display; verdicts rest on the gates, not on it."""
        signals = (
            (0.55, self.title),
            (0.20, 1.0 if self.first_author else 0.5 if self.any_author else 0.0),
            (0.15, 0.0 if self.years_apart is None else max(0.0, 1 - self.years_apart / 2)),
            (0.10, 1.0 if self.container or self.numbers else 0.0),
        )
        return round(sum(weight * value for weight, value in signals), 3)

    @property
    def agrees(self) -> bool:
        """Title, first author and year all agree."""
        in_time = self.years_apart is not None and self.years_apart <= YEARS_APART
        return self.title >= TITLE_SURE and self.first_author is True and in_time

    @property
    def is_preprint(self) -> bool:
        """Whether the work is a preprint."""
        return self.work.registry_type == "posted-content"

    def reasons(self) -> tuple[str, ...]:
        """What agreed and what did not, in words."""
        years = self.years_apart
        year = "year unknown" if years is None else "same year" if not years else f"{years} year(s) apart"
        words = [
            f"title {self.title:.0%} alike" if self.title else "",
            _said(self.first_author, "first author agrees", "first author differs", "authors unknown"),
            year,
            _said(self.container, "same journal", "another journal", ""),
            _said(self.numbers, "volume or page agrees", "volume or page differs", ""),
        ]
        return tuple(word for word in words if word)


def decide(sought: Sought, works: Sequence[Work]) -> Verdict:
    """Judge which of `works` is the one sought; at most one is *sure*, and then `doi` is set."""
    compared = [compare(sought, work) for work in works if work.registry_type not in NEVER_CITED]
    ranked = sorted(compared, key=lambda each: (-each.confidence, each.is_preprint, each.work.doi.text))
    shown = tuple(_candidate(each) for each in ranked[:5] if _worth_showing(sought, each))
    if not shown:
        return Verdict(Certainty.NO, reasons=("no candidate resembles the reference",))
    best = ranked[0]
    doubts = _doubts(sought, best, ranked[1:])
    if doubts:
        return Verdict(Certainty.ASK, None, best.confidence, (*best.reasons(), *doubts), shown)
    return Verdict(Certainty.SURE, best.work.doi, best.confidence, best.reasons(), shown)


def compare(sought: Sought, work: Work) -> Comparison:
    """Compare one work with what is sought, field by field."""
    item = work.item
    people = item.names("author") or item.names("editor")
    available = item.date("available-date")
    return Comparison(
        work,
        title_similarity(sought.title, titles_of(work)) if sought.title else 0.0,
        first_author_agrees(sought.authors, people),
        any_author_agrees(sought.authors, people),
        year_distance(sought.year, (item.year, available.year if available else None)),
        container_agrees(sought.container, (item.text("container-title"), item.text("container-title-short"))),
        _numbers_agree(sought, item),
    )


def titles_of(work: Work) -> tuple[str, ...]:
    """Every title a work is known by."""
    return (work.item.text("title"), work.item.text("original-title"), *work.alternative_titles)


def _worth_showing(sought: Sought, each: Comparison) -> bool:
    if sought.title:
        return each.title >= TITLE_ASK
    in_time = each.years_apart is not None and each.years_apart <= YEARS_APART
    return each.first_author is True and in_time and each.container is not False


def _doubts(sought: Sought, best: Comparison, others: Sequence[Comparison]) -> tuple[str, ...]:
    """Why the best candidate is not sure; empty when it is."""
    if not best.agrees:
        return ("title, first author and year do not all agree",)
    doubts = []
    if content_words(sought.title) < GENERIC_WORDS and not (best.container or best.numbers):
        doubts.append("the title is too short to tell works apart without journal, volume or page")
    if best.numbers is False and best.container is not True:
        doubts.append("volume or first page contradicts")
    rivals = [other for other in others if other.agrees and best.title - other.title <= NEAR_TIE]
    rivals = [other for other in rivals if other.is_preprint == best.is_preprint]
    if rivals:
        doubts.append(f"{rivals[0].work.doi} fits as well")
    if best.is_preprint and best.container is not True:
        doubts.append("the only fit is a preprint, and the reference does not say it means one")
    return tuple(doubts)


def _numbers_agree(sought: Sought, item: Item) -> bool | None:
    """Whether volume or first page agree; None when neither can be compared."""
    pairs = (
        (sought.volume, item.text("volume")),
        (sought.first_page, (item.text("page") or item.text("number")).partition("-")[0]),
    )
    known = [one.strip().lower() == other.strip().lower() for one, other in pairs if one and other]
    return any(known) if known else None


def _candidate(each: Comparison) -> Candidate:
    return Candidate(each.work.doi, each.work.item.text("title"), each.confidence, each.reasons())


def _said(agreed: bool | None, yes: str, no: str, unknown: str) -> str:
    return unknown if agreed is None else yes if agreed else no
