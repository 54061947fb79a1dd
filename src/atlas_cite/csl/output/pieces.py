"""The pieces a tree is laid out in, and the tree built again from their line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas_cite.csl.output.tree import Link, Node, Span, Text


@dataclass(frozen=True, slots=True)
class Open:
    """Where the pieces of a span or a link begin."""

    node: Span | Link


@dataclass(frozen=True, slots=True)
class Close:
    """Where the span or link last opened ends."""


@dataclass(frozen=True, slots=True)
class CloseQuote:
    """A closing quotation mark, before which punctuation may move."""

    mark: str


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """An opening quotation mark."""

    mark: str


CLOSE = Close()
Piece = str | Open | Close | OpenQuote | CloseQuote
"""Characters, or where something opens or closes."""


def build(pieces: Iterable[Piece]) -> tuple[Node, ...]:
    """The tree of a line of pieces."""
    stack: list[tuple[Span | Link | None, list[Node]]] = [(None, [])]
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
        elif isinstance(piece, OpenQuote | CloseQuote):
            run.append(piece.mark)
        else:
            _flush(run, stack[-1][1])
            if isinstance(piece, Open):
                stack.append((piece.node, []))
            else:
                node, children = stack.pop()
                _close(node, children, stack[-1][1])
    _flush(run, stack[-1][1])
    return tuple(stack[-1][1])


def _flush(run: list[str], into: list[Node]) -> None:
    text = "".join(run)
    if text:
        into.append(Text(text))
    run.clear()


def _close(node: Span | Link | None, children: list[Node], into: list[Node]) -> None:
    if not children or node is None:
        return
    if isinstance(node, Link):
        into.append(Link(node.url, tuple(children)))
    else:
        into.append(Span(tuple(children), node.style, display=node.display))
