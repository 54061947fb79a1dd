"""`subsequent-author-substitute`: names an entry shares with the one before are replaced, by the four rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from atlas_cite.csl.output.tree import Node, Span, Text, find, plain, transform


def substitute_authors(entries: Iterable[tuple[Node, ...]], text: str, rule: str) -> Iterator[tuple[Node, ...]]:
    """The entries with the repeated names of their first `names` span replaced by `text`, one by one."""
    before: list[str] = []
    whole_before = ""
    for nodes in entries:
        span = next(find(nodes, "names"), None)
        names = [plain([name]) for name in find([span], "name")] if span is not None else []
        whole = "; ".join(names) if names else plain([span]) if span is not None else ""
        names = names or ([whole] if whole else [])
        shared = _shared(names, before, whole, whole_before, rule)
        yield _replaced(nodes, span, _substituted(span, text, rule, shared)) if span is not None and shared else nodes
        before, whole_before = names, whole


def _shared(names: list[str], before: list[str], whole: str, whole_before: str, rule: str) -> int:
    """How many names, from the first on, are to be replaced."""
    if not names or not before:
        return 0
    common = 0
    for one, other in zip(names, before, strict=False):
        if one != other:
            break
        common += 1
    if rule in {"complete-all", "complete-each"}:
        return len(names) if whole == whole_before else 0
    return common if rule == "partial-each" else min(common, 1)


def _substituted(span: Span, text: str, rule: str, shared: int) -> Span:
    if rule == "complete-all" or next(find([span], "name"), None) is None:
        return _all_names(span, text)
    left = iter(range(shared))

    def change(name: Span) -> Node:
        return Span((Text(text),), tag="name") if next(left, None) is not None else name

    return replace(span, children=transform(span.children, "name", change))


def _all_names(span: Span, text: str) -> Span:
    """All from the first name to the last as one; labels after them stay."""
    labels = find(span.children, "label")
    return replace(span, children=(Text(text), *labels))


def _replaced(nodes: tuple[Node, ...], old: Span, new: Span) -> tuple[Node, ...]:
    return transform(nodes, "names", lambda span: new if span is old else span)
