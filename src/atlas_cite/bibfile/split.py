"""A .bib text as blocks, each with what the scan found in it.

Blocks begin where bibtexparser's splitter finds one, and at every `@word{` at the beginning of a line, whatever stands
open before it: a block that is not closed costs nothing but itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
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
from atlas_cite.bibfile.snippets import scan_comment_with_snippets, scan_entry_with_snippets

_WORD = re.compile(r"@\s*([^\s{(]+)")
_MOST_FALSE_STARTS = 100
"""After so many `@word{` in free text that are no entries, only those at beginnings of lines are tried, for speed."""
_MOST_FAILED_SEARCHES = 50
"""After so many blocks that are not closed, no more are searched for snippets: it is the file that is broken."""
_MOST_SNIPPETS = 200

_SPECIAL = {"comment": BlockKind.COMMENT, "preamble": BlockKind.PREAMBLE, "string": BlockKind.STRING}


@dataclass(frozen=True, slots=True)
class SplitBlock:
    """A block, with what the scan found in it: an entry, a macro, or what is wrong."""

    block: Block
    found: ScannedEntry | ScannedField | Fault | None = None


def split_blocks(text: str, take: Callable[[SplitBlock], None]) -> tuple[Block, ...]:
    """All blocks of a text as `scan.scannable` makes it, in order, without a gap.

    `take` gets each but the text between them, with what was found in it, which is not kept here.
    """
    from atlas_cite.bibfile.splitter import HandingSplitter

    splitting = _Splitting(text, list(blocks_at_line_starts(text)), take)
    HandingSplitter(text, splitting.read_block).split()
    splitting.read_up_to(len(text))
    return tuple(splitting.with_text_between())


@dataclass(slots=True)
class _Splitting:
    """What has been read of a text; `line_starts` are the offsets of each `@` that begins a block in any case."""

    text: str
    line_starts: list[int]
    take: Callable[[SplitBlock], None]
    blocks: list[Block] = field(default_factory=list)
    position: int = 0
    false_starts: int = 0
    failed_searches: int = 0

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
        block = self._block(start)
        if before.strip() and not _is_plain(block):
            self.false_starts += 1
            return
        self.blocks.append(block.block)
        self.position = block.block.end
        self.take(block)

    def _block(self, start: int) -> SplitBlock:
        """The block at `start`; it ends where the next one begins, unless that is quoted in it."""
        following = bisect_right(self.line_starts, start)
        limit = self.line_starts[following] if following < len(self.line_starts) else len(self.text)
        kind = _kind(self.text, start)
        try:
            return _scan_block(self.text, start, limit, kind)
        except Fault as fault:
            found = self._block_with_snippets(start, following, kind)
            return found or _unreadable(self.text, start, limit, kind, fault)

    def _block_with_snippets(self, start: int, following: int, kind: BlockKind) -> SplitBlock | None:
        snippets = self.line_starts[following : following + _MOST_SNIPPETS]
        if not snippets or self.failed_searches >= _MOST_FAILED_SEARCHES:
            return None
        try:
            if kind is BlockKind.ENTRY:
                entry = scan_entry_with_snippets(self.text, start, snippets)
                return SplitBlock(Block(kind, start, entry.close + 1), entry)
            if kind is BlockKind.COMMENT:
                return SplitBlock(Block(kind, start, scan_comment_with_snippets(self.text, start, snippets)))
        except Fault:
            self.failed_searches += 1
        return None

    def _is_line_start(self, start: int) -> bool:
        following = bisect_right(self.line_starts, start)
        return following > 0 and self.line_starts[following - 1] == start

    def with_text_between(self) -> Iterator[Block]:
        """The blocks, and as blocks of their own what stands between them."""
        position = 0
        for each in self.blocks:
            if each.start > position:
                yield Block(BlockKind.TEXT, position, each.start)
            yield each
            position = each.end
        if position < len(self.text):
            yield Block(BlockKind.TEXT, position, len(self.text))


def _is_plain(block: SplitBlock) -> bool:
    """Whether a block can be read and, if an entry, has a field."""
    if isinstance(block.found, ScannedEntry):
        return bool(block.found.fields)
    return block.block.kind is not BlockKind.BROKEN


def _kind(text: str, start: int) -> BlockKind:
    word = _WORD.match(text, start)
    return _SPECIAL.get(word[1].lower() if word else "", BlockKind.ENTRY)


def _scan_block(text: str, start: int, limit: int, kind: BlockKind) -> SplitBlock:
    if kind is BlockKind.ENTRY:
        entry = scan_entry(text, start, limit)
        return SplitBlock(Block(kind, start, entry.close + 1), entry)
    if kind is BlockKind.STRING:
        macro, end_of_macro = scan_macro(text, start, limit)
        return SplitBlock(Block(kind, start, end_of_macro), macro)
    return SplitBlock(Block(kind, start, scan_balanced(text, start, limit)))


def _unreadable(text: str, start: int, limit: int, kind: BlockKind, fault: Fault) -> SplitBlock:
    end = start + len(text[start:limit].rstrip())
    if kind is BlockKind.COMMENT:  # it may hold anything, and programs skip it
        return SplitBlock(Block(kind, start, end))
    # A new one: the old one's traceback would keep every frame of the scan alive.
    return SplitBlock(Block(BlockKind.BROKEN, start, end), Fault(fault.offset, fault.message))
