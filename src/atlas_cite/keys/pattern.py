"""Key patterns: `{author:lower}{year}{title:word1}` and what it makes of an entry.

A pattern is text and fields in braces; a field has filters behind colons, applied from left to right.  Alternatives
stand behind `|`: the first one in which every field says something is taken, else the last.

Fields: author (the first author's family name, else the first editor's), editor, authors, editors, year (`nd` when it
is unknown), title (its telling words), journal, doi, slug (the atlas's), type.
Filters: lower, upper, capital; word2 (the second word), words3 (the first three), cut4 (each word's first four
letters), initials; join- (what stands between words: one of - _ . : + /); plain (letters lose their marks whatever the
language: ö is oe in German otherwise).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from atlas_cite.errors import InvalidSettings
from atlas_cite.keys.words import telling_words, words
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name

NAMED_PATTERNS: Mapping[str, str] = {
    "default": "{author:plain:lower}{year}{title:plain:word1:lower}|{year}{title:plain:words2:lower}",
    "atlas": "{slug}|{author:lower:join-}-{year}-{title:words2:lower:join-}|unknown-{year}-{title:words2:lower:join-}",
    "atlas-bibtex": "mecfsatlas-{slug}|{author:lower:join-}-{year}-{title:words2:lower:join-}",
    "zotero": "{author:plain:lower:join-}_{title:plain:word1:lower}_{year}|{title:plain:word1:lower}_{year}",
    "author-year": "{author:capital}{year}|{title:words2:capital}{year}",
}
"""Patterns by name; `atlas-bibtex` is what the atlas's own BibTeX blocks are called, `zotero` its BibTeX export's."""

_PIECE = re.compile(r"\{(?P<field>[a-z]+)(?P<filters>(?::[^:{}|]+|:join[:])*)\}|(?P<text>[A-Za-z0-9:._+/-]+)")
_COUNTED = re.compile(r"(word|words|cut)([1-9]\d?)")
_JOIN = re.compile(r"join([-_.:+/])")
_RUN = re.compile(r"([:._+/-])[:._+/-]+")
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9:._+/-]+")
_LONGEST = 60
_LONGEST_IDENTIFIER = 200

Words = list[str]
Filter = Callable[[Words], Words]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text (`field` empty), or a field with its filters; `joint` stands between its words."""

    text: str = ""
    field: str = ""
    filters: tuple[Filter, ...] = ()
    joint: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """A pattern that was read: its alternatives, each a row of pieces."""

    alternatives: tuple[tuple[Piece, ...], ...]

    def key(self, entry: Entry) -> str:
        """The key of an entry before suffixes: ASCII, safe in LaTeX and pandoc, never empty."""
        for number, pieces in enumerate(self.alternatives, start=1):
            texts = [_text(piece, entry) for piece in pieces]
            if all(texts) or number == len(self.alternatives):
                break
        is_identifier = any(piece.field in _IDENTIFIERS for piece in pieces)
        whole = _RUN.sub(r"\1", "".join(texts))[: _LONGEST_IDENTIFIER if is_identifier else _LONGEST]
        return whole.strip(":._+/-") or "untitled"


def parse_pattern(text: str) -> KeyPattern:
    """Read a pattern, or the name of one.  Raises InvalidSettings, saying what cannot be read and what there is."""
    source = NAMED_PATTERNS.get(text, text)
    alternatives = tuple(_pieces(part, source) for part in source.split("|"))
    if not any(piece.field for pieces in alternatives for piece in pieces):
        raise _fault("a pattern without a field gives all entries one key", text)
    return KeyPattern(alternatives)


def _pieces(part: str, source: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    position = 0
    while position < len(part):
        match = _PIECE.match(part, position)
        if match is None:
            raise _fault(f"cannot read the pattern from {part[position : position + 20]!r} on", source)
        pieces.append(Piece(match["text"]) if match["text"] else _field(match["field"], match["filters"], source))
        position = match.end()
    return tuple(pieces)


def _field(name: str, filters: str, source: str) -> Piece:
    if name not in _FIELDS:
        raise _fault(f"there is no field {name!r}", source)
    named = [word for word in re.split(r":(?!$|:)", filters)[1:] if word]
    joints = [match[1] for word in named if (match := _JOIN.fullmatch(word))]
    applied = tuple(_filter(word, source) for word in named if word != "plain" and not _JOIN.fullmatch(word))
    return Piece("", name, applied, joints[-1] if joints else "", "plain" in named)


def _filter(word: str, source: str) -> Filter:
    if word in _FILTERS:
        return _FILTERS[word]
    if match := _COUNTED.fullmatch(word):
        return partial(_COUNTED_FILTERS[match[1]], int(match[2]))
    raise _fault(f"there is no filter {word!r}", source)


def _fault(message: str, source: str) -> InvalidSettings:
    hint = (
        f"Fields: {', '.join(_FIELDS)}. Filters: {', '.join(_FILTERS)}, word1, words2, cut3, join-, plain. "
        f"Named patterns: {', '.join(NAMED_PATTERNS)}."
    )
    return InvalidSettings(message, subject=source, hint=hint)


def _text(piece: Piece, entry: Entry) -> str:
    if not piece.field:
        return piece.text
    language = "" if piece.plain else entry.item.text("language")
    found = _FIELDS[piece.field](entry, language)
    for apply in piece.filters:
        found = apply(found)
    return piece.joint.join(found)


def _family(names: Sequence[Name], language: str) -> Words:
    """The words of a family name, at most three; of a group's name the first telling one."""
    if not names:
        return []
    if names[0].literal:
        return telling_words(names[0].literal, language)[:1]
    return words(names[0].sort_family, language)[:3]


def _author(entry: Entry, language: str) -> Words:
    return _family(entry.item.names("author") or entry.item.names("editor"), language)


def _families(variable: str, entry: Entry, language: str) -> Words:
    """Each person's family name as one word."""
    return ["".join(_family((name,), language)) for name in entry.item.names(variable)]


def _identifier(text: str) -> Words:
    """An identifier whole, with hyphens for what no key may hold."""
    key = _NOT_IN_KEY.sub("-", text)
    return [key] if key.strip("-") else []


_FIELDS: Mapping[str, Callable[[Entry, str], Words]] = {
    "author": _author,
    "editor": lambda entry, language: _family(entry.item.names("editor"), language),
    "authors": partial(_families, "author"),
    "editors": partial(_families, "editor"),
    "year": lambda entry, _: [str(entry.item.year or "nd").lstrip("-")],
    "title": lambda entry, language: telling_words(entry.item.text("title"), language) or ["untitled"],
    "journal": lambda entry, language: telling_words(
        entry.item.text("container-title-short") or entry.item.text("container-title"), language
    ),
    "doi": lambda entry, _: _identifier(entry.item.text("DOI")),
    "slug": lambda entry, _: _identifier(entry.summary.slug if entry.summary else ""),
    "type": lambda entry, _: words(entry.item.type),
}
_IDENTIFIERS = frozenset({"doi", "slug"})

_FILTERS: Mapping[str, Filter] = {
    "lower": lambda found: [word.lower() for word in found],
    "upper": lambda found: [word.upper() for word in found],
    "capital": lambda found: [word[:1].upper() + word[1:] for word in found],
    "initials": lambda found: [word[:1] for word in found],
}
_COUNTED_FILTERS: Mapping[str, Callable[[int, Words], Words]] = {
    "word": lambda number, found: found[number - 1 : number],
    "words": lambda number, found: found[:number],
    "cut": lambda number, found: [word[:number] for word in found],
}

DEFAULT_PATTERN = parse_pattern("default")
"""Family name, year (or `nd`), first telling word of the title."""
