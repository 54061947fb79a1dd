"""Applying edits: only the values that change, change; every other character of the file stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from atlas_cite.bibfile.edits import AddEntry, Edit, RenameKey, SetField
from atlas_cite.bibfile.entry_edit import EntryEditor, EntryText, Refused, in_case_of
from atlas_cite.bibfile.file import BibEntry, BibFile
from atlas_cite.bibfile.pieces import EntryPieces
from atlas_cite.bibfile.style import EntryStyle, style_of
from atlas_cite.errors import Problem, Severity

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEARBY = 30
"""How many entries away one may stand whose style a new entry, or one with a single field, takes over."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A file after its edits: `data` are the bytes to write; `applied` says how many edits changed something.

    Without any, `data` is the very bytes that were read, and there is nothing to write.
    """

    data: bytes
    applied: int

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.applied > 0


def apply_edits(file: BibFile, edits: Iterable[Edit]) -> tuple[Edited, list[Problem]]:
    """The file with `edits`, applied in order; one that would break the file is left out and is a Problem.

    An edit that asks for what is there already is not counted in `applied`.  Characters that the file's encoding does
    not have are written as LaTeX, which is a warning.  Raises IndexError for an entry that does not exist.
    """
    editing = _Editing(file, keys={entry.key.lower() for entry in file.entries})
    for index, group in groupby(edits, key=_entry_of):
        editing.apply_all(index, list(group))
    if not editing.applied:
        return Edited(file.data, 0), editing.problems
    return Edited(file.source.encode_all(editing.used_up()), editing.applied), editing.problems


def _entry_of(edit: Edit) -> int | None:
    return None if isinstance(edit, AddEntry) else edit.entry


@dataclass(frozen=True, slots=True)
class _Desk:
    """The entry that is worked on: its number, its text, and what edits it."""

    index: int
    entry: EntryText
    editor: EntryEditor


@dataclass(slots=True)
class _Editing:
    """A file's entries on the way: the texts of those changed and added, how many edits were applied, what was refused.

    Edits are not kept, and only the entry on the `desk` is held with all its parts, so that many changes need no more
    memory than few.
    """

    file: BibFile
    keys: set[str]
    desk: _Desk | None = None
    editors: dict[str, EntryEditor] = field(default_factory=dict)
    changed: dict[int, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    applied: int = 0
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, edit: Edit, message: str, severity: Severity) -> None:
        where = self.file.where
        if not isinstance(edit, AddEntry):
            entry = self.file.entries[edit.entry]
            where, message = f"{where}:{entry.line}:{entry.column}", f"{entry.key!r}: {message}"
        self.problems.append(Problem(code, where, message, severity=severity))

    def apply_all(self, index: int | None, edits: Sequence[Edit]) -> None:
        """Apply edits of one entry: all at once where that can be done, else one after the other."""
        if index is not None and index not in self.changed and self._set_all(self.file.entries[index], edits):
            return
        for edit in edits:
            try:
                self.applied += self.apply(edit)
            except Refused as refusal:
                self.report("edit-refused", edit, f"{refusal}; this was not changed", Severity.ERROR)

    def _set_all(self, entry: BibEntry, edits: Sequence[Edit]) -> bool:
        """Set fields of an entry nobody has changed yet; whether that went well, and so is as one by one."""
        fields = [edit for edit in edits if isinstance(edit, SetField)]
        if len({edit.name.lower() for edit in fields}) < len(edits) or len(entry.fields) < 2:
            return False
        pieces = EntryPieces.of_entry(self.file.text, entry)
        try:
            editor = self._usual_editor(pieces.layout(), entry)
            text, done = editor.set_all(pieces, entry, fields)
        except Refused:
            return False  # one by one it will be told which
        if done:
            self.changed[entry.index], self.desk = text, None
            self.applied += len(done)
            for edit in done:
                self._report_escapes(edit)
        return True

    def apply(self, edit: Edit) -> bool:
        """Apply one edit; whether it changed something."""
        if isinstance(edit, AddEntry):
            self._claim_key(edit.key)
            self.added.append(self._new_entry(edit))
            return True
        desk = self.desk
        if desk is None or desk.index != edit.entry:
            self.desk = desk = self._put_on_desk(self.file.entries[edit.entry])
        if isinstance(edit, RenameKey):
            self._claim_key(edit.key, desk.entry.text[desk.entry.parts.key_start : desk.entry.parts.key_end])
        new = desk.editor.edit(desk.entry, edit)
        if new.text == desk.entry.text:
            return False
        self._report_escapes(edit)
        self.desk = replace(desk, entry=new)
        self.changed[desk.index] = new.text
        return True

    def used_up(self) -> Iterator[str]:
        """The text of the whole file in pieces, which are let go on the way."""
        position = 0
        for index in sorted(self.changed):
            entry = self.file.entries[index]
            yield self.file.text[position : entry.start]
            yield self.changed.pop(index)
            position = entry.end
        if self.added:
            end = self.file.entries[-1].end if self.file.entries else len(self.file.text)
            yield self.file.text[position:end]
            yield self._gap() if self.file.text else ""
            yield self._gap().join(self.added)
            position = end
        yield self.file.text[position:] or (self._line_end() if self.added else "")

    def _put_on_desk(self, entry: BibEntry) -> _Desk:
        text = EntryText.of(self.changed.get(entry.index) or self.file.text[entry.start : entry.end])
        return _Desk(entry.index, text, self._editor(entry.index, text))

    def _claim_key(self, key: str, old: str = "") -> None:
        if key.lower() in self.keys and key.lower() != old.lower():
            raise Refused(f"another entry has the key {key!r}")
        self.keys.add(key.lower())

    def _report_escapes(self, edit: Edit) -> None:
        if isinstance(edit, SetField) and not edit.is_raw and (missing := self.file.source.missing(edit.value)):
            message = f"{missing!r} in {edit.name} is written as LaTeX; the file's encoding does not have it"
            self.report("encoding-escaped", edit, message, Severity.WARNING)

    def _editor_in(self, style: EntryStyle) -> EntryEditor:
        return EntryEditor(self.file.source, self.file.macros, style)

    def _editor(self, index: int, entry: EntryText) -> EntryEditor:
        """What edits an entry in its style; one with a field or none does not show all of it."""
        if len(entry.parts.fields) < 2:
            return self._editor_in(style_of(entry.text, entry.parts, self._nearby_style(index)))
        layout = EntryPieces.of_scanned(entry.text, entry.parts).layout()
        if layout not in self.editors:
            self.editors[layout] = self._editor_in(style_of(entry.text, entry.parts, self._default_style()))
        return self.editors[layout]

    def _usual_editor(self, layout: str, entry: BibEntry) -> EntryEditor:
        """What edits an entry of a `layout` as read."""
        if layout not in self.editors:
            return self._editor(entry.index, EntryText.of(self.file.text[entry.start : entry.end]))
        return self.editors[layout]

    def _default_style(self) -> EntryStyle:
        return EntryStyle(separator=f",{self._line_end()}  ")

    def _nearby_style(self, index: int) -> EntryStyle:
        """The style of the nearest entry that shows one, those before it first."""
        default = self._default_style()
        entries = self.file.entries
        for entry in (*reversed(entries[max(0, index - _NEARBY) : index]), *entries[index + 1 : index + _NEARBY]):
            if len(entry.fields) > 1:
                text = EntryText.of(self.file.text[entry.start : entry.end])
                return style_of(text.text, text.parts, default)
        return default

    def _new_entry(self, edit: AddEntry) -> str:
        """The text of a new entry, its fields added one by one."""
        entries = self.file.entries
        style = self._nearby_style(len(entries))
        kind = in_case_of(entries[-1].type, edit.type) if entries else edit.type
        if style.comma_at_line_end:
            entry = EntryText.of(f"@{kind}{{new,{style.line_end}}}")
        else:
            entry = EntryText.of(f"@{kind}{{new}}")
        editor = self._editor_in(style)
        entry = editor.edit(entry, RenameKey(0, edit.key))
        for name, value in edit.fields:
            entry = editor.edit(entry, SetField(0, name, value))
        return entry.text

    def _gap(self) -> str:
        """What stands between the last two entries, when that is nothing but blanks."""
        entries = self.file.entries
        if len(entries) > 1:
            gap = self.file.text[entries[-2].end : entries[-1].start]
            if _LINE_END.search(gap) and not gap.strip():
                return gap
        return self._line_end() * 2

    def _line_end(self) -> str:
        """The first line end of the file; LF without one."""
        found = _LINE_END.search(self.file.text)
        return found[0] if found else "\n"
