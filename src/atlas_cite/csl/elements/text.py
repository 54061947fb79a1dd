"""`cs:text`: a variable, a macro, a term or a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from atlas_cite.csl.elements.look import Decorate, decorator
from atlas_cite.csl.elements.number import number_nodes
from atlas_cite.csl.elements.variables import value_of
from atlas_cite.csl.output.tree import Link, Node, Text, is_empty
from atlas_cite.csl.run import ABSENT, MISSING, NOTHING, PLAIN, PRESENT, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import TextElement
from atlas_cite.csl.vocabulary import NUMBER_VARIABLES, SHORT_FORMS
from atlas_cite.csl.words.pages import format_pages
from atlas_cite.csl.words.rich_text import rich_text

ADDRESSES = {"URL": "", "DOI": "https://doi.org/", "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
             "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/"}  # fmt: skip
"""Variables that lead somewhere, and what makes an address of them."""


Find: TypeAlias = Callable[[Run], tuple[Node, ...]]


def compile_text(context: Context, element: TextElement) -> Render:
    """The rendering of whatever the element names."""
    return KINDS[element.kind](context, element)


def _macro(context: Context, element: TextElement) -> Render:
    body = context.compile_macro(context, element.name)
    decorate = decorator(context, element.look)

    def render(run: Run) -> Rendered:
        nodes, used = body(run)
        if not nodes or used == MISSING or is_empty(nodes):
            return (), used
        return decorate(nodes, run), PRESENT

    return render


def _term(context: Context, element: TextElement) -> Render:
    text = context.locale.term(element.name, element.form, plural=element.plural)
    return _fixed(text, decorator(context, element.look, "term"))


def _value(context: Context, element: TextElement) -> Render:
    return _fixed(element.name, decorator(context, element.look))


def _fixed(text: str, decorate: Decorate) -> Render:
    if not text:
        return lambda _run: NOTHING
    nodes = rich_text(text)
    return lambda run: (decorate(nodes, run), PLAIN)


def _variable(context: Context, element: TextElement) -> Render:
    variable = element.name
    find = _finder(context, element)
    decorate = decorator(context, element.look, variable if variable in TAGGED else "")

    def render(run: Run) -> Rendered:
        if variable in run.suppressed:
            return ABSENT
        nodes = find(run)
        if not nodes:
            return NOTHING if variable == "year-suffix" else ABSENT
        if run.used_variables is not None:
            run.used_variables.add(variable)
        return decorate(nodes, run), PRESENT

    return render


TAGGED = frozenset({"citation-number", "year-suffix", "locator", "citation-label"})


def _finder(context: Context, element: TextElement) -> Find:
    variable = element.name
    if variable in ADDRESSES and context.area != "sort":
        return _linked(variable)
    if variable in {"page", "locator"}:
        return _pages(context, variable)
    if variable in NUMBER_VARIABLES:
        return _numbered(context, variable)
    if variable in OWN:
        return OWN[variable]
    if element.form == "short":
        short = SHORT_FORMS.get(variable, variable + "-short")
        return lambda run: run.item.rich(short) or run.item.rich(variable)
    return lambda run: run.item.rich(variable) if variable in run.item.texts else ()


def _numbered(context: Context, variable: str) -> Find:
    locale = context.locale
    return lambda run: number_nodes(locale, text, "numeric", "") if (text := value_of(run, variable)) else ()


def _year_suffixed(run: Run) -> tuple[Node, ...]:
    text = run.item.texts.get("citation-label", "")
    return (Text(text + run.dis.year_suffix),) if text else ()


OWN: dict[str, Find] = {
    "citation-label": _year_suffixed,
    "year-suffix": lambda run: (Text(run.dis.year_suffix),) if run.dis.year_suffix else (),
}
"""Variables found neither in the item's texts nor among its numbers."""


def _linked(variable: str) -> Find:
    start = ADDRESSES[variable]

    def find(run: Run) -> tuple[Node, ...]:
        text = run.item.texts.get(variable, "").strip()
        if not text:
            return ()
        return (Link(text if text.startswith("http") else start + text, (Text(text),)),)

    return find


def _pages(context: Context, variable: str) -> Find:
    form = context.options.get("page-range-format", "")
    delimiter = context.locale.term("page-range-delimiter") or "\u2013"
    ampersand = f" {context.locale.term('and', 'symbol') or '&'} "

    def find(run: Run) -> tuple[Node, ...]:
        text = value_of(run, variable)
        if not text:
            return ()
        if variable == "locator" and run.cite.label != "page":
            return number_nodes(context.locale, text, "numeric", "")
        return (Text(format_pages(text, form, delimiter).replace(" & ", ampersand)),)

    return find


KINDS: dict[str, Callable[[Context, TextElement], Render]] = {
    "variable": _variable,
    "macro": _macro,
    "term": _term,
    "value": _value,
}
