"""Text as values: tidy, without markup, and folded for comparison."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_RICH_TEXT_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)>|<span\s[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′"))
_FOLDED_AWAY = _DASHES | _APOSTROPHES
_NOT_WORD = re.compile(r"[^\w]+")
_LONGEST_KEPT = 500
"""Characters of a text whose folding is kept: titles and names are compared many times, abstracts are not."""


def tidy(text: str) -> str:
    """NFC, and every run of white space (line breaks and no-break blanks included) one blank.

    Direction overrides are dropped: they let a title show something other than it says.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_DIRECTIONS)
    return " ".join(text.split())


def decode_entities(text: str) -> str:
    """Decode HTML entities until none is left: depositors escape once or twice (Crossref records)."""
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def without_markup(rich: str) -> str:
    """A CSL-JSON rich text without its tags; any other `<` stays."""
    return _RICH_TEXT_TAG.sub("", rich) if "<" in rich else rich


def folded(text: str) -> str:
    """`text` for comparison only: no markup, accents, case or punctuation, single blanks.

    Greek and other letters stay themselves; all hyphens and dashes separate words, apostrophes join them.
    """
    return _folded_again(text) if len(text) < _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    letters = without_markup(decode_entities(text)).translate(_FOLDED_AWAY)
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(_NOT_WORD.sub(" ", letters.casefold().replace("_", " ")).split())


_folded_again = lru_cache(maxsize=8192)(_folded)
