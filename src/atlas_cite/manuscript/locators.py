"""Locators: what of the words behind a key says where in the work.

Source: pandoc's user's guide, "Citation syntax": a term and figures, or anything in braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_UNIT = r"[^\s,;.!?()\[\]{}\"'«»“”‘’‚„/\\*&%#@_…·¡¿§¶]+"
_SEQUENCE = rf"(?:\.?{_UNIT})(?:\.{_UNIT})*"
_WORD = re.compile(rf"(?:{_SEQUENCE}|\((?:{_SEQUENCE})?\)|\[(?:{_SEQUENCE})?\]|\{{(?:{_SEQUENCE})?\}})+")
_ROMAN = re.compile(r"(?=.)m{0,4}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
_UNITS = re.compile(_UNIT)
_NEXT = re.compile(r"[,;]?[ \t\r\n\u00a0]?")
_BRACED = re.compile(r"\{(?P<inside>(?:[^{}]|\{[^{}]*\})*)\}")
_BLANKS = r"[ \t\r\n\u00a0]"


@dataclass(frozen=True, slots=True)
class Located:
    """A locator's term and figures (both empty where there is none), and what is said after it."""

    term: str = ""
    place: str = ""
    suffix: str = ""


def split_locator(after: str, terms: Mapping[str, str]) -> Located:
    """The locator and the suffix in what follows a key: `, pp. 3-5 and passim` -> page, `3-5`, ` and passim`.

    `terms` are the words for places, case folded, and the CSL term each stands for.
    """
    lead = re.match(rf"{_BLANKS}*,?{_BLANKS}*", after)
    rest = after[lead.end() :] if lead else after
    if braced := _BRACED.match(rest):
        term, place = _labelled(braced["inside"].strip(), terms)
        return Located(term if place else "", " ".join(place.split()), rest[braced.end() :])
    label = _labels(tuple(sorted(terms, key=len, reverse=True))).match(rest)
    if label and (end := _figures(rest, label.end(), needs_digit=False)) > label.end():
        return Located(terms[label["word"].casefold()], " ".join(rest[label.end() : end].split()), rest[end:])
    end = _figures(rest, 0, needs_digit=True)
    if end:
        return Located("page", " ".join(rest[:end].split()), rest[end:])
    return Located(suffix=after)


def _labelled(text: str, terms: Mapping[str, str]) -> tuple[str, str]:
    label = _labels(tuple(sorted(terms, key=len, reverse=True))).match(text)
    return (terms[label["word"].casefold()], text[label.end() :]) if label else ("page", text)


@lru_cache(maxsize=8)
def _labels(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the words, longest first; one that ends in a letter needs a blank behind it."""
    listed = "|".join(f"{re.escape(word)}(?!\\w)" if word[-1:].isalnum() else re.escape(word) for word in words)
    return re.compile(rf"(?P<word>{listed}){_BLANKS}*", re.IGNORECASE)


def _figures(text: str, start: int, *, needs_digit: bool) -> int:
    """The end of the figures from `start` on: words that hold a digit or, behind a term, are Roman numerals."""
    word = _WORD.match(text, start)
    if word is None or not _counts(word[0], needs_digit=needs_digit):
        return start
    end = word.end()
    while following := _WORD.match(text, _gap(text, end)):
        if not _counts(following[0], needs_digit=needs_digit):
            break
        end = following.end()
    return end


def _gap(text: str, position: int) -> int:
    found = _NEXT.match(text, position)
    return found.end() if found else position


def _counts(word: str, *, needs_digit: bool) -> bool:
    if any(map(str.isdigit, word)):
        return True
    return not needs_digit and any(map(_is_roman, _UNITS.findall(word)))


def _is_roman(unit: str) -> bool:
    return all(map(_ROMAN.fullmatch, re.split(r"[-–]", unit)))
