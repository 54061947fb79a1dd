"""Verdict: whether a reference was recognised as a work, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atlas_cite.model.doi import Doi


class Certainty(StrEnum):
    """How sure a match is: *sure* is used without asking, *ask* waits for a person, *no* is left alone."""

    SURE = "sure"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that was compared: `confidence` from 0 to 1, and what agreed or did not."""

    doi: Doi
    title: str
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one reference; `doi` is set only for *sure*."""

    certainty: Certainty
    doi: Doi | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
