"""Comparison: how one work compares, field by field, with what a reference says of it; for verifying a claimed DOI.

Finding a work among many is `decide`'s; here there is one work, and the question is whether it is the one meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.match.numbers import page_ends
from atlas_cite.match.similarity import (
    any_author_agrees,
    container_agrees,
    first_author_agrees,
    title_similarity,
    year_distance,
)
from atlas_cite.match.sought import Sought
from atlas_cite.model.item import Item
from atlas_cite.model.work import Work

TITLE_SAME = 0.92
"""Title likeness from which two titles are one (CROSSREF.md §3, "Sound rules")."""
TITLE_SIMILAR = 0.80
"""Title likeness from which two titles may be one."""
YEARS_APART = 1
"""Print and online years of one work differ in 92 of 7,939 records, by one year almost always."""
GENERIC_WORDS = 5
"""Titles with fewer content words are shared by many works ("Questions and answers": 23 times)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one work compares: None where one side does not say; `years_apart` counts to the nearer of its years."""

    work: Work
    title: float
    first_author: bool | None
    any_author: bool | None
    years_apart: int | None
    container: bool | None
    numbers: bool | None

    @property
    def confidence(self) -> float:
        """A number from 0 to 1 for ordering and display; verdicts rest on the fields, not on it."""
        signals = (
            (0.55, self.title),
            (0.20, 1.0 if self.first_author else 0.5 if self.any_author else 0.0),
            (0.15, 0.0 if self.years_apart is None else max(0.0, 1 - self.years_apart / 2)),
            (0.10, 1.0 if self.container or self.numbers else 0.0),
        )
        return round(sum(weight * value for weight, value in signals), 3)

    @property
    def is_preprint(self) -> bool:
        """Whether the work is a preprint."""
        return self.work.registry_type == "posted-content"

    @property
    def is_far(self) -> bool:
        """Whether the years are further apart than those of one work."""
        return self.years_apart is not None and self.years_apart > YEARS_APART

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


def compare(sought: Sought, work: Work) -> Comparison:
    """Compare one work with what is said of it."""
    item = work.item
    people = item.names("author") or item.names("editor")
    available = item.date("available-date")
    first_author = first_author_agrees(sought.authors, people)
    titles = (item.text("title"), item.text("original-title"), *work.alternative_titles)
    return Comparison(
        work,
        title_similarity(sought.title, titles) if sought.title else 0.0,
        first_author,
        first_author or any_author_agrees(sought.authors, people),
        year_distance(sought.year, (item.year, available.year if available else None)),
        container_agrees(sought.container, (item.text("container-title"), item.text("container-title-short"))),
        _numbers_agree(sought, item),
    )


def _numbers_agree(sought: Sought, item: Item) -> bool | None:
    """Whether volume or first page agree; None when neither can be compared."""
    pairs = (
        (sought.volume.strip().lower(), item.text("volume").strip().lower()),
        (page_ends(sought.page)[0], page_ends(item.text("page") or item.text("number"))[0]),
    )
    known = [one == other for one, other in pairs if one and other]
    return any(known) if known else None


def _said(agreed: bool | None, yes: str, no: str, unknown: str) -> str:
    return unknown if agreed is None else yes if agreed else no
