"""Summary rules: what an atlas's text on a study lacks or gets wrong."""

from __future__ import annotations

from collections.abc import Iterator

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Subject
from atlas_cite.model.summary import Block, Paragraph, Part, Pem, SummaryRecord
from atlas_cite.model.text import folded

_EXPECTED = (Part.QUICK_SUMMARY, Part.OBSERVED_FINDINGS, Part.INFERRED_CONCLUSIONS)
"""Parts without which a summary says too little; what it does not prove has a rule of its own."""
_RETIRED = ("review_status",)
"""Badges that were applied in bulk and then retired (ATLAS.md §1)."""


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from [block.text] if isinstance(block, Paragraph) else block.items


def _missing(subject: Subject) -> Iterator[Hit]:
    if (summary := subject.summary) and summary.parts:
        missing = [part.replace("_", " ") for part in _EXPECTED if not summary.parts.get(part)]
        if missing:
            yield Hit(f"the summary has no {', '.join(missing)}", "See whether the page was copied whole.")


def _empty(subject: Subject) -> Iterator[Hit]:
    for part, blocks in (subject.summary.parts if subject.summary else {}).items():
        if not any(text.strip() for text in _texts(blocks)):
            yield Hit(f"{part.replace('_', ' ')} is empty", "Fill it, or take it out.")


def _caveat(subject: Subject) -> Iterator[Hit]:
    if (summary := subject.summary) and summary.parts and not summary.parts.get(Part.NOT_PROVEN):
        yield Hit("the summary does not say what the study does not prove", "See whether the page was copied whole.")


def _mixed(subject: Subject) -> Iterator[Hit]:
    summary = subject.summary or SummaryRecord()
    observed = {folded(text) for text in _texts(summary.parts.get(Part.OBSERVED_FINDINGS, ()))}
    for text in _texts(summary.parts.get(Part.INFERRED_CONCLUSIONS, ())):
        if folded(text) in observed:
            yield Hit(
                f"stands under both observed findings and inferred conclusions: {text[:60]}", "It can only be one."
            )
    if summary.unassigned:
        yield Hit("text stands under no heading, so that findings and conclusions cannot be told apart", "Assign it.")


def _badge(subject: Subject) -> Iterator[Hit]:
    summary = subject.summary
    if summary is None:
        return
    tagged = {tag.upper().replace(" ", "_") for tag in summary.tags}
    said = {"PEM_REQUIRED": Pem.REQUIRED, "PEM_NOT_REQUIRED": Pem.NOT_REQUIRED, "PEM_UNCLEAR": Pem.UNCLEAR}
    for tag, value in said.items():
        if tag in tagged and summary.pem not in {value, Pem.UNKNOWN}:
            yield Hit(
                f"the badge says PEM {summary.pem}, and a tag says {value}", "Look at the study; it can only be one."
            )


def _own_doi(subject: Subject) -> Iterator[Hit]:
    summary = subject.summary
    if summary and summary.doi and subject.doi and summary.doi != subject.doi:
        known = subject.work.doi if subject.work else None
        if known != summary.doi:
            yield Hit(
                f"the summary is of {summary.doi}, and the entry is {subject.doi}", "They may be two studies.", "doi"
            )


def _notice(subject: Subject) -> Iterator[Hit]:
    summary = subject.summary
    if summary and summary.parts and summary.atlas and summary.machine_written is None and not summary.sample_text:
        yield Hit("nothing says whether people or a machine wrote the summary", "Set machine_written.")


def _old(subject: Subject) -> Iterator[Hit]:
    summary, work = subject.summary, subject.work
    if summary and work and summary.snapshot_date:
        later = [
            each
            for each in work.status.updates
            if each.date and each.date[:10] > summary.snapshot_date[: len(each.date)]
        ]
        if later:
            newest = max(later, key=lambda each: each.date)
            what = newest.kind.replace("_", " ")
            message = f"the summary is of {summary.snapshot_date}, and the study had a {what} on {newest.date}"
            yield Hit(message, "Read the page again.")


def _retired(subject: Subject) -> Iterator[Hit]:
    for name in _RETIRED:
        if subject.summary and subject.summary.badges.get(name):
            value = subject.summary.badges[name]
            yield Hit(f"the badge {value!r} was applied in bulk and retired", "Do not show it as evidence of review.")


RULES = (
    Rule(
        "summaries/part-missing",
        Level.NOTE,
        "A summary lacks a part",
        "What a reader expects first is not there.",
        _missing,
    ),
    Rule(
        "summaries/part-empty",
        Level.WARNING,
        "A part of a summary is empty",
        "Its heading would stand over nothing.",
        _empty,
    ),
    Rule(
        "summaries/caveat-missing",
        Level.WARNING,
        "A summary does not say what the study does not prove",
        "It is the part that keeps readers from concluding too much.",
        _caveat,
    ),
    Rule(
        "summaries/parts-mixed",
        Level.WARNING,
        "Observed and inferred are mixed",
        "What a study saw and what its authors concluded must stay apart.",
        _mixed,
    ),
    Rule(
        "summaries/badge-conflict",
        Level.ERROR,
        "A study has two values of one badge",
        "PEM required and PEM not required cannot both be so.",
        _badge,
    ),
    Rule(
        "summaries/other-doi",
        Level.ERROR,
        "A summary and its entry have different DOIs",
        "The annotation would stand under another study.",
        _own_doi,
    ),
    Rule(
        "summaries/machine-notice",
        Level.NOTE,
        "Nothing says who wrote a summary",
        "An atlas's text that a machine wrote must say so.",
        _notice,
    ),
    Rule(
        "summaries/snapshot-old",
        Level.WARNING,
        "A summary is older than the study’s last update",
        "It cannot know of the retraction or correction.",
        _old,
    ),
    Rule(
        "summaries/retired-badge",
        Level.NOTE,
        "A summary has a retired badge",
        "“Reviewed” and the like never meant that somebody had reviewed it.",
        _retired,
    ),
)
