"""Citations as a manuscript writes them: where they stand, which works they name, and what is said beside each."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a citation stands in its sentence."""

    PARENTHETICAL = "parenthetical"
    """`[@key]`: all of it in parentheses, or a note."""
    IN_TEXT = "in-text"
    """`@key [p. 3]`: the author is a word of the sentence."""
    SILENT = "silent"
    """`\\nocite{key}`: listed, and nothing printed."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One work named in a citation; `start` is where its key stands in the text, in characters from 0.

    `place` is the locator as typed (`pp. 3-5`), prefix and suffix what stands before and after, without outer blanks.
    """

    key: str
    start: int
    place: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation and the stretch of text it takes, from `start` up to `end`, in characters."""

    start: int
    end: int
    works: tuple[Cited, ...]
    form: Form = Form.PARENTHETICAL


class Lines:
    """Where a place in a text is, as people count: lines and columns from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def place(self, start: int) -> tuple[int, int]:
        """Line and column of a character."""
        line = bisect_right(self._starts, start)
        return line, start - self._starts[line - 1] + 1


_PLACE = re.compile(
    r"""
    (?: (?P<braced>\{[^{}]*\})
      | (?P<words>
          (?: (?: [A-Za-z]{1,12}\.?(?=[\s\d]) | §+ | ¶+ ) \s* )?
          (?=[\divxlcmIVXLCM]) [\w.:]*\d[\w.:]* | (?:[A-Za-z]{1,12}\.?\s+|§+\s*|¶+\s*)[ivxlcmIVXLCM]+\b
        )
        (?P<more> (?: \s*[-–—,&]\s*(?:[\w.]*\d[\w.]*|[ivxlcm]+\b) )* )
    )
    """,
    re.VERBOSE,
)
"""A locator at the beginning of what follows a key: braced, or an optional word and numbers (pandoc's manual)."""


def split_place(after: str) -> tuple[str, str]:
    """The locator and the suffix in what follows a key in a citation: `, pp. 3-5 and passim` → `pp. 3-5`, `and passim`.

    Source: pandoc's user's guide, "Citation syntax": a locator is a term and figures, or stands in braces.
    """
    bare = after.lstrip()
    comma = bare.startswith(",")
    rest = bare[1:].lstrip() if comma else bare
    match = _PLACE.match(rest)
    if match is None or (not comma and match["braced"] is None and not rest[:1].isalnum() and rest[:1] not in "§¶"):
        return "", _tidied(bare)
    place = match[0][1:-1] if match["braced"] else match[0]
    return " ".join(place.split()).rstrip(".,:"), _tidied(rest[match.end() :])


def _tidied(text: str) -> str:
    return " ".join(text.split())
