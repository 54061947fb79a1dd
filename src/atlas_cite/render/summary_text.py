"""Summary text: an atlas's paragraphs and lists as document blocks, with their links.

Only `[words](https://…)` and bare http and https addresses mean anything; every other character is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import Block, BulletList, Inline, Inlines, Link, Paragraph, Text
from atlas_cite.model import summary
from atlas_cite.render.addresses import web_address

_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<address>https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_BARE = re.compile(r"https?://[^\s<>\"“”]+")
_ATLAS_LANGUAGE = "en"
"""What the atlas is written in, whose pages do not say so."""
_TRAILING = ".,;:!?'’”\"*_"


def summary_blocks(blocks: Sequence[summary.Block], language: str, style: str = "annotation") -> tuple[Block, ...]:
    """The blocks of one part, blank ones left out; `language` is the language they are written in."""
    made = (_block(block, language, style) for block in blocks)
    return tuple(block for block in made if block is not None)


def text_inlines(text: str) -> Inlines:
    """A summary's text as inlines, its links as links."""
    plain = one_line(text).strip()
    found: list[Inline] = []
    end = 0
    for match in _LINK.finditer(plain):
        found += _bare_links(plain[end : match.start()])
        address = web_address(match["address"])
        found.append(Link(address, (Text(match["words"]),)) if address else Text(match.group()))
        end = match.end()
    return (*found, *_bare_links(plain[end:]))


def summary_language(record: summary.SummaryRecord | None, language: str) -> str:
    """The language that the summary is written in; `und` when nobody says and it may be another than the document's."""
    if record is None:
        return ""
    return record.language or (_ATLAS_LANGUAGE if record.atlas else "" if language == _ATLAS_LANGUAGE else "und")


def _block(block: summary.Block, language: str, style: str) -> Block | None:
    if isinstance(block, summary.Bullets):
        items = tuple(inlines for item in block.items if (inlines := text_inlines(item)))
        return BulletList(items, style, language) if items else None
    inlines = text_inlines(block.text)
    return Paragraph(inlines, style, language) if inlines else None


def _bare_links(text: str) -> Inlines:
    found: list[Inline] = []
    end = 0
    for match in _BARE.finditer(text):
        bare = _without_sentence_end(match.group())
        if address := web_address(bare):
            found += [*_text(text[end : match.start()]), Link(address, (Text(bare),))]
            end = match.start() + len(bare)
    return (*found, *_text(text[end:]))


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _without_sentence_end(address: str) -> str:
    """An address without what the sentence put behind it: stops, and a bracket it did not open."""
    while address and (address[-1] in _TRAILING or (address[-1] == ")" and address.count(")") > address.count("("))):
        address = address[:-1]
    return address
