"""Languages: what a BCP 47 tag means to a page: which way its script runs, and what paper its readers use."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset("ar arc dv fa he iw ji khw ks ps sd ug ur yi".split())
_EAST_ASIAN = frozenset({"ja", "ko", "zh", "yue"})
_LETTER_REGIONS = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})


def language_tag(text: str) -> str:
    """`text` when it has the form of a BCP 47 tag, else empty: a record's language can be anything."""
    return text if _TAG.fullmatch(text) else ""


def primary_language(tag: str) -> str:
    """The language of a tag without script and region, in lower case; empty when it is no tag."""
    return language_tag(tag).partition("-")[0].lower()


def region(tag: str) -> str:
    """The region of a tag in upper case (`US`), or empty."""
    parts = language_tag(tag).split("-")[1:]
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), "")


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left."""
    return primary_language(tag) in _RIGHT_TO_LEFT


def is_east_asian(tag: str) -> bool:
    """Whether the language is written in Chinese, Japanese or Korean script."""
    return primary_language(tag) in _EAST_ASIAN


def uses_letter_paper(tag: str) -> bool:
    """Whether readers print on US Letter rather than on A4."""
    return region(tag) in _LETTER_REGIONS
