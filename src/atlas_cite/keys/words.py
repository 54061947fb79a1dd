"""Text as ASCII words for keys: markup and marks gone, other scripts letter by letter, small words left out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from atlas_cite.model.text import decode_entities, without_markup
from atlas_cite.tables.words import ANY_LANGUAGE, LANGUAGE_ALIASES, LETTERS, SMALL_WORDS

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′"))
_WORD = re.compile(r"[A-Za-z0-9]+")


def words(text: str, language: str = "") -> list[str]:
    """The words of `text` in ASCII, their case kept; `language` (a tag) decides how letters with marks are spelled."""
    from anyascii import anyascii  # a table of 100,000 letters; start-up stays free of it

    plain = unicodedata.normalize("NFC", without_markup(decode_entities(text)).translate(_APOSTROPHES))
    plain = plain.translate(_letters(base_language(language)))
    letters = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return _WORD.findall(anyascii(letters))


def telling_words(text: str, language: str = "") -> list[str]:
    """The words of `text` without those that the language, or any language when it is unknown, leaves unstressed."""
    small = _small_words(base_language(language))
    return [word for word in words(text, language) if word.lower() not in small]


def base_language(tag: str) -> str:
    """The language of a tag without region or script: `de-AT` is `de`."""
    base = re.split("[-_]", tag.lower(), maxsplit=1)[0]
    return LANGUAGE_ALIASES.get(base, base)


@cache
def _letters(language: str) -> dict[int, str]:
    return str.maketrans(LETTERS.get(language, {}))


@cache
def _small_words(language: str) -> frozenset[str]:
    """Small words as `words` spells them."""
    listed = SMALL_WORDS.get(language, ANY_LANGUAGE).split()
    return frozenset(spelled.lower() for each in listed for spelled in words(each, language))
