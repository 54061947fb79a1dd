"""SummaryRecord: what a research atlas says about one study.

Source: ../shared/ATLAS.md §2 (record model and vocabularies).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name


class Pem(StrEnum):
    """Whether post-exertional malaise was an explicit criterion for taking part in the study."""

    REQUIRED = "required"
    NOT_REQUIRED = "not required"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    """The page or record does not say; never a guess."""


class Part(StrEnum):
    """The parts of a summary, in the atlas's order; the value is the key in records."""

    QUICK_SUMMARY = "quick_summary"
    ADVANCED_SUMMARY = "advanced_summary"
    WHY_IT_MATTERS = "why_it_matters"
    OBSERVED_FINDINGS = "observed_findings"
    INFERRED_CONCLUSIONS = "inferred_conclusions"
    STRENGTHS = "strengths"
    LIMITATIONS = "limitations"
    REMAINING_QUESTIONS = "remaining_questions"
    NOT_PROVEN = "not_proven"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; a link is written `[words](https://address)`."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items, each plain text with links as in Paragraph."""

    items: tuple[str, ...]


Block = Paragraph | Bullets


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """One study in an atlas's words: facts as the atlas states them, parts, badges.

    Text fields are empty, numbers None and `pem` `unknown` when the atlas does not say.  `authors_truncated` tells that
    the list ends in "et al."; `machine_written` is None when nothing says who wrote the text.  `badges` holds
    the other vocabulary values by name (`evidence_level`, `confidence`, `publication_type`, `peer_review`,
    `case_definition`, `sample_size`, `control_group` …) as printed.  `unassigned` keeps text whose part was lost.
    Dates are ISO dates; badge values hold for `snapshot_date`.
    """

    title: str = ""
    authors: tuple[Name, ...] = ()
    authors_truncated: bool = False
    journal: str = ""
    year: int | None = None
    doi: Doi | None = None
    pmid: str = ""
    slug: str = ""
    url: str = ""
    parts: Mapping[Part, tuple[Block, ...]] = field(default_factory=dict)
    unassigned: tuple[Block, ...] = ()
    pem: Pem = Pem.UNKNOWN
    badges: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    language: str = ""
    atlas: str = ""
    machine_written: bool | None = None
    sample_text: bool = False
    last_updated: str = ""
    snapshot_date: str = ""
    generator_version: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
