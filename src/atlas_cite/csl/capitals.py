"""A term that begins an entry or a note, its number aside, begins with a capital."""

from __future__ import annotations

from dataclasses import replace

from atlas_cite.csl.output.tree import Link, Node, Span, Text, is_empty


def with_first_term_capital(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes with the first letter raised where what is printed first is a term."""
    for at, node in enumerate(nodes):
        if isinstance(node, Text):
            if node.text.strip():
                return nodes
        elif not is_empty(node.children) and not _is_number(node):
            if not isinstance(node, Span):
                return nodes
            change = _raised if node.tag == "term" else with_first_term_capital
            children = change(node.children)
            if children is node.children:
                return nodes
            return (*nodes[:at], replace(node, children=children), *nodes[at + 1 :])
    return nodes


def _is_number(node: Span | Link) -> bool:
    """Whether the node is the number of the entry, and nothing else."""
    if isinstance(node, Span) and node.tag == "citation-number":
        return True
    if len(node.children) != 1 or isinstance(only := node.children[0], Text):
        return False
    return _is_number(only)


def _raised(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    first = nodes[0]
    if isinstance(first, Text) and first.text[:1].islower():
        return (Text(first.text[0].upper() + first.text[1:]), *nodes[1:])
    return nodes
