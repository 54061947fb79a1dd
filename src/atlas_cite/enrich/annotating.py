"""Annotating: an atlas's annotation goes into an entry's note field, and never over a person's note."""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.enrich.plan import Note
from atlas_cite.enrich.policy import Action
from atlas_cite.enrich.proposing import Proposal
from atlas_cite.latex.decode import decode_paragraphs
from atlas_cite.latex.encode import encode_paragraphs
from atlas_cite.model.provenance import Origin

FIELDS = ("annotation", "annote", "note", "comment")
"""The fields in which programs keep or print annotations."""
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Annotation:
    """The text for an entry, one paragraph a line, the field it goes to, and the record it comes from."""

    field: str
    text: str
    origin: Origin


def propose_annotation(proposal: Proposal, annotation: Annotation) -> list[Note]:
    """Propose the annotation where the field is empty, or still holds what an earlier run wrote.

    Returns what a reader should know: that a person's note stands in the way.
    """
    latex = proposal.spelling.spell(encode_paragraphs(annotation.text, _INDENT))
    present = [each for name in FIELDS if (each := proposal.subject.fields.get(name)) and each.text.strip()]
    if any(_said(each.text) == _said(latex) for each in present):
        return []
    there = next((each for each in present if each.name.lower() == annotation.field), None)
    if there is None:
        proposal.change(annotation.field, latex, "the atlas's annotation", Action.FILL)
        return []
    if proposal.memory.is_ours(proposal.subject, annotation.field):
        proposal.change(annotation.field, latex, "the atlas's annotation has changed", Action.REPLACE)
        return []
    return [Note("annotation-kept", f"the atlas's annotation was not written: {there.name} holds a note of yours")]


def _said(latex: str) -> str:
    return decode_paragraphs(latex).text
