"""The engine built on our own CSL processor: items in, its trees out as inlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from atlas_cite.csl import Cite as CslCite
from atlas_cite.csl import Cluster, Processor, StyleError, load_style
from atlas_cite.csl.compile import Program
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.processor import ListLayout
from atlas_cite.document.tree import Inlines, Text
from atlas_cite.errors import Problem, StyleFault
from atlas_cite.model.item import Item
from atlas_cite.render.csl_tree import to_inlines, to_lines
from atlas_cite.render.plain_reference import plain_citation, plain_reference
from atlas_cite.render.processor import Cite, RenderedReference
from atlas_cite.styles import StyleSource, find_locale

_MOST_LINES = 4

_NOT_SHOWN = frozenset({"abstract", "annote", "note"})
"""Variables that annotated styles print; annotations are attached by us instead."""


@lru_cache(maxsize=16)
def load_program(source: StyleSource, locale: str | None) -> Program:
    """Read and compile a style; kept for the next call.  Raises StyleFault, with every fault of the style."""
    tag = find_locale(locale or source.default_locale) if locale or source.default_locale else ""
    try:
        return load_style(source.path.read_bytes(), language=tag).program
    except (OSError, StyleError) as error:
        raise StyleFault(f"the style cannot be used: {error}", subject=source.name, hint=_MEND) from error


_MEND = "Mend the style at the lines named, or choose another."


class CslProcessor:
    """A compiled style and the items it may cite, in citation order; `processor` prints their citations."""

    def __init__(self, program: Program, name: str, items: Sequence[tuple[str, Item]]) -> None:
        self._name = name
        self._items = dict(items)
        self._program = program
        self.processor = Processor(program, [_shown(key, item) for key, item in items])
        self._problems: list[Problem] = []

    @property
    def has_bibliography(self) -> bool:
        """As Processor has it."""
        return self._program.bibliography is not None

    def order(self) -> tuple[str, ...]:
        """As Processor has it."""
        return tuple(self.processor.order())

    def arrange(self, sections: Sequence[Sequence[str]]) -> None:
        """As Processor has it."""
        self.processor.arrange(sections)

    def bibliography(self) -> tuple[tuple[RenderedReference, ...], list[Problem]]:
        """As Processor has it."""
        if not self.has_bibliography:
            hint = "Choose another style, or use `atlas-cite cite`: this one prints only notes or citations."
            raise StyleFault("this style has no bibliography", subject=self._name, hint=hint)
        layout = self.processor.layout()
        entries = self.processor.bibliography()
        return tuple(self._reference(entry.id, entry.nodes, layout) for entry in entries), list(self._problems)

    def cite(self, clusters: Sequence[Sequence[Cite]]) -> tuple[tuple[Inlines, ...], list[Problem]]:
        """As Processor has it."""
        grouped = [Cluster([_cite(cite) for cite in cluster]) for cluster in clusters]
        trees = zip(self.processor.citations(grouped), grouped, strict=True)
        return tuple(self.inlines(nodes, cluster) for nodes, cluster in trees), list(self._problems)

    def inlines(self, nodes: Iterable[Node], cluster: Cluster) -> Inlines:
        """A citation's finished tree as inlines; a plain form where the style prints nothing."""
        return to_inlines(nodes) or plain_citations(cluster.cites, self._items)

    def _reference(self, key: str, nodes: tuple[Node, ...], layout: ListLayout) -> RenderedReference:
        label, lines = to_lines(nodes)
        if not lines:
            message = "the style prints nothing for this item; it is listed in a plain form"
            hint = f"Check the fields of this entry, or choose another style than {self._name}."
            self._problems.append(Problem("not-rendered", key, message, hint))
            lines = (plain_reference(self._items[key]),)
        return RenderedReference(key, label, lines, layout.hanging_indent, _spacing(layout))


def _spacing(layout: ListLayout) -> int:
    """The lines between entries, to which goes what double spacing would open: the lines of an entry stay close."""
    entry = int(layout.entry_spacing) if layout.entry_spacing.isdecimal() else 1
    line = int(layout.line_spacing) if layout.line_spacing.isdecimal() else 1
    return min(max(entry, line - 1), _MOST_LINES)


def plain_citations(cites: Iterable[CslCite], items: dict[str, Item]) -> Inlines:
    """What stands for citations the style prints nothing for."""
    known = [plain_citation(items[cite.id]) for cite in cites if cite.id in items]
    return (Text("; ".join(known)),) if known else ()


def _shown(key: str, item: Item) -> dict[str, object]:
    fields = {name: value for name, value in item.fields.items() if name not in _NOT_SHOWN}
    return Item(item.type, fields).to_csl(key)


def _cite(cite: Cite) -> CslCite:
    return CslCite(cite.key, cite.locator, cite.label, cite.prefix, cite.suffix)
