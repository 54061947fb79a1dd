"""A Word manuscript: the citations typed in its paragraphs printed in their look, its bibliography at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from atlas_cite.errors import InvalidSettings, Problem, UnreadableInput
from atlas_cite.manuscript.citations import Citation, Form, Placed
from atlas_cite.manuscript.markdown import read_plain
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library
from atlas_cite.pipeline.documents import annotation_choice
from atlas_cite.pipeline.manuscripts import ManuscriptRequest, Problems, key_problem
from atlas_cite.styles import find_style

_BLANKS = re.compile(r"[ \u00a0]*\Z")
_CONTEXT = 20


def cite_word(path: Path, library: Library, request: ManuscriptRequest) -> tuple[bytes, Problems]:
    """The Word file with its citations printed and its bibliography; nothing else of it changes.

    A bare `@name` that is no key stays as it is.  Raises UnreadableInput for a file that cannot be read and
    InvalidSettings for a style that cites in notes, which cannot be made there.
    """
    from atlas_cite.document.docx_text import DocxText, Replacement
    from atlas_cite.render.in_text import InText, InTextOptions, cites_in_notes, unsealed, with_unknown
    from atlas_cite.render.labels import label, label_language

    style = find_style(request.style)
    if cites_in_notes(style, request.locale):
        hint = (
            "Choose a style that cites in the text, or write the manuscript in Markdown and make the Word file of that."
        )
        raise InvalidSettings("footnotes cannot be put into an existing Word file", subject=style.name, hint=hint)
    document = DocxText(_read(path), str(path))
    by_key = {entry.key: entry for entry in library}
    cited = [Placed(each) for each in read_plain(document.text) if _is_citation(each, by_key)]
    keys = dict.fromkeys(work.key for each in cited for work in each.citation.works if work.key in by_key)
    words = label_language(request.locale or style.default_locale or "en")
    options = InTextOptions(request.locale, words, annotation_choice(request.annotation))
    printer = InText([by_key[key] for key in keys], style, options)
    replacements = [
        Replacement(*_span(document.text, each.citation, is_raised=printed.is_raised and not printed.author), found)
        for each, printed in zip(cited, printer.citations(cited), strict=True)
        if (found := unsealed(with_unknown(printed)))
    ]
    document.replace(replacements)
    references, problems = printer.bibliography()
    if references:
        document.append("" if document.ends_in_heading else label("references", words), references)
    in_notes = _in_notes(path, read_plain(document.notes), by_key)
    return document.save(), (*problems, *_problems(path, document.text, cited, by_key), *in_notes)


def _in_notes(path: Path, citations: Sequence[Citation], by_key: Mapping[str, Entry]) -> Iterator[Problem]:
    for work in (work for each in citations if _is_citation(each, by_key) for work in each.works):
        message = f"{work.key} is cited in a footnote, which was left as it is"
        yield Problem(
            "citation-in-note", str(path), message, "Write the manuscript in Markdown, or move it to the text."
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(error.strerror or "it cannot be read", subject=str(path)) from error


def _is_citation(citation: Citation, by_key: Mapping[str, Entry]) -> bool:
    return citation.form is not Form.IN_TEXT or any(work.key in by_key for work in citation.works)


def _span(text: str, citation: Citation, *, is_raised: bool) -> tuple[int, int]:
    """The stretch to replace: a superscript takes the blank before it."""
    blanks = _BLANKS.search(text[max(0, citation.start - _CONTEXT) : citation.start]) if is_raised else None
    return citation.start - (len(blanks[0]) if blanks else 0), citation.end


def _problems(path: Path, text: str, cited: Sequence[Placed], by_key: Mapping[str, Entry]) -> Iterator[Problem]:
    told: set[str] = set()
    for work in (work for each in cited for work in each.citation.works):
        paragraph = text.count("\n\n", 0, work.start) + 1
        yield from key_problem(work.key, f"{path}, paragraph {paragraph}", by_key, told)
