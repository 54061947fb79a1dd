"""By identifier: the work behind an entry's PubMed or arXiv id, for entries without a usable DOI.

An id is a claim like a DOI, and is verified like one.  arXiv's is that of a preprint, so it counts only in entries that
name no other journal or book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from atlas_cite.enrich.identity import verify
from atlas_cite.enrich.subject import Subject
from atlas_cite.merge import sought_from
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Status
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer, Work
from atlas_cite.resolve import Registry

_ARXIV = "arxiv"
_ARXIV_NAME = "arXiv:"
_UNVERIFIED = Verdict(Certainty.NO)


@dataclass(frozen=True, slots=True)
class Identified:
    """What an entry's id came to: `name` is the id as a person writes it, and `work` what it leads to, verified.

    Without a work `answer` says why there is none.
    """

    name: str
    verdict: Verdict = _UNVERIFIED
    work: Work | None = None
    answer: Answer | PubmedAnswer | None = None

    @property
    def is_preprint(self) -> bool:
        """Whether the id is a preprint's."""
        return self.name.startswith(_ARXIV_NAME)

    @property
    def is_sure(self) -> bool:
        """Whether the work is the entry's."""
        return self.work is not None and self.verdict.certainty is Certainty.SURE


@dataclass(frozen=True, slots=True)
class _Claim:
    """An entry and the DOI that its id stands for, with what PubMed tells of the work's status."""

    subject: Subject
    name: str
    doi: Doi
    status: Status = field(default_factory=Status)


def identify_subjects(subjects: Sequence[Subject], registry: Registry) -> dict[int, Identified]:
    """What the ids of entries lead to, by the entry's index; entries whose id nobody has a DOI for are left out."""
    claims, unanswered = _pubmed_claims(subjects, registry)
    claims += [
        _Claim(each, f"{_ARXIV_NAME}{each.arxiv.text.partition('arxiv.')[2]}", each.arxiv)
        for each in subjects
        if each.arxiv and _pubmed_name(each) == "" and _names_no_other_venue(each)
    ]
    dois = list(dict.fromkeys(claim.doi for claim in claims))
    answers = {answer.asked: answer for answer in registry.fetch(dois)} if dois else {}
    return unanswered | {claim.subject.index: _identified(claim, answers[claim.doi]) for claim in claims}


def _pubmed_claims(subjects: Sequence[Subject], registry: Registry) -> tuple[list[_Claim], dict[int, Identified]]:
    named = [(each, name) for each in subjects if (name := _pubmed_name(each))]
    answers = registry.identify([name for _, name in named]) if named else []
    claims: list[_Claim] = []
    unanswered: dict[int, Identified] = {}
    for (subject, name), answer in zip(named, answers, strict=True):
        if answer.doi is not None:
            claims.append(_Claim(subject, name, answer.doi, answer.status))
        elif answer.outcome is not Outcome.FOUND:
            unanswered[subject.index] = Identified(name, answer=answer)
    return claims, unanswered


def _pubmed_name(subject: Subject) -> str:
    pmid, pmcid = subject.reference.pmid, subject.reference.item.text("PMCID")
    return f"pmid:{pmid}" if pmid else f"pmcid:{pmcid.upper()}" if pmcid else ""


def _names_no_other_venue(subject: Subject) -> bool:
    venue = subject.reference.item.text("container-title").lower()
    return not venue or _ARXIV in venue or venue == "corr"


def _identified(claim: _Claim, answer: Answer) -> Identified:
    if answer.work is None:
        return Identified(claim.name, answer=answer)
    work = replace(answer.work, status=answer.work.status.joined(claim.status))
    reference = claim.subject.reference
    verdict = verify(sought_from(reference), reference.item, claim.subject.key, work)
    return Identified(claim.name, replace(verdict, reasons=(f"{claim.name} leads to it", *verdict.reasons)), work)
