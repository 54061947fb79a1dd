"""`cs:number`, and the numbers in the text of number variables: forms, ranges and lists."""

from __future__ import annotations

import re

from atlas_cite.csl.elements.look import decorator
from atlas_cite.csl.elements.variables import value_of
from atlas_cite.csl.locale import Locale
from atlas_cite.csl.output.tree import Node, Text
from atlas_cite.csl.run import ABSENT, PRESENT, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import NumberElement
from atlas_cite.csl.words.numbers import is_numeric
from atlas_cite.csl.words.rich_text import rich_text
from atlas_cite.csl.words.roman import roman

EN_DASH = "\u2013"
SEPARATOR = re.compile(r"\s*(--|[-\u2013\u2014,&])\s*|\s+(and)\s+")

EN_DASH = "\u2013"

JOINTS = {"-": "\u2013", "--": "\u2013", "\u2013": "\u2013", "\u2014": "\u2013", ",": ", ", "&": " & ", "and": " and "}
"""How a separator between two numbers is printed."""

LONG_ORDINALS = range(1, 11)
MOST_DIGITS = 9
"""A longer row of digits is no number anybody counts with."""


def compile_number(context: Context, element: NumberElement) -> Render:
    """The number's rendering in its form; content that is not numeric is printed as it is."""
    variable, form = element.variable, element.form
    decorate = decorator(context, element.look, "citation-number" if variable == "citation-number" else "")
    gender = context.locale.gender(variable)

    def render(run: Run) -> Rendered:
        text = value_of(run, variable)
        if not text or variable in run.suppressed:
            return ABSENT
        if run.used_variables is not None:
            run.used_variables.add(variable)
        return decorate(number_nodes(context.locale, text, form, gender), run), PRESENT

    return render


def number_nodes(locale: Locale, text: str, form: str, gender: str) -> tuple[Node, ...]:
    """The text of a number variable with each number in `form` and the separators normal."""
    if text.isdecimal():
        return (Text(formed(locale, text, form, gender)),)
    if not is_numeric(text):
        return rich_text(text)
    pieces = SEPARATOR.split(text.strip())
    printed = [formed(locale, pieces[0], form, gender)]
    for at in range(1, len(pieces), 3):
        joint = JOINTS[pieces[at] or pieces[at + 1]]
        if joint == " & ":
            joint = f" {locale.term('and', 'symbol') or '&'} "
        elif joint == EN_DASH:
            joint = locale.term("page-range-delimiter") or EN_DASH
        printed += (joint, formed(locale, pieces[at + 2], form, gender))
    return (Text("".join(printed)),)


def formed(locale: Locale, text: str, form: str, gender: str) -> str:
    """One number in its form; what is no plain number stays."""
    if form == "numeric" or not text.isdecimal() or len(text) > MOST_DIGITS:
        return text
    number = int(text)
    if form == "roman":
        return roman(number)
    if form == "long-ordinal" and number in LONG_ORDINALS:
        found = locale.term(f"long-ordinal-{number:02}", gender=gender)
        if found:
            return found
    return text + ordinal_suffix(locale, number, gender) if number else text


def ordinal_suffix(locale: Locale, number: int, gender: str) -> str:
    """What makes an ordinal of `number`, by the most telling of the locale's terms."""
    for name, rule in (
        (f"ordinal-{number:02}", "whole-number"),
        (f"ordinal-{number % 100:02}", "last-two-digits"),
        (f"ordinal-{number % 10:02}", "last-digit"),
    ):
        found = locale.find(name, "long", gender)
        if found is not None and (rule == _rule(name, found.match) or number == int(name[8:])):
            return found.single
    return locale.term("ordinal", gender=gender)


def _rule(name: str, match: str) -> str:
    return match or ("last-digit" if name.startswith("ordinal-0") else "last-two-digits")
