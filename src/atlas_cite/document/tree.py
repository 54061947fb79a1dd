"""The document tree: blocks and inlines that know neither citations nor output formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain characters; nothing in it is markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Small capitals."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` is absolute, http or https, and already percent-encoded."""

    url: str
    children: tuple[Inline, ...]


Inline = Text | Emphasis | Strong | SmallCaps | Underline | Superscript | Subscript | Link
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, and inside an entry any level means "below the entry"."""

    level: int
    children: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` names its role (see STYLES), which formats turn into a class or paragraph style."""

    children: Inlines
    style: str = "body"
    language: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; each item is one paragraph's inlines."""

    items: tuple[Inlines, ...]
    style: str = "annotation"
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One reference as a citation style prints it, with its annotation as blocks of their own.

    `label` is what stands in the margin of numbered styles (`1.`, `[1]`), empty when the style has none.
    `lines` has one element unless the style splits the entry into display blocks.  `language` is that of label and
    lines, as a BCP 47 tag, empty when it is the document's.  `spacing` is the space the style asks for before the next
    entry, in lines.
    """

    anchor: str
    lines: tuple[Inlines, ...]
    label: Inlines = ()
    hanging_indent: bool = False
    annotation: tuple[Block, ...] = ()
    language: str = ""
    spacing: int = 1


Block = Heading | Paragraph | BulletList | ReferenceEntry

STYLES = ("body", "citation", "annotation", "badge", "status", "notice", "snapshot-citation", "details")
"""The roles a paragraph or list can have; `status` warns, `citation` is a citation as it stands in a text,
`details` say where facts come from."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: `title` for its metadata, `language` as a BCP 47 tag."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-US"


def shown_url(link: Link) -> str:
    """The address of a link that may be followed: http or https, nothing else; empty for any other."""
    scheme = link.url.partition(":")[0].lower()
    return link.url if scheme in {"http", "https"} and not re.search(r"[\s<>\"]", link.url) else ""


def plain(inlines: Iterable[Inline]) -> str:
    """The characters of `inlines` without formatting."""
    return "".join(node.text if isinstance(node, Text) else plain(node.children) for node in inlines)


def label_column(blocks: Iterable[Block]) -> Inlines:
    """The longest label of the entries among `blocks`, which sets how wide their column is; empty without labels."""
    labels = (block.label for block in blocks if isinstance(block, ReferenceEntry))
    return max(labels, key=lambda label: len(plain(label)), default=())


def joined_texts(inlines: Iterable[Inline]) -> Inlines:
    """The inlines with neighbouring texts as one."""
    found: list[Inline] = []
    for node in inlines:
        if found and isinstance(node, Text) and isinstance(last := found[-1], Text):
            found[-1] = Text(last.text + node.text)
        else:
            found.append(node)
    return tuple(found)


def without_links(inlines: Iterable[Inline]) -> Inlines:
    """The inlines with the words of links in their place."""
    found: list[Inline] = []
    for node in inlines:
        if isinstance(node, Link):
            found += without_links(node.children)
        else:
            found.append(node if isinstance(node, Text) else type(node)(without_links(node.children)))
    return tuple(found)
