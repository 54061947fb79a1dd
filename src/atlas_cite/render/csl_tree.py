"""CSL trees as inlines: the finished tree laid out as runs of text with their formats and addresses, and nested anew.

Runs make flip-flop easy: text that is `normal` inside italics is simply a run without italics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from atlas_cite.csl.output.tree import Link as CslLink
from atlas_cite.csl.output.tree import Node, Span
from atlas_cite.csl.output.tree import Text as CslText
from atlas_cite.document.tree import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    SmallCaps,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from atlas_cite.render.addresses import doi_address, web_address

_Wrap = type[Emphasis | Strong | SmallCaps | Underline | Superscript | Subscript]
_WRAPS: tuple[dict[str, _Wrap], ...] = (
    {"italic": Emphasis, "oblique": Emphasis},
    {"small-caps": SmallCaps},
    {"bold": Strong},
    {"underline": Underline},
    {"sup": Superscript, "sub": Subscript},
)
"""For each formatting attribute of a CSL span, in order, what its values are here; others switch the format off."""

_RESOLVERS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/")


class _Run(NamedTuple):
    """Characters with one look: `formats` outermost first, one place for each attribute, None where it is off."""

    text: str
    formats: tuple[_Wrap | None, ...] = (None,) * len(_WRAPS)
    address: str = ""


def to_inlines(nodes: Iterable[Node]) -> Inlines:
    """The finished nodes as inlines, without blanks at either end."""
    runs = _trimmed(_with_resolvers(list(_runs(nodes, _Run("")))))
    return _linked(runs)


def to_lines(nodes: Iterable[Node]) -> tuple[Inlines, tuple[Inlines, ...]]:
    """The label in the margin and the display blocks of an entry; text outside blocks is a line of its own."""
    label: Inlines = ()
    lines: list[Inlines] = []
    for display, group in groupby(_opened(nodes), key=_display):
        parts = list(group)
        for part in [parts] if not display else [[one] for one in parts]:
            inlines = to_inlines(part)
            if display == "left-margin":
                label = inlines
            elif inlines:
                lines.append(inlines)
    return label, tuple(lines)


def _display(node: Node) -> str:
    return node.display if isinstance(node, Span) else ""


def _opened(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes, opened up where a span holds display blocks further inside."""
    for node in nodes:
        if isinstance(node, Span) and not node.display and any(map(_holds_block, node.children)):
            yield from _opened(node.children)
        else:
            yield node


def _holds_block(node: Node) -> bool:
    return isinstance(node, Span) and (bool(node.display) or any(map(_holds_block, node.children)))


def _runs(nodes: Iterable[Node], around: _Run) -> Iterator[_Run]:
    for node in nodes:
        if isinstance(node, CslText):
            yield around._replace(text=node.text)
        elif isinstance(node, CslLink):
            yield from _runs(node.children, around._replace(address=_address(node.url)))
        else:
            yield from _runs(node.children, around._replace(formats=_styled(around.formats, node)))


def _styled(formats: tuple[_Wrap | None, ...], span: Span) -> tuple[_Wrap | None, ...]:
    """The formats inside a span: an empty value inherits, one that is no format switches it off."""
    return tuple(
        wraps.get(value) if value else current
        for current, value, wraps in zip(formats, span.style, _WRAPS, strict=True)
    )


def _address(url: str) -> str:
    return doi_address(url) if url.startswith(_RESOLVERS) else web_address(url)


def _with_resolvers(runs: list[_Run]) -> list[_Run]:
    """The runs, a resolver's address before a linked DOI taken into the link."""
    for at in range(1, len(runs)):
        before, run = runs[at - 1], runs[at]
        resolver = next((each for each in _RESOLVERS if before.text.endswith(each)), "")
        if resolver and run.address and not before.address:
            runs[at - 1] = before._replace(text=before.text.removesuffix(resolver))
            runs[at] = run._replace(text=resolver + run.text)
    return runs


def _trimmed(runs: list[_Run]) -> list[_Run]:
    """The runs that hold text, without blanks at either end of the whole."""
    runs = [run for run in runs if run.text]
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]


def _linked(runs: list[_Run]) -> Inlines:
    inlines: list[Inline] = []
    for address, group in groupby(runs, key=lambda run: run.address):
        children = _nested(list(group), 0)
        inlines += [Link(address, children)] if address else children
    return tuple(inlines)


def _nested(runs: list[_Run], depth: int) -> Inlines:
    """Runs with equal formats from `depth` on, grouped under one inline for each format."""
    if depth == len(_WRAPS):
        text = "".join(run.text for run in runs)
        return (Text(text),) if text else ()
    inlines: list[Inline] = []
    for wrap, group in groupby(runs, key=lambda run: run.formats[depth]):
        children = _nested(list(group), depth + 1)
        inlines += [wrap(children)] if wrap else children
    return tuple(inlines)
