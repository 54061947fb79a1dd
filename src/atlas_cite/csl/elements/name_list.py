"""A list of names as nodes: delimiters, `and`, et al. with its rules, `use-last`; records what it showed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from atlas_cite.csl.elements.look import decorator
from atlas_cite.csl.elements.name_form import SPACED, name_former
from atlas_cite.csl.elements.name_options import NameOptions, name_options
from atlas_cite.csl.item import Name
from atlas_cite.csl.output.tree import Node, Span, Text, plain
from atlas_cite.csl.run import Context, NamesRecord, Run
from atlas_cite.csl.style.nodes import EtAlElement, NameElement

ELLIPSIS = "\u2026"

ListNames: TypeAlias = Callable[[Run, tuple[Name, ...]], tuple[Node, ...]]


def name_lister(context: Context, name: NameElement, et_al: EtAlElement) -> tuple[ListNames, NameOptions]:
    """The function that lists names, and the options it follows."""
    options = name_options(context, name)
    form = name_former(context, options)
    look = decorator(context, name.look)
    et_al_text = "" if context.area == "sort" else context.locale.term(et_al.term)
    et_al_nodes = decorator(context, et_al.look)

    def list_names(run: Run, names: tuple[Name, ...]) -> tuple[Node, ...]:
        index = run.names_done
        run.names_done = index + 1
        total = len(names)
        extra = run.dis.names[index] if index < len(run.dis.names) else 0
        shown = options.shown(run, total, extra)
        given = run.dis.givens[index] if index < len(run.dis.givens) else ()
        levels = [max(options.level, given[at]) if at < len(given) else options.level for at in range(total)]
        if run.records is not None:
            run.records.append(NamesRecord(total, shown, tuple(levels), names, options))
        if options.form == "count":
            return (Text(str(shown)),)
        parts = [Span(form(run, names[at], levels[at], _inverted(options, at)), tag="name") for at in range(shown)]
        if shown == total:
            return look(_with_and(options, names, parts), run)
        if options.et_al_use_last and total > shown + 1:
            last = Span(form(run, names[-1], levels[-1], _inverted(options, total - 1)), tag="name")
            return look((*_delimited(parts, options.delimiter), Text(_before_last(options)), last), run)
        if et_al_text:
            ending = et_al_nodes((Text(et_al_text),), run)
            return look(_with_et_al(options, parts, ending), run)
        return look(_delimited(parts, options.delimiter), run)

    return list_names, options


def _before_last(options: NameOptions) -> str:
    return options.delimiter + ELLIPSIS + " "


def _inverted(options: NameOptions, at: int) -> bool:
    return options.sort_order == "all" or (options.sort_order == "first" and at == 0)


def _delimited(parts: list[Span], delimiter: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for part in parts:
        if nodes:
            nodes.append(Text(delimiter))
        nodes.append(part)
    return tuple(nodes)


def _with_and(options: NameOptions, names: tuple[Name, ...], parts: list[Span]) -> tuple[Node, ...]:
    if len(parts) < 2 or not options.and_text:
        return _delimited(parts, options.delimiter)
    if options.and_text[-1].isspace():
        return (*_delimited(parts[:-1], options.delimiter), Text(options.and_text), parts[-1])
    inverted = _inverted(options, len(parts) - 2) and not names[len(parts) - 2].literal
    organisations = len(parts) == 2 and all(name.literal for name in names)
    comma = not organisations and _precedes(options.precedes_last, inverted=inverted, enough=len(parts) > 2)
    joint = (options.delimiter if comma else " ") + options.and_text + " "
    if comma and not options.delimiter.endswith(" "):
        joint = options.delimiter + " " + options.and_text + " "
    return (*_delimited(parts[:-1], options.delimiter), Text(joint), parts[-1])


def _with_et_al(options: NameOptions, parts: list[Span], ending: tuple[Node, ...]) -> tuple[Node, ...]:
    if not parts:
        return ()
    inverted = _inverted(options, len(parts) - 1)
    comma = _precedes(options.precedes_et_al, inverted=inverted, enough=len(parts) > 1)
    space = " " if SPACED.search(plain(ending)) else ""
    return (*_delimited(parts, options.delimiter), Text(options.delimiter if comma else space), *ending)


def _precedes(rule: str, *, inverted: bool, enough: bool) -> bool:
    if rule == "always":
        return True
    if rule == "never":
        return False
    return inverted if rule == "after-inverted-name" else enough
