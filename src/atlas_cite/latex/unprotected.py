"""Unprotected words: the capitals of a LaTeX title that a sentence-case style would lower, and the title with braces.

What needs braces is told in `atlas_cite.latex.protection`; here it is looked for in text that somebody else wrote, of
which nothing but the braces may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.latex import protection

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\$[^$]*\$", re.DOTALL)
_BLANK = "\x00"
"""Takes the place of what is protected, or no prose: as long as that, so that places stay."""


def unprotected_words(latex: str, *, names: bool = False) -> list[tuple[int, int]]:
    """Start and end of each word, or part of one, whose capitals are not in braces and would be lost.

    With `names` also names, where the title is in sentence case and shows them.
    A title all in capitals and one that is wholly in braces have none: there is nothing to tell a name by.
    """
    return list(protection.capitals_to_keep(_prose(latex), names=names))


def shows_names(latex: str) -> bool:
    """Whether the capitals of names can be told: the title is in sentence case, or has none."""
    return protection.shows_names(_prose(latex))


def with_braces(latex: str, *, names: bool = False) -> str:
    """The title with braces round each unprotected word."""
    pieces: list[str] = []
    position = 0
    for start, end in unprotected_words(latex, names=names):
        pieces += [latex[position:start], "{", latex[start:end], "}"]
        position = end
    return "".join([*pieces, latex[position:]])


def _prose(latex: str) -> str:
    """The text as long as it was, with braces and what is in them, commands and formulas blanked out."""
    bare = _COMMAND.sub(lambda match: _BLANK * len(match[0]), latex)
    return "".join(_outside_braces(bare))


def _outside_braces(text: str) -> Iterator[str]:
    depth = 0
    for character in text:
        depth += character == "{"
        yield _BLANK if depth else character
        depth -= character == "}" and depth > 0
