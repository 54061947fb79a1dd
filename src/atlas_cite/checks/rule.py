"""Rules: a name, how bad it is, why it matters, an example, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.subject import Corpus, Subject

Each = Callable[[Subject], Iterable[Hit]]
"""Looks at one entry."""
Whole = Callable[[Corpus], Iterable[tuple[Subject | None, Hit]]]
"""Looks at all entries together; the entry a hit is about, or None."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `family/name`, with exactly one of `each` and `whole`, or neither when readers find it.

    `fix` says in words what its safe fix does; empty: a person has to mend it.  `is_offered` says that it is never made
    unasked, only put into a plan.
    """

    name: str
    level: Level
    title: str
    explanation: str
    each: Each | None = None
    whole: Whole | None = None
    fix: str = ""
    is_offered: bool = False

    @property
    def family(self) -> str:
        """The part of the name before the stroke."""
        return self.name.partition("/")[0]
