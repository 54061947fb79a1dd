"""The passes in their order: citations and bibliography of a document as finished trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas_cite.csl.capitals import with_first_term_capital
from atlas_cite.csl.citation import render_cluster
from atlas_cite.csl.compile import Area, Program
from atlas_cite.csl.disambiguate import disambiguate
from atlas_cite.csl.document import Document, make_document
from atlas_cite.csl.output.finish import finish
from atlas_cite.csl.output.tree import Node, Span, Text, is_empty
from atlas_cite.csl.positions import NEAR, Cluster, set_positions
from atlas_cite.csl.run import Cite
from atlas_cite.csl.selection import select_items
from atlas_cite.csl.substitute import substitute_authors


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography: the item's identifier and the finished tree, empty where nothing is printed."""

    id: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """How the bibliography asks to be set; lengths are lines, "" where the style does not say."""

    hanging_indent: bool = False
    second_field_align: str = ""
    entry_spacing: str = ""
    line_spacing: str = ""


class Processor:
    """A style and the items cited with it, in the order they are first cited."""

    def __init__(self, program: Program, items: Iterable[Mapping[str, Any]]) -> None:
        self.document = make_document(program, items)
        self._told_apart = False

    def citations(self, clusters: Sequence[Cluster]) -> list[tuple[Node, ...]]:
        """The finished tree of each citation, empty where it prints nothing; sets the cites' positions."""
        near = self.document.program.options.get("near-note-distance", "")
        set_positions(clusters, int(near) if near.isdecimal() and len(near) < 10 else NEAR)
        cites = (cite for cluster in clusters for cite in cluster.cites)
        self.document.repeated = frozenset(cite.id for cite in cites if cite.position)
        return [self.citation(cluster) for cluster in clusters]

    def citation(self, cluster: Cluster) -> tuple[Node, ...]:
        """The finished tree of one citation whose cites already know their positions."""
        self._tell_apart()
        return render_cluster(self.document, cluster)

    def order(self) -> list[str]:
        """The items' identifiers in the list's order, without rendering them."""
        return list(self.document.items)

    def arrange(self, sections: Iterable[Iterable[str]]) -> None:
        """Print the items in sections of the host's own instead of the style's order.

        They are numbered through by their first place, and an item may stand in several sections.  To be called before
        anything is rendered, because what tells items apart follows their order.  Raises KeyError for an unknown one.
        """
        self.document.arrange(sections)

    def bibliography(self, section: Mapping[str, Any] | None = None) -> list[Entry]:
        """The entries in order, those a section selects where one is given."""
        self._tell_apart()
        identifiers = None if section is None else select_items(self.document, section)
        return render_bibliography(self.document, identifiers)

    def _tell_apart(self) -> None:
        """Disambiguate once, as late as can be: what is cited again needs its later form told apart."""
        if not self._told_apart:
            self._told_apart = True
            disambiguate(self.document)

    def layout(self) -> ListLayout:
        """How the list asks to be set."""
        area = self.document.program.bibliography
        options = area.section.options if area else {}
        return ListLayout(
            options.get("hanging-indent") == "true",
            options.get("second-field-align", ""),
            options.get("entry-spacing", ""),
            options.get("line-spacing", ""),
        )


def render_bibliography(document: Document, identifiers: Sequence[str] | None = None) -> list[Entry]:
    """The finished entries in the list's order."""
    area = document.program.bibliography
    if area is None:
        return []
    sections = (document.sections or (tuple(document.items),)) if identifiers is None else (tuple(identifiers),)
    return [entry for section in sections for entry in _section_entries(document, area, section)]


def _section_entries(document: Document, area: Area, identifiers: Sequence[str]) -> list[Entry]:
    """The entries of one section; names repeat those of the entry before within it alone."""
    trees: Iterable[tuple[Node, ...]] = (_entry(document, area, identifier) for identifier in identifiers)
    options = area.section.options
    if "subsequent-author-substitute" in options:
        rule = options.get("subsequent-author-substitute-rule", "complete-all")
        trees = substitute_authors(trees, options["subsequent-author-substitute"], rule)
    finished = [finish(tree, document.program.finish_options) if tree else () for tree in trees]
    return [Entry(identifier, nodes) for identifier, nodes in zip(identifiers, finished, strict=True)]


def _entry(document: Document, area: Area, identifier: str) -> tuple[Node, ...]:
    run = document.run(Cite(identifier), area)
    look = area.section.look
    if not area.section.options.get("second-field-align"):
        nodes = with_first_term_capital(area.render(run)[0])
        if is_empty(nodes):
            return ()
        inner = _suffixed(Span(nodes, prefix=look.prefix), look.suffix)
        return (Span((inner,), look.formatting, tag="entry"),)
    first: tuple[Node, ...] = ()
    rest: list[Node] = []
    for part in area.parts:
        nodes = part(run)[0]
        if first:
            rest += nodes
        elif not is_empty(nodes):
            first = nodes
    if not first:
        return ()
    raised = with_first_term_capital((*first, *rest))
    margin = Span(raised[: len(first)], display="left-margin", tag="first-field")
    inline = Span(raised[len(first) :], suffix=look.suffix, display="right-inline")
    return (Span((margin, inline), look.formatting, look.prefix, tag="entry"),)


def _suffixed(span: Span, suffix: str) -> Span:
    """The span with the suffix at its end, inside its last block where it ends in one."""
    last = span.children[-1] if span.children else None
    if isinstance(last, Span) and last.display in {"right-inline", "block", "indent", "left-margin"}:
        return replace(span, children=(*span.children[:-1], replace(last, children=(*last.children, Text(suffix)))))
    return replace(span, suffix=suffix)
