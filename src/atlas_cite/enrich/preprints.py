"""Preprints: a preprint that has been published is told, and on request its entry becomes the published work's."""

from __future__ import annotations

from dataclasses import replace

from atlas_cite.enrich.plan import TYPE_FIELD, Change, Note
from atlas_cite.enrich.policy import Action
from atlas_cite.enrich.proposing import Proposal, propose_fields
from atlas_cite.match.decide import Sought
from atlas_cite.match.identity import is_other_work
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.model.work import Work
from atlas_cite.tables.bibtex import TYPES_WRITTEN

_IS_PREPRINT_OF = "is-preprint-of"
_REPLACED = ("doi", "journal", "booktitle", "volume", "number", "pages", "eid", "year", "month", "issn", "series")
"""What the published version says instead of the preprint."""


def published_doi(work: Work) -> Doi | None:
    """The DOI under which a preprint has been published, or None."""
    return next((each.doi for each in work.relations if each.kind == _IS_PREPRINT_OF and each.doi != work.doi), None)


def is_published_version(preprint: Work, published: Work) -> bool:
    """Whether a record can be a preprint's published version: no preprint itself, and not plainly another work."""
    item = preprint.item
    sought = Sought(item.text("title"), item.names("author"), item.year)
    return published.registry_type != preprint.registry_type and not is_other_work(sought, published)


def propose_published(proposal: Proposal, preprint: Work, published: Work, origin: Origin) -> Note:
    """Propose what makes a preprint's entry the published work's, its own DOI kept; and say so."""
    subject = proposal.subject
    bibtex_type = TYPES_WRITTEN.get(published.item.type, subject.type)
    renewed = replace(
        proposal,
        subject=replace(subject, type=bibtex_type, own=Item(published.item.type, subject.own.fields)),
        origin=origin,
        policy=replace(
            proposal.policy, actions={**proposal.policy.actions, **dict.fromkeys(_REPLACED, Action.REPLACE)}
        ),
    )  # shares the list of changes
    if bibtex_type != subject.type:
        reason = "the preprint has been published"
        proposal.changes.append(Change(TYPE_FIELD, subject.type, bibtex_type, origin, reason))
    propose_fields(renewed, published.item)
    _keep_preprint(renewed, preprint)
    return Note("preprint-updated", f"the preprint {preprint.doi} has been published as {published.doi}")


def _keep_preprint(proposal: Proposal, preprint: Work) -> None:
    """The preprint's DOI goes to `eprint`, or, where another identifier stands there, to a field of its own."""
    subject, reason = proposal.subject, "the preprint's own DOI is kept"
    repository = preprint.item.text("publisher")
    present = subject.fields.get("eprint")
    if present is None or not present.text.strip():
        proposal.change("eprint", preprint.doi.text, reason, Action.FILL)
        proposal.change(proposal.spelling.name("archiveprefix"), repository or "preprint", reason, Action.FILL)
    elif preprint.doi.text not in present.text.lower():
        proposal.change("preprintdoi", preprint.doi.text, reason, Action.FILL)
    publisher = subject.fields.get("publisher")
    if publisher and folded(publisher.text) == folded(repository):
        proposal.change("publisher", None, "the repository did not publish the article", Action.REPLACE)
