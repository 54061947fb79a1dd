"""Naming: an entry's journal in the form that is wanted, by a person's list, else by the registry's record."""

from __future__ import annotations

from atlas_cite.enrich.journals import journal_name, listed_name
from atlas_cite.enrich.policy import Action, Journals, Policy
from atlas_cite.enrich.proposing import Proposal
from atlas_cite.enrich.targets import TARGETS
from atlas_cite.enrich.values import agrees, encoded, is_same
from atlas_cite.model.item import Item
from atlas_cite.model.provenance import Origin

_MACRO = "the value is a macro (@string), which stays"


def wants_names(policy: Policy) -> bool:
    """Whether journals are to be named otherwise at all."""
    return policy.journals is not Journals.KEEP and policy.actions.get("journal") is not Action.KEEP


def list_origin(policy: Policy) -> Origin:
    """Where a listed name comes from."""
    return Origin("journal list", policy.journal_list.where if policy.journal_list else "")


def propose_listed_name(proposal: Proposal) -> bool:
    """Propose the name that a person's list gives the entry's journal; whether the list knows the journal."""
    policy = proposal.policy
    name = listed_name(policy.journal_list, proposal.subject.own.text("container-title"), policy.journals)
    if name:
        _propose(proposal, name, f"journal {policy.journals}, from the list")
    return bool(name)


def propose_recorded_name(proposal: Proposal, item: Item) -> None:
    """Propose the name that the record gives the journal, where the entry names that journal otherwise."""
    here = proposal.subject.own.text("container-title")
    known = [each for each in (item.text("container-title"), item.text("container-title-short")) if each]
    if any(agrees("container-title", here, each) for each in known):
        form = proposal.policy.journals
        listed = [listed_name(proposal.policy.journal_list, each, form) for each in known]
        name = next(filter(None, listed), "") or journal_name(item, form)
        _propose(proposal, name, f"journal {form}, from the {'list' if any(listed) else 'record'}")


def _propose(proposal: Proposal, name: str, reason: str) -> None:
    subject, here = proposal.subject, proposal.subject.own.text("container-title")
    present = subject.find("journal")
    is_meant = present is not None and subject.own.type in TARGETS["journal"].types and bool(name and here)
    if present is None or not is_meant or is_same("title", here, name):
        return
    new = encoded("rich", name, proposal.spelling.spell)
    if present.is_macro:
        proposal.drop(present.name, present.text, new, _MACRO)
        return
    is_asked = proposal.policy.actions.get("journal") is Action.ASK
    proposal.change(present.name, new, reason, Action.ASK if is_asked else Action.REPLACE)
