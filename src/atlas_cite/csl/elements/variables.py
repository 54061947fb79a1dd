"""The text of a variable in one run, whether the item, the cite or the list gives it."""

from __future__ import annotations

from collections.abc import Callable

from atlas_cite.csl.run import Run


def value_of(run: Run, variable: str) -> str:
    """The text of a text or number variable, "" where there is none."""
    special = SPECIAL.get(variable)
    if special is not None:
        return special(run)
    return run.item.texts.get(variable, "")


def _number(run: Run) -> str:
    return str(run.number) if run.number else ""


def _note(run: Run) -> str:
    return str(run.cite.first_note) if run.cite.first_note else ""


SPECIAL: dict[str, Callable[[Run], str]] = {
    "locator": lambda run: run.cite.locator,
    "citation-number": _number,
    "first-reference-note-number": _note,
    "year-suffix": lambda run: run.dis.year_suffix,
}
"""Variables that stand with the cite or the list."""
