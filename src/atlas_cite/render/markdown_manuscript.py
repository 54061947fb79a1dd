"""A Markdown manuscript written anew: its citations printed, notes and references added, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from atlas_cite.document.markdown import PANDOC, PANDOC_INSIDE_EMPHASIS, render_inlines, render_markdown
from atlas_cite.document.tree import Document, Inlines, ReferenceEntry, Text, plain
from atlas_cite.manuscript.citations import Form, Placed
from atlas_cite.manuscript.edits import Edit, closed_up, edited, note_edit
from atlas_cite.manuscript.markdown import MarkdownText
from atlas_cite.manuscript.sealed import unseal
from atlas_cite.render.in_text import Printed, with_unknown

_HEADING_AT_END = re.compile(r"(?:^|\n)(?:#{1,6}[ \t][^\n]*|[^\n]+\n(?:=+|-+))\s*\Z")
_OPENING = re.compile(r"(?<![\\*\w])\*(?![\s*])")
_CLOSING = re.compile(r"(?<=[^\s*\\])\*(?!\*)")
_CONTEXT = 1_000
"""How far back emphasis that is still open is looked for, in characters."""
_LINE_END = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_NOTE_LABEL = "cite-"


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """How notes stand among punctuation marks, and what the list of references is headed with ("": no list)."""

    notes_after_marks: bool = True
    marks_into_quotes: bool = False
    title: str = ""


@dataclass
class MarkdownManuscript:
    """One text and what its citations print; `first_note` numbers its new notes over several texts."""

    read: MarkdownText
    cited: Sequence[tuple[Placed, Printed]]
    options: MarkdownOptions
    first_note: int = 1
    definitions: list[str] = field(default_factory=list)

    def write(self, references: Sequence[ReferenceEntry]) -> str:
        """The text with its citations printed and, where a title is given or a place is made, the references."""
        edits = self._edits()
        spot = self.read.references
        if spot and references:
            edits.append(Edit(*spot, self._lines(f"\n{_list(references)}\n\n")))
        edits.sort(key=lambda edit: edit.start)
        text = edited(self.read.text, edits)
        if not spot and references and self.options.title:
            text = self._appended(text, references)
        if self.definitions:
            text = f"{text.rstrip()}{self._lines(chr(10) * 2)}{self._lines((chr(10) * 2).join(self.definitions))}"
            text += self._lines("\n")
        return text

    def _edits(self) -> list[Edit]:
        """The citations' edits in the order of the text; notes are numbered in the order of reading."""
        marks = {
            placed.citation.start: self._define(printed)
            for placed, printed in self.cited
            if placed.opens_note and printed.rest
        }
        edits: list[Edit] = []
        for placed, printed in sorted(self.cited, key=lambda each: each[0].citation.start):
            floor = edits[-1].end if edits else 0
            mark = marks.get(placed.citation.start, "")
            if edit := self._note(placed, printed, mark, floor) if mark else self._words(placed, printed, floor):
                edits.append(edit)
        return edits

    def _define(self, printed: Printed) -> str:
        """The mark of a new note, whose words go to the end of the text."""
        mark = f"[^{self._prefix}{self.first_note + len(self.definitions)}]"
        note = _written(with_unknown(replace(printed, author=())), "x", "")
        self.definitions.append(f"{mark}: {note}")
        return mark

    @cached_property
    def _prefix(self) -> str:
        """What our notes' labels begin with and none of the author's."""
        prefix = _NOTE_LABEL
        while any(label.startswith(prefix) for label in self.read.labels):
            prefix += _NOTE_LABEL
        return prefix

    def _note(self, placed: Placed, printed: Printed, mark: str, floor: int) -> Edit:
        """The edit for a citation that becomes a note: its author stays, its mark goes behind punctuation."""
        citation = placed.citation
        author = _written(printed.author, self.read.text[citation.start - 1 :][:1], "[")
        edit = note_edit(
            self.read.text,
            citation.start,
            citation.end,
            mark,
            floor=floor,
            after_marks=self.options.notes_after_marks,
            into_quotes=self.options.marks_into_quotes and not author,
        )
        return Edit(citation.start, edit.end, f"{author}{edit.text}") if author else edit

    def _words(self, placed: Placed, printed: Printed, floor: int) -> Edit | None:
        """The edit for a citation that stays words of its sentence; None where it prints nothing."""
        citation, text = placed.citation, self.read.text
        words = with_unknown(printed, in_own_note=placed)
        if citation.form is Form.SILENT or not words:
            return None
        after = text[citation.end : citation.end + 1]
        if printed.is_raised and not printed.author:
            mark = _written(words, "x", after)
            return note_edit(text, citation.start, citation.end, mark, floor=floor, after_marks=False)
        if printed.stop and citation.begins and _LINE_END.match(text, citation.end):
            words = (*words, Text("" if plain(words).endswith((".", "!", "?")) else printed.stop))
        shown = _written(words, text[max(0, citation.start - _CONTEXT) : citation.start], after)
        shown, taken = closed_up(shown, after, into_quotes=self.options.marks_into_quotes)
        return Edit(citation.start, citation.end + taken, shown)

    def _appended(self, text: str, references: Sequence[ReferenceEntry]) -> str:
        body = text.rstrip()
        ending = text[len(body) :]
        title = "" if _HEADING_AT_END.search(body) else f"# {_written((Text(self.options.title),), 'x', '')}\n\n"
        return f"{body}{self._lines(chr(10) * 2 + title + _list(references))}{ending or self._lines(chr(10))}"

    def _lines(self, text: str) -> str:
        """A text of ours with the line ends of the manuscript."""
        return text.replace("\n", "\r\n") if "\r\n" in self.read.text else text


def _list(references: Sequence[ReferenceEntry]) -> str:
    return render_markdown(Document("", tuple(references)), PANDOC).rstrip()


def _written(inlines: Inlines, before: str, after: str) -> str:
    """The words as Markdown between `before`, as far as it matters, and `after`."""
    paragraph = before.rpartition("\n\n")[2]
    is_inside = len(_OPENING.findall(paragraph)) > len(_CLOSING.findall(paragraph))
    return unseal(render_inlines(inlines, before, after, PANDOC_INSIDE_EMPHASIS if is_inside else PANDOC))
