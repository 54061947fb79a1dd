"""Identify: references known by a PubMed id get the DOI behind it, or what PubMed itself knows of the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from atlas_cite.errors import Problem
from atlas_cite.model.provenance import IDENTIFIERS, Origin
from atlas_cite.model.reference import Reference
from atlas_cite.model.work import Outcome, PubmedAnswer

HINTS = {
    "pmid-absent": "Check the PubMed id, or add a DOI.",
    "doi-absent": "Check the DOI; it may be registered with another agency (DataCite, mEDRA, JaLC).",
    "offline": "Run again without --offline, or import a cache that has it.",
    "rate-limited": "Run again later; what was answered is kept in the cache.",
    "service-refused": "The service blocked this client: stop, and write to its support with your contact address.",
    "network-error": "Check the network, or run with --offline to use the cache alone.",
}
"""What to do about an id or a DOI that has no answer, by problem code."""


class Identifier(Protocol):
    """Whatever knows PubMed's ids; `sources.registries.Registries` does."""

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        """One answer for each `pmid:NUMBER` or `pmcid:PMCNUMBER`, in order."""


def identified(
    references: Mapping[int, Reference], registry: Identifier
) -> tuple[dict[int, Reference], dict[int, Problem]]:
    """What is now known of those references that have a PubMed id and no DOI, and why nothing is of the others."""
    asked = {index: name for index, each in references.items() if (name := _identifier(each))}
    answers = dict(zip(asked, registry.identify(list(asked.values())), strict=True)) if asked else {}
    known, problems = {}, {}
    for index, answer in answers.items():
        if answer.outcome is Outcome.FOUND:
            known[index] = _with_answer(references[index], answer)
        else:
            where = references[index].origin.where or answer.asked
            subject = where if answer.asked.casefold() in where.casefold() else f"{where} ({answer.asked})"
            problems[index] = Problem(answer.code, subject, answer.reason, HINTS.get(answer.code, ""))
    return known, problems


def _identifier(reference: Reference) -> str:
    """The name of the PubMed id to ask for, or an empty one."""
    if reference.doi or reference.entry:
        return ""
    pmcid = reference.pmcid or reference.item.text("PMCID")
    if reference.pmid:
        return f"pmid:{reference.pmid}"
    return f"pmcid:{pmcid.upper()}" if pmcid else ""


def _with_answer(reference: Reference, answer: PubmedAnswer) -> Reference:
    """The reference with the DOI behind its id; without one, and without facts of its own, with PubMed's."""
    known = replace(
        reference,
        doi=answer.doi,
        pmid=reference.pmid or answer.pmid,
        pmcid=reference.pmcid or answer.pmcid,
        status=answer.status,
    )
    if answer.doi or reference.item.fields.keys() - IDENTIFIERS:
        return known
    where = reference.summary_where or reference.origin.where
    return replace(known, item=answer.item, origin=Origin("pubmed", answer.asked, answer.fetched), summary_where=where)
