"""Entry: one work in a library, with where every field comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Conflict, Origin
from atlas_cite.model.status import Relation, Status
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.verdict import Verdict

DOUBTS = "doubts"
"""Key in `extra` for what contradicts between an input and the work its DOI led to, one sentence a line."""

TRUNCATED_NAMES = "truncated-names"
"""Key in `extra` that names the name variables whose lists go on ("et al.", "and others") beyond what is known."""

GIVEN_KEY = "given-key"
"""Key in `extra` for the citation key that an input gave, when the entry had to take another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A work to cite: `origins` has exactly the keys of `item.fields`; what lost a merge stays in `conflicts`.

    `asked` is the DOI that led here when it is an alias of the record's own.  `extra` is as in Reference.
    Raises ValueError when `origins` does not match the fields.
    """

    key: str
    item: Item
    origins: Mapping[str, Origin]
    summary: SummaryRecord | None = None
    conflicts: tuple[Conflict, ...] = ()
    status: Status = field(default_factory=Status)
    relations: tuple[Relation, ...] = ()
    verdict: Verdict | None = None
    asked: Doi | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.origins.keys() != self.item.fields.keys():
            differing = sorted(self.origins.keys() ^ self.item.fields.keys())
            raise ValueError(f"origins and fields of {self.key!r} differ in {', '.join(differing)}")

    @property
    def doi(self) -> Doi | None:
        """The work's DOI, or None."""
        text = self.item.text("DOI")
        return Doi.parse(text, exact=True) if text else None
