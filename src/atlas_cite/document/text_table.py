"""Text table: rows of texts set in columns of a fixed width, for terminals and text files."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_LONGEST_WORD = 14
"""A longer word is broken: most are addresses or compounds."""


def table_lines(
    rows: Sequence[Sequence[str]], weights: Sequence[int], numeric: Collection[int], width: int
) -> Iterator[str]:
    """The rows as lines of at most `width` characters, the first as a header with a rule below it.

    Columns are as wide as their texts where there is room, else share it by `weights`.  A last column of whole
    sentences stands below its row, led by its heading.  `numeric` columns are set to the right.
    """
    header = rows[0]
    has_prose = len(header) > 1 and max(len(row[-1]) for row in rows) > width
    columns = len(header) - has_prose
    widths = _widths([row[:columns] for row in rows], weights[:columns], width - len(_GAP) * (columns - 1))
    for number, row in enumerate(rows):
        lines = list(_row_lines(row[:columns], widths, numeric))
        if has_prose and number:
            lines += textwrap.wrap(f"{header[-1]}: {row[-1]}", width, initial_indent=_GAP, subsequent_indent=_GAP)
        if number > 1 and (has_prose or len(lines) > 1):
            yield ""
        yield from lines
        if number == 0:
            yield _GAP.join("-" * at for at in widths)


def _row_lines(row: Sequence[str], widths: Sequence[int], numeric: Collection[int]) -> Iterator[str]:
    cells = [textwrap.wrap(text, at, break_on_hyphens=False) or [""] for text, at in zip(row, widths, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        shown = [
            text.rjust(at) if place in numeric else text.ljust(at)
            for place, (text, at) in enumerate(zip(line, widths, strict=True))
        ]
        yield _GAP.join(shown).rstrip()


def _widths(rows: Sequence[Sequence[str]], weights: Sequence[int], room: int) -> list[int]:
    """The columns' widths: what their longest words need, and what is left by weight, up to what their texts need."""
    columns = list(zip(*rows, strict=True))
    natural = [max(1, *map(len, texts)) for texts in columns]
    words = [max((len(word) for text in texts for word in text.split()), default=1) for texts in columns]
    widths = [min(word, _LONGEST_WORD) for word in words]
    open_columns = [at for at, width in enumerate(widths) if width < natural[at]]
    while open_columns and sum(widths) < room:
        neediest = min(open_columns, key=lambda at: widths[at] / weights[at])
        widths[neediest] += 1
        open_columns = [at for at in open_columns if widths[at] < natural[at]]
    return widths
