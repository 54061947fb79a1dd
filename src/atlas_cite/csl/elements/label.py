"""`cs:label` of a number variable: its term, plural where the content speaks of several."""

from __future__ import annotations

import re

from atlas_cite.csl.elements.look import decorator
from atlas_cite.csl.elements.variables import value_of
from atlas_cite.csl.output.tree import Text
from atlas_cite.csl.run import NOTHING, PLAIN, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import LabelElement
from atlas_cite.csl.words.numbers import is_plural

COUNTS = frozenset({"number-of-pages", "number-of-volumes"})
"""Variables that are plural by what they count, not by how many numbers they hold."""


OWN_LABEL = re.compile(r"[^\W\d_]{1,4}\. |[\u00a7\u00b6]")
"""How a locator begins that brings its label with it (`vol. 1, fol. 186`)."""

SUB_VERBO = ("sub-verbo", "sub verbo")
"""The two spellings of one locator."""


def compile_label(context: Context, element: LabelElement) -> Render:
    """The label's rendering, empty where its variable is."""
    variable, form, plural, locale = element.variable, element.form, element.plural, context.locale
    decorate = decorator(context, element.look, "label")
    conjunction = f" {locale.term('and')} "

    def render(run: Run) -> Rendered:
        value = value_of(run, variable)
        if not value or (variable == "locator" and OWN_LABEL.match(value)):
            return NOTHING
        term = run.cite.label if variable == "locator" else variable
        if plural == "contextual" and conjunction in value:
            value = value.replace(conjunction, " & ")
        several = plural == "always" or (plural == "contextual" and _several(variable, value))
        text = locale.term(term, form, plural=several)
        if not text and term in SUB_VERBO:
            text = next((found for name in SUB_VERBO if (found := locale.term(name, form, plural=several))), "")
        return (decorate((Text(text),), run), PLAIN) if text else NOTHING

    return render


def _several(variable: str, value: str) -> bool:
    if variable in COUNTS:
        return value.strip() not in {"1", "0"}
    return is_plural(value)
