"""The output tree: runs of characters, spans that style, affix, quote or name them, and links.

Rendering yields this tree; the late passes (`output.finish`) settle quotes, flip-flop, punctuation and
spacing on it; a writer (`output.html`, `output.plain`, …) then turns it into one format. Before the late
passes a span may carry affixes and quotes; after them every character is a `Text`.

Tags a span may have: `names`, `name`, `date`, `year`, `year-suffix`, `label`, `citation-number`, `locator`,
`term`, `variable`, `cite`, `entry`, `first-field` … name what the span is, for passes that group, collapse or replace;
`markup` marks formatting that came from the text of a field, which flips where the surrounding already has it;
`nocase` marks text no text-case may change; `inner-quotes` and `outer-quotes` a quotation typed in single and in
double curly quotes; `fixed` punctuation that stays where it was typed; `unquoted` text whose own quotations are
inner ones (`quotes="false"`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias


class Formatting(NamedTuple):
    """The five formatting attributes of CSL; "" inherits, "normal" (or "baseline", "none") is explicit."""

    font_style: str = ""
    font_variant: str = ""
    font_weight: str = ""
    text_decoration: str = ""
    vertical_align: str = ""


NO_FORMATTING = Formatting()


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; escaping them is the format's business."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Nodes with a common style, affixes, quotes, display or name.

    Affixes stand outside the span's formatting and outside its quotes, as CSL has it. A span whose children print
    nothing prints nothing at all, affixes included. The late passes move a mark that follows a block into its end.
    """

    children: tuple[Node, ...]
    style: Formatting = NO_FORMATTING
    prefix: str = ""
    suffix: str = ""
    quotes: bool = False
    display: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Nodes that lead to `url` in formats that have links."""

    url: str
    children: tuple[Node, ...]


Node: TypeAlias = Text | Span | Link


def plain(nodes: Iterable[Node]) -> str:
    """All characters of the nodes in reading order, affixes included, formatting and quotes left out."""
    return "".join(_characters(nodes))


def _characters(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Link):
            yield from _characters(node.children)
        else:
            yield node.prefix
            yield from _characters(node.children)
            yield node.suffix


def is_empty(nodes: Iterable[Node]) -> bool:
    """Whether the nodes print no character between their affixes."""
    for node in nodes:
        if isinstance(node, Text):
            if node.text:
                return False
        elif not is_empty(node.children):
            return False
    return True


def with_children(node: Span | Link, children: tuple[Node, ...]) -> Span | Link:
    """The same span or link around other children."""
    return replace(node, children=children)


def find(nodes: Iterable[Node], tag: str) -> Iterator[Span]:
    """All spans named `tag`, outermost first, in reading order."""
    for node in nodes:
        if isinstance(node, Text):
            continue
        if isinstance(node, Span) and node.tag == tag:
            yield node
        yield from find(node.children, tag)


def transform(nodes: Iterable[Node], tag: str, change: Callable[[Span], Node | None]) -> tuple[Node, ...]:
    """The nodes with every span named `tag` replaced by `change(span)`, or dropped where that is None."""
    return tuple(changed for node in nodes if (changed := _transformed(node, tag, change)) is not None)


def _transformed(node: Node, tag: str, change: Callable[[Span], Node | None]) -> Node | None:
    if isinstance(node, Text):
        return node
    if isinstance(node, Span) and node.tag == tag:
        return change(node)
    children = transform(node.children, tag, change)
    return node if children == node.children else with_children(node, children)
