"""The cites of one cluster put side by side: grouped by author, collapsed by number, year or year-suffix, delimited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from atlas_cite.csl.capitals import with_first_term_capital
from atlas_cite.csl.document import Document
from atlas_cite.csl.output.finish import FinishOptions, finish
from atlas_cite.csl.output.tree import Node, Span, Text, find, is_empty, plain, with_children
from atlas_cite.csl.run import Cite
from atlas_cite.csl.words.rich_text import rich_text

RANGE = "\u2013"


@dataclass(slots=True)
class Printed:
    """A cite as printed, what it can be grouped by, and what stands before it."""

    cite: Cite
    nodes: tuple[Node, ...]
    names: str
    before: str = ""
    collapsed: bool = False


def print_cites(document: Document, cites: list[Cite]) -> tuple[Node, ...]:
    """The cites of a cluster in one line, as the citation's collapse options have it."""
    area = document.program.citation
    options = area.section.options
    delimiter = area.section.delimiter
    printed = [_print(document, cite) for cite in cites]
    printed = [one for one in printed if not is_empty(one.nodes)]
    collapse = options.get("collapse", "")
    if collapse == "citation-number":
        _collapse_numbers(document, printed, options, delimiter)
    elif collapse or "cite-group-delimiter" in options:
        if document.program.style.style_class == "in-text" and area.keys:
            printed = _grouped(printed)
        _collapse_years(document, printed, options, delimiter)
    else:
        for one in printed[1:]:
            one.before = delimiter
    for one, other in pairwise(printed):
        other.before = _between(one.cite, other)
    nodes: list[Node] = []
    for one in printed:
        if is_empty(one.nodes):
            continue
        if one.before and nodes:
            nodes.append(Text(one.before))
        if _begins(document, one.cite, first=not nodes):
            one.nodes = with_first_term_capital(one.nodes)
        nodes.append(Span(_affixed(one), tag="cite"))
    return tuple(nodes)


def _begins(document: Document, cite: Cite, *, first: bool) -> bool:
    """Whether the cite begins a sentence: notes do, and what follows a sentence the user wrote before it."""
    if document.program.style.style_class == "in-text":
        return False
    before = cite.prefix.strip()
    if not before:
        return first
    return before.rstrip("\"'\u201d\u2019")[-1:] in {".", "!", "?"} and " " in before


def _print(document: Document, cite: Cite) -> Printed:
    nodes = document.render(cite, document.program.citation)
    named = nodes
    if cite.suppress_author:
        named = document.render(replace(cite, suppress_author=False), document.program.citation)
    names = next((plain([span]) for span in find(named, "names")), "")
    return Printed(cite, nodes, names)


def _between(one: Cite, other: Printed) -> str:
    """The delimiter, unless the user's own affixes already punctuate there."""
    if other.cite.prefix.lstrip()[:1] in {",", ".", ";", ":"} and other.cite.prefix:
        return ""
    if one.suffix.rstrip()[-1:] in {",", ";"} and one.suffix:
        return " "
    return other.before


def _affixed(one: Printed) -> tuple[Node, ...]:
    prefix, suffix = one.cite.prefix, one.cite.suffix
    if not prefix and not suffix:
        return one.nodes
    if prefix and prefix[-1].isalnum():
        prefix += " "
    if suffix and (suffix[0].isalnum() or suffix[0] in "[("):
        suffix = " " + suffix
    return (*affix_nodes(prefix), *one.nodes, *affix_nodes(suffix))


def affix_nodes(text: str) -> tuple[Node, ...]:
    """What a user wrote before or after a cite, its quotation marks settled where they stand."""
    if not text:
        return ()
    hidden = text.translate(HIDDEN)
    return _revealed(finish(rich_text(hidden), FinishOptions()))


CURLY = "\u2018\u2019\u201c\u201d"
HIDDEN = {ord(mark): 0xE000 + at for at, mark in enumerate(CURLY)}
REVEALED = {0xE000 + at: mark for at, mark in enumerate(CURLY)}


def _revealed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(
        Text(node.text.translate(REVEALED)) if isinstance(node, Text) else with_children(node, _revealed(node.children))
        for node in nodes
    )


def _grouped(printed: list[Printed]) -> list[Printed]:
    """The cites of the same names brought to the place of the first of them."""
    groups: dict[str, list[Printed]] = {}
    for at, one in enumerate(printed):
        groups.setdefault(one.names or f"\0{at}", []).append(one)
    return [one for group in groups.values() for one in group]


def _collapse_years(document: Document, printed: list[Printed], options: Mapping[str, str], delimiter: str) -> None:
    in_text = document.program.style.style_class == "in-text"
    group_delimiter = options.get("cite-group-delimiter", ", " if in_text else delimiter)
    after = options.get("after-collapse-delimiter")
    collapse = options.get("collapse", "")
    previous: Printed | None = None
    for one in printed:
        if previous is not None:
            same = bool(one.names) and one.names == previous.names
            if same and collapse and not one.cite.prefix and not previous.cite.suffix:
                _drop_names(document, one)
            one.before = group_delimiter if same else delimiter
            ends = previous.cite.locator or (not same and (previous.collapsed or previous is printed[0]))
            if after is not None and ends:
                one.before = after
        previous = one
    if collapse.startswith("year-suffix"):
        _collapse_suffixes(printed, options, delimiter, ranged=collapse == "year-suffix-ranged")


def _drop_names(document: Document, one: Printed) -> None:
    area = document.program.citation
    run = document.run(one.cite, area)
    run.drop_names = True
    one.nodes = area.render(run)[0]
    one.collapsed = True


def _year(one: Printed) -> tuple[str, str, Span | None]:
    """The year without its suffix, the suffix, and the span of the suffix."""
    suffix = next(find(one.nodes, "year-suffix"), None)
    year = next((plain([span]) for span in find(one.nodes, "year")), "")
    text = plain([suffix]) if suffix is not None else ""
    return (year.removesuffix(text) if text else year), text, suffix


def _collapse_suffixes(printed: list[Printed], options: Mapping[str, str], delimiter: str, *, ranged: bool) -> None:
    joint = options.get("year-suffix-delimiter", options.get("cite-group-delimiter", delimiter))
    previous: tuple[str, str, str] | None = None
    runs: list[list[Printed]] = []
    for one in printed:
        year, suffix, span = _year(one)
        here = (one.names, year, suffix)
        plain_cite = not (one.cite.locator or one.cite.prefix)
        if (
            previous
            and (one.collapsed or not one.names)
            and span is not None
            and plain_cite
            and previous[:2] == here[:2]
        ):
            one.nodes, one.before = (span,), joint
            runs[-1].append(one)
        else:
            runs.append([one])
        previous = here if not one.cite.locator and not one.cite.suffix else None
    if ranged:
        for group in runs:
            _range_suffixes(group, printed)


def _range_suffixes(group: list[Printed], printed: list[Printed]) -> None:
    letters = [_year(one)[1] for one in group]
    start = 0
    for at in range(1, len(group) + 1):
        if at < len(group) and len(letters[at]) == 1 and ord(letters[at]) == ord(letters[at - 1]) + 1:
            continue
        if at - start > 2:
            group[at - 1].before = RANGE
            for one in group[start + 1 : at - 1]:
                printed.remove(one)
        start = at


def _collapse_numbers(document: Document, printed: list[Printed], options: Mapping[str, str], delimiter: str) -> None:
    after = options.get("after-collapse-delimiter", delimiter)
    for one in printed[1:]:
        one.before = delimiter
    start = 0
    while start < len(printed):
        end = start
        while end + 1 < len(printed) and _follows(document, printed[end], printed[end + 1]):
            end += 1
        if end - start >= 2:
            printed[end].before = RANGE
            if end + 1 < len(printed):
                printed[end + 1].before = after
            del printed[start + 1 : end]
            end = start + 1
        start = end + 1


def _follows(document: Document, one: Printed, other: Printed) -> bool:
    """Whether the next cite is the next number; what the user wrote may stand before the first and after the last."""
    if one.cite.suffix or other.cite.prefix or not (_only_number(one) and _only_number(other)):
        return False
    return document.numbers[other.cite.id] == document.numbers[one.cite.id] + 1


def _only_number(one: Printed) -> bool:
    """Whether the style prints the number of the cite and no locator beside it."""
    if next(find(one.nodes, "locator"), None) is not None:
        return False
    return next(find(one.nodes, "citation-number"), None) is not None
