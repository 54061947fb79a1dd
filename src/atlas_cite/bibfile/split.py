"""A .bib text as blocks, each with what the scan found in it.

Blocks begin where bibtexparser's splitter finds one, and at every `@word{` at the beginning of a line, whatever stands
open before it: a block that is not closed costs nothing but itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from atlas_cite.bibfile.file import Block, BlockKind
from atlas_cite.bibfile.scan import (
    Fault,
    ScannedEntry,
    ScannedField,
    blocks_at_line_starts,
    scan_balanced,
    scan_entry,
    scan_macro,
)

_WORD = re.compile(r"@\s*([^\s{(]+)")
_MOST_FALSE_STARTS = 100
"""After so many `@word{` in free text that are no entries, only those at beginnings of lines are tried, for speed."""

_SPECIAL = {"comment": BlockKind.COMMENT, "preamble": BlockKind.PREAMBLE, "string": BlockKind.STRING}


@dataclass(frozen=True, slots=True)
class SplitBlock:
    """A block, with what the scan found in it: an entry, a macro, or what is wrong."""

    block: Block
    found: ScannedEntry | ScannedField | Fault | None = None


def split_blocks(text: str) -> list[SplitBlock]:
    """All blocks of a text as `scan.scannable` makes it, in order, without a gap."""
    from atlas_cite.bibfile.splitter import HandingSplitter

    splitting = _Splitting(text, list(blocks_at_line_starts(text)))
    HandingSplitter(text, splitting.read_block).split()
    splitting.read_up_to(len(text))
    return list(splitting.with_text_between())


@dataclass(slots=True)
class _Splitting:
    """What has been read of a text; `line_starts` are the offsets of each `@` that begins a block in any case."""

    text: str
    line_starts: list[int]
    blocks: list[SplitBlock] = field(default_factory=list)
    position: int = 0
    false_starts: int = 0

    def read_block(self, start: int) -> int:
        """Read the block at `start`, and before it those that bibtexparser does not see; where to go on."""
        self.read_up_to(start)
        if start >= self.position:
            self._read(start)
        return max(self.position, start + 1)

    def read_up_to(self, end: int) -> None:
        """Read the blocks at beginnings of lines before `end`: types with a hyphen, or with a line of their own."""
        following = bisect_right(self.line_starts, self.position - 1)
        while following < len(self.line_starts) and self.line_starts[following] < end:
            if self.line_starts[following] >= self.position:
                self._read(self.line_starts[following])
            following += 1

    def _read(self, start: int) -> None:
        """Read the block at `start`, unless it is part of free text: an e-mail address, or behind a `%`.

        In free text only what is plainly an entry counts.
        """
        if self.false_starts >= _MOST_FALSE_STARTS and not self._is_line_start(start):
            return
        before = self.text[max(self.position, self.text.rfind("\n", 0, start) + 1) : start]
        if "%" in before:
            return
        following = bisect_right(self.line_starts, start)
        limit = self.line_starts[following] if following < len(self.line_starts) else len(self.text)
        block = _read_block(self.text, start, limit)
        if before.strip() and not _is_plain(block):
            self.false_starts += 1
            return
        self.blocks.append(block)
        self.position = block.block.end

    def _is_line_start(self, start: int) -> bool:
        following = bisect_right(self.line_starts, start)
        return following > 0 and self.line_starts[following - 1] == start

    def with_text_between(self) -> Iterator[SplitBlock]:
        """The blocks, and as blocks of their own what stands between them."""
        position = 0
        for each in self.blocks:
            if each.block.start > position:
                yield SplitBlock(Block(BlockKind.TEXT, position, each.block.start))
            yield each
            position = each.block.end
        if position < len(self.text):
            yield SplitBlock(Block(BlockKind.TEXT, position, len(self.text)))


def _is_plain(block: SplitBlock) -> bool:
    """Whether a block can be read and, if an entry, has a field."""
    if isinstance(block.found, ScannedEntry):
        return bool(block.found.fields)
    return block.block.kind is not BlockKind.BROKEN


def _read_block(text: str, start: int, limit: int) -> SplitBlock:
    word = _WORD.match(text, start)
    kind = _SPECIAL.get(word[1].lower() if word else "", BlockKind.ENTRY)
    end = start + len(text[start:limit].rstrip())
    try:
        if kind is BlockKind.ENTRY:
            entry = scan_entry(text, start, limit)
            return SplitBlock(Block(kind, start, entry.close + 1), entry)
        if kind is BlockKind.STRING:
            macro, end_of_macro = scan_macro(text, start, limit)
            return SplitBlock(Block(kind, start, end_of_macro), macro)
        return SplitBlock(Block(kind, start, scan_balanced(text, start, limit)))
    except Fault as fault:
        if kind is BlockKind.COMMENT:  # it may hold anything, and programs skip it
            return SplitBlock(Block(kind, start, end))
        return SplitBlock(Block(BlockKind.BROKEN, start, end), fault)
