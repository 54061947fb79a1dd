"""Numbers of references: volumes, issues, pages and years, as they are written and as OCR leaves them."""

from __future__ import annotations

import re

from atlas_cite.model.text import folded

_MISREAD = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2"})
_ROMAN_NUMERAL = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(
    r"^(?:volume|vol|v|issue|no|nr|number|n|num|bd|band|tome|t|pp?|pages?|art|article|paper)(?=[ \d])\s*"
)


def misread(word: str) -> str:
    """A folded word that mixes digits and letters, with the letters OCR takes digits for turned back."""
    return word.translate(_MISREAD)


def roman_value(word: str) -> int:
    """The value of a Roman numeral in lower case; 0 for any other word."""
    if not word or not _ROMAN_NUMERAL.fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word]
    signed = [-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)]
    return sum(signed)


def is_part_number(word: str) -> bool:
    """Whether a word is a Roman numeral that counts parts: two letters or more, so that it is no initial."""
    return 1 < len(word) < 6 and 1 < roman_value(word) < 40


def comparable_number(text: str) -> str:
    """A volume, issue or page for comparison: folded, without label, blanks and leading zeros; Roman as digits.

    `Vol. 12` is `12`, `XIV` is `14`, `007` is `7`, `S1-S15` stays a compound.
    """
    if text.isdecimal() and text.isascii():
        return text.lstrip("0") or text
    bare = _LABEL.sub("", folded(text))
    joined = bare.replace(" ", "")
    if value := roman_value(joined):
        return str(value)
    return joined.lstrip("0") or joined


def first_number(text: str) -> str:
    """The first of what may be several numbers, comparable: `473-474` is `473`, `21(6)` is `21`, `1/2` is `1`."""
    first = re.split(r"(?<=\d)\s*[-\u2013/(,;&]", text, maxsplit=1)[0]
    return comparable_number(first)


def digits_of(text: str) -> tuple[str, ...]:
    """Every run of digits in a text, without leading zeros."""
    return tuple(run.lstrip("0") or "0" for run in _DIGITS.findall(text))


def page_ends(pages: str) -> tuple[str, str]:
    """The first and last page of a range, comparable, the last completed from the first: 368-76 ends at 376.

    An end that the range does not give is empty; only the first of several ranges counts.
    """
    if not pages:
        return "", ""
    first, _, rest = re.split(r"[,;&+]", pages.replace("–", "-").replace("—", "-"), maxsplit=1)[0].partition("-")
    start, end = comparable_number(first), comparable_number(rest.lstrip("-"))
    missing = len(start) - len(end)
    if end.isdigit() and start.isdigit() and missing > 0:
        end = start[:missing] + end
    return start, end


def without_letters(page: str) -> str:
    """The digits of a page such as `S68` or `e33693`; empty when it has none."""
    found = _DIGITS.search(page)
    return found.group().lstrip("0") if found else ""


def near_miss(one: str, other: str) -> bool:
    """Whether two numbers of three digits or more differ as misprints do: one digit changed, lost or doubled."""
    if len(one) < 3 or len(other) < 3 or not (one.isdigit() and other.isdigit()):
        return False
    from rapidfuzz.distance import OSA  # start-up stays free of it

    return OSA.distance(one, other) == 1
