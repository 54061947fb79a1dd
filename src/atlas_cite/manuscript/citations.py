"""Citations as a manuscript writes them: where they stand, which works they name, and what is said beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a citation prints, and how it stands in its sentence."""

    PARENTHETICAL = "parenthetical"
    """`[@key]`: all of it in parentheses, or a note."""
    IN_TEXT = "in-text"
    """`@key [p. 3]`: the author is a word of the sentence."""
    BARE = "bare"
    r"""`\citealp{key}`: as parenthetical, without the parentheses."""
    BARE_IN_TEXT = "bare-in-text"
    r"""`\citealt{key}`: as in-text, without the parentheses."""
    NOTE = "note"
    r"""`\footcite{key}`: a note in any style."""
    AUTHOR = "author"
    YEAR = "year"
    TITLE = "title"
    REFERENCE = "reference"
    r"""`\fullcite{key}`: the whole entry of the bibliography."""
    NOTE_REFERENCE = "note-reference"
    SILENT = "silent"
    r"""`\nocite{key}`: listed, and nothing printed."""


NOTES = frozenset({Form.NOTE, Form.NOTE_REFERENCE})
"""Forms that are a note whatever the style is."""
CITING = frozenset({Form.PARENTHETICAL, Form.IN_TEXT, Form.BARE, Form.BARE_IN_TEXT, Form.NOTE})
"""Forms that count for what a style calls positions: first, subsequent, ibid."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One work named in a citation; `start` is where its key stands in the text, in characters from 0.

    `prefix` and `suffix` are what stands before and after, as it was typed; the suffix still holds the locator.
    """

    key: str
    start: int
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation and the stretch of text it takes, from `start` up to `end`, in characters.

    `begins` says that in its note nothing of its sentence stands before it.  `lead` stands before what it prints where
    one command cites several authors in a sentence; `goes_on` says that another such citation follows.
    """

    start: int
    end: int
    works: tuple[Cited, ...]
    form: Form = Form.PARENTHETICAL
    begins: bool = False
    lead: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that the author wrote, and the citations in it."""

    citations: tuple[Citation, ...] = ()


Passage = Citation | Note


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation in the order of reading, and its note's number: 0 in the text.

    `opens_note` says that the citation is a note of its own rather than part of one.
    """

    citation: Citation
    note: int = 0
    opens_note: bool = False


def placed(passages: Iterable[Passage], start: int = 0, *, in_notes: bool) -> Iterator[Placed]:
    """The citations in order with their notes counted from `start`; `in_notes` says that the style cites in notes."""
    note = start
    for passage in passages:
        if isinstance(passage, Note):
            note += 1
            yield from (Placed(each, note) for each in passage.citations)
        elif passage.form in NOTES or (in_notes and passage.form in CITING):
            note += 1
            yield Placed(passage, note, opens_note=True)
        else:
            yield Placed(passage)


def note_count(passages: Iterable[Passage], *, in_notes: bool) -> int:
    """How many notes the passages make."""
    return sum(isinstance(each, Note) or each.form in NOTES or (in_notes and each.form in CITING) for each in passages)
