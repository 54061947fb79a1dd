"""Planning: what was found for an entry becomes its plan: changes, what they wait for, and what a reader should know."""

from __future__ import annotations

from dataclasses import dataclass, replace

from atlas_cite.enrich.annotating import Annotation, propose_annotation
from atlas_cite.enrich.memory import Memory
from atlas_cite.enrich.plan import Change, Decision, EntryPlan
from atlas_cite.enrich.policy import Action, Policy
from atlas_cite.enrich.preprints import propose_published, published_doi
from atlas_cite.enrich.proposing import Proposal, Spelling, propose_fields
from atlas_cite.enrich.subject import Subject
from atlas_cite.export.annotation import status_note
from atlas_cite.model.doi import Doi
from atlas_cite.model.provenance import Origin
from atlas_cite.model.status import Status
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.model.work import Work
from atlas_cite.stated_status import with_stated

UNASKED = Verdict(Certainty.NO, reasons=("nobody looked",))
"""The verdict on an entry that was not looked up."""


@dataclass(frozen=True, slots=True)
class Found:
    """What looking an entry up came to.

    `work` is the one it is (*sure*) or may be (*ask*); `stated` the DOI it gives; `other` the work to which that DOI
    leads when it is not the entry's; `published` the published version of a preprint, when it is wanted.
    """

    verdict: Verdict = UNASKED
    work: Work | None = None
    stated: Doi | None = None
    other: Work | None = None
    published: Work | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every entry of a run."""

    policy: Policy
    spelling: Spelling
    memory: Memory


def plan_entry(subject: Subject, found: Found, setting: Setting, annotation: Annotation | None = None) -> EntryPlan:
    """The plan for one entry.

    Nothing is written from a work that is not *sure*: its changes wait.  Where the entry's DOI is another work's, all
    that is offered is the DOI of the work that its title, first author and year lead to.
    """
    work = found.work
    proposal = _proposal(subject, _origin(work), setting)
    notes: list[str] = []
    if work is not None and found.other is not None:
        _propose_doi(proposal, work)
    elif work is not None:
        notes += _work_notes(found, work)
        if found.published is not None:
            notes.append(propose_published(proposal, work, found.published, _origin(found.published)))
        else:
            propose_fields(proposal, work.item)
    changes, dropped = tuple(proposal.changes), tuple(proposal.dropped)
    if found.verdict.certainty is not Certainty.SURE or found.other is not None:
        changes = _waiting(changes)
    if annotation is not None:
        annotating = _proposal(subject, annotation.origin, setting)
        notes += propose_annotation(annotating, annotation)
        changes += tuple(annotating.changes)
        dropped += tuple(annotating.dropped)
    return EntryPlan(
        index=subject.index,
        key=subject.key,
        type=subject.type,
        line=subject.line,
        column=subject.column,
        verdict=found.verdict,
        doi=work.doi.text if work else "",
        stated=found.stated.text if found.stated else "",
        title=work.item.text("title") if work else "",
        status=_status(subject, found),
        notes=tuple(notes),
        changes=changes,
        dropped=dropped,
    )


def _proposal(subject: Subject, origin: Origin, setting: Setting) -> Proposal:
    return Proposal(subject, origin, setting.policy, setting.spelling, setting.memory)


def _origin(work: Work | None) -> Origin:
    return Origin("crossref", work.doi.text, work.fetched) if work else Origin("")


def _propose_doi(proposal: Proposal, work: Work) -> None:
    reason = "the DOI there is another work's; title, first author and year lead to this one"
    proposal.change(proposal.spelling.name("doi"), work.doi.text, reason, Action.ASK)


def _waiting(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(replace(each, decision=Decision.ASK) for each in changes)


def _work_notes(found: Found, work: Work) -> list[str]:
    notes = []
    if found.stated and found.stated != work.doi:
        notes.append(f"the DOI {found.stated} is an alias of {work.doi}")
    if (published := published_doi(work)) and found.published is None:
        notes.append(f"a preprint; it has been published as {published}")
    if work.status.notice_for:
        notes.append(f"itself a notice about {', '.join(doi.text for doi in work.status.notice_for)}")
    return notes


def _status(subject: Subject, found: Found) -> str:
    """A grave status in words, of a work that is *sure*, or as the entry itself tells it."""
    is_sure = found.work is not None and found.verdict.certainty is Certainty.SURE and found.other is None
    status = found.work.status if is_sure and found.work else Status()
    return status_note(with_stated(status, subject.reference.item, None))
