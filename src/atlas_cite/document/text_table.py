"""Text table: rows of texts set in columns of a fixed width, for terminals and text files."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_NARROWEST = 4


def table_lines(
    rows: Sequence[Sequence[str]], weights: Sequence[int], numeric: Collection[int], width: int
) -> Iterator[str]:
    """The rows as lines of at most `width` characters, the first as a header with a rule below it.

    Columns are as wide as their texts where there is room, else share it by `weights`; rows of several lines stand
    apart by a blank one.  `numeric` columns are set to the right.
    """
    widths = _widths(rows, weights, width - len(_GAP) * (len(weights) - 1))
    wrapped = [[_wrapped(text, at) for text, at in zip(row, widths, strict=True)] for row in rows]
    is_tall = any(len(cell) > 1 for row in wrapped[1:] for cell in row)
    for number, row in enumerate(wrapped):
        if number > 1 and is_tall:
            yield ""
        for line in zip_longest(*row, fillvalue=""):
            cells = [
                text.rjust(at) if place in numeric else text.ljust(at)
                for place, (text, at) in enumerate(zip(line, widths, strict=True))
            ]
            yield _GAP.join(cells).rstrip()
        if number == 0:
            yield _GAP.join("-" * at for at in widths)


def _widths(rows: Sequence[Sequence[str]], weights: Sequence[int], room: int) -> list[int]:
    natural = [max((len(row[at]) for row in rows), default=0) for at in range(len(weights))]
    if sum(natural) <= room:
        return natural
    longest = [max((len(word) for row in rows for word in row[at].split()), default=0) for at in range(len(weights))]
    shares = [max(_NARROWEST, room * weight // sum(weights)) for weight in weights]
    # A word a little longer than its column's share is worth the room, an address is not.
    wanted = [max(share, min(word, share + 4)) for share, word in zip(shares, longest, strict=True)]
    spare = sum(wanted) - room
    widest = wanted.index(max(wanted))
    wanted[widest] = max(_NARROWEST, wanted[widest] - max(spare, 0))
    return wanted


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 1), break_long_words=True, break_on_hyphens=False) or [""]
