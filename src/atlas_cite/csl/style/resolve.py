"""What a style must keep to beyond its XML: macros that exist and do not call themselves; what it uses anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def macro_problems(style: StyleNode) -> tuple[StyleProblem, ...]:
    """Every call of a macro that is not defined, and every macro that calls itself, by whatever detour."""
    problems = [
        StyleProblem(line, "text", f'macro "{name}" is not defined', "define it or correct the name")
        for name, line in _calls(style)
        if name not in style.macros
    ]
    looping = {name for name in style.macros if _reaches(style, name)}
    problems += [
        StyleProblem(style.macro_lines.get(name, 0), "macro", f'"{name}" calls itself', "break the loop")
        for name in sorted(looping)
    ]
    if not problems and (size := _largest(style)) > MOST_ELEMENTS:
        message = f"its macros unfold to {size:,} elements, more than any style needs"
        problems.append(StyleProblem(0, "macro", message, "let no macro call others twice over and over"))
    return tuple(problems)


MOST_ELEMENTS = 1_000_000
"""Elements a macro may unfold to; the largest of the style repository's macros (Chicago notes) unfolds to 476,244."""


def _largest(style: StyleNode) -> int:
    """How many elements the largest macro unfolds to when every call in it is followed; macros must not loop."""
    sizes: dict[str, int] = {}

    def size(name: str) -> int:
        if name not in sizes:
            sizes[name] = sum(
                1 + (size(each.name) if isinstance(each, TextElement) and each.kind == "macro" else 0)
                for each in walk(style.macros[name])
            )
        return sizes[name]

    return max(map(size, style.macros), default=0)


def _calls(style: StyleNode) -> Iterator[tuple[str, int]]:
    for elements in (*style.macros.values(), *(section.children for section in sections(style))):
        for element in walk(elements):
            if isinstance(element, TextElement) and element.kind == "macro":
                yield element.name, element.line
    for section in sections(style):
        for key in section.keys:
            if key.macro:
                yield key.macro, key.line


def _reaches(style: StyleNode, start: str) -> bool:
    """Whether a macro calls itself, by whatever detour."""
    return any(
        isinstance(element, TextElement) and element.kind == "macro" and element.name == start
        for element in reachable(style, style.macros.get(start, ()))
    )


def sections(style: StyleNode) -> tuple[Section, ...]:
    """The sections the style has."""
    return (style.citation, style.bibliography) if style.bibliography else (style.citation,)


def walk(elements: Iterable[Element]) -> Iterator[Element]:
    """The elements and all inside them, macros not followed."""
    for element in elements:
        yield element
        if isinstance(element, GroupElement):
            yield from walk(element.children)
        elif isinstance(element, NamesElement):
            yield from walk(element.substitute)
        elif isinstance(element, ChooseElement):
            for branch in element.branches:
                yield from walk(branch.children)


def reachable(style: StyleNode, elements: Iterable[Element]) -> Iterator[Element]:
    """The elements, all inside them, and all in the macros they call, each macro once."""
    seen: set[str] = set()
    waiting = list(elements)
    while waiting:
        found = list(walk(waiting))
        waiting = []
        for element in found:
            yield element
            if isinstance(element, TextElement) and element.kind == "macro" and element.name not in seen:
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
