"""What a rendering may read and change: compile-time Context, the facts of one cite, the Run, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from atlas_cite.csl.item import Name, Prepared
from atlas_cite.csl.locale import Locale
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.style.nodes import Element, NamesElement

PLAIN = 0
"""Nothing but terms and values was called."""
MISSING = 1
"""Variables were called and all are empty."""
PRESENT = 2
"""A variable was rendered. Two states join to the greater."""

Rendered: TypeAlias = tuple[tuple[Node, ...], int]

NOTHING: Rendered = ((), PLAIN)
ABSENT: Rendered = ((), MISSING)

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
"""The positions, each of the last three implying the ones before it but the first."""


class Disambiguation(NamedTuple):
    """What an item's cite says beyond its plain form.

    `names` holds, per list of names in the order rendered, how many are shown (0: as the style says);
    `condition` says how many tests for `disambiguate` hold; `givens` holds, per list, the level of each
    given name (0 as the style says, 1 initials, 2 in full).
    """

    names: tuple[int, ...] = ()
    givens: tuple[tuple[int, ...], ...] = ()
    condition: int = 0
    year_suffix: str = ""


NO_DISAMBIGUATION = Disambiguation()


@dataclass(slots=True)
class Cite:
    """One reference to an item within a cluster, and where it stands."""

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: int = FIRST
    near_note: bool = False
    first_note: int = 0
    note: int = 0


class NamesRecord(NamedTuple):
    """What one list of names showed, for the disambiguation: the names, how many, and each one's level."""

    total: int
    shown: int
    levels: tuple[int, ...]
    names: tuple[Name, ...]
    options: Any


class Run:
    """One rendering of one item: facts that stay, and the little that changes on the way."""

    __slots__ = (
        "cite", "conditions_done", "dis", "drop_names", "in_sort", "item", "names_done", "number", "records",
        "suffix_done", "suppressed", "used_variables",
    )  # fmt: skip

    def __init__(self, item: Prepared, cite: Cite, dis: Disambiguation = NO_DISAMBIGUATION, number: int = 0) -> None:
        self.item = item
        self.cite = cite
        self.dis = dis
        self.number = number
        self.suppressed: frozenset[str] = frozenset()
        self.names_done = 0
        self.suffix_done = False
        self.conditions_done = 0
        self.records: list[NamesRecord] | None = None
        self.drop_names = cite.suppress_author
        self.in_sort = False
        self.used_variables: set[str] | None = None


Render: TypeAlias = Callable[[Run], Rendered]


@dataclass(frozen=True, slots=True)
class Context:
    """What an element may know when it is compiled."""

    locale: Locale
    area: str
    options: Mapping[str, str]
    name_options: Mapping[str, str]
    compile_all: Callable[[Context, Iterable[Element]], list[Render]]
    compile_macro: Callable[[Context, str], Render]
    inherited_names: NamesElement | None = None
    in_substitute: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the locale."""
        return self.locale.language


def concatenate(renders: list[Render]) -> Render:
    """The renderings one after the other, their states joined."""
    if len(renders) == 1:
        return renders[0]

    def render(run: Run) -> Rendered:
        nodes: list[Node] = []
        used = PLAIN
        for part in renders:
            found, state = part(run)
            nodes += found
            used = max(used, state)
        return tuple(nodes), used

    return render
