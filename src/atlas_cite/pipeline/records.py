"""Records: the summaries in pages and record files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from atlas_cite.errors import Problem
from atlas_cite.formats import Format, load_function
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.sources.read import read_inputs


def import_records(inputs: Sequence[str], stdin: BinaryIO) -> tuple[tuple[SummaryRecord, ...], tuple[Problem, ...]]:
    """The summary records in atlas pages and record files; other inputs are problems, because they hold no summary."""
    references, problems = read_inputs(inputs, stdin)
    records = tuple(reference.summary for reference in references if reference.summary)
    without = [
        Problem("no-summary", each.origin.where, "this input holds no summary", "import reads atlas pages and records.")
        for each in references
        if not each.summary
    ]
    return records, (*problems, *without)


def save_records(records: Iterable[SummaryRecord], record_format: Format) -> str:
    """Clean records as text."""
    return str(load_function(record_format.function)(records))
