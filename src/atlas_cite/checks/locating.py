"""Locating: the line and column that a finding is about, in files whose readers know only where an entry begins.

A field is looked for by its names in CSL-JSON, records, RIS and NBIB, then by its value, as pages have it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from atlas_cite.checks.finding import Finding, Place
from atlas_cite.checks.subject import Corpus, Subject

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "TI", "T1"),
    "author": ("author", "authors", "AU", "A1", "FAU"),
    "editor": ("editor", "editors", "ED", "A2"),
    "journal": ("container-title", "journal", "publication", "JO", "JF", "JT", "T2"),
    "date": ("issued", "year", "published", "publication_year", "date", "PY", "Y1", "DP", "DA"),
    "volume": ("volume", "VL", "VI"),
    "number": ("issue", "number", "IS", "IP"),
    "pages": ("page", "pages", "SP", "PG"),
    "publisher": ("publisher", "PB"),
    "doi": ("DOI", "doi", "DO", "LID", "AID"),
    "url": ("URL", "url", "UR"),
    "issn": ("ISSN", "SN", "IS"),
    "isbn": ("ISBN", "SN"),
    "note": ("note", "N1"),
}
"""What a field of a .bib file is called elsewhere."""
_SAME = {"journaltitle": "journal", "booktitle": "journal", "year": "date", "page": "pages"}
_VARIABLES = {"title": "title", "journal": "container-title", "doi": "DOI", "pages": "page", "volume": "volume"}
_SHOWN = 40
"""Characters of a value that are looked for: pages break lines, and cut."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An entry's part of its file: lines from `start` up to `end`, from 1, and the entry."""

    start: int
    end: int
    subject: Subject | None


def located(findings: Iterable[Finding], corpus: Corpus, sources: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """The findings with line and column where these can be told; `sources` are the files' lines by name."""
    entries: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject in sorted(corpus, key=lambda each: each.place.line):
        entries[subject.place.file].append(subject)
    starts = {file: [each.place.line for each in subjects] for file, subjects in entries.items()}
    for finding in findings:
        lines = sources.get(finding.place.file)
        if finding.place.column or not lines:
            yield finding
            continue
        file = finding.place.file
        stretch = _stretch(entries[file], starts.get(file, []), finding.place.line, len(lines))
        yield replace(finding, place=_place(finding, stretch, lines))


def _stretch(entries: Sequence[Subject], starts: Sequence[int], line: int, last: int) -> _Stretch:
    """The part of the file that belongs to the entry in which a line stands; the line alone where none does."""
    at = bisect_right(starts, line)
    if at == 0:
        return _Stretch(max(line, 1), last + 1, None)
    end = starts[at] if at < len(starts) else last + 1
    return _Stretch(max(starts[at - 1], 1), max(end, line + 1), entries[at - 1])


def _place(finding: Finding, stretch: _Stretch, lines: Sequence[str]) -> Place:
    field = _SAME.get(finding.field, finding.field)
    found = None
    if field and stretch.subject:
        found = _by_name(field, stretch, lines) or _by_value(field, stretch, stretch.subject, lines)
    if found:
        return Place(finding.place.file, *found)
    line = max(finding.place.line, 1)  # a page is one entry, and begins where its file does
    text = lines[line - 1] if line <= len(lines) else ""
    return Place(finding.place.file, line, len(text) - len(text.lstrip()) + 1)


def _by_name(field: str, stretch: _Stretch, lines: Sequence[str]) -> tuple[int, int] | None:
    names = "|".join(map(re.escape, _NAMES.get(field, (field,))))
    pattern = re.compile(rf"(?<![\w-])(?P<name>{names})(?:[\"']?\s*:|\s*-\s)")
    for number in range(stretch.start, min(stretch.end, len(lines) + 1)):
        if match := pattern.search(lines[number - 1]):
            return number, match.start("name") + 1
    return None


def _by_value(field: str, stretch: _Stretch, subject: Subject, lines: Sequence[str]) -> tuple[int, int] | None:
    value = _value(field, subject)[:_SHOWN].casefold()
    if value:
        for number in range(stretch.start, min(stretch.end, len(lines) + 1)):
            if (column := lines[number - 1].casefold().find(value)) >= 0:
                return number, column + 1
    return None


def _value(field: str, subject: Subject) -> str:
    if field == "author":
        people = subject.item.names("author")
        return people[0].family or people[0].literal if people else ""
    if field == "date":
        return str(subject.item.year or "")
    return subject.title if field == "title" else subject.item.text(_VARIABLES.get(field, field))
