"""The document tree: blocks and inlines that know neither citations nor output formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


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


@dataclass(frozen=True, slots=True)
class CrossReference:
    """Words that lead to another place in the document: the heading or entry with this anchor."""

    anchor: str
    children: tuple[Inline, ...]


Inline = Text | Emphasis | Strong | SmallCaps | Underline | Superscript | Subscript | Link | CrossReference
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

    `anchor` is empty for an entry that stands elsewhere too.  `label` is what stands in the margin of numbered styles
    (`1.`, `[1]`), empty when the style has none.  `lines` has one element unless the style splits the entry into
    display blocks.  `language` is that of label and lines, as a BCP 47 tag, empty when it is the document's.  `spacing`
    is the space the style asks for before the next entry, in lines.
    """

    anchor: str
    lines: tuple[Inlines, ...]
    label: Inlines = ()
    hanging_indent: bool = False
    annotation: tuple[Block, ...] = ()
    language: str = ""
    spacing: int = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: its own heading's words, and the headings it leads to, each with an anchor."""

    title: Inlines
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's cell; `language` as in Paragraph."""

    children: Inlines
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first cell of a row heads it.

    `weights` are the columns' shares of the width, `numeric` the columns whose cells are numbers.  Raises ValueError
    when a row has another length than the header.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    weights: tuple[int, ...]
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.header) for row in (*self.rows, self.weights)):
            raise ValueError("every row needs one cell for each column")


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of every bar of a chart: its name, and a count for each category."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars: one bar a category, one layer a series.

    `category_name` and `value_name` say what is along the axes, `total_name` heads the sums where the chart is written
    as a table.  Raises ValueError when the lengths of the series differ from that of the categories.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_name: str = ""
    category_name: str = ""
    total_name: str = ""

    def __post_init__(self) -> None:
        if any(len(each.counts) != len(self.categories) for each in self.series):
            raise ValueError("every series needs one count for each category")

    @property
    def totals(self) -> tuple[int, ...]:
        """The height of each bar."""
        return tuple(sum(each.counts[at] for each in self.series) for at in range(len(self.categories)))


Block = Heading | Paragraph | BulletList | ReferenceEntry | Contents | Table | Chart

STYLES = ("body", "citation", "annotation", "lead", "badge", "status", "notice", "snapshot-citation", "details")
"""The roles a paragraph or list can have; `lead` heads the list below it, `status` warns, `citation` is a citation as
it stands in a text, `details` say where facts come from."""


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


def targets(blocks: Iterable[Block]) -> frozenset[str]:
    """The anchors that something among `blocks` leads to."""
    return frozenset(anchor for block in blocks for anchor in _leads(block))


def _leads(block: Block) -> Iterator[str]:
    if isinstance(block, Contents):
        yield from (heading.anchor for heading in block.headings)
    elif isinstance(block, ReferenceEntry):
        yield from (anchor for inner in block.annotation for anchor in _leads(inner))
    else:
        yield from _cross_references(node for inlines in _texts(block) for node in inlines)


def _texts(block: Block) -> Iterator[Inlines]:
    """The inlines of a block that holds neither blocks nor headings of others."""
    if isinstance(block, Heading | Paragraph):
        yield block.children
    elif isinstance(block, BulletList):
        yield from block.items
    elif isinstance(block, Table):
        yield from (cell.children for row in (block.header, *block.rows) for cell in row)


def _cross_references(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, CrossReference):
            yield node.anchor
        elif not isinstance(node, Text):
            yield from _cross_references(node.children)


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
            found.append(node if isinstance(node, Text) else replace(node, children=without_links(node.children)))
    return tuple(found)
