"""Planning: what was found for an entry becomes its plan: changes, and what a reader should know."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from atlas_cite.enrich.annotating import Annotation, propose_annotation
from atlas_cite.enrich.memory import Memory
from atlas_cite.enrich.naming import list_origin, propose_listed_name, propose_recorded_name, wants_names
from atlas_cite.enrich.plan import Change, Decision, EntryPlan, Note
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

    `work` is the one it is (*sure*) or may be (*ask*); `stated` the DOI the entry gives, `fault` what is wrong with
    that DOI, in words; `published` the published version of a preprint, when it is wanted.
    """

    verdict: Verdict = UNASKED
    work: Work | None = None
    stated: Doi | None = None
    fault: str = ""
    published: Work | None = None

    @property
    def is_sure(self) -> bool:
        """Whether `work` may be written from without asking."""
        return self.work is not None and self.verdict.certainty is Certainty.SURE and not self.fault


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every entry of a run."""

    policy: Policy
    spelling: Spelling
    memory: Memory


def plan_entry(subject: Subject, found: Found, setting: Setting, annotation: Annotation | None = None) -> EntryPlan:
    """The plan for one entry.

    Nothing is written from a work that is not *sure*: its changes wait.  Where something is wrong with the entry's DOI,
    all that is offered is the DOI of the work that its title, first author and year lead to.
    """
    work = found.work
    about_work, notes = _about_work(subject, found, setting)
    proposals = [about_work]
    if wants_names(setting.policy) and not (found.fault or subject.is_damaged):
        proposals.append(_naming(subject, found, setting, {each.field for each in about_work.changes}))
    if annotation is not None and not subject.is_damaged:
        annotating = _proposal(subject, annotation.origin, setting)
        notes += propose_annotation(annotating, annotation)
        proposals.append(annotating)
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
        changes=tuple(change for each in proposals for change in each.changes),
        dropped=tuple(dropped for each in proposals for dropped in each.dropped),
    )


def _about_work(subject: Subject, found: Found, setting: Setting) -> tuple[Proposal, list[Note]]:
    """What the work that was found has to say; it waits for a person unless the work is *sure*."""
    work = found.work
    proposal = _proposal(subject, _origin(work), setting)
    notes: list[Note] = []
    if work is not None and found.fault:
        reason = f"{found.fault}; title, first author and year lead to this one"
        proposal.change(setting.spelling.name("doi"), work.doi.text, reason, Action.ASK)
    elif work is not None:
        notes += _work_notes(found, work)
        if found.published is not None:
            notes.append(propose_published(proposal, work, found.published, _origin(found.published)))
        else:
            propose_fields(proposal, work.item)
    if not found.is_sure:
        proposal.changes = _waiting(proposal.changes)
    return proposal, notes


def _waiting(changes: Iterable[Change]) -> list[Change]:
    return [replace(each, decision=Decision.ASK) for each in changes]


def _proposal(subject: Subject, origin: Origin, setting: Setting) -> Proposal:
    return Proposal(subject, origin, setting.policy, setting.spelling, setting.memory)


def _naming(subject: Subject, found: Found, setting: Setting, changed: Collection[str]) -> Proposal:
    """The journal's name in the form that is wanted, unless it changes already."""
    listed = _proposal(subject, list_origin(setting.policy), setting)
    work = found.published or found.work
    if propose_listed_name(listed) or work is None:
        naming = listed
    else:
        naming = _proposal(subject, _origin(work), setting)
        propose_recorded_name(naming, work.item)
        if not found.is_sure:
            naming.changes = _waiting(naming.changes)
    naming.changes = [each for each in naming.changes if each.field not in changed]
    return naming


def _origin(work: Work | None) -> Origin:
    return Origin(work.registry, work.doi.text, work.fetched) if work else Origin("")


def _work_notes(found: Found, work: Work) -> list[Note]:
    notes = []
    if found.stated and found.stated != work.doi:
        notes.append(Note("doi-alias", f"the DOI {found.stated} is an alias of {work.doi}"))
    if (published := published_doi(work)) and found.published is None:
        notes.append(Note("preprint-published", f"a preprint; it has been published as {published}"))
    if work.status.notice_for:
        about = ", ".join(doi.text for doi in work.status.notice_for)
        notes.append(Note("notice-cited", f"itself a notice about {about}"))
    return notes


def _status(subject: Subject, found: Found) -> str:
    """A grave status in words, of a work that is *sure*, or as the entry itself tells it."""
    status = found.work.status if found.work and found.is_sure else Status()
    return status_note(with_stated(status, subject.reference.item, None))
