"""Given names as initials, and the periods and spaces of initials that are there already."""

from __future__ import annotations

import re
from itertools import takewhile

_TAGS = r"(?:</?[a-zA-Z][^<>]*>)*"
_WORD = re.compile(rf"(?P<open>{_TAGS})(?P<letters>[^\s.\-‐‑<>]+)(?P<inner>{_TAGS})(?P<period>\.?)(?P<close>{_TAGS})")


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
    position, joint = 0, ""
    while found := _WORD.search(given, position):
        between = given[position : found.start()]
        hyphenated = bool(result) and any(char in between for char in "-‐‑")
        joint = "-" if hyphenated else ""
        result = _appended(result, found, mark, joint if hyphen or not shorten else "", hyphenated, shorten)
        position = found.end()
    return result.rstrip()


def _appended(result: str, found: re.Match[str], mark: str, joint: str, hyphenated: bool, shorten: bool) -> str:
    letters = found["letters"]
    tail = f"{found['inner']}{found['close']}"
    if not letters[0].isupper() and letters[0].lower() != letters[0].upper():
        if hyphenated and shorten:
            return result
        return _whole(result, f"{found['open']}{letters}{found['period']}{tail}", joint)
    abbreviated = bool(found["period"]) or len(letters) == 1
    if not abbreviated and not shorten:
        return _whole(result, f"{found['open']}{letters}{tail}", joint)
    short = letters if abbreviated else _initial(letters)
    lead = result.rstrip() + joint if joint else result
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
