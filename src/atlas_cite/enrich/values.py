"""Values: what a work says of a field, as LaTeX in the dialect of the file; and whether two values say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from atlas_cite.export.bibtex_names import render_names
from atlas_cite.latex.encode import encode_list_item, encode_paragraphs, encode_plain, encode_rich, encode_verbatim
from atlas_cite.merge import same_value
from atlas_cite.model.item import Value
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded, without_markup
from atlas_cite.tables.bibtex import LANGUAGES_WRITTEN, Kind

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " ", "\u202f": " "})
_DASH = re.compile(r"[\u2010-\u2015\u2212]+|-{2,}")
_ANY_DASH = re.compile(r"\s*[-–—]+\s*")
_SPACED_DASH = re.compile(r"\s*-\s*")
_LIST = frozenset({"ISSN", "ISBN"})
_NOT_IDENTIFIER = re.compile(r"[^0-9Xx]")
_VERBATIM: frozenset[Kind] = frozenset({"verbatim", "address"})


def first_of(variable: str, value: Value) -> Value:
    """The one identifier to write of several; any other value as it is."""
    return str(value).partition(",")[0].strip() if variable in _LIST else value


def encoded(kind: Kind, value: Value, spell: Callable[[str], str]) -> str:
    """A value as LaTeX without delimiters; `spell` puts its letters as the file has them, but for identifiers."""
    if isinstance(value, tuple):
        return spell(render_names(value))
    latex = _WRITERS[kind](str(value))
    return latex if kind in _VERBATIM else spell(latex)


def _pages(text: str) -> str:
    """Pages with `--` between first and last; where a page's own number holds a dash nothing can be told apart."""
    is_clear = all(len(_ANY_DASH.findall(part)) <= 1 for part in text.split(","))
    return "--".join(encode_plain(end) for end in _ANY_DASH.split(text)) if is_clear else encode_plain(text)


def _language(text: str) -> str:
    return LANGUAGES_WRITTEN.get(text) or encode_plain(text)


_WRITERS: dict[Kind, Callable[[str], str]] = {
    "title": partial(encode_rich, protect=True),
    "rich": encode_rich,
    "text": encode_plain,
    "list": encode_list_item,
    "paragraphs": encode_paragraphs,
    "verbatim": encode_verbatim,
    "address": encode_verbatim,
    "pages": _pages,
    "language": _language,
}


def is_same(variable: str, here: Value, there: Value) -> bool:
    """Whether a registry says nothing that the entry does not: not even a fuller name or another accent.

    Case, markup, protection, dashes and quotes aside; of names, spellings that only differ in full stops, and a
    registry's initials for names that the entry has in full.
    """
    if here == there and variable not in _LIST:
        return True
    if isinstance(here, tuple) and isinstance(there, tuple):
        return len(here) == len(there) and all(map(_says_no_more, here, there))
    if variable in _LIST:
        return bool(_identifiers(here) & _identifiers(there))
    if isinstance(here, str | int) and isinstance(there, str | int):
        is_alike = without_markup(str(here)) == without_markup(str(there)) or _plain(here) == _plain(there)
        return is_alike or (variable == "page" and same_value(variable, here, there))
    return here == there


def agrees(variable: str, here: Value, there: Value) -> bool:
    """Whether two values mean the same, spelling, accents, abbreviations and initials aside."""
    return is_same(variable, here, there) or same_value(variable, here, there)


def _plain(value: Value) -> str:
    text = without_markup(str(value)).replace("`", "'")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = text.casefold()
    if "-" in text or not text.isascii():
        text = _SPACED_DASH.sub("-", _DASH.sub("-", text))
    return " ".join(text.split())


def _identifiers(value: Value) -> set[str]:
    found = (_NOT_IDENTIFIER.sub("", part).upper() for part in str(value).split(","))
    return {each for each in found if each}


def _says_no_more(here: Name, there: Name) -> bool:
    if _plain(here.sort_family) != _plain(there.sort_family):
        return False
    given_here, given_there = folded(here.given).split(), folded(there.given).split()
    if len(given_there) > len(given_here):
        return False
    # A registry's name adds nothing when each of its given names is, or begins, the entry's.
    return all(one.startswith(other) for one, other in zip(given_here, given_there, strict=False))
