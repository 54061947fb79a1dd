"""The cite block: the atlas's citation of the paper, and its BibTeX entry.  What was cut off is not guessed.

Source: ../shared/ATLAS.md §4 and §6, trap 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atlas_cite.model.text import decode_entities, tidy
from atlas_cite.sources.atlas.names import AuthorList, parse_citation_authors

_OPENING = re.compile(r"^(.{1,3000}?)[\s,.]*\(((?:18|19|20)\d\d)\)\.?\s*")
_ADDRESS = re.compile(r"\s*\b(https?://\S+)\s*$")
_PUBMED = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov|/)\D*?(\d{4,9})|ncbi\.nlm\.nih\.gov/pubmed/(\d{4,9})")
_ENTRY = re.compile(r"@\s*(\w+)\s*[{(]\s*([^\s,{}]*)\s*(,?)")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w-]*)\s*=\s*")
_BARE_VALUE = re.compile(r"[\w.-]+(?=\s*[,}])")
_PLAIN_ESCAPE = re.compile(r"\\([&%$#_{}])")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_SHORTEST_JOURNAL_START = 8


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says for certain; `complete` when it reaches its address."""

    authors: AuthorList | None = None
    year: int | None = None
    title: str = ""
    journal: str = ""
    doi_text: str = ""
    pmid: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """The fields of a BibTeX entry whose values are complete, braces and simple escapes undone."""

    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    complete: bool = False


def parse_citation(text: str, journal: str) -> Citation:
    """Read `authors (year). title. journal. address`; `journal` is the header's, and shows where the title ends."""
    text = decode_entities(tidy(text))
    opening = _OPENING.match(text)
    if not opening:
        return Citation()
    rest = text[opening.end() :]
    address = _ADDRESS.search(rest)
    link = address.group(1) if address else ""
    title, found_journal = _title_and_journal(rest[: address.start()] if address else rest, journal, cut=not address)
    return Citation(
        authors=parse_citation_authors(opening.group(1)),
        year=int(opening.group(2)),
        title=title,
        journal=found_journal,
        doi_text=link if "10." in link else "",
        pmid=pmid_of(link),
        complete=bool(link),
    )


def pmid_of(address: str) -> str:
    """The PubMed number in a web address, or an empty text."""
    found = _PUBMED.search(address)
    return (found.group(1) or found.group(2)) if found else ""


def clean_title(text: str) -> str:
    """A title without one full stop of its own, and the citation's behind it; an ellipsis stays."""
    text = tidy(text).strip()
    if text.endswith("..") and not text.endswith("..."):
        text = text[:-1]
    if text.endswith(".") and not text.endswith("..") and not _ABBREVIATION.search(text):
        text = text[:-1].rstrip()
    return text


def parse_bibtex(text: str) -> BibtexEntry:
    """Read one BibTeX entry, however cut; a value still holding LaTeX after simple escapes is left out."""
    opening = _ENTRY.search(text)
    if not opening:
        return BibtexEntry()
    fields: dict[str, str] = {}
    position = opening.end()
    while found := _FIELD.match(text, position):
        value, position = _value(text, found.end())
        if value is None:
            break
        plain = _PLAIN_ESCAPE.sub(r"\1", value)
        if "\\" not in plain:
            fields.setdefault(found.group(1).casefold(), tidy(plain))
    return BibtexEntry(opening.group(2), fields, text[position:].lstrip(" ,\n").startswith("}"))


def _title_and_journal(text: str, journal: str, *, cut: bool) -> tuple[str, str]:
    """Split `title. journal.`; both empty when the border is not certain."""
    text = text.strip()
    if journal:
        start = text.casefold().rfind(". " + tidy(journal).casefold())
        if start > 0:
            return clean_title(text[: start + 1]), journal
        title, found, last = text.rpartition(". ")
        if cut and found and len(last) >= _SHORTEST_JOURNAL_START and journal.casefold().startswith(last.casefold()):
            return clean_title(title + "."), journal
    if not cut and text.count(". ") == 1:
        title, _, found_journal = text.partition(". ")
        return clean_title(title + "."), found_journal.removesuffix(".")
    return "", ""


def _value(text: str, position: int) -> tuple[str | None, int]:
    """The value at `position` without its delimiters, and where it ends; None when it is cut."""
    opening = text[position : position + 1]
    if opening not in {"{", '"'}:
        found = _BARE_VALUE.match(text, position)
        return (found.group(), found.end()) if found else (None, position)
    depth = 0
    for place in range(position, len(text)):
        character = text[place]
        if character == '"' and opening == '"' and depth == 0 and place > position:
            return text[position + 1 : place], place + 1
        depth += (character == "{") - (character == "}")
        if character == "}" and depth == 0 and opening == "{":
            return text[position + 1 : place], place + 1
    return None, position
