"""Work and the answers: what a registry knows of a work, and what asking it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.status import Relation, Status


@dataclass(frozen=True, slots=True)
class Work:
    """A registered work: `doi` is the registry's own (prime) DOI, `fetched` the ISO date it was asked.

    `alternative_titles` are other titles the record gives (title without subtitle, original title, translations);
    `registry_type` is the registry's type before mapping to CSL (`journal-article`), `subtype` as given (`preprint`).
    `registry` is whose record it is, in one word ("crossref", "datacite", "medra"); `fingerprint` the SHA-256 of the
    record, when somebody wants it.
    """

    doi: Doi
    item: Item
    fetched: str
    status: Status = field(default_factory=Status)
    relations: tuple[Relation, ...] = ()
    alternative_titles: tuple[str, ...] = ()
    registry_type: str = ""
    subtype: str = ""
    registry: str = "crossref"
    fingerprint: str = ""


class Outcome(StrEnum):
    """What asking came to: *unknown* is not *absent*."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one DOI: `work` exactly when found; `reason` says why it is absent or unknown.

    `code` is the problem code a caller reports: `doi-absent`, `doi-mismatch`, `offline`, `rate-limited`,
    `service-error`, `service-refused`, `network-error`, `bad-answer`, `short-doi`.  `agency` is where an absent DOI is
    registered, as far as that is known.
    """

    asked: Doi
    outcome: Outcome
    work: Work | None = None
    code: str = ""
    reason: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a bibliographic query: candidate works, the registry's best first; `found` even when empty."""

    outcome: Outcome
    works: tuple[Work, ...] = ()
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PubmedAnswer:
    """What PubMed knows of an identifier, `pmid:NUMBER` or `pmcid:PMCNUMBER`, fetched on an ISO date.

    `doi` is the work's when it has one, `item` PubMed's own record, `status` what PubMed tells of retractions.
    """

    asked: str
    outcome: Outcome
    fetched: str = ""
    doi: Doi | None = None
    pmid: str = ""
    pmcid: str = ""
    item: Item = field(default_factory=Item)
    status: Status = field(default_factory=Status)
    code: str = ""
    reason: str = ""
