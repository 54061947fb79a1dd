"""One entry's text with one edit, checked by reading the result."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from atlas_cite.bibfile.edits import ChangeType, RemoveField, RenameKey, SetField
from atlas_cite.bibfile.encoding import DecodedText, readable
from atlas_cite.bibfile.file import BibEntry
from atlas_cite.bibfile.pieces import EntryPieces
from atlas_cite.bibfile.placing import insert_field, insert_first_field, take_out_field
from atlas_cite.bibfile.scan import Fault, ScannedEntry, blocks_at_line_starts, scan_entry, scannable
from atlas_cite.bibfile.snippets import scan_entry_with_snippets
from atlas_cite.bibfile.style import EntryStyle
from atlas_cite.bibfile.values import join_parts
from atlas_cite.latex.encode import has_balanced_braces
from atlas_cite.latex.escapes import escape_characters
from atlas_cite.tables.bib_layout import VERBATIM_FIELDS

EntryEdit = SetField | RemoveField | RenameKey | ChangeType

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD_NAME = re.compile(r"[A-Za-z][^\s\"#%'(),={}@\\]*")
_KEY = re.compile(r"[^\s\"#%'(),={}@\\~]+")
_TYPE = re.compile(r"[A-Za-z][\w-]*")


class Refused(Exception):
    """An edit that would harm the file; its message says how."""


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry's text on its own, and where its parts stand in it."""

    text: str
    parts: ScannedEntry

    @classmethod
    def of(cls, text: str) -> EntryText:
        """The parts of `text`, which is one entry and nothing else; raises Refused when it is not."""
        scanned = scannable(text)
        blocks = list(blocks_at_line_starts(scanned, 1))
        try:
            parts = scan_entry_with_snippets(scanned, 0, blocks) if blocks else scan_entry(scanned, 0, len(text))
        except Fault as fault:
            raise Refused(f"the entry could not be read any more: {fault.message}") from fault
        if parts.close + 1 != len(text):
            raise Refused("the entry would end too early")
        return cls(text, parts)

    def find(self, name: str) -> int:
        """The number of the first field of that name, -1 without one."""
        folded = name.lower()
        names = (self.text[each.name_start : each.name_end].lower() for each in self.parts.fields)
        return next((index for index, each in enumerate(names) if each == folded), -1)

    def fields(self) -> list[str]:
        """Each field from its name to the end of its value."""
        return [self.text[each.name_start : each.value_end] for each in self.parts.fields]

    def replaced(self, start: int, end: int, new: str) -> str:
        """The text with `new` in place of what stands from `start` to `end`."""
        return self.text[:start] + new + self.text[end:]


@dataclass(frozen=True, slots=True)
class EntryEditor:
    """What edits of an entry go by: the file's encoding and macros, and the style of the entry.

    `heads` are the names, each with its `=`, as they have been written so far.
    """

    source: DecodedText
    macros: Mapping[str, str]
    style: EntryStyle
    heads: dict[str, str] = field(default_factory=dict)

    def edit(self, entry: EntryText, edit: EntryEdit) -> EntryText:
        """The entry with the edit; the same object when that changes nothing.  Raises Refused."""
        if isinstance(edit, SetField):
            return self._set(entry, edit)
        if isinstance(edit, RemoveField):
            return self._remove(entry, edit)
        if isinstance(edit, RenameKey):
            return self._rename(entry, edit.key)
        return self._change_type(entry, edit.type)

    def set_all(self, pieces: EntryPieces, entry: BibEntry, edits: Sequence[SetField]) -> tuple[str, list[SetField]]:
        """An entry as read, with all of `edits`, which name different fields; and those that changed something.

        What comes of it is what `edit` makes of one edit after the other, but the text is read again only once.
        `pieces` are the entry's, and are used up.  Raises Refused when anything would harm the file.
        """
        said = {each.name.lower(): each.text for each in reversed(entry.fields)}  # of repeated fields the first counts
        done = [edit for edit in edits if self._set_in(pieces, edit, said.get(edit.name.lower())) is not None]
        text = pieces.text()
        if done and not _is_read_as(text, pieces):
            raise Refused("a field would be read differently")
        return text, done

    def _set(self, entry: EntryText, edit: SetField) -> EntryText:
        if not entry.parts.fields:
            return self._set_first(entry, edit)
        pieces = EntryPieces.of_scanned(entry.text, entry.parts)
        there = pieces.find(edit.name)
        said = join_parts(entry.parts.fields[there].parts, self.macros).text if there >= 0 else None
        index = self._set_in(pieces, edit, said)
        if index is None:
            return entry
        new = EntryText.of(pieces.text())
        _check(pieces.fields(), new.fields(), index, edit.name)
        return new

    def _set_in(self, pieces: EntryPieces, edit: SetField, said: str | None) -> int | None:
        """Give the entry the field; its number, or None when it is there and says that already."""
        self._check_name(edit.name)
        index = pieces.find(edit.name)
        old = pieces.values[index] if index >= 0 else ""
        if said is not None and (old == edit.value if edit.is_raw else _is_said(said, edit.value)):
            return None
        written = edit.value if edit.is_raw else delimited(self._storable(edit), self.style, old)
        if index < 0:
            return insert_field(pieces, self.style, edit.name, self._head(edit.name), written)
        if written == old:
            return None
        pieces.values[index] = written
        return index

    def _set_first(self, entry: EntryText, edit: SetField) -> EntryText:
        self._check_name(edit.name)
        written = edit.value if edit.is_raw else delimited(self._storable(edit), self.style)
        new = EntryText.of(insert_first_field(entry.text, entry.parts, self.style, edit.name, written))
        _check([self.style.head(edit.name) + written], new.fields(), 0, edit.name)
        return new

    def _head(self, name: str) -> str:
        if name not in self.heads:
            self.heads[name] = self.style.head(name)
        return self.heads[name]

    def _check_name(self, name: str) -> None:
        if not _FIELD_NAME.fullmatch(name) or self.source.missing(name):
            raise Refused(f"{name!r} is no name for a field")

    def _storable(self, edit: SetField) -> str:
        """The value in the line ends and the characters of the file."""
        if not has_balanced_braces(edit.value):
            raise Refused(f"the braces in the new {edit.name} have no partners")
        if "@" in edit.value and any(blocks_at_line_starts(scannable(edit.value), 1)):  # whatever stands around it
            raise Refused(f"a line of the new {edit.name} would begin an entry")
        value = edit.value
        if "\n" in value or "\r" in value:
            value = _LINE_END.sub(self.style.line_end, value)
        missing = self.source.missing(value)
        if not missing:
            return value
        if edit.name.lower() not in VERBATIM_FIELDS:
            value, missing = escape_characters(value, missing)
        if missing:
            raise Refused(f"the file's encoding ({self.source.encoding}) has no {missing!r} for the new {edit.name}")
        return value

    def _remove(self, entry: EntryText, edit: RemoveField) -> EntryText:
        index = entry.find(edit.name)
        if index < 0:
            return entry
        new = EntryText.of(take_out_field(entry.text, entry.parts, index))
        fields = entry.fields()
        if new.fields() != fields[:index] + fields[index + 1 :]:
            raise Refused("another field would be read differently")
        return new

    def _rename(self, entry: EntryText, key: str) -> EntryText:
        if not _KEY.fullmatch(key) or self.source.missing(key):
            raise Refused(f"{key!r} is no key that BibTeX and LaTeX take")
        return EntryText.of(entry.replaced(entry.parts.key_start, entry.parts.key_end, key))

    def _change_type(self, entry: EntryText, new: str) -> EntryText:
        if not _TYPE.fullmatch(new) or self.source.missing(new):
            raise Refused(f"{new!r} is no type")
        old = entry.text[entry.parts.type_start : entry.parts.type_end]
        if old.lower() == new.lower():
            return entry
        return EntryText.of(entry.replaced(entry.parts.type_start, entry.parts.type_end, in_case_of(old, new)))


def in_case_of(old: str, new: str) -> str:
    """The type `new` as `old` is written: `article`, `Article` or `ARTICLE`."""
    if old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new.lower()


def delimited(value: str, style: EntryStyle, old: str = "") -> str:
    """`value` in the delimiters of the value it replaces, else in those of the style."""
    if value.isdecimal() and value.isascii() and (old.isdecimal() or (not old and style.has_bare_numbers)):
        return value
    delimiter = old[:1] if old[:1] in {"{", '"'} else style.delimiter
    return f'"{value}"' if delimiter == '"' and not _has_bare_quote(value) else f"{{{value}}}"


def _has_bare_quote(value: str) -> bool:
    """Whether a quotation mark outside braces would end a value in quotation marks."""
    depth = 0
    for character in value:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == '"' and depth == 0:
            return True
    return False


def _is_read_as(text: str, pieces: EntryPieces) -> bool:
    """Whether an entry's text is read as the pieces it is made of."""
    # The lead was read before, and no block of its own begins behind it.
    if "\r" not in text and "@" not in text[1:] and pieces.are_usual():
        return True
    return EntryText.of(text).fields() == pieces.fields()


def _is_said(said: str, value: str) -> bool:
    """Whether a field's text is a new value, line ends aside."""
    return readable(said) == (_LINE_END.sub("\n", value) if "\r" in value else value)


def _check(wanted: list[str], found: list[str], index: int, name: str) -> None:
    """Raise Refused unless the fields are read as they are meant; number `index` is the one that was written."""
    if wanted == found:
        return
    if wanted[:index] + wanted[index + 1 :] == found[:index] + found[index + 1 :]:
        raise Refused(f"the value of {name} would be read as something else")
    raise Refused("another field would be read differently")
