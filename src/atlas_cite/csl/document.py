"""The state of one list of references: prepared items, their numbers, what keeps them apart; and one cite rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from atlas_cite.csl.compile import Area, Program
from atlas_cite.csl.item import Prepared, prepare
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.run import NO_DISAMBIGUATION, Cite, Disambiguation, NamesRecord, Run
from atlas_cite.csl.sort import sort_runs


@dataclass(slots=True)
class Document:
    """The items in the order of the list, numbered from 1.

    `repeated` holds the items cited more than once, or is None where the citations are not known.  `sections` are the
    identifiers as the list prints them when its host has arranged it, empty when the style's order stands.
    """

    program: Program
    items: dict[str, Prepared] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    disambiguation: dict[str, Disambiguation] = field(default_factory=dict)
    repeated: frozenset[str] | None = None
    sections: tuple[tuple[str, ...], ...] = ()

    def arrange(self, sections: Iterable[Iterable[str]]) -> None:
        """Take another order than the style's; numbers follow each item's first place.  Raises KeyError."""
        self.sections = tuple(map(tuple, sections))
        order = dict.fromkeys(identifier for section in self.sections for identifier in section)
        order |= dict.fromkeys(self.items)
        self.items = {identifier: self.items[identifier] for identifier in order}
        self.numbers = {identifier: at for at, identifier in enumerate(order, start=1)}

    def run(self, cite: Cite, area: Area, disambiguation: Disambiguation | None = None) -> Run:
        """A fresh run of a cite's item in an area."""
        if disambiguation is None:
            disambiguation = self.disambiguation.get(cite.id, NO_DISAMBIGUATION)
        run = Run(self.items[cite.id], cite, disambiguation, self.numbers.get(cite.id, 0))
        run.suffix_done = area.year_suffix_printed
        return run

    def render(self, cite: Cite, area: Area) -> tuple[Node, ...]:
        """The cite as the area's layout prints it, without the layout's own affixes."""
        return area.render(self.run(cite, area))[0]

    def records(self, cite: Cite, disambiguation: Disambiguation) -> tuple[tuple[Node, ...], list[NamesRecord]]:
        """The cite in the citation's layout under a trial disambiguation, and what its lists of names showed."""
        run = self.run(cite, self.program.citation, disambiguation)
        run.records = []
        nodes = self.program.citation.render(run)[0]
        return nodes, run.records


def make_document(program: Program, items: Iterable[Mapping[str, Any]]) -> Document:
    """The document of items in the order they are cited, sorted and numbered as the bibliography has it."""
    document = Document(program)
    for item in items:
        prepared = prepare(item)
        document.items[prepared.id] = prepared
    _order(document)
    return document


def _order(document: Document) -> None:
    identifiers = list(document.items)
    document.numbers = {identifier: at for at, identifier in enumerate(identifiers, start=1)}
    area = document.program.bibliography
    if area is None or not area.keys:
        return
    runs = [document.run(Cite(identifier), area) for identifier in identifiers]
    order = [identifiers[at] for at in sort_runs(runs, area.keys)]
    document.items = {identifier: document.items[identifier] for identifier in order}
    document.numbers = {identifier: at for at, identifier in enumerate(order, start=1)}
