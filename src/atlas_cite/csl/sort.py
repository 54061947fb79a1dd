"""Sort keys: each as a function of a run, texts collated without case, marks and punctuation, empty ones last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import cmp_to_key, lru_cache
from typing import Any, TypeAlias

from atlas_cite.csl.elements.date import sortable_moment
from atlas_cite.csl.elements.names import compile_names
from atlas_cite.csl.output.tree import plain
from atlas_cite.csl.run import Context, Run
from atlas_cite.csl.style.nodes import NamesElement, SortKey
from atlas_cite.csl.vocabulary import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from atlas_cite.csl.words.numbers import is_numeric

Value: TypeAlias = tuple[Any, ...] | None
SortFunction: TypeAlias = tuple[Callable[[Run], Value], bool]
"""A function that gives the value of a key (None where empty), and whether it sorts downwards."""

ALL_PARTS = {"year", "month", "day"}


def compile_key(context: Context, key: SortKey) -> SortFunction:
    """The function of one sort key and its direction."""
    inner = replace(context, area="sort", overrides=key.options)
    return (_macro(inner, key.macro) if key.macro else _variable(inner, key.variable)), key.descending


def _macro(context: Context, name: str) -> Callable[[Run], Value]:
    render = context.compile_macro(context, name)

    def value(run: Run) -> Value:
        text = plain(render(run)[0])
        return collated(text)

    return value


def _variable(context: Context, variable: str) -> Callable[[Run], Value]:
    if variable in NAME_VARIABLES:
        render = compile_names(context, NamesElement((variable,)))
        return lambda run: collated(plain(render(run)[0]))
    if variable in DATE_VARIABLES:
        return lambda run: _date_value(run, variable)
    if variable == "citation-number":
        return lambda run: (run.number,)
    if variable in NUMBER_VARIABLES:
        return lambda run: _number_value(run.item.texts.get(variable, ""))
    return lambda run: collated(plain(run.item.rich(variable)))


def _date_value(run: Run, variable: str) -> Value:
    date = run.item.dates.get(variable)
    if date is None:
        return None
    if date.start is None:
        return collated(date.literal)
    end = sortable_moment(date.end, ALL_PARTS) if date.end else ""
    return collated(sortable_moment(date.start, ALL_PARTS) + end)


def _number_value(text: str) -> Value:
    if not text:
        return None
    if is_numeric(text):
        digits = "".join(character if character.isdecimal() else " " for character in text).split()
        return ("0", tuple((len(number.lstrip("0")), number.lstrip("0")) for number in digits))
    return ("1", text.casefold())


@lru_cache(maxsize=50_000)
def collated(text: str) -> Value:
    """A key that sorts `text` by its letters alone: no case, no marks, no punctuation."""
    if not text.strip():
        return None
    folded = unicodedata.normalize("NFKD", text.casefold()).strip()
    if not folded.isascii():
        folded = "".join([_letter(character) for character in folded])
    return (SPACES.sub(" ", NO_LETTER.sub("", folded)),)


NO_LETTER = re.compile(r"[^\w\s$+<=>~|^`]|_")
SPACES = re.compile(r"\s+")


def _letter(character: str) -> str:
    return "" if unicodedata.combining(character) else SPECIAL_LETTERS.get(character, character)


SPECIAL_LETTERS = {
    "\u00f8": "o", "\u0142": "l", "\u00e6": "ae", "\u0153": "oe", "\u0111": "d", "\u0127": "h",
    "\u0131": "i\uffdc", "\u00f0": "d\uffdc", "\u00fe": "z\uffdc",
}  # fmt: skip
"""Letters without a decomposition: some sort as others, some right after another."""


def compare(left: tuple[Value, ...], right: tuple[Value, ...], directions: tuple[bool, ...]) -> int:
    """Less, equal or more, key by key; an empty value comes last in either direction."""
    for first, second, descending in zip(left, right, directions, strict=True):
        if first == second:
            continue
        if first is None or second is None:
            return 1 if first is None else -1
        return (1 if first > second else -1) * (-1 if descending else 1)
    return 0


def sort_runs(runs: list[Run], keys: tuple[SortFunction, ...]) -> list[int]:
    """The places of the runs in the order of the keys; equal ones keep theirs."""
    if not keys:
        return list(range(len(runs)))
    directions = tuple(descending for _, descending in keys)
    values = []
    for run in runs:
        run.in_sort = True
        row = []
        for function, _ in keys:
            run.names_done, run.suppressed = 0, frozenset()
            row.append(function(run))
        values.append(tuple(row))
        run.in_sort = False
    return sorted(range(len(runs)), key=cmp_to_key(_comparison(values, directions)))


def _comparison(values: list[tuple[Value, ...]], directions: tuple[bool, ...]) -> Callable[[int, int], int]:
    return lambda one, other: compare(values[one], values[other], directions)
