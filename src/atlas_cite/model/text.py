"""Text as values: tidy, without markup, and folded for comparison."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import filterfalse

_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RICH_TEXT_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)>|<span\s[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′"))
_FOLDED_AWAY = _DASHES | _APOSTROPHES
_NOT_WORD = re.compile(r"[^\w]+")
_ASCII_FOLDED = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_ASCII_APOSTROPHES = b"'`"


def tidy(text: str) -> str:
    """NFC, and every run of white space (line breaks and no-break blanks included) one blank.

    Direction overrides are dropped: they let a title show something other than it says.
    """
    if not text.isascii():
        text = _DIRECTIONS.sub("", unicodedata.normalize("NFC", text))
    elif "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def decode_entities(text: str) -> str:
    """Decode HTML entities until none is left: depositors escape once or twice (Crossref records)."""
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
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
    letters = without_markup(decode_entities(text))
    if letters.isascii():  # most are, and bytes are folded ten times as fast
        return " ".join(letters.encode().translate(_ASCII_FOLDED, _ASCII_APOSTROPHES).decode().split())
    letters = letters.translate(_FOLDED_AWAY)
    if not letters.isascii():
        letters = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", letters)))
    return " ".join(_NOT_WORD.sub(" ", letters.casefold().replace("_", " ")).split())
