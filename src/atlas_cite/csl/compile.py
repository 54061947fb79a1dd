"""A style and a locale → Program: one closure per element, macros compiled once per place, sort keys as functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from atlas_cite.csl.elements.choose import compile_choose
from atlas_cite.csl.elements.date import compile_date
from atlas_cite.csl.elements.group import compile_group
from atlas_cite.csl.elements.label import compile_label
from atlas_cite.csl.elements.names import compile_names
from atlas_cite.csl.elements.number import compile_number
from atlas_cite.csl.elements.text import compile_text
from atlas_cite.csl.locale import Locale
from atlas_cite.csl.output.finish import FinishOptions
from atlas_cite.csl.output.quotes import QuoteMarks
from atlas_cite.csl.run import Context, Render, concatenate
from atlas_cite.csl.sort import SortFunction, compile_key
from atlas_cite.csl.style.nodes import (
    ChooseElement,
    DateElement,
    Element,
    GroupElement,
    LabelElement,
    NamesElement,
    NumberElement,
    Section,
    StyleNode,
    TextElement,
)
from atlas_cite.csl.style.resolve import conditions, prints_variable
from atlas_cite.csl.vocabulary import NAME_OPTIONS

COMPILERS: dict[type, Any] = {
    TextElement: compile_text,
    NumberElement: compile_number,
    LabelElement: compile_label,
    DateElement: compile_date,
    NamesElement: compile_names,
    GroupElement: compile_group,
    ChooseElement: compile_choose,
}
"""Each kind of element and what compiles it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Citation or bibliography, ready to render."""

    context: Context
    section: Section
    parts: list[Render]
    render: Render
    keys: tuple[SortFunction, ...]
    year_suffix_printed: bool
    tests_disambiguate: bool
    tests_position: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled style."""

    style: StyleNode
    locale: Locale
    citation: Area
    bibliography: Area | None
    finish_options: FinishOptions

    @property
    def options(self) -> Mapping[str, str]:
        """The options of the citation."""
        return self.citation.section.options


def compile_style(style: StyleNode, locale: Locale) -> Program:
    """The program of a style whose macros exist and do not loop."""
    cache: dict[tuple[int, str], Render] = {}
    return Program(
        style,
        locale,
        _area(style, locale, style.citation, "citation", cache),
        _area(style, locale, style.bibliography, "bibliography", cache) if style.bibliography else None,
        finish_options(locale),
    )


def finish_options(locale: Locale) -> FinishOptions:
    """What the late passes need of the locale."""
    marks = (locale.term(name) for name in ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote"))
    return FinishOptions(locale.flag("punctuation-in-quote"), QuoteMarks(*marks))


def _area(style: StyleNode, locale: Locale, section: Section, name: str, cache: dict[tuple[int, str], Render]) -> Area:
    context = Context(
        locale=locale,
        area=name,
        options=style.options,
        name_options=_name_options(style.options, section.options),
        compile_all=compile_all,
        compile_macro=_macro_compiler(style, cache),
    )
    parts = compile_all(context, section.children)
    tested = {condition.kind for condition in conditions(style, section.children)}
    keys = tuple(compile_key(context, key) for key in section.keys)
    return Area(
        context,
        section,
        parts,
        concatenate(parts),
        keys,
        any(prints_variable(style, section.children, name) for name in ("year-suffix", "citation-label")),
        "disambiguate" in tested,
        "position" in tested,
        prints_variable(style, section.children, "citation-number"),
    )


def _name_options(*levels: Mapping[str, str]) -> Mapping[str, str]:
    merged = {key: value for level in levels for key, value in level.items() if key in NAME_OPTIONS}
    return MappingProxyType(merged)


def compile_all(context: Context, elements: Iterable[Element]) -> list[Render]:
    """The elements' renderings, in order."""
    return [COMPILERS[type(element)](context, element) for element in elements]


def _macro_compiler(style: StyleNode, cache: dict[tuple[int, str], Render]) -> Any:
    def compile_macro(context: Context, name: str) -> Render:
        key = (id(context), name)
        if key not in cache:
            cache[key] = concatenate(compile_all(context, style.macros[name]))
            kept.append(context)
        return cache[key]

    kept: list[Context] = []
    return compile_macro
