"""Sought: what is known of the work looked for, as fields, as the words of a raw reference, or as both."""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name

_WORDS_ENOUGH = 14


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the work looked for; empty or None where nothing is.

    `text` is a raw reference, given instead of the fields.  `is_book` says that a book or report as a whole is cited;
    `doi` is the DOI the reference names, which counts as a claim and not as the truth.
    """

    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    container: str = ""
    volume: str = ""
    page: str = ""
    issue: str = ""
    editors: tuple[Name, ...] = ()
    is_book: bool = False
    issn: tuple[str, ...] = ()
    doi: Doi | None = None
    text: str = ""

    @property
    def query(self) -> str:
        """The text to search a registry with: Crossref ranks title, authors, container and year together.

        Volume and page are added only when there is no title: they find a work without one, and only add noise else.
        """
        if self.text:
            return self.text
        people = " ".join(name.sort_family for name in (self.authors or self.editors)[:3])
        numbers = () if self.title else (self.volume, self.issue, self.page)
        parts = (self.title, people, self.container, *numbers, str(self.year or ""))
        return " ".join(part for part in parts if part)

    @property
    def second_query(self) -> str:
        """Another text to search with, where the first found nothing: what is not the title, or only what may be it."""
        if self.text:
            words = [word for word in self.text.split() if len(word) > 4 or word.strip("().,;").isdecimal()]
            return " ".join(words[:_WORDS_ENOUGH])
        people = " ".join(name.sort_family for name in (self.authors or self.editors)[:1])
        parts = (people, self.container, self.volume, self.issue, self.page, str(self.year or ""))
        return " ".join(part for part in parts if part)
