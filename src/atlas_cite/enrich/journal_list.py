"""Journal list: a person's own table of journals, each with its full name and its abbreviation, as JabRef's lists are.

A line is `full;abbreviation`, `"full","abbreviation"` or, as in older lists, `full = abbreviation`; further columns are
not used, and lines that begin with `#` are comments.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas_cite.errors import UnreadableInput
from atlas_cite.model.text import folded

_DELIMITERS = (";", ",", "=")
"""What stands between full name and abbreviation, tried in this order for a whole list."""
_HINT = "Give a list whose lines are `full name;abbreviation`, as JabRef's are."


@dataclass(frozen=True, slots=True)
class JournalList:
    """A list read from the file `where`: abbreviations by full name, and full names by every name, all folded."""

    where: str
    abbreviations: Mapping[str, str]
    full_names: Mapping[str, str]

    def full(self, name: str) -> str:
        """The full name of a journal called `name`; empty when the list does not know it, or knows two."""
        return self.full_names.get(folded(name), "")

    def abbreviation(self, name: str) -> str:
        """The abbreviation of a journal called `name`; empty when the list does not know it."""
        return self.abbreviations.get(folded(self.full(name)), "")


def parse_journal_list(text: str, where: str) -> JournalList:
    """Read a list; of two lines for a journal the first counts.  Raises UnreadableInput when no line is of a list."""
    pairs = list(_pairs(text, where))
    if not pairs:
        raise UnreadableInput("this is no list of journals", subject=where, hint=_HINT)
    abbreviations: dict[str, str] = {}
    full_names: dict[str, str] = {}
    by_abbreviation: dict[str, set[str]] = {}
    for full, short in pairs:
        abbreviations.setdefault(folded(full), short)
        full_names.setdefault(folded(full), full)
        by_abbreviation.setdefault(folded(short), set()).add(full_names[folded(full)])
    unequivocal = {short: min(fulls) for short, fulls in by_abbreviation.items() if len(fulls) == 1}
    return JournalList(where, abbreviations, unequivocal | full_names)


def _pairs(text: str, where: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    delimiter = next((each for each in _DELIMITERS if sum(each in line for line in lines) * 2 > len(lines)), ";")
    try:
        for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True):
            if len(row) > 1 and all(folded(name) for name in row[:2]):
                yield row[0].strip(), row[1].strip()
    except csv.Error as error:
        raise UnreadableInput(f"the list of journals cannot be read: {error}", subject=where, hint=_HINT) from error
