"""Markdown: pandoc's citations, with the footnotes they stand in, in the order a reader meets them.

Source: pandoc's user's guide, "Citation syntax" and "Footnotes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from atlas_cite.manuscript.citations import Citation, Cited, Form, Passage
from atlas_cite.manuscript.footnotes import in_reading_order
from atlas_cite.manuscript.prose import AT_KEY, BLANK, read_prose

_EVENT = re.compile(rf"(?P<key>{AT_KEY.pattern})|\{{[^{{}}\n]*\}}|[\[\];]")
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")
_MINUS = re.compile(r"(?<![^\W_])(?<![-.])-\Z")
_NEXT_BRACKET = re.compile(r"[ \t]*(?:\r?\n[ \t]*)?\[(?!\^)")
_LINK = re.compile(r"\([\0\n]*\)|\[(?!\^|-?@|[^\]]*;)[^\]\[@]*\]|\{[ \t]*(?:[#.=]|\w+=)[^{}\n]*\}")
_EXAMPLE = re.compile(r"^ {0,3}\(?@(?P<label>[\w-]+)[.)][ \t]", re.MULTILINE)
_REFERENCES = re.compile(r"^[ \t]*:{3,}[ \t]*\{[^{}\n]*#refs\b[^{}\n]*\}[ \t]*:*[ \t\r]*\n", re.MULTILINE)
_REFERENCES_END = re.compile(r"^[ \t]*:{3,}[ \t\r]*$", re.MULTILINE)
_REFERENCES_HTML = re.compile(r"<div[ \t][^<>\n]*\bid=[\"']refs[\"'][^<>\n]*>(?P<inside>[ \t\r\n]*)</div>")
_ADDRESS = re.compile(r"\bhttps?://[^\s)\]<>]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text as read: its citations and notes in order, its front matter, its footnotes' labels.

    `references` is where the author wants the bibliography, `nested` are works named inside another one's suffix,
    `examples` the labels of numbered examples, which are referred to as works are.
    """

    text: str
    passages: tuple[Passage, ...]
    front_matter: str
    labels: frozenset[str]
    references: tuple[int, int] | None
    nested: tuple[Cited, ...]
    examples: frozenset[str] = frozenset()


def read_markdown(text: str) -> MarkdownText:
    """Every citation of a Markdown text with the note it stands in."""
    prose = read_prose(text)
    finder = _Finder(text, prose.text)
    start = 0
    for match in _BLANK_LINE.finditer(prose.text):
        finder.paragraph(start, match.start())
        start = match.end() - 1
    finder.paragraph(start, len(text))
    return MarkdownText(
        text,
        tuple(in_reading_order(text, prose, finder.found, finder.notes)),
        prose.front_matter,
        frozenset(block.label for block in prose.notes),
        _references(text, prose.text),
        tuple(finder.nested),
        frozenset(match["label"] for match in _EXAMPLE.finditer(prose.text)),
    )


def read_plain(text: str) -> tuple[Citation, ...]:
    """The citations of a text without markup, such as a Word file's; only addresses hold none."""
    prose = _ADDRESS.sub(lambda match: BLANK * len(match[0]), text)
    finder = _Finder(text, prose)
    for match in _PARAGRAPH.finditer(prose):
        finder.paragraph(*match.span())
    return tuple(finder.found)


def _references(text: str, prose: str) -> tuple[int, int] | None:
    opened = _REFERENCES.search(prose)
    closed = _REFERENCES_END.search(prose, opened.end()) if opened else None
    if opened and closed:
        return opened.end(), closed.start()
    found = _REFERENCES_HTML.search(text)
    return found.span("inside") if found else None


@dataclass(slots=True)
class _Bracket:
    """A bracket and the keys right in it, in parts between semicolons; `best` is the citation it belongs to."""

    open: int
    parent: _Bracket | None
    close: int = -1
    separators: list[int] = field(default_factory=list)
    parts: list[list[re.Match[str]]] = field(default_factory=lambda: [[]])
    best: _Bracket | None = None


@dataclass(slots=True)
class _Finder:
    """Finds the citations of one paragraph after the other."""

    text: str
    prose: str
    found: list[Citation] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    nested: list[Cited] = field(default_factory=list)

    def paragraph(self, start: int, end: int) -> None:
        """Find the citations between two places that no bracket spans."""
        brackets: list[_Bracket] = []
        keys: list[tuple[re.Match[str], _Bracket | None]] = []
        self._sweep(start, end, brackets, keys)
        for each in brackets:
            above = each.parent.best if each.parent else None
            each.best = above or (each if self._is_citation(each) else None)
        self._collect(keys, {each.open: each for each in brackets if each.close >= 0})

    def _sweep(
        self, start: int, end: int, brackets: list[_Bracket], keys: list[tuple[re.Match[str], _Bracket | None]]
    ) -> None:
        """Pair the brackets and note what stands right in each."""
        current: _Bracket | None = None
        for match in _EVENT.finditer(self.prose, start, end):
            sign = match[0]
            if match["key"]:
                keys.append((match, current))
                if current:
                    current.parts[-1].append(match)
            elif sign == "[":
                current = _Bracket(match.start(), current)
                brackets.append(current)
            elif current is None:
                continue
            elif sign == "]":
                current.close = match.start()
                if self.prose[current.open - 1 : current.open] == "^":
                    self.notes.append((current.open + 1, current.close))
                current = current.parent
            elif sign == ";":
                current.separators.append(match.start())
                current.parts.append([])

    def _is_citation(self, bracket: _Bracket) -> bool:
        before = self.prose[bracket.open - 1 : bracket.open] if bracket.open else ""
        return (
            bracket.close >= 0
            and all(bracket.parts)
            and before not in {"!", "^"}
            and self.prose[bracket.open + 1] != "^"
            and not self._leads_on(bracket)
        )

    def _leads_on(self, bracket: _Bracket) -> bool:
        """Whether what follows makes a link, or a span with attributes, of the bracket."""
        following = self.prose[bracket.close + 1 : bracket.close + 2]
        return following in {"(", "[", "{"} and _LINK.match(self.prose, bracket.close + 1) is not None

    def _collect(self, keys: list[tuple[re.Match[str], _Bracket | None]], closed: dict[int, _Bracket]) -> None:
        position = 0
        printed: set[int] = set()
        for key, bracket in keys:
            if key.start() < position:
                if key.start() not in printed:
                    self.nested.append(self._cited(key, key.end()))
                continue
            best = bracket.best if bracket else None
            citation = self._in_brackets(best) if best else self._in_text(key, closed)
            self.found.append(citation)
            position = citation.end
            printed.update(work.start - 1 - (self.prose[work.start - 1] == "{") for work in citation.works)

    def _in_brackets(self, bracket: _Bracket) -> Citation:
        works = tuple(self._works(bracket, bracket.open + 1))
        return Citation(bracket.open, bracket.close + 1, works)

    def _works(self, bracket: _Bracket, start: int, first: int = 0) -> Iterator[Cited]:
        """The works of a bracket's parts, from part `first` on."""
        ends = [*bracket.separators, bracket.close]
        for part, end in zip(bracket.parts[first:], ends[first:], strict=True):
            yield self._cited(part[0], end, start)
            start = end + 1

    def _in_text(self, key: re.Match[str], closed: dict[int, _Bracket]) -> Citation:
        """`@key` in a sentence, and the bracket that may follow it: `@key [p. 3; @other]`."""
        work = self._cited(key, key.end())
        form = Form.PARENTHETICAL if work.suppress_author else Form.IN_TEXT
        start = key.start() - work.suppress_author
        following = _NEXT_BRACKET.match(self.prose, key.end())
        bracket = closed.get(following.end() - 1) if following else None
        if bracket is None or self._leads_on(bracket) or not all(bracket.parts[1:]):
            return Citation(start, key.end(), (work,), form)
        if bracket.parts[0]:
            return Citation(start, bracket.close + 1, (work, *self._works(bracket, bracket.open + 1)), form)
        end = [*bracket.separators, bracket.close][0]
        said = self.text[bracket.open + 1 : end].strip()
        work = Cited(work.key, work.start, "", f", {said}" if said else "", work.suppress_author)
        return Citation(start, bracket.close + 1, (work, *self._works(bracket, end + 1, 1)), form)

    def _cited(self, key: re.Match[str], end: int, start: int = -1) -> Cited:
        """The work of a key with what stands before it from `start` (-1: nothing) and behind it up to `end`."""
        minus = _MINUS.search(self.prose, max(key.start() - 2, 0), key.start()) is not None
        bare = key[0][2:-1] if key[0].startswith("@{") else key[0][1:]
        prefix = self.text[start : key.start() - minus].lstrip() if start >= 0 else ""
        place = key.start() + (2 if key[0].startswith("@{") else 1)
        return Cited(bare, place, prefix, self.text[key.end() : end].rstrip(), minus)
