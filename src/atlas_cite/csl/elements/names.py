"""`cs:names`: variables in turn with labels, editors who translate, and what stands in where there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from atlas_cite.csl.elements.choose import compile_alternatives
from atlas_cite.csl.elements.look import decorator
from atlas_cite.csl.elements.name_list import ListNames, name_lister
from atlas_cite.csl.elements.name_options import NO_ET_AL
from atlas_cite.csl.item import Name
from atlas_cite.csl.locale import Locale
from atlas_cite.csl.output.tree import Node, Text, is_empty
from atlas_cite.csl.run import ABSENT, PRESENT, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import ChooseElement, Element, LabelElement, NameElement, NamesElement, TextElement

Labels: TypeAlias = Callable[[Run, str, bool], tuple[Node, ...]]

PAIRS = {("editor", "translator"): ("editortranslator", "editor-translator")}
"""Variables that share one label where they hold the same people, and the names of its term."""

DROPPED: Rendered = ((), PRESENT)
"""Names that are there but left out of this cite: what stands in a group with them stays."""


def compile_names(context: Context, element: NamesElement) -> Render:
    """The names' rendering, with the substitutes tried in order where no variable has a name."""
    element = _inherit(context, element)
    lister, options = name_lister(context, element.name or NameElement(), element.et_al or NO_ET_AL)
    labels = _labels(context, element.label)
    delimiter = element.delimiter if element.delimiter is not None else context.name_options.get("names-delimiter", "")
    decorate = decorator(context, element.look, "names")
    inner = replace(context, inherited_names=element, in_substitute=True)
    substitutes = [(_compiled(inner, child), _is_term(child)) for child in element.substitute]
    counting = options.form == "count"
    one = _one_list(lister, labels, first=element.label_first)

    def render(run: Run) -> Rendered:
        found = _found(run, element.variables, pair=context.locale if element.label else None)
        if not found:
            replacement, state = _substituted(run, substitutes)
            if replacement and _dropped(run, counting=counting):
                return DROPPED
            return (decorate(replacement, run), state) if replacement else ABSENT
        if run.used_variables is not None:
            run.used_variables.update(element.variables)
        if _dropped(run, counting=counting):
            run.names_done += len(found)
            return DROPPED
        lists = [one(run, variable, names) for variable, names in found]
        if counting:
            return _sum(lists), PRESENT
        nodes = _delimited(lists, delimiter)
        if is_empty(nodes):
            return ABSENT
        if run.used_variables is not None:
            run.suppressed = run.suppressed.union(element.variables)
        return decorate(nodes, run), PRESENT

    return render


def _dropped(run: Run, *, counting: bool) -> bool:
    """Whether these are the names that a cite without its author leaves out: the first it would print."""
    if not run.drop_names or run.in_sort or counting:
        return False
    run.drop_names = False
    return True


def _sum(counts: list[tuple[Node, ...]]) -> tuple[Node, ...]:
    return (Text(str(sum(int(part.text) for nodes in counts for part in nodes if isinstance(part, Text)))),)


def _delimited(lists: list[tuple[Node, ...]], delimiter: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for part in lists:
        if nodes and delimiter:
            nodes.append(Text(delimiter))
        nodes += part
    return tuple(nodes)


def _inherit(context: Context, element: NamesElement) -> NamesElement:
    outer = context.inherited_names
    if outer is None or element.name is not None or element.label is not None or element.et_al is not None:
        return element
    return replace(
        element,
        name=outer.name,
        et_al=outer.et_al,
        label=outer.label,
        label_first=outer.label_first,
        delimiter=element.delimiter if element.delimiter is not None else outer.delimiter,
    )


def _one_list(lister: ListNames, labels: Labels | None, *, first: bool) -> Callable[..., tuple[Node, ...]]:
    if labels is None:
        return lambda run, _variable, names: lister(run, names)

    def one(run: Run, variable: str, names: tuple[Name, ...]) -> tuple[Node, ...]:
        label = labels(run, variable, len(names) > 1)
        nodes = lister(run, names)
        return (*label, *nodes) if first else (*nodes, *label)

    return one


def _labels(context: Context, label: LabelElement | None) -> Labels | None:
    if label is None:
        return None
    decorate = decorator(context, label.look, "label")
    locale = context.locale
    always = {"always": True, "never": False}.get(label.plural)

    def labels(run: Run, variable: str, several: bool) -> tuple[Node, ...]:
        if run.in_sort:
            return ()
        text = locale.term(variable, label.form, plural=several if always is None else always)
        return decorate((Text(text),), run) if text else ()

    return labels


def _found(run: Run, variables: tuple[str, ...], pair: Locale | None) -> list[tuple[str, tuple[Name, ...]]]:
    names = run.item.names
    found = [
        (variable, names[variable]) for variable in variables if variable in names and variable not in run.suppressed
    ]
    if pair and len(found) == 2 and found[0][1] == found[1][1]:
        for term in PAIRS.get((min(found[0][0], found[1][0]), max(found[0][0], found[1][0])), ()):
            if pair.has(term):
                return [(term, found[0][1])] if pair.term(term) else found
    return found


def _compiled(context: Context, element: Element) -> Render:
    if isinstance(element, ChooseElement):
        return compile_alternatives(context, element)
    return context.compile_all(context, (element,))[0]


def _is_term(element: Element) -> bool:
    return isinstance(element, TextElement) and element.kind == "term"


def _substituted(run: Run, substitutes: list[tuple[Render, bool]]) -> Rendered:
    """The first substitute that prints; a term ends the search even where it is empty."""
    outer, drop_names, run.drop_names = run.used_variables, run.drop_names, False
    nodes, state = _first_substitute(run, substitutes, outer)
    run.drop_names = drop_names
    return nodes, state


def _first_substitute(run: Run, substitutes: list[tuple[Render, bool]], outer: set[str] | None) -> Rendered:
    for substitute, last in substitutes:
        run.used_variables = set()
        nodes, state = substitute(run)
        used, run.used_variables = run.used_variables, outer
        if nodes and not is_empty(nodes):
            run.suppressed = run.suppressed | used
            if outer is not None:
                outer.update(used)
            return nodes, max(state, PRESENT)
        if last:
            break
    return ABSENT
