"""An entry in pieces: what stands before its fields, and each field with what follows it; new ones go between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas_cite.bibfile.file import BibEntry
from atlas_cite.bibfile.scan import USUAL_FIELD, ScannedEntry


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
        pieces = cls("", parts.key_end, [], [], [], [])
        position = 0
        for name_start, name_end, value_start, value_end, _ in parts.fields:
            pieces.afters.append(text[position:name_start])
            pieces.names.append(text[name_start:name_end].lower())
            pieces.heads.append(text[name_start:value_start])
            pieces.values.append(text[value_start:value_end])
            position = value_end
        return pieces._ended(text[position:])

    @classmethod
    def of_entry(cls, text: str, entry: BibEntry) -> EntryPieces:
        """The pieces of an entry as the file, whose `text` this is, was read."""
        pieces = cls("", entry.key_start + len(entry.key) - entry.start, [], [], [], [])
        position = entry.start
        for each in entry.fields:
            name_start, value_start = each.name_start, each.value_start
            pieces.afters.append(text[position:name_start])
            pieces.names.append(each.name.lower())
            pieces.heads.append(text[name_start:value_start])
            pieces.values.append(each.raw)
            position = value_start + len(each.raw)
        return pieces._ended(text[position : entry.end])

    def _ended(self, end: str) -> EntryPieces:
        """The same when `afters` held what stands before each field, and `end` is what stands behind the last."""
        self.lead, *self.afters = *self.afters, end
        return self

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
        for each in self.parts():
            parts += each
        return "".join(parts)

    def parts(self) -> Iterator[tuple[str, str, str]]:
        """Head, value and what stands behind it of each field."""
        return zip(self.heads, self.values, self.afters, strict=True)

    def layout(self) -> str:
        """All but the key and the values, of which the delimiters stay: entries of one layout have one style."""
        parts = [self.lead[self.key_end :]]
        for head, value, after in self.parts():
            parts += (head, value[0], "9" if value.strip('{}"').isdigit() else "", after)
        return "".join(parts[:-1])

    def are_usual(self) -> bool:
        """Whether each field is as usual, so that a scan would read one behind the other just as they are here."""
        is_open = True
        for head, value, after in self.parts():
            text = head + value + after
            match = USUAL_FIELD.match(text)
            if not (is_open and match) or match.span(2) != (len(head), len(head) + len(value)):
                return False
            rest = len(text) - match.end()  # behind the last field stands what closes the entry
            is_open = rest == 0
            if rest > 1 or (is_open and not match[3]):
                return False
        return not is_open
