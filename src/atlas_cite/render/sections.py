"""Sections: a part of an annotation under its heading, set as a block of its own, run in, or left off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from atlas_cite.document.tree import Block, Heading, Paragraph, Strong, Text
from atlas_cite.render.labels import label

HEADINGS = ("block", "inline", "none")
"""How headings are set: on a line of their own, at the beginning of the text, not at all."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an annotation; `needs_heading` marks text that would say something else without it."""

    heading: str
    blocks: tuple[Block, ...]
    needs_heading: bool = False


def section_blocks(sections: Iterable[Section], headings: str, language: str) -> tuple[Block, ...]:
    """The sections that hold anything, each with its heading as `headings` (one of HEADINGS) says."""
    blocks: tuple[Block, ...] = ()
    for section in sections:
        if not section.blocks:
            continue
        if headings == "block":
            blocks += (Heading(3, (Text(section.heading),)), *section.blocks)
        elif headings == "inline" or section.needs_heading:
            blocks += _run_in(section, language)
        else:
            blocks += section.blocks
    return blocks


def _run_in(section: Section, language: str) -> tuple[Block, ...]:
    """The heading in bold before the first paragraph's words; before a list it is a paragraph."""
    is_closed = section.heading.endswith((".", ":", "?", "!", "：", "？"))
    words = Strong((Text(section.heading if is_closed else label("run-in", language, heading=section.heading)),))
    first = section.blocks[0]
    if isinstance(first, Paragraph):
        return (replace(first, children=(words, Text(" "), *first.children)), *section.blocks[1:])
    return (Paragraph((words,), "lead"), *section.blocks)
