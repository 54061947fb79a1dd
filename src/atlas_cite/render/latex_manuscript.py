"""A LaTeX manuscript written anew: its citations printed, its bibliography a list, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from atlas_cite.document.latex import render_inlines
from atlas_cite.document.latex_list import render_reference_list
from atlas_cite.document.tree import Inlines, ReferenceEntry, Text, joined_texts, plain, without_links
from atlas_cite.manuscript.citations import NOTES, Citation, Form, Placed
from atlas_cite.manuscript.edits import Edit, closed_up, edited, note_edit
from atlas_cite.manuscript.latex import LatexText
from atlas_cite.manuscript.sealed import unseal
from atlas_cite.render.in_text import Printed, with_unknown

_COMMAND = re.compile(r"\\(?:\\\*?|[A-Za-z]+\*?)\s*\Z")
_OPTION = re.compile(r"\\[A-Za-z]+\*?(?:\{[^{}]*\})?\[[^\[\]]*\Z")
_CONTEXT = 200
"""How far back the command that a citation stands in is looked for, in characters."""
_WITH_CHAPTERS = ("book", "report", "memoir", "scrbook", "scrreprt", "thesis")


@dataclass
class LatexManuscript:
    """One text and what its citations print."""

    read: LatexText
    cited: Sequence[tuple[Placed, Printed]]
    title: str = ""
    document_class: str = ""
    into_quotes: bool = False
    has_links: bool = False

    def write(self, references: Sequence[ReferenceEntry]) -> str:
        """The text with its citations printed and the references where its bibliography was, else at its end."""
        edits: list[Edit] = []
        for placed, printed in sorted(self.cited, key=lambda each: each[0].citation.start):
            if edit := self._edit(placed, printed, edits[-1].end if edits else 0):
                edits.append(edit)
        edits += self._references(references)
        return edited(self.read.text, sorted(edits, key=lambda edit: edit.start))

    def _edit(self, placed: Placed, printed: Printed, floor: int) -> Edit | None:
        citation, text = placed.citation, self.read.text
        if citation.form is Form.SILENT:
            return Edit(citation.start, citation.end, "")
        printed = self._capitalised(placed, printed)
        if placed.opens_note and printed.rest:
            return self._note(placed, printed, floor)
        if printed.is_raised and not printed.author:
            mark = self._written(citation, with_unknown(printed))
            return note_edit(text, citation.start, citation.end, mark, floor=floor, after_marks=False)
        after = text[citation.end : citation.end + 1]
        words = with_unknown(printed, in_own_note=placed)
        if not plain(words):
            return None
        if printed.stop and after == "}" and citation.begins and not plain(words).endswith((".", "!", "?")):
            words = (*words, Text(printed.stop))
        shown = self._written(citation, words)
        shown, taken = closed_up(shown, after, into_quotes=self.into_quotes and not citation.goes_on)
        return Edit(citation.start, citation.end + taken, shown)

    def _written(self, citation: Citation, words: Inlines) -> str:
        """The words as LaTeX: a bracket in them neither begins nor ends an argument of a command."""
        shown = self._latex(words)
        before = self._before(citation)
        if not _COMMAND.search(before):
            shown = shown.removeprefix("{}")
        is_option = _OPTION.search(before) and "]" in shown
        return f"{citation.lead}{{{shown}}}" if is_option else f"{citation.lead}{shown}"

    def _before(self, citation: Citation) -> str:
        return self.read.text[max(0, citation.start - _CONTEXT) : citation.start]

    def _latex(self, words: Inlines) -> str:
        return unseal(render_inlines(joined_texts(words if self.has_links else without_links(words))))

    def _note(self, placed: Placed, printed: Printed, floor: int) -> Edit:
        """The edit for a citation that becomes a footnote: its author stays, the rest goes into the note."""
        citation = placed.citation
        words = with_unknown(replace(printed, author=()))
        author = self._written(citation, printed.author)
        is_footnote = citation.form in NOTES
        if is_footnote and not printed.stop and not plain(words).endswith("."):
            words = (*words, Text("."))
        edit = note_edit(
            self.read.text,
            citation.start,
            citation.end,
            self._footnote(citation, words),
            floor=floor,
            after_marks=not is_footnote and not citation.goes_on,
            into_quotes=self.into_quotes and not author,
        )
        return Edit(citation.start, edit.end, f"{author}{edit.text}") if author else edit

    def _footnote(self, citation: Citation, words: Inlines) -> str:
        """The words as a footnote, protected where LaTeX moves text."""
        note = f"\\footnote{{{self._latex(words)}}}"
        if _OPTION.search(self._before(citation)):
            return f"{{\\protect{note}}}"
        is_moving = any(start <= citation.start < end for start, end in self.read.moving)
        return f"\\protect{note}" if is_moving else note

    def _capitalised(self, placed: Placed, printed: Printed) -> Printed:
        r"""What `\Textcite` and the like print: the first letter raised."""
        command = self.read.text[placed.citation.start + 1 : placed.citation.start + 2]
        first = printed.author[0] if printed.author else None
        if not command.isupper() or not isinstance(first, Text):
            return printed
        return replace(printed, author=(Text(first.text[:1].upper() + first.text[1:]), *printed.author[1:]))

    def _references(self, references: Sequence[ReferenceEntry]) -> Iterator[Edit]:
        listed = self._list(references) if references else ""
        for number, (start, end) in enumerate(self.read.references):
            yield Edit(start, end, listed if number == 0 else "")
        if not self.read.references and listed:
            yield Edit(self.read.end, self.read.end, f"{listed}\n\n")

    def _list(self, references: Sequence[ReferenceEntry]) -> str:
        has_chapters = (self.read.document_class or self.document_class).startswith(_WITH_CHAPTERS)
        section = "chapter" if has_chapters else "section"
        heading = f"\\{section}*{{{render_inlines((Text(self.title),))}}}\n" if self.title else ""
        return unseal(f"{heading}{render_reference_list(references)}")
