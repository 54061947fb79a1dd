"""A manuscript's texts written as one document: notes numbered through, references where one of them wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atlas_cite.document.tree import ReferenceEntry
from atlas_cite.manuscript.citations import Placed
from atlas_cite.manuscript.latex import LatexText
from atlas_cite.manuscript.markdown import MarkdownText
from atlas_cite.render.in_text import Printed
from atlas_cite.render.latex_manuscript import LatexManuscript
from atlas_cite.render.markdown_manuscript import MarkdownManuscript, MarkdownOptions


@dataclass(frozen=True, slots=True)
class TextToWrite:
    """A text as read, and what each of its citations prints; notes stand after punctuation unless it says otherwise."""

    read: MarkdownText | LatexText
    cited: Sequence[tuple[Placed, Printed]]
    notes_after_marks: bool = True


def write_texts(
    texts: Sequence[TextToWrite], references: Sequence[ReferenceEntry], title: str, *, into_quotes: bool
) -> Iterator[str]:
    """Each text with its citations printed; the references go to the first that has a place for them, else the last.

    `into_quotes` says that full stops and commas stand inside quotation marks.
    """
    holder = next((at for at, each in enumerate(texts) if each.read.references), len(texts) - 1)
    has_links = any(each.read.has_links for each in texts if isinstance(each.read, LatexText))
    document_class = next((each.read.document_class for each in texts if isinstance(each.read, LatexText)), "")
    first_note = 1
    for at, each in enumerate(texts):
        listed = references if at == holder else ()
        if isinstance(each.read, LatexText):
            yield LatexManuscript(each.read, each.cited, title, document_class, into_quotes, has_links).write(listed)
            continue
        options = MarkdownOptions(each.notes_after_marks, into_quotes, title)
        manuscript = MarkdownManuscript(each.read, each.cited, options, first_note)
        yield manuscript.write(listed)
        first_note += len(manuscript.definitions)
