"""Annotations and notices as text, for the one field that a reference manager shows.

A link keeps its address, in brackets behind its words.  Text is plain, one line a paragraph, `- ` before a list's item;
where a program shows Markdown, headings are bold and signs escaped; where it shows HTML, the plain lines become
paragraphs and lists.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from atlas_cite.document.tree import (
    Block,
    BulletList,
    Heading,
    Inline,
    Link,
    Paragraph,
    ReferenceEntry,
    Text,
    plain,
    shown_url,
)
from atlas_cite.model.status import Status

GRAVE_WORDS = {
    "retraction": "Retracted",
    "withdrawal": "Withdrawn",
    "removal": "Removed",
    "partial_retraction": "Partially retracted",
    "expression_of_concern": "Expression of concern",
}
"""Crossref's grave update types -> what a note calls them."""

Markup = Literal["plain", "markdown", "html"]

_MARKDOWN_SIGN = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program shows an annotation: the field or tag that it reads, and what it makes of the text in it."""

    field: str
    markup: Markup = "plain"


def annotation_paragraphs(blocks: Iterable[Block], markup: Markup = "plain") -> list[str]:
    """The text of `blocks`, one line each: headings end in a colon, list items begin with `- `."""
    return [line for block in blocks for line in _lines(block, markup) if line]


def html_note(lines: Iterable[str]) -> str:
    """Plain lines as HTML on one line: `<p>` for each, `<ul>` for neighbours that begin with `- `."""
    parts: list[str] = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            parts += ["<ul>", *(f"<li>{html.escape(line[2:], quote=False)}</li>" for line in group), "</ul>"]
        else:
            parts += [f"<p>{html.escape(line, quote=False)}</p>" for line in group]
    return "".join(parts)


def grave_word(status: Status) -> str:
    """What has become of a work after which nobody may cite it as sound, in one word or two; else empty."""
    gravest = status.gravest
    return GRAVE_WORDS.get(gravest.kind, "") if gravest else ""


def status_note(status: Status) -> str:
    """One sentence about a grave status (`Retracted, 2014-01-01, notice https://doi.org/…`); empty for any other.

    Empty too for what the entry's own note tells, which is written anyway.
    """
    gravest = status.gravest
    if gravest is None or not status.is_grave or gravest.source == "note":
        return ""
    notice = f"notice {gravest.notice.url}" if gravest.notice else ""
    return ", ".join(part for part in (GRAVE_WORDS[gravest.kind], gravest.date, notice) if part)


def combined_note(
    own: str,
    blocks: Sequence[Block],
    status: Status,
    settled: Callable[[str], str] = lambda line: line,
    *,
    markup: Markup = "plain",
) -> list[str]:
    """The paragraphs of a note field: annotation, or a grave status where there is none, then the work's own note.

    What the own note already says is not said twice, so that a file that is read and written again stays as it is.
    `settled` is what a format does to the lines we add, so that they mean nothing but themselves in it.
    """
    lines = [line for line in map(_one_line, own.splitlines()) if line]
    if not blocks and not status.updates:
        return lines
    said = status_note(status)
    is_told = not said or any(line.startswith(said) for line in lines)
    added = annotation_paragraphs(blocks, markup) or ([] if is_told else [said])
    added = [settled(line) for line in added]
    return lines if _is_part(added, lines) else added + lines


def _is_part(added: list[str], lines: list[str]) -> bool:
    return any(lines[start : start + len(added)] == added for start in range(len(lines)))


def _lines(block: Block, markup: Markup) -> Iterator[str]:
    if isinstance(block, BulletList):
        yield from (f"- {line}" for item in block.items if (line := _line(item, markup)))
    elif isinstance(block, Heading):
        text = _line(block.children, markup)
        heading = text if text.endswith((":", "?", "!")) or not text else f"{text}:"
        yield f"**{heading}**" if markup == "markdown" and heading else heading
    elif isinstance(block, ReferenceEntry):
        yield from (_line(line, markup) for line in block.lines)
        yield from annotation_paragraphs(block.annotation, markup)
    elif isinstance(block, Paragraph):
        yield _line(block.children, markup)


def _line(inlines: Iterable[Inline], markup: Markup) -> str:
    text = _one_line(_text(inlines))
    return _MARKDOWN_SIGN.sub(r"\\\1", text) if markup == "markdown" else text


def _text(inlines: Iterable[Inline]) -> str:
    """The characters of `inlines`, each link followed by its address unless that is what it says."""
    return "".join(
        node.text if isinstance(node, Text) else f"{_text(node.children)}{_address(node)}" for node in inlines
    )


def _address(node: Inline) -> str:
    address = shown_url(node) if isinstance(node, Link) else ""
    return f" ({address})" if address and address != plain(node.children) else ""  # type: ignore[union-attr]


def _one_line(text: str) -> str:
    return " ".join(text.split())
