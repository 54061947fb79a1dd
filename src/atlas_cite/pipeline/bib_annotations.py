"""The annotations that an atlas's records give to the entries of a .bib file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from atlas_cite.enrich.annotating import Annotation
from atlas_cite.enrich.planning import Found
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import Problem


@dataclass(frozen=True, slots=True)
class Annotations:
    """Which records annotate entries, which of their parts are taken, and the field they go to."""

    records: tuple[str, ...]
    parts: str
    field: str


def bib_annotations(
    wanted: Annotations, subjects: Sequence[Subject], found: Sequence[Found], stdin: BinaryIO
) -> tuple[dict[int, Annotation], list[Problem]]:
    """The annotation of each entry that a record speaks of, by the entry's index."""
    if not wanted.records:
        return {}, []
    from atlas_cite.enrich.joining import join_records  # rendering loads when there is something to render
    from atlas_cite.export.annotation import combined_note
    from atlas_cite.merge import merge
    from atlas_cite.model.status import Status
    from atlas_cite.render.annotation import annotation_blocks, parse_parts
    from atlas_cite.sources.read import read_inputs

    choice = parse_parts(wanted.parts)
    references, problems = read_inputs(wanted.records, stdin)
    joined, alone = join_records([each for each in references if each.summary], subjects, found)
    annotations = {}
    for index, record in joined.items():
        entry, _ = merge(record, found[index].work if found[index].is_sure else None)
        if lines := combined_note("", annotation_blocks(entry, choice), Status()):
            annotations[index] = Annotation(wanted.field, "\n".join(lines), record.origin)
    return annotations, [*problems, *alone]
