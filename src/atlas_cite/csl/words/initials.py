"""Given names as initials, and the periods and spaces of initials that are there already."""

from __future__ import annotations

import re
from itertools import takewhile

_TAGS = r"(?:</?[a-zA-Z][^<>]*>){0,8}"
_HYPHENS = "-‐‑"
_WORD = re.compile(rf"(?P<open>{_TAGS})(?P<letters>[^\s.\-‐‑<>]+)(?P<inner>{_TAGS})(?P<period>\.?)(?P<close>{_TAGS})")

# Scripts that have no capitals and still shorten given names, as their writers put a space between the parts.
_CASELESS = re.compile("[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0e01-\u0e2e]")


def initialize(given: str, initialize_with: str, *, hyphen: bool = True) -> str:
    """The given names as initials: each followed by `initialize_with`, lower-case words whole.

    Words that end in a period are abbreviations and stay (`Ph.`). With `hyphen`, `Jean-Luc` keeps its hyphen.
    """
    return _rebuilt(given, initialize_with, hyphen=hyphen, shorten=True)


def normalize_initials(given: str, initialize_with: str, *, hyphen: bool = True) -> str:
    """The given names whole, with `initialize_with` after each initial that is there already."""
    return _rebuilt(given, initialize_with, hyphen=hyphen, shorten=False)


def _rebuilt(given: str, mark: str, *, hyphen: bool, shorten: bool) -> str:
    result = ""
    position = 0
    while found := _WORD.search(given, position):
        between = given[position : found.start()]
        typed = next((char for char in between if char in _HYPHENS), "") if result else ""
        result = _appended(result, found, mark, typed if hyphen or not shorten else "", bool(typed), shorten)
        position = found.end()
    return result.rstrip() or given


def _appended(result: str, found: re.Match[str], mark: str, joint: str, hyphenated: bool, shorten: bool) -> str:
    letters = found["letters"]
    tail = f"{found['inner']}{found['close']}"
    if not (letters[0].isupper() or _CASELESS.match(letters)):
        if hyphenated and shorten and letters[0].islower() and not found["period"]:
            return result
        return _whole(result, f"{found['open']}{letters}{found['period']}{tail}", joint)
    abbreviated = bool(found["period"]) or len(letters) == 1
    if not (abbreviated or shorten):
        return _whole(result, f"{found['open']}{letters}{found['period']}{tail}", joint)
    short = letters if abbreviated else _initial(letters)
    lead = f"{result.rstrip()}-" if joint else result
    return f"{lead}{found['open']}{short}{mark.rstrip()}{tail}{mark[len(mark.rstrip()) :]}"


def _whole(result: str, word: str, joint: str) -> str:
    if joint:
        return f"{result.rstrip()}{joint}{word} "
    return f"{result.rstrip()} {word} ".lstrip() if result else f"{word} "


def _initial(letters: str) -> str:
    """The first letter; with a digraph written in capitals (`TSerendorj`) all of it, the first one large."""
    capitals = "".join(takewhile(str.isupper, letters))
    if 1 < len(capitals) < len(letters):
        return capitals[0] + capitals[1:].lower()
    return letters[0]
