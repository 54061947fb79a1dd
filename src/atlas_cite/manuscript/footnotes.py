"""Footnotes of Markdown: which citation stands in which, and in what order a reader meets them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from atlas_cite.manuscript.citations import Citation, Note, Passage
from atlas_cite.manuscript.prose import Prose

_REFERENCE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_BEGINNING = re.compile(r"(?:\A|[.;!?][\"'”’»*_)\]]*\s)\s*\Z")
_CONTEXT = 200
"""How far back a sentence's end is looked for, in characters."""
_INDENT = 3
"""How many blanks may stand before a note's definition."""


@dataclass(frozen=True, slots=True)
class _Span:
    """The inside of a note in the text; `label` is empty for one written inline."""

    start: int
    end: int
    label: str = ""
    citations: list[Citation] = field(default_factory=list)


def in_reading_order(
    text: str, prose: Prose, found: Iterable[Citation], inline_notes: Iterable[tuple[int, int]]
) -> Iterator[Passage]:
    """The citations, those of a footnote together where it is first referred to.

    What no reference leads to is printed nowhere; its citations are read last.
    """
    spans = [_Span(block.inside, block.end, block.label) for block in prose.notes]
    spans += [_Span(start, end) for start, end in inline_notes]
    spans.sort(key=lambda span: span.start)
    places: list[tuple[int, Citation | _Span]] = [
        (citation.start, citation) for citation in found if not _takes(spans, citation, text)
    ]
    places += [(span.start, span) for span in spans if not span.label]
    places += _references(prose, spans)
    for _, place in sorted(places, key=lambda each: each[0]):
        yield place if isinstance(place, Citation) else Note(tuple(place.citations))
    referred = {id(place) for _, place in places}
    yield from (Note(tuple(span.citations)) for span in spans if span.citations and id(span) not in referred)


def _takes(spans: Sequence[_Span], citation: Citation, text: str) -> bool:
    """Whether a note takes the citation, into which it is put."""
    at = bisect_right(spans, citation.start, key=lambda span: span.start) - 1
    if at < 0 or citation.start >= spans[at].end:
        return False
    before = text[max(spans[at].start, citation.start - _CONTEXT) : citation.start]
    spans[at].citations.append(replace(citation, begins=_BEGINNING.search(before) is not None))
    return True


def _references(prose: Prose, spans: Iterable[_Span]) -> Iterator[tuple[int, _Span]]:
    """The place where each defined note is first referred to."""
    waiting = {span.label: span for span in spans if span.label}
    definitions = {block.start + blanks for block in prose.notes for blanks in range(_INDENT + 1)}
    for match in _REFERENCE.finditer(prose.text):
        if match.start() not in definitions and (span := waiting.pop(match["label"], None)):
            yield match.start(), span
