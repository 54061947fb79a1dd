"""What a style must keep to beyond its XML: macros that exist and do not call themselves; what it uses anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from atlas_cite.csl.style.nodes import (
    ChooseElement,
    Condition,
    Element,
    GroupElement,
    NamesElement,
    NumberElement,
    Section,
    StyleNode,
    TextElement,
)
from atlas_cite.csl.style.problems import StyleProblem

MOST_ELEMENTS = 2_000_000
"""Elements a layout may unfold to; the largest of the style repository (Chicago notes) unfolds to 823,941."""

MOST_LEVELS = 80
"""Levels of elements and macros within one another that a style may have; the repository's deepest has 39."""


def macro_problems(style: StyleNode) -> tuple[StyleProblem, ...]:
    """Every call of a macro that is not defined, and every macro that calls itself, by whatever detour."""
    problems = [
        StyleProblem(line, "text", f'macro "{name}" is not defined', "define it or correct the name")
        for name, line in _calls(style)
        if name not in style.macros
    ]
    problems += [
        StyleProblem(style.macro_lines.get(name, 0), "macro", f'"{name}" calls itself', "break the loop")
        for name in _looping(style)
    ]
    return tuple(problems or _unfolding_problems(style))


def _looping(style: StyleNode) -> list[str]:
    """The macros that call themselves, sorted: of those left when all that call only settled ones are settled."""
    called = {
        name: {element.name for element in walk(body) if _is_call(element)} for name, body in style.macros.items()
    }
    callers: dict[str, list[str]] = {}
    for name, others in called.items():
        for other in others:
            callers.setdefault(other, []).append(name)
    waiting = [name for name in {*called, *callers} if not called.get(name)]
    while waiting:
        settled = waiting.pop()
        for name in callers.get(settled, ()):
            called[name].discard(settled)
            if not called[name]:
                waiting.append(name)
    return sorted(name for name, others in called.items() if others and _reaches(style, name))


def _is_call(element: Element) -> TypeGuard[TextElement]:
    return isinstance(element, TextElement) and element.kind == "macro"


def _unfolding_problems(style: StyleNode) -> list[StyleProblem]:
    """Whether a style whose macros do not loop is too large or too deep when every call in it is followed."""
    sizes: dict[str, tuple[int, int]] = {}
    measured = [_measured(style, macro, sizes) for macro in style.macros.values()]
    measured += [_measured(style, section.children, sizes) for section in sections(style)]
    problems = []
    if (size := max(size for size, _ in measured)) > MOST_ELEMENTS:
        message = f"its macros unfold to {size:,} elements, more than any style needs"
        problems.append(StyleProblem(0, "macro", message, "let no macro call others twice over and over"))
    if (levels := max(levels for _, levels in measured)) > MOST_LEVELS:
        message = f"its elements and macros are nested {levels} levels deep"
        problems.append(StyleProblem(0, "style", message, f"flatten them to {MOST_LEVELS}"))
    return problems


def _measured(style: StyleNode, elements: Iterable[Element], sizes: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """How many elements these unfold to, and how deep; `sizes` keeps what is known of macros."""
    count = levels = 0
    for element in elements:
        if _is_call(element):
            if element.name not in sizes:
                sizes[element.name] = _measured(style, style.macros[element.name], sizes)
            inner, depth = sizes[element.name]
        else:
            inner, depth = _measured(style, _children(element), sizes)
        count += 1 + inner
        levels = max(levels, depth + 1)
    return count, levels


def _calls(style: StyleNode) -> Iterator[tuple[str, int]]:
    for elements in (*style.macros.values(), *(section.children for section in sections(style))):
        for element in walk(elements):
            if _is_call(element):
                yield element.name, element.line
    for section in sections(style):
        for key in section.keys:
            if key.macro:
                yield key.macro, key.line


def _reaches(style: StyleNode, start: str) -> bool:
    """Whether a macro calls itself, by whatever detour."""
    return any(_is_call(element) and element.name == start for element in reachable(style, style.macros.get(start, ())))


def sections(style: StyleNode) -> tuple[Section, ...]:
    """The sections the style has."""
    return (style.citation, style.bibliography) if style.bibliography else (style.citation,)


def walk(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements and all inside them, macros not followed."""
    waiting = list(elements)
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _children(element)


def _children(element: Element) -> tuple[Element, ...]:
    """The elements directly inside an element, those of all branches of a choice."""
    if isinstance(element, GroupElement):
        return element.children
    if isinstance(element, NamesElement):
        return element.substitute
    if isinstance(element, ChooseElement):
        return tuple(child for branch in element.branches for child in branch.children)
    return ()


def reachable(style: StyleNode, elements: Iterable[Element]) -> Iterator[Element]:
    """The elements, all inside them, and all in the macros they call, each macro once."""
    seen: set[str] = set()
    waiting = list(elements)
    while waiting:
        found = list(walk(waiting))
        waiting = []
        for element in found:
            yield element
            if _is_call(element) and element.name not in seen:
                seen.add(element.name)
                waiting += style.macros.get(element.name, ())


def prints_variable(style: StyleNode, elements: Iterable[Element], variable: str) -> bool:
    """Whether the elements may print the text or number variable."""
    return any(
        (isinstance(element, TextElement) and element.kind == "variable" and element.name == variable)
        or (isinstance(element, NumberElement) and element.variable == variable)
        for element in reachable(style, elements)
    )


def conditions(style: StyleNode, elements: Iterable[Element]) -> Iterator[Condition]:
    """All conditions the elements test."""
    for element in reachable(style, elements):
        if isinstance(element, ChooseElement):
            for branch in element.branches:
                yield from branch.conditions
