"""Removal: entries that a plan takes out of a file, because another entry says all that they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.bibfile.file import BibFile
from atlas_cite.enrich.plan import WHOLE_ENTRY, Decision, Plan

_BLANKS = re.compile(r"\s*")


def removed_entries(plan: Plan) -> frozenset[int]:
    """The numbers of the entries that the plan takes out."""
    return frozenset(
        entry.index
        for entry in plan.entries
        for change in entry.changes
        if change.field == WHOLE_ENTRY and change.new is None and change.decision is Decision.DO
    )


def without_entries(file: BibFile, removed: frozenset[int]) -> bytes:
    """The file's bytes without some of its entries, and without the blank lines that stood behind each of them."""
    return file.source.encode("".join(_kept(file, removed))) if removed else file.data


def _kept(file: BibFile, removed: frozenset[int]) -> Iterator[str]:
    position = 0
    for index in sorted(removed):
        entry = file.entries[index]
        yield file.text[position : entry.start]
        blanks = _BLANKS.match(file.text, entry.end)
        following = blanks.end() if blanks else entry.end
        # The blanks before the next block's own line stay with that block.
        line_start = max(file.text.rfind("\n", entry.end, following), file.text.rfind("\r", entry.end, following)) + 1
        position = line_start or entry.end
    yield file.text[position:]
