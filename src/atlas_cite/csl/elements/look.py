"""The common look of the elements as one function: text-case, periods, quotes, formatting, affixes, display."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from atlas_cite.csl.output.tree import NO_FORMATTING, Link, Node, Span, Text, with_children
from atlas_cite.csl.run import Context, Run
from atlas_cite.csl.style.nodes import Look
from atlas_cite.csl.words.text_case import apply_case, is_english

PERIOD = re.compile(r"\.(?![a-z])")
"""A period strip-periods takes away; one inside a word (`int.jour`) stays, as citeproc-js has it."""

Decorate: TypeAlias = Callable[[tuple[Node, ...], Run], tuple[Node, ...]]


def decorator(context: Context, look: Look, tag: str = "") -> Decorate:
    """The function that gives nodes the look; for a plain look it changes nothing."""
    cased = _caser(context, look, of_locale=tag in {"term", "label"})
    if tag == "term" and look.text_case:
        tag = ""  # the style has settled its case, so it is no term to begin an entry with a capital
    style, prefix, suffix, quotes, display = look.formatting, look.prefix, look.suffix, look.quotes, look.display
    if style == NO_FORMATTING and not (prefix or suffix or quotes or display or tag):
        return cased or _unchanged

    def decorate(nodes: tuple[Node, ...], run: Run) -> tuple[Node, ...]:
        if cased is not None:
            nodes = cased(nodes, run)
        return (Span(nodes, style, prefix, suffix, quotes, display, tag),)

    return decorate


def _unchanged(nodes: tuple[Node, ...], _run: Run) -> tuple[Node, ...]:
    return nodes


def _caser(context: Context, look: Look, *, of_locale: bool) -> Decorate | None:
    """The function that changes letters; words of the locale follow its language, others the item's."""
    case, strip, language = look.text_case, look.strip_periods, context.language
    if of_locale and case == "title" and not is_english(language):
        case = "capitalize-first"  # a style that wants `Eds.` wants `Trads.`; only titles keep a language's own case
    if not case and not strip:
        return None

    def cased(nodes: tuple[Node, ...], run: Run) -> tuple[Node, ...]:
        if strip:
            nodes = strip_periods(nodes)
        if case:
            nodes = apply_case(case, nodes, language if of_locale else run.item.language or language)
        return nodes

    return cased


def strip_periods(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes without the periods that end a word."""
    return tuple(Text(PERIOD.sub("", node.text)) if isinstance(node, Text) else _stripped(node) for node in nodes)


def _stripped(node: Span | Link) -> Node:
    return with_children(node, strip_periods(node.children))
