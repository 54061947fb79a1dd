"""What stands in a .bib file and where: values that point into its text."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from atlas_cite.bibfile.encoding import DecodedText
from atlas_cite.errors import Problem


class BlockKind(StrEnum):
    """What a stretch of the file is."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    TEXT = "text"
    """Blanks, `%` comments and whatever else stands between blocks."""
    BROKEN = "broken"
    """A block that cannot be read: it is kept as it is, and a problem names it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `[start, end)` of the text; all blocks together, in order, are the text."""

    kind: BlockKind
    start: int
    end: int


class BibField(NamedTuple):  # made in half the time of a dataclass, fifty thousand times for a file
    """A field: its name and value as written, `text` with macros put in and LaTeX kept, and where both stand.

    `delimiter` is `{` or `"` for one text between them, empty for a number, a macro or a `#` expression.  Offsets count
    characters of the file's text, `line` and `column` (of the name) from 1.
    """

    name: str
    raw: str
    text: str
    delimiter: str
    name_start: int
    value_start: int
    line: int
    column: int

    @property
    def is_macro(self) -> bool:
        """Whether the value holds a macro."""
        return not self.delimiter and not self.raw.isdigit()

    @property
    def name_end(self) -> int:
        """The offset behind the name."""
        return self.name_start + len(self.name)

    @property
    def value_end(self) -> int:
        """The offset behind the value."""
        return self.value_start + len(self.raw)


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry: its type and key as written, its fields in order, and where it stands.

    `close` is the offset of the brace or parenthesis that closes it; `end` the one behind it.  An entry `is_damaged`
    when a value seems to have swallowed the fields behind it: nothing should be built on what it says.
    """

    index: int
    type: str
    key: str
    fields: tuple[BibField, ...]
    start: int
    type_start: int
    key_start: int
    close: int
    line: int
    column: int
    is_damaged: bool = False

    @property
    def end(self) -> int:
        """The offset behind the entry."""
        return self.close + 1

    def field(self, name: str) -> BibField | None:
        """The field of that name in any case, or None; of repeated fields the first, which BibTeX takes."""
        folded = name.lower()
        return next((each for each in self.fields if each.name.lower() == folded), None)

    def text(self, name: str) -> str:
        """The text of a field, LaTeX kept; empty without it."""
        found = self.field(name)
        return found.text if found else ""


@dataclass(frozen=True)
class BibFile:
    """A .bib file as read: `where` names it in messages, `source` has its text, `data` its bytes.

    `entries` are those that can be read, `blocks` everything; `macros` are the `@string` texts by lower-case name.
    """

    where: str
    data: bytes
    source: DecodedText
    entries: tuple[BibEntry, ...]
    blocks: tuple[Block, ...]
    macros: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def text(self) -> str:
        """The text, line ends as they are in the file."""
        return self.source.text

    @cached_property
    def sha256(self) -> str:
        """The hash of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def entry(self, key: str) -> BibEntry | None:
        """The first entry with that very key, or None."""
        return next((each for each in self.entries if each.key == key), None)


class Lines:
    """Lines and columns of offsets, both from 1; a line ends with LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n") + 1
        while position:
            self._starts.append(position)
            position = text.find("\n", position) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
