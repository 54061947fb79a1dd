"""A .bib text as blocks: bibtexparser's splitter says where they begin, our own scan where they end.

bibtexparser loses what follows some faults, and misses a type with a hyphen or on a line of its own; an `@word{` at the
beginning of a line therefore always begins a block, whatever stands open before it.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from atlas_cite.bibfile.file import Block, BlockKind
from atlas_cite.bibfile.scan import (
    BLOCK_AT_LINE_START,
    Fault,
    ScannedEntry,
    ScannedField,
    scan_balanced,
    scan_entry,
    scan_macro,
)

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of becomes a Problem here

_WORD = re.compile(r"@\s*([^\s{(]+)")
_SPECIAL = {"comment": BlockKind.COMMENT, "preamble": BlockKind.PREAMBLE, "string": BlockKind.STRING}


@dataclass(frozen=True, slots=True)
class SplitBlock:
    """A block, with what the scan found in it: an entry, a macro, or what is wrong."""

    block: Block
    found: ScannedEntry | ScannedField | Fault | None = None


def split_blocks(text: str) -> list[SplitBlock]:
    """All blocks of a text whose lines end with LF or CRLF, in order, without a gap."""
    line_starts = [match.start(1) for match in BLOCK_AT_LINE_START.finditer(text)]
    blocks: list[SplitBlock] = []
    position = 0
    for start in sorted({*line_starts, *_bibtexparser_starts(text)}):
        if start < position:
            continue
        following = bisect_right(line_starts, start)
        limit = line_starts[following] if following < len(line_starts) else len(text)
        block = _read_block(text, start, limit)
        if block.block.kind is BlockKind.BROKEN and not _is_at_line_start(text, start, position):
            continue  # an e-mail address or the like in free text
        if _is_commented(text, start, position):
            continue
        if start > position:
            blocks.append(SplitBlock(Block(BlockKind.TEXT, position, start)))
        blocks.append(block)
        position = block.block.end
    if position < len(text):
        blocks.append(SplitBlock(Block(BlockKind.TEXT, position, len(text))))
    return blocks


def _bibtexparser_starts(text: str) -> Iterator[int]:
    """Where bibtexparser's blocks begin; each holds its text as it is, so it is found behind the one before."""
    from bibtexparser.model import ImplicitComment
    from bibtexparser.splitter import Splitter

    position = 0
    for block in Splitter(text).split().blocks:
        start = text.find(block.raw or "", position)
        if start >= 0 and not isinstance(block, ImplicitComment):
            position = start + 1
            yield start


def _read_block(text: str, start: int, limit: int) -> SplitBlock:
    word = _WORD.match(text, start)
    kind = _SPECIAL.get(word[1].lower() if word else "", BlockKind.ENTRY)
    try:
        if kind is BlockKind.ENTRY:
            entry = scan_entry(text, start, limit)
            return SplitBlock(Block(kind, start, entry.close + 1), entry)
        if kind is BlockKind.STRING:
            macro, end = scan_macro(text, start, limit)
            return SplitBlock(Block(kind, start, end), macro)
        return SplitBlock(Block(kind, start, scan_balanced(text, start, limit)))
    except Fault as fault:
        end = start + len(text[start:limit].rstrip())
        return SplitBlock(Block(BlockKind.BROKEN, start, end), fault)


def _is_at_line_start(text: str, start: int, position: int) -> bool:
    """Whether only blanks stand before `start` on its line, or since the last block."""
    return not text[max(position, text.rfind("\n", 0, start) + 1) : start].strip()


def _is_commented(text: str, start: int, position: int) -> bool:
    return "%" in text[max(position, text.rfind("\n", 0, start) + 1) : start]
