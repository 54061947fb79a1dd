"""A style file → Program: parents followed, every fault reported at once, in the language asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atlas_cite.csl.compile import Program, compile_style
from atlas_cite.csl.locale import load_locale
from atlas_cite.csl.style.documents import parent_of, read_style
from atlas_cite.csl.style.problems import StyleError, StyleProblem
from atlas_cite.csl.style.resolve import macro_problems
from atlas_cite.csl.style.xml import Xml, parse_xml

GENERATIONS = 4
"""How many parents are followed before a style counts as its own ancestor."""


@dataclass(frozen=True, slots=True)
class LoadedStyle:
    """A style ready to use, and the faults it works in spite of."""

    program: Program
    problems: tuple[StyleProblem, ...]


def load_style(source: bytes, *, language: str = "", fetch_parent: Callable[[str], bytes] | None = None) -> LoadedStyle:
    """The style in `source`, compiled; raises StyleError with every fault where one of them is fatal.

    `language` overrides the style's own; `fetch_parent` gives the file of the parent whose address it is asked for.
    """
    root, own_language = _independent(source, fetch_parent)
    style, problems = read_style(root)
    try:
        problems += macro_problems(style)
        if any(problem.fatal for problem in problems):
            raise StyleError(problems)
        locale = load_locale(language or own_language or style.default_locale, style.locales)
        return LoadedStyle(compile_style(style, locale), problems)
    except RecursionError:
        fault = StyleProblem(1, "style", "its macros are nested too deeply", "flatten them")
        raise StyleError((*problems, fault)) from None


def _independent(source: bytes, fetch_parent: Callable[[str], bytes] | None) -> tuple[Xml, str]:
    """The root of the first ancestor that has a layout, and the language its descendants ask for."""
    language = ""
    for _ in range(GENERATIONS):
        root = parse_xml(source)
        address, own = parent_of(root)
        language = language or own
        if not address:
            return root, language
        if fetch_parent is None:
            fault = StyleProblem(1, "link", f"depends on {address}", "load the parent, or give a way to fetch it")
            raise StyleError((fault,))
        source = fetch_parent(address)
    raise StyleError((StyleProblem(1, "link", "depends on itself", "name an independent parent"),))
