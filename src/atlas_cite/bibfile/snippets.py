"""Snippets: BibTeX that is quoted inside a value or a comment begins no block, though it begins a line.

An `@word{` at the beginning of a line ends whatever stands open before it, so that a missing brace costs one entry.  It
is quoted text when the block around it closes all the same, the snippet closes too, and nothing but prose stands
between them: no field, no line that is a closing brace, as there would be if a brace were missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas_cite.bibfile.scan import NEXT_FIELD, Fault, ScannedEntry, ScannedField, scan_balanced, scan_entry

_CLOSING_LINE = re.compile(r"^[^\S\n]*[})][})\s,]*$", re.MULTILINE)
_LONGEST = 100_000
"""Characters of a block in which snippets are looked for."""


def scan_entry_with_snippets(text: str, start: int, blocks: Sequence[int]) -> ScannedEntry:
    """The entry at `start` when the `blocks`, offsets of each later `@` that begins a line, are quoted in its values.

    Raises Fault when they are not, or when the entry cannot be read.
    """
    entry = scan_entry(text, start, min(len(text), start + _LONGEST))
    inside = list(_before(entry.close, blocks))
    values = [each for each in entry.fields if any(each.value_start < at < each.value_end for at in inside)]
    quoted = [at for each in values for at in _quoted(text, each, inside)]
    if quoted != inside:
        raise Fault(start, "another block begins in this one")
    return entry


def scan_comment_with_snippets(text: str, start: int, blocks: Sequence[int]) -> int:
    """Where the `@comment` at `start` ends, when the `blocks` in it are whole; raises Fault."""
    end = scan_balanced(text, start, min(len(text), start + _LONGEST))
    opening = re.compile(r"[{(]").search(text, start, end)
    inside = list(_before(end, blocks))
    if opening is None or not _are_quoted(text, opening.end(), end - 1, inside):
        raise Fault(start, "another block begins in this one")
    return end


def _before(end: int, blocks: Sequence[int]) -> Iterator[int]:
    for block in blocks:
        if block >= end:
            return
        yield block


def _quoted(text: str, field: ScannedField, blocks: Sequence[int]) -> list[int]:
    """The blocks in a value, if all of them are quoted text."""
    inside = [at for at in blocks if field.value_start < at < field.value_end]
    is_one_text = len(field.parts) == 1
    return inside if is_one_text and _are_quoted(text, field.value_start + 1, field.value_end - 1, inside) else []


def _are_quoted(text: str, start: int, end: int, blocks: Sequence[int]) -> bool:
    position = start
    for block in blocks:
        if block < position:
            continue  # a snippet in a snippet
        if not _is_prose(text[position:block]):
            return False
        try:
            position = scan_balanced(text, block, end)
        except Fault:
            return False
    return _is_prose(text[position:end])


def _is_prose(text: str) -> bool:
    is_balanced = text.count("{") == text.count("}")
    return is_balanced and not NEXT_FIELD.search(text) and not _CLOSING_LINE.search(text)
