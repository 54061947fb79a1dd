"""Reading a build file: every fault found, each with its place and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from atlas_cite.errors import InvalidSettings, Problem

Wanted = TypeVar("Wanted")


@dataclass(slots=True)
class Reading:
    """The faults of a build file found so far; `lines` are its lines by place, such as `exports[1].to`."""

    where: str
    lines: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def fault(self, place: str, message: str, hint: str) -> None:
        """Remember a fault."""
        self.problems.append(Problem("build-file", self.placed(place) or self.where, message, hint))

    def placed(self, place: str) -> str:
        """A place with its line, where that is known."""
        line = self.lines.get(place)
        return f"{place} (line {line})" if line else place

    def check_known(self, place: str, names: Iterable[str], known: Iterable[str]) -> None:
        """A fault for each name that nobody knows, with the near one; `place` is of the table they stand in."""
        for name in names:
            if name not in known:
                self.fault(f"{place}.{name}".lstrip("."), "no such setting", _near(name, known))

    def chosen(self, place: str, values: Iterable[Any], known: Iterable[str]) -> list[str]:
        """Those of the values that are known, and a fault for each other."""
        kept: list[str] = []
        for value in values:
            if isinstance(value, str) and value in known:
                kept.append(value)
            else:
                self.fault(place, f"there is no {value!r}", _near(str(value), known))
        return kept

    def texts(self, place: str, value: object) -> list[str]:
        """A list of texts, with at least one."""
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return value
        self.fault(place, "a list of texts is expected, with at least one", 'Write for example ["pages/"].')
        return []

    def of_type(self, place: str, value: object, wanted: type[Wanted], otherwise: Wanted) -> Wanted:
        """`value` when it has the type, else `otherwise`."""
        if isinstance(value, wanted):
            return value
        self.fault(place, f"{'true or false' if wanted is bool else 'a text'} is expected", "Mend it.")
        return otherwise


def faulty(where: str, problems: Sequence[Problem]) -> InvalidSettings:
    """The error that names every fault of a build file."""
    faults = "\n".join(map(_told, problems))
    return InvalidSettings(
        f"the build file has {len(problems)} fault{'s' * (len(problems) > 1)}\n{faults}",
        subject=where,
        hint="Mend what is named and run again.",
    )


def _told(problem: Problem) -> str:
    end = "\n  " if "\n" in problem.message else ". "  # a message of several lines points into its last one
    return f"  {problem.subject}: {problem.message}{end}{problem.hint}".rstrip()


def _near(name: str, known: Iterable[str]) -> str:
    names = [each for each in known if each]
    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names)) or 'none'}."
