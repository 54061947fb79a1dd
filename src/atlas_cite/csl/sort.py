"""Sort keys: each as a function of a run, texts in the order of the locale's alphabet, empty ones last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cmp_to_key
from typing import Any, TypeAlias

from atlas_cite.csl.collation import Collate, collator
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
    render, collate = context.compile_macro(context, name), collator(context.language)
    return lambda run: _collated(collate, plain(render(run)[0]))


def _collated(collate: Collate, text: str) -> Value:
    return (collate(text),) if text.strip() else None


def _variable(context: Context, variable: str) -> Callable[[Run], Value]:
    collate = collator(context.language)
    if variable in NAME_VARIABLES:
        render = compile_names(context, NamesElement((variable,)))
        return lambda run: _collated(collate, plain(render(run)[0]))
    if variable in DATE_VARIABLES:
        return lambda run: _date_value(run, variable, collate)
    if variable == "citation-number":
        return lambda run: (run.number,)
    if variable in NUMBER_VARIABLES:
        return lambda run: _number_value(run.item.texts.get(variable, ""))
    return lambda run: _collated(collate, plain(run.item.rich(variable)))


def _date_value(run: Run, variable: str, collate: Collate) -> Value:
    date = run.item.dates.get(variable)
    if date is None:
        return None
    if date.start is None:
        return _collated(collate, date.literal)
    ends = [sortable_moment(moment, ALL_PARTS) for moment in (date.start, date.end) if moment is not None]
    return _collated(collate, " ".join(ends))


def _number_value(text: str) -> Value:
    if not text:
        return None
    if is_numeric(text):
        digits = "".join(character if character.isdecimal() else " " for character in text).split()
        return ("0", tuple((len(number.lstrip("0")), number.lstrip("0")) for number in digits))
    return ("1", text.casefold())


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
