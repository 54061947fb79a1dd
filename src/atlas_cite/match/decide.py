"""From a reference and candidate works to a verdict: sure, ask, or no, with reasons.

Every candidate is compared feature by feature, and the outcomes are weighed in bits (`weights`).  The best is *sure*
when it outweighs both the other candidates and "none of them" by far, enough independent signs agree, and nothing of
its kind speaks against it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from atlas_cite.match import weights
from atlas_cite.match.by_field import SoughtFields, compare_fields
from atlas_cite.match.by_text import compare_text
from atlas_cite.match.evidence import Evidence
from atlas_cite.match.prepared_work import PreparedWork, prepare_work
from atlas_cite.match.reference_text import ReferenceText
from atlas_cite.match.registrations import ARCHIVES, is_archived, is_spelled_twice
from atlas_cite.match.sought import Sought
from atlas_cite.model.doi import Doi
from atlas_cite.model.verdict import Candidate, Certainty, Verdict
from atlas_cite.model.work import Work

NEVER_CITED = frozenset({"component", "grant", "journal-issue", "journal", "journal-volume", "peer-review"})
"""Registry types that no reference means (CROSSREF.md §2, Types)."""
_MOST_SHOWN = 5

__all__ = ["NEVER_CITED", "Sought", "decide"]


def decide(sought: Sought, works: Sequence[Work]) -> Verdict:
    """Judge which of `works` is the one sought; at most one is *sure*, and then `doi` is set."""
    ranked = weigh(sought, works)
    shown = [each for each in ranked[:_MOST_SHOWN] if each.bits >= weights.SHOWN]
    if not shown:
        return Verdict(Certainty.NO, reasons=("no candidate resembles the reference",))
    best, others = ranked[0], ranked[1:]
    rivals = [other for other in others if not _is_twin(best, other)]
    confidence = _confidence(best.bits, [rival.bits for rival in rivals])
    candidates = tuple(_candidate(each, _confidence(each.bits, _without(ranked, each))) for each in shown)
    doubts = _doubts(best, rivals, confidence)
    if doubts:
        return Verdict(Certainty.ASK, None, confidence, (*best.reasons, *doubts), candidates)
    return Verdict(Certainty.SURE, best.work.work.doi, confidence, best.reasons, candidates)


def weigh(sought: Sought, works: Sequence[Work]) -> list[Evidence]:
    """The evidence for each work that can be cited, the best first."""
    compare, claimed, cites_preprint = _comparison(sought)
    found = []
    for work in {work.doi: work for work in works if work.registry_type not in NEVER_CITED}.values():
        prepared = prepare_work(work)
        outcomes = compare(prepared)
        if claimed:
            outcomes["doi"] = "claimed" if work.doi in claimed else "another claimed"
        found.append(Evidence(prepared, outcomes))
    return sorted(found, key=lambda each: (-each.bits, *_rank_among_equals(each, cites_preprint)))


def _rank_among_equals(each: Evidence, cites_preprint: bool) -> tuple[bool, bool, Doi]:
    doi = each.work.work.doi
    return each.work.is_preprint != cites_preprint, doi.prefix in ARCHIVES, doi


def _comparison(sought: Sought) -> tuple[Callable[[PreparedWork], dict[str, str]], frozenset[Doi], bool]:
    """How to compare a work with what is sought, the DOIs it claims, and whether it cites a preprint."""
    if sought.text:
        text = ReferenceText.prepare(sought.text)
        return (lambda work: compare_text(text, work)), frozenset(text.dois), text.cites_preprint
    fields = SoughtFields.prepare(sought)
    claimed = frozenset({sought.doi} if sought.doi else ())
    return (lambda work: compare_fields(fields, work)), claimed, False


def _confidence(bits: float, rivals: Sequence[float]) -> float:
    """The chance that this is the work, among its rivals and "none of them"."""
    others = sum(math.exp2(min(rival - bits, 60)) for rival in (*rivals, weights.NOTHING_FITS))
    return round(1 / (1 + others), 4)


def _doubts(best: Evidence, rivals: Sequence[Evidence], confidence: float) -> tuple[str, ...]:
    """Why the best candidate is not sure; empty when it is."""
    doubts = []
    if "doi" not in best.agreeing:
        if len(best.agreeing) < weights.LEAST_AGREEING or not best.agreeing & weights.TELLING:
            doubts.append("too few of title, first author, year, journal, volume and page agree")
        if best.outcomes.get("kind") == "preprint":
            doubts.append("the only fit is a preprint, and the reference does not say it means one")
    if len(best.differing) > weights.MOST_DIFFERING or (
        "title" in best.differing and not best.agreeing >= weights.PLACE
    ):
        doubts.append("too much contradicts")
    if confidence < weights.SURE:
        near = rivals and rivals[0].bits > weights.NOTHING_FITS
        doubts.append(f"{rivals[0].work.work.doi} fits nearly as well" if near else "too little agrees")
    return tuple(doubts)


def _is_twin(best: Evidence, other: Evidence) -> bool:
    """Whether a worse or equal candidate is the best one's preprint or article, or the same work registered twice."""
    return best.work.is_preprint != other.work.is_preprint or _is_registered_twice(best.work, other.work)


def _is_registered_twice(one: PreparedWork, other: PreparedWork) -> bool:
    """Whether two records are one work with two DOIs: alike in all that tells works apart, and known to be a pair."""
    place = (one.volume, one.first_page, one.years)
    same_titles = [title.letters for title in one.titles[:1]] == [title.letters for title in other.titles[:1]]
    alike = all(place) and place == (other.volume, other.first_page, other.years) and same_titles
    dois = one.work.doi, other.work.doi
    return alike and (is_spelled_twice(*dois) or is_archived(*dois))


def _without(ranked: Sequence[Evidence], one: Evidence) -> list[float]:
    return [each.bits for each in ranked if each is not one]


def _candidate(each: Evidence, confidence: float) -> Candidate:
    work = each.work.work
    return Candidate(work.doi, work.item.text("title"), confidence, each.reasons)
