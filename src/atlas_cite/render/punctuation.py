"""Punctuation: what happens where the pieces of a rendered reference meet, as passes over marked text.

Sources: CSL 1.0.2 specification, "Affixes" and `punctuation-in-quote`; which sign wins follows what the style
manuals print (a question mark swallows a full stop, a full stop does not swallow a comma).
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.render.marks import QUOTE, QUOTE_END, VALUE, VALUE_END

_WINNERS = {
    "..": ".", ",,": ",", ";;": ";", "::": ":", "!!": "!", "??": "?",
    ".:": ".:", ".;": ".;", ".,": ".,",
    ",.": ".", ",:": ":", ",;": ";",
    ";.": ";", ";,": ";", ";:": ";",
    ":.": ":", ":,": ":", ":;": ":",
    "?.": "?", "?:": "?", "?;": "?;", "?,": "?,",
    "!.": "!", "!:": "!", "!;": "!;", "!,": "!,",
    "….": "…",
}  # fmt: skip
"""What is printed where two pieces meet with these signs."""

_MARK_FIRST, _MARK_LAST = "\ufdd0", "\ufdef"


@dataclass(frozen=True, slots=True)
class Quotes:
    """A locale's quotation marks, and whether a comma or full stop goes inside the closing one."""

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    punctuation_inside: bool = False


def settled(marked: str, quotes: Quotes) -> str:
    """`marked` with doubled punctuation and blanks removed at the seams and its quotation marks set."""
    if quotes.punctuation_inside:
        marked = _punctuation_inside(marked)
    return _quoted(_without_collisions(marked), quotes)


def _is_mark(character: str) -> bool:
    return _MARK_FIRST <= character <= _MARK_LAST


def _punctuation_inside(marked: str) -> str:
    """Move a comma or full stop that follows a closing quotation mark before it."""
    output: list[str] = []
    pending: list[str] = []
    for character in marked:
        if pending and character in ",.":
            output.append(character)
        elif character == QUOTE_END or (pending and _is_mark(character)):
            pending.append(character)
        else:
            output += [*pending, character]
            pending = []
    return "".join(output + pending)


def _without_collisions(marked: str) -> str:
    """Apply `_WINNERS` and drop doubled blanks wherever two pieces meet; the inside of a variable stays as it is."""
    output: list[str] = []
    last = -1  # where in `output` the last visible character stands
    depth = 0
    seam = True
    for character in marked:
        if _is_mark(character):
            depth += (character == VALUE) - (character == VALUE_END)
            seam = seam or character in {VALUE, VALUE_END}
        elif last >= 0 and (seam or not depth):
            pair = output[last] + character
            if pair == "  ":
                continue
            if pair in _WINNERS:
                winner = _WINNERS[pair]
                output[last] = winner[0]
                character = winner[1:]  # noqa: PLW2901  the loser is not written
        output.append(character)
        if character and not _is_mark(character):
            last, seam = len(output) - 1, False
    return "".join(output)


def _quoted(marked: str, quotes: Quotes) -> str:
    """Set quotation marks by their depth; the locale's own marks in a balanced text count as quotes."""
    opening, closing = quotes.outer
    if opening != closing and marked.count(opening) == marked.count(closing):
        marked = marked.replace(opening, QUOTE).replace(closing, QUOTE_END)
    depth = 0
    output: list[str] = []
    for character in marked:
        if character == QUOTE:
            depth += 1
            output.append((quotes.inner, quotes.outer)[depth % 2][0])
        elif character == QUOTE_END:
            output.append((quotes.inner, quotes.outer)[depth % 2][1])
            depth -= 1
        else:
            output.append(character)
    return "".join(output)
