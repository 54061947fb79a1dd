"""One entry's text with one edit, checked by reading the result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.bibfile.edits import ChangeType, RemoveField, RenameKey, SetField
from atlas_cite.bibfile.encoding import DecodedText, readable
from atlas_cite.bibfile.placing import insert_field, take_out_field
from atlas_cite.bibfile.scan import BLOCK_AT_LINE_START, Fault, ScannedEntry, ScannedField, scan_entry, scannable
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
        blocks = [match.start(1) for match in BLOCK_AT_LINE_START.finditer(scanned, 1)] if "@" in text[1:] else []
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

    def raw(self, field: ScannedField) -> str:
        """A field's value as written."""
        return self.text[field.value_start : field.value_end]

    def replaced(self, start: int, end: int, new: str) -> str:
        """The text with `new` in place of what stands from `start` to `end`."""
        return self.text[:start] + new + self.text[end:]


@dataclass(frozen=True, slots=True)
class EntryEditor:
    """What edits of one entry go by: the file's encoding and macros, and the style of the entry."""

    source: DecodedText
    macros: Mapping[str, str]
    style: EntryStyle

    def edit(self, entry: EntryText, edit: EntryEdit) -> EntryText:
        """The entry with the edit; the same object when that changes nothing.  Raises Refused."""
        if isinstance(edit, SetField):
            return self._set(entry, edit)
        if isinstance(edit, RemoveField):
            return self._remove(entry, edit)
        if isinstance(edit, RenameKey):
            return self._rename(entry, edit.key)
        return self._change_type(entry, edit.type)

    def _set(self, entry: EntryText, edit: SetField) -> EntryText:
        if not _FIELD_NAME.fullmatch(edit.name) or self.source.missing(edit.name):
            raise Refused(f"{edit.name!r} is no name for a field")
        index = entry.find(edit.name)
        field = entry.parts.fields[index] if index >= 0 else None
        if field and self._has(entry, field, edit):
            return entry
        value = edit.value if edit.is_raw else self._storable(edit)
        written = value if edit.is_raw else delimited(value, self.style, entry.raw(field) if field else "")
        if field:
            new = EntryText.of(entry.replaced(field.value_start, field.value_end, written))
        else:
            new = EntryText.of(insert_field(entry.text, entry.parts, self.style, edit.name, written))
            index = new.find(edit.name)
        _check_others(entry, new, without=-1 if field is None else index, besides=index)
        if index < 0 or new.raw(new.parts.fields[index]) != written:
            raise Refused(f"the value of {edit.name} would be read as something else")
        return new

    def _has(self, entry: EntryText, field: ScannedField, edit: SetField) -> bool:
        """Whether the field says that already."""
        if edit.is_raw:
            return entry.raw(field) == edit.value
        return readable(join_parts(field.parts, self.macros).text) == _LINE_END.sub("\n", edit.value)

    def _storable(self, edit: SetField) -> str:
        """The value in the line ends and the characters of the file."""
        if not has_balanced_braces(edit.value):
            raise Refused(f"the braces in the new {edit.name} have no partners")
        if BLOCK_AT_LINE_START.search(scannable(edit.value), 1):  # to many programs, whatever stands around it
            raise Refused(f"a line of the new {edit.name} would begin an entry")
        value = _LINE_END.sub(self.style.line_end, edit.value)
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
        _check_others(entry, new, without=index, besides=-1)
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


def _check_others(old: EntryText, new: EntryText, *, without: int, besides: int) -> None:
    """Raise Refused unless all fields but these two (numbers in `old` and `new`) are the same."""
    before = [old.text[each.name_start : each.value_end] for each in old.parts.fields]
    after = [new.text[each.name_start : each.value_end] for each in new.parts.fields]
    if without >= 0:
        del before[without]
    if besides >= 0:
        del after[besides]
    if before != after:
        raise Refused("another field would be read differently")
