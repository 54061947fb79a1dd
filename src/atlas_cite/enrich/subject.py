"""Subject: an entry of a .bib file as enriching looks at it, with what it says itself and what it inherits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from atlas_cite.enrich.targets import TARGETS, row_of
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import TRUNCATED_NAMES
from atlas_cite.model.item import Item, Value
from atlas_cite.model.reference import Reference

ISSUED_FIELDS = ("date", "year", "month", "day")


@cache
def names_of(target: str, bibtex_type: str) -> tuple[str, ...]:
    """The names under which a BibTeX type knows a target, the usual one first."""
    if target in {"year", "month"}:
        return ("date", "year") if target == "year" else ("month",)
    row = row_of(TARGETS[target].variable, bibtex_type)
    return tuple(dict.fromkeys((target, *(row.names if row else ()))))


@dataclass(frozen=True, slots=True)
class Present:
    """A field that stands in the entry: its name as written, its text with macros put in, whether it holds a macro."""

    name: str
    text: str
    is_macro: bool = False


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
    fields: Mapping[str, Present] = field(default_factory=dict)
    is_damaged: bool = False
    arxiv: Doi | None = None

    def find(self, target: str) -> Present | None:
        """The field that holds a target under any of its names, an empty one included; the fullest first."""
        found = [self.fields[name] for name in names_of(target, self.type) if name in self.fields]
        return next((each for each in found if each.text.strip()), found[0] if found else None)

    def value(self, variable: str) -> Value | None:
        """What the entry says of a variable, inherited values included."""
        return self.reference.item.fields.get(variable)

    def inherits(self, variable: str) -> bool:
        """Whether what the entry says of a variable comes from another entry."""
        return variable in self.reference.item.fields and variable not in self.own.fields

    def is_truncated(self, variable: str) -> bool:
        """Whether a name list ends in `others`."""
        return variable in self.reference.extra.get(TRUNCATED_NAMES, "").split()
