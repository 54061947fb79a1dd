"""The header line `authors · journal · year · DOI`, read from the right.

Source: ../shared/ATLAS.md §6, traps 1, 7 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name
from atlas_cite.model.text import decode_entities, folded
from atlas_cite.sources.atlas.lines import DOTS, Line
from atlas_cite.sources.atlas.names import parse_author_list
from atlas_cite.sources.atlas.person import ends_with_initial
from atlas_cite.tables.atlas import ATLAS_NAME, HEADER_EXTRAS, HEADER_LINK_WORDS

# Catalan writes a middle dot between two l (col·lecció): that one separates nothing.
SEPARATOR = re.compile(rf"\s*(?:(?<!l)[{DOTS}]|[{DOTS}](?!l))\s*|\s+[|¦]\s+")
_YEAR = re.compile(
    r"[(\[]?(?:(?:\d{1,2} )?[A-Z][a-z]{2,8}\.? )?((?:18|19|20)\d\d)"
    r"(?: [A-Z][a-z]{2,8}\.?(?: \d{1,2})?|-\d\d(?:-\d\d)?)?[)\]]?[.,]?"
)
_PMID = re.compile(r"(?:PMID|PubMed)(?: ID)?[:\s]*(\d{4,9})", re.IGNORECASE)
_UNDATED = re.compile(
    r"n\.? ?d\.?|in press|forthcoming|undated|year unknown|unknown|\d{2,3}|\d{5,}|\?+|—|-", re.IGNORECASE
)
_LONE_MARK = re.compile(rf"[-*+‣◦▪●○–—{DOTS}]|\d{{1,2}}[.)]")
_ARROWS = " ↗→»›⧉🔗*_"
_TOO_LONG = 1500
_MOST_PIECES = 11


@dataclass(frozen=True, slots=True)
class Header:
    """What a header line says, as text; `extras` are fields that are none of the known ones."""

    line: Line
    authors: str
    journal: str
    year: int
    doi_text: str = ""
    pmid: str = ""
    extras: tuple[str, ...] = field(default=())
    doubt: str = ""


def find_header(line: Line) -> Header | None:
    """The header that `line` is; None for every other line (a header has a field that is nothing but a year)."""
    if len(line.text) > _TOO_LONG or ("20" not in line.text and "19" not in line.text and "18" not in line.text):
        return None
    fields = split_fields(line.text)
    places = [place for place, text in enumerate(fields) if place and _YEAR.fullmatch(text)]
    if not places or not any(fields[: places[-1]]) or _is_footer(line.text):
        return None
    place = places[-1]
    found = _YEAR.fullmatch(fields[place])
    year = int(found.group(1)) if found else 0
    doi_text, pmid, extras = _behind(fields[place + 1 :])
    if len(extras) > 2 or any(len(extra) > 160 for extra in extras):
        return None
    header = Header(line, ", ".join(filter(None, fields[: place - 1])), fields[place - 1], year, doi_text, pmid, extras)
    return _settled(header)


def is_damaged_header(line: Line) -> bool:
    """Whether `line` has the form of a header whose year is missing or no year."""
    fields = split_fields(line.text)
    if len(fields) < 3 or len(line.text) > _TOO_LONG or _is_footer(line.text):
        return False
    last = fields[-1]
    ends_so = folded(last) in HEADER_LINK_WORDS or bool(Doi.find(last)) or bool(_UNDATED.fullmatch(last))
    return ends_so and ("," in fields[0] or len(fields[0].split()) > 1)


def split_fields(text: str) -> list[str]:
    """The fields between middle dots (or spaced bars), without arrows and emphasis marks; empty ones stay."""
    fields = [piece.strip(_ARROWS) for piece in SEPARATOR.split(decode_entities(text))]
    while fields and not fields[-1]:
        fields.pop()
    return fields


def join_split_headers(lines: Sequence[Line]) -> list[Line]:
    """Join a header that was copied with its dots on lines of their own; give lone list marks to the next line."""
    joined: list[Line] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        previous = joined[-1] if joined else None
        if header := _header_in_pieces(lines, place):
            joined.append(header[0])
            place = header[1]
            continue
        if _LONE_MARK.fullmatch(line.text) and not line.mark and place + 1 < len(lines):
            place += 1
            joined.append(replace(lines[place], mark=line.text, blank_before=line.blank_before))
        elif previous and (previous.text[-1] in DOTS or _begins_with_dot(line, previous)):
            joined[-1] = _glued(previous, line)
        elif not _LONE_MARK.fullmatch(line.text):
            joined.append(line)
        place += 1
    return joined


def _header_in_pieces(lines: Sequence[Line], place: int) -> tuple[Line, int] | None:
    """The header that begins at `place` with dots on lines of their own, and the place behind it."""
    found = None
    glued = lines[place]
    end = min(len(lines), place + _MOST_PIECES)
    while place + 2 < end and _is_dot(lines[place + 1]) and len(glued.text) < _TOO_LONG:
        glued = _glued(_glued(glued, lines[place + 1]), lines[place + 2])
        place += 2
        if find_header(glued):
            found = glued, place + 1
    return found


def _is_dot(line: Line) -> bool:
    return len(line.text) == 1 and line.text in DOTS


def _begins_with_dot(line: Line, previous: Line) -> bool:
    """Whether `· 2013 · DOI` goes on a header; a list marked with dots has sentences, not single years or words."""
    if not line.mark or line.mark not in DOTS or previous.mark or previous.text.endswith((".", "?", "!")):
        return False
    first = split_fields(line.text)[0]
    return (
        bool(_YEAR.fullmatch(first))
        or folded(first) in HEADER_LINK_WORDS
        or (find_header(line) is not None and "," in previous.text)
    )


def _glued(first: Line, second: Line) -> Line:
    dot = "" if _is_dot(second) or first.text[-1] in DOTS else " ·"
    return replace(
        first,
        text=f"{first.text}{dot} {second.text}",
        linked=f"{first.linked}{dot} {second.linked}",
        links=first.links + second.links,
    )


def _is_footer(text: str) -> bool:
    return "©" in text or folded(ATLAS_NAME) in folded(text[:400])


def _behind(fields: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """DOI, PMID and whatever else stands behind the year."""
    doi_text = pmid = ""
    extras: list[str] = []
    for text in fields:
        if folded(text) in HEADER_LINK_WORDS or not text:
            continue
        if "10." in text and Doi.find(text):
            doi_text = doi_text or text
        elif found := _PMID.fullmatch(text):
            pmid = pmid or found.group(1)
        else:
            extras.append(text)
    return doi_text, pmid, tuple(extras)


def _settled(header: Header) -> Header:
    """Undo what only looks like a journal: authors without one, and fields in another order."""
    fields_left = 2 if header.authors else 1
    journal_behind = [extra for extra in header.extras if folded(extra) not in HEADER_EXTRAS and len(extra) > 3]
    if fields_left == 2 or not header.journal:
        return header
    if is_surely_authors(header.journal):
        journal = journal_behind[0] if journal_behind else ""
        extras = tuple(extra for extra in header.extras if extra != journal)
        return replace(header, authors=header.journal, journal=journal, extras=extras)
    if journal_behind:
        return replace(header, doubt=f"“{header.journal}” stands where authors or a journal can stand")
    return header


def is_surely_authors(text: str) -> bool:
    """Whether a text can only be authors: `et al.`, or persons with commas of whom one has an initial at the end."""
    found = parse_author_list(text)
    if found.doubt or not found.names:
        return False
    if found.truncated:
        return True
    is_list = "," in text and all(_is_person(name) for name in found.names)
    return is_list and any(ends_with_initial(name.given) for name in found.names)


def _is_person(name: Name) -> bool:
    words = [*name.family.split(), *name.given.split()]
    return bool(name.family and name.given) and len(words) < 7 and all(word[0].isupper() for word in words)
