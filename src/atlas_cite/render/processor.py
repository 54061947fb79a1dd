"""Processor: what an engine for citation styles must do; it knows Items, not Entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from atlas_cite.document.tree import Inlines
from atlas_cite.errors import Problem
from atlas_cite.model.item import Item
from atlas_cite.styles import StyleSource


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation; `label` is a CSL locator such as `page` or `chapter`."""

    key: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class RenderedReference:
    """One entry of a bibliography: `label` stands in the margin, `lines` are its display blocks (mostly one).

    `spacing` is the space before the next entry that the style asks for, in lines.
    """

    key: str
    label: Inlines
    lines: tuple[Inlines, ...]
    hanging_indent: bool
    spacing: int = 1


class Processor(Protocol):
    """A loaded style with the items it may cite.

    No item makes it raise: one that cannot be rendered is given as a Problem and printed in a plain form.
    """

    @property
    def has_bibliography(self) -> bool:
        """Whether the style has a bibliography; some have notes only."""
        ...

    def order(self) -> tuple[str, ...]:
        """The keys of all items in the order of the bibliography."""
        ...

    def arrange(self, sections: Sequence[Sequence[str]]) -> None:
        """Print the items, by key, in these sections instead of the style's order; before anything is rendered.

        They are numbered through by their first place; one may stand in several sections.
        """
        ...

    def bibliography(self) -> tuple[tuple[RenderedReference, ...], list[Problem]]:
        """All items in the style's order, or as arranged.  Raises StyleFault for a style without a bibliography."""
        ...

    def cite(self, clusters: Sequence[Sequence[Cite]]) -> tuple[tuple[Inlines, ...], list[Problem]]:
        """One citation for each cluster; in a note style, the text of the note."""
        ...


ENGINES = ("csl", "citeproc-py")
"""Our own processor, and the reference to compare it with."""


def load_processor(
    style: StyleSource, locale: str | None, items: Sequence[tuple[str, Item]], engine: str = ENGINES[0]
) -> Processor:
    """A processor for `style` and `items` (key and item, in citation order).

    `locale` is a CSL locale, or None for the style's own; `engine` one of ENGINES.  Raises StyleFault for a style that
    cannot be used.
    """
    # Both engines take long to import, which no other command should pay.
    if engine == "citeproc-py":
        from atlas_cite.render.citeproc_engine import CiteprocProcessor, load_style

        return CiteprocProcessor(load_style(style, locale), items)
    from atlas_cite.render.csl_engine import CslProcessor, load_program

    return CslProcessor(load_program(style, locale), style.name, items)
