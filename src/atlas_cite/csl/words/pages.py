"""Page ranges in the four forms of CSL, and as they are where a style names none."""

from __future__ import annotations

import re

EN_DASH = "–"

_RANGE = re.compile(
    r"(?P<before>\d*[^\W\d_]+)?(?P<first>\d+)(?P<letters>[a-z]*)\s*[-–]\s*"
    r"(?P<prefix>\d*[^\W\d_]+)?(?P<last>\d+)(?P<tail>[a-z]*)"
)
_ROMAN_RANGE = re.compile(r"[ivxlcdm]+\s*[-–]+\s*(?:[ivxlcdm]+|\d+)", re.IGNORECASE)
_SEPARATOR = re.compile(r"(\s*(?:[,;&]|\band\b|\bet\b)\s*)")
_HYPHEN = re.compile(r"\s*[-–]+\s*")


def format_pages(text: str, form: str = "", delimiter: str = EN_DASH) -> str:
    """The pages with each range in `form`: expanded, minimal, minimal-two, chicago(-15, -16) or "" for as it is.

    A range whose ends carry different letters before their digits keeps its hyphen, as does what is no range of two
    numbers alone (`604.4-605`); a hyphen after a backslash always stays.
    """
    if "-" not in text and "–" not in text:
        return text
    if "\\-" in text:
        return text.replace("\\-", "-")
    pieces = _SEPARATOR.split(text)
    return "".join(piece if index % 2 else _piece(piece, form, delimiter) for index, piece in enumerate(pieces))


def _piece(text: str, form: str, delimiter: str) -> str:
    found = _RANGE.fullmatch(text)
    if found is None:
        return _HYPHEN.sub(delimiter, text) if _ROMAN_RANGE.fullmatch(text.strip()) else text
    return _range(found, form, delimiter)


def _range(found: re.Match[str], form: str, delimiter: str) -> str:
    before, first, last = found["before"] or "", found["first"], found["last"]
    prefix = found["prefix"] or ""
    head, tail = f"{before}{first}{found['letters']}", found["tail"]
    if before != prefix:
        return f"{head}-{prefix}{last}{tail}"
    if form != "expanded" and form not in _SHORTENED:
        return f"{head}{delimiter}{prefix}{last}{tail}"
    expanded = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    if form == "expanded":
        return f"{head}{delimiter}{prefix}{expanded}{tail}"
    if len(expanded) != len(first) or int(first) >= int(expanded) or found["letters"] != tail:
        return f"{head}{delimiter}{expanded}{tail}"
    return f"{head}{delimiter}{_SHORTENED[form](first, expanded)}{tail}"


def _minimal(first: str, last: str, least: int = 1) -> str:
    """The last number without the leading digits it shares, but with at least `least` digits."""
    shared = 0
    while shared < len(last) - least and first[shared] == last[shared]:
        shared += 1
    return last[shared:]


def _minimal_two(first: str, last: str) -> str:
    return _minimal(first, last, min(2, len(last)))


def _chicago(first: str, last: str) -> str:
    """The Chicago Manual's scheme: whole below 100 and from full hundreds, else the part that changes."""
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    if number % 100 < 10:
        return _minimal(first, last)
    return _minimal_two(first, last)


def _chicago_15(first: str, last: str) -> str:
    short = _chicago(first, last)
    return last if len(first) == 4 and len(short) == 3 else short


_SHORTENED = {
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago,
}
