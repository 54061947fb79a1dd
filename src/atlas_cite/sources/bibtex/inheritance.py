"""What an entry takes over from the entries that its `crossref` and `xdata` fields name.

Sources: O. Patashnik, "BibTeXing" §2.3; biblatex manual §2.4.1, §3.13.6 and appendix B.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from atlas_cite.bibfile.file import BibEntry, BibField, BibFile
from atlas_cite.errors import Problem, Severity
from atlas_cite.sources.bibtex.blocks import RawEntry, raw_entry
from atlas_cite.tables.bibtex import NOT_INHERITED, TITLE_INHERITANCE, TITLES_INHERITED

_PARENTS = ("xdata", "crossref")
"""The fields that name whom an entry inherits from, the nearest first."""
_LONGEST_CHAIN = 10


def with_inherited(file: BibFile) -> tuple[Iterable[tuple[RawEntry, RawEntry]], list[Problem]]:
    """Each entry as it stands, and with the fields it inherits; missing parents are reported.

    What an entry says itself always wins.  Of a file in which nothing is inherited, entries are made one at a time.
    """
    if not any(_is_heir(entry) for entry in file.entries):
        return ((raw, raw) for raw in map(raw_entry, file.entries)), []
    entries = list(map(raw_entry, file.entries))
    by_key: dict[str, RawEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
        by_key.setdefault(entry.key.lower(), entry)
    problems: list[Problem] = []
    whole = [replace(entry, fields=_inherited(entry, by_key, file.where, problems, ())) for entry in entries]
    return zip(entries, whole, strict=True), problems


def _is_heir(entry: BibEntry) -> bool:
    return not {each.name.lower() for each in entry.fields}.isdisjoint(_PARENTS)


def _inherited(
    entry: RawEntry, by_key: Mapping[str, RawEntry], where: str, problems: list[Problem], heirs: tuple[str, ...]
) -> Mapping[str, BibField]:
    fields = dict(entry.fields)
    for name in _PARENTS:
        for key in _keys(entry.fields.get(name)):
            parent = by_key.get(key) or by_key.get(key.lower())
            if parent is None:
                if not heirs:
                    problems.append(_missing(entry, name, key, where))
            elif parent.key not in heirs and parent is not entry and len(heirs) < _LONGEST_CHAIN:
                given = _inherited(parent, by_key, where, problems, (*heirs, entry.key))
                for field in _passed_on(given, entry) if name == "crossref" else given.values():
                    fields.setdefault(field.name.lower(), field)
    return fields


def _keys(field: BibField | None) -> list[str]:
    return [key.strip() for key in field.text.split(",") if key.strip()] if field else []


def _passed_on(given: Mapping[str, BibField], heir: RawEntry) -> list[BibField]:
    titles = TITLES_INHERITED.get(TITLE_INHERITANCE.get(heir.type, ""), {})
    # A parent that gives its own booktitle does so for classic BibTeX, which knows no other way to pass a title on.
    passed = [field for name, field in given.items() if name not in NOT_INHERITED]
    return passed + [
        field._replace(name=titles[name])
        for name, field in given.items()
        if name in titles and titles[name] not in given
    ]


def _missing(entry: RawEntry, name: str, key: str, where: str) -> Problem:
    message = f"{entry.key!r} refers to {key!r} by {name}, and there is no such entry"
    return Problem("bibtex-parent-missing", f"{where}:{entry.line}", message, severity=Severity.WARNING)
