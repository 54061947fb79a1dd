"""Status: what has happened to a work since it was published.

Sources: Crossref REST API (`update-to`, `updated-by`), Crossref's list of update types, NISO CREC recommendation.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.model.doi import Doi

SEVERITY = (
    "retraction",
    "withdrawal",
    "removal",
    "partial_retraction",
    "expression_of_concern",
    "correction",
    "corrigendum",
    "erratum",
    "addendum",
    "clarification",
    "new_version",
    "new_edition",
)
"""Crossref's update types, the gravest first."""

GRAVE = frozenset(SEVERITY[:5])
"""Update types after which a work may not be cited as sound."""


@dataclass(frozen=True, slots=True)
class Update:
    """One notice about a work: `kind` is a Crossref update type, `source` who says so, `date` an ISO date or empty."""

    kind: str
    source: str = ""
    notice: Doi | None = None
    date: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Updates of a work and when they were last looked up.

    `checked` is the ISO date of the look-up, empty when nobody looked: *unchecked* is not *clean*.  `notice_for` names
    the works about which this work is itself a notice.
    """

    checked: str = ""
    updates: tuple[Update, ...] = ()
    notice_for: tuple[Doi, ...] = ()

    @property
    def gravest(self) -> Update | None:
        """The gravest update, the earliest of several equally grave; None when there is none."""
        ranked = [update for update in self.updates if update.kind in SEVERITY]
        return min(ranked, key=lambda update: (SEVERITY.index(update.kind), update.date or "9999"), default=None)

    @property
    def is_grave(self) -> bool:
        """Whether the work was retracted, withdrawn, removed, or drew an expression of concern."""
        gravest = self.gravest
        return gravest is not None and gravest.kind in GRAVE

    def joined(self, other: Status) -> Status:
        """This status, with `other`'s updates of kinds that it does not have."""
        known = {update.kind for update in self.updates}
        more = tuple(update for update in other.updates if update.kind not in known)
        notices = tuple(dict.fromkeys((*self.notice_for, *other.notice_for)))
        return Status(self.checked or other.checked, (*self.updates, *more), notices)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link to another work: `kind` is a Crossref relation type such as `has-preprint`."""

    kind: str
    doi: Doi
