"""Journals: the name of a journal in full or abbreviated, as a person's list or the registry's record has it.

The ISO 4 word list (LTWA) is not free to copy, so without a list abbreviations are the record's own short title, with
stops behind shortened words (ISO 4) or without any (NLM); a record without one leaves the name as it is.
"""

from __future__ import annotations

import re

from atlas_cite.enrich.journal_list import JournalList
from atlas_cite.enrich.policy import Journals
from atlas_cite.model.item import Item
from atlas_cite.model.text import folded

_WORD = re.compile(r"[^\W\d_][\w'’]*\.?")


def listed_name(journals: JournalList | None, name: str, form: Journals) -> str:
    """The journal called `name` in a form, as the list has it; empty without a list, and when it does not know it."""
    if journals is None or not name or form is Journals.KEEP:
        return ""
    if form is Journals.FULL:
        return journals.full(name)
    short = journals.abbreviation(name)
    return short if form is Journals.ISO4 else _without_stops(short)


def journal_name(item: Item, form: Journals) -> str:
    """The journal of a work in a form; empty when the record does not say, or none is wanted."""
    if form is Journals.KEEP:
        return ""
    full, short = item.text("container-title"), item.text("container-title-short")
    if form is Journals.FULL:
        return full
    if not short or " " not in full.strip():  # names of one word are never abbreviated (ISO 4 §4.1)
        return full if full and " " not in full.strip() else ""
    return _with_stops(short, full) if form is Journals.ISO4 else _without_stops(short)


def _without_stops(short: str) -> str:
    return " ".join(short.replace(".", " ").split())


def _with_stops(short: str, full: str) -> str:
    """`short` with a full stop behind each word that is not a word of the full name."""
    whole = set(folded(full).split())

    def stopped(match: re.Match[str]) -> str:
        word = match[0].rstrip(".")
        return word if folded(word) in whole or _is_acronym(word) else f"{word}."

    return _WORD.sub(stopped, short)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
