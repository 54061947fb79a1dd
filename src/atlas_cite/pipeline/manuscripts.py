"""Manuscripts: the citations of Markdown and LaTeX texts printed, and their bibliography with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from atlas_cite.bibfile.file import Lines
from atlas_cite.errors import InvalidSettings, Problem, Severity
from atlas_cite.keys.manuscripts import PANDOC, is_cross_reference
from atlas_cite.manuscript.citations import Citation, Note, Passage, Placed, note_count, placed
from atlas_cite.manuscript.front_matter import EVERYTHING, front_matter_keys, listed_keys
from atlas_cite.manuscript.latex import LatexText, read_latex
from atlas_cite.manuscript.markdown import MarkdownText, read_markdown
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library
from atlas_cite.pipeline.documents import AnnotationRequest, annotation_choice
from atlas_cite.pipeline.manuscript_settings import Settings, known_locale, read_settings
from atlas_cite.pipeline.renaming import read_manuscript
from atlas_cite.styles import StyleSource, find_locale, find_style

Problems = tuple[Problem, ...]
DEFAULT_STYLE = "apa"
_MARKDOWN = PANDOC | {".txt", ".text"}
_LATEX = {".tex", ".ltx", ".latex", ".rnw", ".snw"}
_BYTE_ORDER_MARK = "\ufeff"
_CONVERTED = {".docx", ".html", ".htm", ".pdf", ".odt", ".epub", ".rtf"}
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text of a manuscript as read, and what it says of itself."""

    path: Path
    read: MarkdownText | LatexText
    settings: Settings
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ManuscriptRequest:
    """How manuscripts are cited; empty values are the manuscripts' own, and then ours."""

    style: str = ""
    locale: str | None = None
    annotation: AnnotationRequest = field(default_factory=lambda: AnnotationRequest(parts="none"))


def open_manuscripts(paths: Sequence[Path], output: Path | None = None) -> tuple[tuple[Manuscript, ...], Problems]:
    """The manuscripts at `paths`, read in order.

    Raises InvalidSettings for texts that cannot be cited in or an output of another kind, UnreadableInput for a file
    that cannot be read.
    """
    kinds = {_kind(path) for path in paths}
    if len(kinds) > 1:
        hint = "Run Markdown and LaTeX texts apart: they are not one document."
        raise InvalidSettings("the manuscripts are of two kinds", subject=", ".join(map(str, paths)), hint=hint)
    _check_output(output, kinds.pop())
    problems: list[Problem] = []
    return tuple(_opened(path, problems) for path in paths), tuple(problems)


def _kind(path: Path) -> str:
    ending = path.suffix.lower()
    if ending in _LATEX:
        return "LaTeX"
    if ending in _MARKDOWN or not ending:
        return "Markdown"
    hint = "Give Markdown (.md, also one that is to become a Word document) or LaTeX (.tex)."
    raise InvalidSettings("citations cannot be printed in this kind of text", subject=str(path), hint=hint)


def _check_output(output: Path | None, kind: str) -> None:
    if output is None or output.suffix.lower() not in _CONVERTED:
        return
    ending, kept = output.suffix, output.with_suffix(".md" if kind == "Markdown" else ".tex")
    maker = f"pandoc {kept} -o {output}" if kind == "Markdown" else f"pdflatex {kept}"
    hint = f"Write -o {kept}, and then: {maker}"
    raise InvalidSettings(f"a manuscript stays {kind}; no {ending} is made of it", subject=str(output), hint=hint)


def _opened(path: Path, problems: list[Problem]) -> Manuscript:
    text = read_manuscript(path)
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    if _kind(path) == "LaTeX":
        latex = read_latex(text)
        lines = Lines(text)
        for start, name in latex.unknown:
            message = f"{name} is not known and was left as it is"
            problems.append(Problem("citation-command-unknown", _place(path, lines, start), message, _COMMANDS_HINT))
        return Manuscript(path, latex, Settings(), mark)
    markdown = read_markdown(text)
    settings, faults = read_settings(markdown.front_matter, path)
    problems += faults
    return Manuscript(path, markdown, settings, mark)


_COMMANDS_HINT = "Write \\cite, \\parencite, \\textcite, \\footcite or another of natbib's or biblatex's commands."


def _place(path: Path, lines: Lines, start: int) -> str:
    line, column = lines.place(start)
    return f"{path}:{line}:{column}"


def chosen_settings(manuscripts: Sequence[Manuscript], request: ManuscriptRequest) -> ManuscriptRequest:
    """The request with what it leaves open taken from the first manuscript that says it.

    Raises StyleNotFound, StyleFault or InvalidSettings for what cannot be used.
    """
    said = [each.settings for each in manuscripts]
    style = request.style or next((each.style for each in said if each.style), DEFAULT_STYLE)
    find_style(style)
    annotation_choice(request.annotation)
    if request.locale:
        return replace(request, style=style, locale=find_locale(request.locale))
    asked = next((each.locale for each in said if each.locale), None)
    return replace(request, style=style, locale=asked and known_locale(asked))


def cite_manuscripts(
    manuscripts: Sequence[Manuscript], library: Library, request: ManuscriptRequest
) -> tuple[tuple[str, ...], Problems]:
    """The manuscripts, as one document in their order, with their citations printed and their bibliography.

    A key that no entry has is a problem with its place, and printed in bold with a question mark.  Raises StyleFault
    for a style that cannot be used.
    """
    from atlas_cite.render.in_text import cites_in_notes

    style = find_style(request.style)
    by_key = {entry.key: entry for entry in library}
    in_notes = cites_in_notes(style, request.locale)
    texts: list[tuple[Manuscript, list[Placed]]] = []
    note = 0
    for each in manuscripts:
        passages = list(_citations_only(each.read, by_key))
        texts.append((each, list(placed(passages, note, in_notes=in_notes))))
        note += note_count(passages, in_notes=in_notes)
    entries = _cited_entries(texts, library, by_key)
    written = _write(texts, entries, style, request)
    return written, tuple(_problems(texts, by_key))


def _citations_only(read: MarkdownText | LatexText, known: Mapping[str, Entry]) -> Iterator[Passage]:
    """The passages without references to figures, examples and the like, which other programs resolve."""
    examples = read.examples if isinstance(read, MarkdownText) else frozenset()

    def is_citation(citation: Citation) -> bool:
        return any(
            work.key in known or not (is_cross_reference(work.key) or work.key in examples) for work in citation.works
        )

    for each in read.passages:
        if isinstance(each, Note):
            yield Note(tuple(filter(is_citation, each.citations)))
        elif is_citation(each):
            yield each


def _cited_entries(
    texts: Sequence[tuple[Manuscript, list[Placed]]], library: Library, by_key: Mapping[str, Entry]
) -> list[Entry]:
    """The entries in the order they are cited first, then those that are listed without being cited."""
    keys = [work.key for _, cited in texts for each in cited for work in each.citation.works]
    listed = [key for each, _ in texts for key in _listed(each.read)]
    if EVERYTHING in listed:
        listed = [entry.key for entry in library]
    return [by_key[key] for key in dict.fromkeys([*keys, *listed]) if key in by_key]


def _listed(read: MarkdownText | LatexText) -> Iterator[str]:
    if isinstance(read, MarkdownText):
        yield from (key for _, key in listed_keys(read.front_matter))
    elif read.cites_everything:
        yield EVERYTHING


def _write(
    texts: Sequence[tuple[Manuscript, list[Placed]]],
    entries: Sequence[Entry],
    style: StyleSource,
    request: ManuscriptRequest,
) -> tuple[str, ...]:
    from atlas_cite.render.in_text import InText, InTextOptions
    from atlas_cite.render.labels import label, label_language
    from atlas_cite.render.manuscript import TextToWrite, write_texts

    words = label_language(request.locale or style.default_locale or "en")
    choice = annotation_choice(request.annotation)
    printer = InText(entries, style, InTextOptions(request.locale, words, choice))
    printed = iter(printer.citations([each for _, cited in texts for each in cited]))
    said = [each.settings for each, _ in texts]
    title = next((each.title for each in said if each.title is not None), label("references", words))
    wanted = all(each.has_bibliography for each in said)
    references, _ = printer.bibliography() if wanted else ((), [])
    to_write = [
        TextToWrite(each.read, [(one, next(printed)) for one in cited], each.settings.notes_after_marks)
        for each, cited in texts
    ]
    written = write_texts(to_write, references, title, into_quotes=printer.puts_marks_into_quotes)
    return tuple(f"{each.mark}{text}" for (each, _), text in zip(texts, written, strict=True))


def _problems(texts: Sequence[tuple[Manuscript, list[Placed]]], by_key: Mapping[str, Entry]) -> Iterator[Problem]:
    told: set[str] = set()
    if not any(cited for _, cited in texts):
        hint = "Citations are written [@key] or @key in Markdown, \\cite{key} in LaTeX."
        yield Problem("no-citation", str(texts[0][0].path), "no citation was found", hint, Severity.WARNING)
    for manuscript, cited in texts:
        lines = Lines(manuscript.read.text)
        for work in (work for each in cited for work in each.citation.works):
            place = _place(manuscript.path, lines, work.start)
            yield from key_problem(work.key, place, by_key, told)
        yield from _in_front_matter(manuscript, lines, by_key)
        for work in manuscript.read.nested if isinstance(manuscript.read, MarkdownText) else ():
            message = f"{work.key} is cited inside the words behind another key, and was left as it is"
            hint = "Give it a part of its own, behind a semicolon."
            yield Problem("citation-nested", _place(manuscript.path, lines, work.start), message, hint)


def _in_front_matter(manuscript: Manuscript, lines: Lines, by_key: Mapping[str, Entry]) -> Iterator[Problem]:
    """Citations in a title or abstract: front matter is data for other programs and stays as it is."""
    if not isinstance(manuscript.read, MarkdownText):
        return
    listed = {start for start, _ in listed_keys(manuscript.read.front_matter)}
    for start, key in front_matter_keys(manuscript.read.front_matter):
        if key in by_key and start not in listed:
            place = _place(manuscript.path, lines, manuscript.read.text.find(manuscript.read.front_matter) + start)
            message = f"{key} is cited in the front matter, which was left as it is"
            yield Problem("citation-in-front-matter", place, message, "Write it there in words.", Severity.WARNING)


def key_problem(key: str, place: str, by_key: Mapping[str, Entry], told: set[str]) -> Iterator[Problem]:
    """What is to be said of a key cited at `place`; of a retracted work once, which `told` remembers."""
    entry = by_key.get(key)
    if entry is None:
        yield Problem("key-unknown", place, f"no entry has the key {key}", _near(key, by_key))
    elif entry.status.is_grave and key not in told:
        told.add(key)
        yield _retracted(entry, place)


def _retracted(entry: Entry, place: str) -> Problem:
    update = entry.status.gravest
    kind = update.kind.replace("_", " ") if update else "retraction"
    hint = "Do not cite it as sound; the reference says what happened to it."
    return Problem("retracted-cited", place, f"{entry.key} is cited: {kind}", hint, Severity.WARNING)


def _near(key: str, by_key: Mapping[str, Entry]) -> str:
    from difflib import get_close_matches  # only for a misspelt key

    same = [known for known in by_key if known.casefold() == key.casefold()]
    near = same or get_close_matches(key, by_key, n=_NEAR)
    return f"Did you mean {' or '.join(near)}?" if near else "Add the work to the library, or mend the key."
