"""A Markdown manuscript written anew: its citations printed, notes and references added, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from atlas_cite.document.markdown import PANDOC, render_inlines, render_markdown
from atlas_cite.document.tree import Document, Inlines, ReferenceEntry, Text, plain
from atlas_cite.manuscript.citations import Form, Placed
from atlas_cite.manuscript.edits import Edit, closed_up, edited, note_edit
from atlas_cite.manuscript.markdown import MarkdownText
from atlas_cite.manuscript.sealed import unseal
from atlas_cite.render.in_text import Printed, with_unknown

_HEADING_AT_END = re.compile(r"(?:^|\n)(?:#{1,6}[ \t][^\n]*|[^\n]+\n(?:=+|-+))\s*\Z")
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
        edits = [edit for placed, printed in self.cited for edit in self._edit(placed, printed)]
        spot = self.read.references
        if spot and references:
            edits.append(Edit(*spot, self._lines(f"\n{_list(references)}\n")))
        edits.sort(key=lambda edit: edit.start)
        text = edited(self.read.text, edits)
        if not spot and references and self.options.title:
            text = self._appended(text, references)
        if self.definitions:
            text = f"{text.rstrip()}{self._lines(chr(10) * 2)}{self._lines((chr(10) * 2).join(self.definitions))}"
            text += self._lines("\n")
        return text

    def _edit(self, placed: Placed, printed: Printed) -> Iterator[Edit]:
        citation, text = placed.citation, self.read.text
        if citation.form is Form.SILENT or not (printed.author or printed.rest or printed.unknown):
            return
        before = text[max(0, citation.start - 2) : citation.start]
        after = text[citation.end : citation.end + 1]
        if placed.opens_note and printed.rest:
            yield self._note(placed, printed)
        elif printed.is_raised and not printed.author:
            mark = _written(with_unknown(printed), "x", after)
            yield note_edit(text, citation.start, citation.end, mark, after_marks=False)
        else:
            words = with_unknown(printed, in_own_note=placed)
            if printed.stop and citation.begins and _LINE_END.match(text, citation.end):
                words = (*words, Text("" if plain(words).endswith((".", "!", "?")) else printed.stop))
            shown = _written(words, before, after)
            shown, taken = closed_up(shown, after, into_quotes=self.options.marks_into_quotes)
            yield Edit(citation.start, citation.end + taken, shown)

    def _note(self, placed: Placed, printed: Printed) -> Edit:
        """The edit for a citation that becomes a note: its mark here, its words at the end of the text."""
        label = self._label()
        note = _written(with_unknown(replace(printed, author=())), "x", "")
        self.definitions.append(f"[^{label}]: {note}")
        author = _written(printed.author, self.read.text[placed.citation.start - 1 :][:1], "[")
        edit = note_edit(
            self.read.text,
            placed.citation.start,
            placed.citation.end,
            f"[^{label}]",
            after_marks=self.options.notes_after_marks,
            into_quotes=self.options.marks_into_quotes and not author,
        )
        return Edit(placed.citation.start, edit.end, f"{author}{edit.text}") if author else edit

    def _label(self) -> str:
        number = self.first_note + len(self.definitions)
        while (label := f"{_NOTE_LABEL}{number}") in self.read.labels:
            number += 1
        return label

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
    return unseal(render_inlines(inlines, before, after))
