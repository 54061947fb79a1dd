"""Punctuation where two pieces of output meet: which marks survive, and which move into quotes."""

from __future__ import annotations

MARKS = frozenset(".,:;!?")

# Which marks move into a quotation where the locale has punctuation inside, and which leave it where outside.
MOVE_INTO_QUOTES = frozenset(".,!?")
LEAVE_QUOTES = frozenset(",:;")

ELLIPSIS = ".."
"""How three periods begin, which are one mark that no other swallows."""

# Row: the mark already there; column: the mark that follows it. What is printed is the cell.
COLLISIONS: dict[str, dict[str, str]] = {
    ":": {":": ":", ".": ":", ";": ":;", "!": "!", "?": "?", ",": ":,"},
    ".": {":": ".:", ".": ".", ";": ".;", "!": ".!", "?": ".?", ",": ".,"},
    ";": {":": ";", ".": ";", ";": ";", "!": "!", "?": "?", ",": ";,"},
    "!": {":": "!", ".": "!", ";": "!;", "!": "!", "?": "!?", ",": "!,"},
    "?": {":": "?", ".": "?", ";": "?;", "!": "?!", "?": "?", ",": "?,"},
    ",": {":": ",:", ".": ",.", ";": ",;", "!": ",!", "?": ",?", ",": ","},
}


def join(left: str, right: str) -> tuple[str, str]:
    """The two pieces with the marks at their seam settled and no space doubled.

    A mark that gives way is taken out of the piece it stands in; marks inside a piece stay as they are.
    """
    while left and right:
        last, first = left[-1], right[0]
        if last in MARKS and first in MARKS and not right.startswith(ELLIPSIS):
            merged = COLLISIONS[last][first]
            if merged == last:
                right = right[1:]
                continue
            if merged == first:
                left = left[:-1]
        elif first == " " and last.isspace():
            right = right[1:]
            continue
        break
    return left, right
