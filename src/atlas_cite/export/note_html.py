"""Annotations as the small HTML that a reference manager's rich notes hold: paragraphs, lists, headings, emphasis."""

from __future__ import annotations

from collections.abc import Iterable

from atlas_cite.document.html_text import attribute, escaped
from atlas_cite.document.tree import (
    Block,
    BulletList,
    Emphasis,
    Heading,
    Inline,
    Link,
    Paragraph,
    ReferenceEntry,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    shown_url,
)

_TAGS = {Emphasis: "em", Strong: "strong", Superscript: "sup", Subscript: "sub", Underline: "u"}


def note_html(blocks: Iterable[Block]) -> str:
    """`blocks` as HTML without a page around it; headings are level 2, below a note's own title."""
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return _element("h2", block.children)
    if isinstance(block, Paragraph):
        return _element("p", block.children)
    if isinstance(block, BulletList):
        items = "".join(_element("li", item) for item in block.items)
        return f"<ul>{items}</ul>" if items else ""
    if isinstance(block, ReferenceEntry):
        return "".join(_element("p", line) for line in block.lines) + note_html(block.annotation)
    return ""


def _element(tag: str, children: Iterable[Inline]) -> str:
    inner = _inlines(children).strip()
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(node: Inline) -> str:
    if isinstance(node, Text):
        return escaped(node.text)
    inner = _inlines(node.children)
    if isinstance(node, Link):
        address = shown_url(node)
        return f'<a href="{attribute(address)}">{inner}</a>' if address else inner
    tag = _TAGS.get(type(node), "")
    return f"<{tag}>{inner}</{tag}>" if tag else inner
