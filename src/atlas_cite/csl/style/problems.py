"""Faults of a style, each with its line, element and remedy, and the error that carries them all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleProblem:
    """One fault of a style: where it is, what it is and what to do about it."""

    line: int
    element: str
    message: str
    hint: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"line {self.line}: <{self.element}>: {self.message}{hint}"


class StyleError(ValueError):
    """A style that cannot be used; `problems` names every fault that was found."""

    def __init__(self, problems: tuple[StyleProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
