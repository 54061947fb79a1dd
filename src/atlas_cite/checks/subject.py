"""Subjects: the entries that rules look at, as their file gives them and as a registry knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from atlas_cite.checks.finding import Place
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.status import Status
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.text import without_markup
from atlas_cite.model.work import Work


@dataclass(frozen=True, slots=True)
class SourceField:
    """A field as the file writes it: its name, its text with LaTeX kept, and its place.

    `is_literal` says that the text stands there as it is, without macros or `#`, so that it can be replaced.
    """

    name: str
    text: str
    place: Place
    is_literal: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """One entry to check.

    `fields` are the file's own by lower-case name (a .bib file alone gives them), `entry_type` its own type.  `work` is
    what a registry knows under the entry's DOI, `absent` says that it knows no such DOI; both unset means nobody asked.
    `status` is the registry's word, or the file's own where nobody asked, with what a local list adds.  `is_record`
    says that only a summary speaks of the work, whose bibliographic part is meant to be completed.
    """

    key: str
    place: Place
    item: Item = field(default_factory=Item)
    doi: Doi | None = None
    fields: Mapping[str, SourceField] = field(default_factory=dict)
    entry_type: str = ""
    summary: SummaryRecord | None = None
    status: Status = field(default_factory=Status)
    work: Work | None = None
    absent: bool = False
    is_record: bool = False
    index: int = -1

    @property
    def title(self) -> str:
        """The title in plain text, without the marks of protected words."""
        return without_markup(self.item.text("title"))

    def place_of(self, name: str) -> Place:
        """Where a field stands, or the entry where that is not known."""
        found = self.fields.get(name.lower())
        return found.place if found else self.place

    def text(self, *names: str) -> str:
        """The text of the first of the file's fields that is there, LaTeX kept; empty without any."""
        return next((self.fields[name].text for name in names if name in self.fields), "")


@dataclass(frozen=True, slots=True)
class Use:
    """A key cited in a manuscript, and where."""

    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that is checked together.

    `uses` are the keys that manuscripts cite, None when there is no manuscript; `today` is the day of the check.
    """

    subjects: tuple[Subject, ...]
    today: date
    uses: tuple[Use, ...] | None = None

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.subjects)
