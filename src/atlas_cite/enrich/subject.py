"""Subject: an entry of a .bib file as enriching looks at it, with what it says itself and what it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.bibfile.file import BibField
from atlas_cite.enrich.targets import names_of
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.reference import Reference

ISSUED_FIELDS = ("date", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry: `index` is its place in the file, `fields` its own fields by lower-case name.

    `own` is what the entry says itself, `reference` what it says with what `crossref` and `xdata` lend it.  Nothing is
    written into an entry that `is_damaged`.  `arxiv` is the DOI of the preprint that the entry's arXiv id names.
    """

    index: int
    key: str
    type: str
    line: int
    column: int
    own: Item
    reference: Reference
    fields: Mapping[str, BibField] = field(default_factory=dict)
    is_damaged: bool = False
    arxiv: Doi | None = None

    def find(self, target: str) -> BibField | None:
        """The field that holds a target under any of its names, an empty one included; the fullest first."""
        empty = None
        for name in names_of(target, self.type):
            found = self.fields.get(name)
            if found is not None and found.text.strip():
                return found
            empty = empty or found
        return empty

    def names(self, target: str) -> tuple[str, ...]:
        """The names under which the entry's type knows a target, the usual one first."""
        return names_of(target, self.type)

    def value(self, variable: str) -> Value | None:
        """What the entry says of a variable, inherited values included."""
        return self.reference.item.fields.get(variable)

    def inherits(self, variable: str) -> bool:
        """Whether what the entry says of a variable comes from another entry."""
        return variable in self.reference.item.fields and variable not in self.own.fields

    def is_truncated(self, variable: str) -> bool:
        """Whether a name list ends in `others`."""
        return variable in self.reference.extra.get(TRUNCATED_NAMES, "").split()
