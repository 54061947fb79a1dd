"""The text of an existing Word file: read as one text, stretches of it replaced, paragraphs put at its end.

Source: ECMA-376 part 1, 17.3 (paragraphs and runs).  Footnotes are parts of their own and are not opened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from atlas_cite.document.tree import (
    BulletList,
    Emphasis,
    Inline,
    Inlines,
    ReferenceEntry,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from atlas_cite.errors import UnreadableInput

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
_NOTES = ("/footnotes.xml", "/endnotes.xml")
_FONTS: dict[type[Inline], str] = {
    Emphasis: "italic",
    Strong: "bold",
    SmallCaps: "small_caps",
    Underline: "underline",
    Superscript: "superscript",
    Subscript: "subscript",
}
"""What python-docx calls each format."""
_INDENT = 0.63
"""How far references hang, in centimetres."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the place of a stretch of the text, in characters from 0."""

    start: int
    end: int
    words: Inlines


class DocxText:
    """A Word file's paragraphs, tables included, as one text with a blank line between them.

    Raises UnreadableInput for what is no Word file.
    """

    def __init__(self, data: bytes, where: str) -> None:
        import docx

        try:
            self._package = docx.Document(BytesIO(data))
        # python-docx lets through whatever zipfile, lxml and its own lookups raise on a damaged file.
        except Exception as error:
            hint = "Open it in Word and save it again as .docx."
            raise UnreadableInput("this cannot be read as a Word document", subject=where, hint=hint) from error
        self._elements: list[Any] = []
        self._starts: list[int] = []
        self.text = "\n\n".join(self._paragraphs())

    def _paragraphs(self) -> Iterator[str]:
        position = 0
        for paragraph in self._package.element.body.iter(f"{_W}p"):
            parts: list[str] = []
            for element in paragraph.iter(f"{_W}t", *_BREAKS):
                if next(element.iterancestors(f"{_W}p")) is not paragraph or any(element.iterancestors(_FALLBACK)):
                    continue  # a text box has paragraphs of its own
                text = _BREAKS.get(element.tag) or element.text or ""
                if element.tag == f"{_W}t":
                    self._elements.append(element)
                    self._starts.append(position + sum(map(len, parts)))
                parts.append(text)
            text = "".join(parts)
            position += len(text) + 2
            yield text

    @property
    def ends_in_heading(self) -> bool:
        """Whether the last paragraph with words is a heading."""
        last = next((each for each in reversed(self._package.paragraphs) if each.text.strip()), None)
        return last is not None and last.style is not None and (last.style.name or "").startswith("Heading")

    @property
    def notes(self) -> str:
        """The words of the file's footnotes and endnotes, which cannot be replaced."""
        parts = (each.target_part for each in self._package.part.rels.values() if not each.is_external)
        blobs = (part.blob for part in parts if part.partname.endswith(_NOTES))
        return "\n".join(re.sub(r"<[^<>]*>", "", blob.decode("utf-8", "replace")) for blob in blobs)

    def replace(self, replacements: Sequence[Replacement]) -> None:
        """Replace stretches, which stand apart; what is put there looks as what stood at its beginning."""
        for each in sorted(replacements, key=lambda each: each.start, reverse=True):
            self._replace(each)

    def _replace(self, each: Replacement) -> None:
        first = bisect_right(self._starts, each.start) - 1
        element = self._elements[first]
        run = element.getparent()
        before = each.start - self._starts[first]
        whole = element.text or ""
        _set_text(element, whole[:before])
        tail = _split(run, element, whole[before + each.end - each.start :])
        at = first + 1
        while at < len(self._starts) and self._starts[at] < each.end:
            inner = self._elements[at].text or ""
            _set_text(self._elements[at], inner[max(0, each.end - self._starts[at]) :])
            at += 1
        for new in reversed(list(_runs(run, each.words, ()))):
            run.addnext(new)
        if not len(tail):
            tail.getparent().remove(tail)

    def append(self, title: str, references: Sequence[ReferenceEntry]) -> None:
        """Put a heading (none where the title is empty) and the references at the end."""
        if title:
            heading = self._package.add_paragraph(title)
            self._style(heading, "Heading 1")
        for reference in references:
            label = (*reference.label, Text("\t")) if reference.label else ()
            paragraph = self._paragraph((*label, *_lines(reference.lines)))
            self._style(paragraph, "Bibliography")
            if reference.label or reference.hanging_indent:
                _hang(paragraph)
            for block in reference.annotation:
                said = block.items if isinstance(block, BulletList) else (getattr(block, "children", ()),)
                for words in said:
                    _indent(self._paragraph(words))

    def _paragraph(self, words: Inlines) -> Paragraph:
        paragraph = self._package.add_paragraph()
        model = paragraph.add_run()._r  # noqa: SLF001  # python-docx gives a run's element under this name alone
        for new in list(_runs(model, words, ())):
            paragraph._p.append(new)  # noqa: SLF001  # likewise
        paragraph._p.remove(model)  # noqa: SLF001  # likewise
        return paragraph

    def _style(self, paragraph: Paragraph, name: str) -> None:
        if any(style.name == name for style in self._package.styles):
            paragraph.style = name

    def save(self) -> bytes:
        """The file as bytes."""
        output = BytesIO()
        self._package.save(output)
        return output.getvalue()


def _set_text(element: Any, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def _split(run: Any, element: Any, text: str) -> Any:
    """Move what follows a text in its run, and `text`, into a run of their own behind it; empty without either."""
    tail = run.makeelement(run.tag, dict(run.attrib))
    following = list(element.itersiblings())
    if text:
        rest = element.makeelement(element.tag, {})
        _set_text(rest, text)
        following.insert(0, rest)
    if following and run.rPr is not None:
        tail.append(deepcopy(run.rPr))
    tail.extend(following)
    run.addnext(tail)
    return tail


def _runs(model: Any, words: Inlines, formats: tuple[str, ...]) -> Iterator[Any]:
    """Runs that look as `model` does, with formats of their own."""
    from docx.text.run import Run

    for node in words:
        if not isinstance(node, Text):
            name = _FONTS.get(type(node))
            yield from _runs(model, node.children, (*formats, name) if name else formats)
        elif node.text:
            element = model.makeelement(model.tag, {})
            if model.rPr is not None:
                element.append(deepcopy(model.rPr))
            run = Run(element, None)  # type: ignore[arg-type]  # a parent is only asked for pictures and styles
            run.text = node.text
            for each in formats:
                setattr(run.font, each, True)
            yield element


def _lines(lines: Iterable[Inlines]) -> Inlines:
    found: Inlines = ()
    for line in lines:
        found = (*found, Text("\n"), *line) if found else line
    return found


def _hang(paragraph: Paragraph) -> None:
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent = Cm(_INDENT)
    paragraph.paragraph_format.first_line_indent = Cm(-_INDENT)


def _indent(paragraph: Paragraph) -> None:
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent = Cm(_INDENT)
