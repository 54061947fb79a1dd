"""Notices: who wrote the summaries, and how to cite the atlas for them."""

from __future__ import annotations

from collections.abc import Sequence

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, Emphasis, Inline, Link, Paragraph, Text
from atlas_cite.model.entry import Entry
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.text import without_markup
from atlas_cite.render.addresses import web_address
from atlas_cite.render.labels import label


def document_notices(summaries: Sequence[SummaryRecord], language: str = "en") -> tuple[Block, ...]:
    """What a document with the text of `summaries` says once: which were written by a machine, which are samples."""
    machine = [summary for summary in summaries if _is_machine_written(summary) and not summary.sample_text]
    samples = [summary for summary in summaries if summary.sample_text]
    found: list[Block] = []
    for kind, some in (("machine-written", machine), ("sample", samples)):
        if some:
            extent = "all" if len(some) == len(summaries) else "some"
            text = label(f"{kind}-{extent}", language, atlas=_atlases(some, language))
            found.append(Paragraph((Text(text),), "notice"))
    return tuple(found)


def entry_notices(summary: SummaryRecord, language: str = "en") -> tuple[Block, ...]:
    """The same for one summary that stands alone."""
    kind = "sample-one" if summary.sample_text else "machine-written-one" if _is_machine_written(summary) else ""
    if not kind:
        return ()
    return (Paragraph((Text(label(kind, language, atlas=_atlases([summary], language))),), "notice"),)


def snapshot_citation(entry: Entry, language: str = "en") -> tuple[Block, ...]:
    """How to cite the atlas's own text on this study: second to the study, with the snapshot it was read in.

    Empty when the summary names neither an atlas nor a page.
    """
    summary = entry.summary
    address = web_address(summary.url) if summary else ""
    if summary is None or not (summary.atlas or address):
        return ()
    date = one_line(summary.snapshot_date) or label("snapshot-undated", language)
    made_by = one_line(summary.generator_version)
    generator = label("snapshot-generator", language, generator=made_by) if made_by else ""
    title = one_line(summary.title or without_markup(entry.item.text("title")) or entry.key).rstrip(".")
    found: list[Inline] = [
        Text(f"{label('snapshot', language)} {_atlases([summary], language).rstrip('.')}. ({date}). "),
        Emphasis((Text(title),)),
        Text(f" {label('snapshot-kind', language, generator=generator)}."),
    ]
    if address:
        found += [Text(" "), Link(address, (Text(address),))]
    return (Paragraph(tuple(found), "snapshot-citation"),)


def _is_machine_written(summary: SummaryRecord) -> bool:
    """Whether a machine wrote the text, as it does in an atlas unless the record says otherwise."""
    return bool(summary.atlas) if summary.machine_written is None else summary.machine_written


def _atlases(summaries: Sequence[SummaryRecord], language: str) -> str:
    """The atlases the summaries come from, in a row."""
    names = list(dict.fromkeys(one_line(summary.atlas) for summary in summaries if summary.atlas))
    if not names:
        return label("an-atlas", language)
    return f" {label('and', language)} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
