"""An entry in pieces: what stands before its fields, and each field with what follows it; new ones go between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibEntry
from atlas_cite.bibfile.scan import ScannedEntry


@dataclass(slots=True)
class EntryPieces:
    """The text of an entry that has fields, cut up; all pieces together, in order, are the text.

    Of field number i, `heads[i]` is the name as written with `=` and the blanks around it, `values[i]` the value with
    its delimiters, `afters[i]` what stands behind it up to the next field's name, or to the end of the entry.  `names`
    are the names in lower case; `lead` is what stands before the first field, `key_end` the offset of the key's end in
    it.
    """

    lead: str
    key_end: int
    names: list[str]
    heads: list[str]
    values: list[str]
    afters: list[str]

    @classmethod
    def of_scanned(cls, text: str, parts: ScannedEntry) -> EntryPieces:
        """The pieces of an entry's `text` that was scanned on its own."""
        spans = [(each.name_start, each.name_end, each.value_start, each.value_end) for each in parts.fields]
        return cls._cut(text, 0, parts.key_end, len(text), spans)

    @classmethod
    def of_entry(cls, text: str, entry: BibEntry) -> EntryPieces:
        """The pieces of an entry as the file, whose `text` this is, was read."""
        spans = [(each.name_start, each.name_end, each.value_start, each.value_end) for each in entry.fields]
        return cls._cut(text, entry.start, entry.key_start + len(entry.key), entry.end, spans)

    @classmethod
    def _cut(
        cls, text: str, start: int, key_end: int, end: int, spans: Iterable[tuple[int, int, int, int]]
    ) -> EntryPieces:
        pieces = cls("", key_end - start, [], [], [], [])
        position = start
        for name_start, name_end, value_start, value_end in spans:
            pieces.afters.append(text[position:name_start])
            pieces.names.append(text[name_start:name_end].lower())
            pieces.heads.append(text[name_start:value_start])
            pieces.values.append(text[value_start:value_end])
            position = value_end
        pieces.afters.append(text[position:end])
        pieces.lead = pieces.afters.pop(0)
        return pieces

    def find(self, name: str) -> int:
        """The number of the first field of that name in any case, -1 without one."""
        folded = name.lower()
        return self.names.index(folded) if folded in self.names else -1

    def insert(self, index: int, name: str, head: str, value: str, after: str) -> None:
        """Put a field before field number `index`."""
        self.names.insert(index, name.lower())
        self.heads.insert(index, head)
        self.values.insert(index, value)
        self.afters.insert(index, after)

    def fields(self) -> list[str]:
        """Each field from its name to the end of its value."""
        return list(map(str.__add__, self.heads, self.values))

    def text(self) -> str:
        """All pieces together."""
        parts = [self.lead]
        for each in zip(self.heads, self.values, self.afters, strict=True):
            parts += each
        return "".join(parts)

    def layout(self) -> str:
        """All but the key and the values, of which the delimiters stay: entries of one layout have one style."""
        parts = [self.lead[self.key_end :]]
        for head, value, after in zip(self.heads, self.values, self.afters, strict=True):
            parts += (head, value[0], "9" if value.strip('{}"').isdigit() else "", after)
        return "".join(parts[:-1])
