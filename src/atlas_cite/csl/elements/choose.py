"""`cs:choose`: the first branch whose conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from atlas_cite.csl.output.tree import Node, is_empty
from atlas_cite.csl.run import FIRST, IBID, IBID_WITH_LOCATOR, NOTHING, PLAIN, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import Branch, ChooseElement, Element
from atlas_cite.csl.words.numbers import is_numeric

Test: TypeAlias = Callable[[Run], bool]


Steps: TypeAlias = "list[tuple[Render | None, Choose | None]]"
"""What stands in a group: renderings, and choices whose branch stands there as if it were written there."""

Choose: TypeAlias = Callable[[Run], Steps]


def compile_choose(context: Context, element: ChooseElement) -> Render:
    """The rendering of the branch that applies, outside of groups."""
    choose = _choice(context, element)

    def render(run: Run) -> Rendered:
        nodes: list[Node] = []
        used = PLAIN
        for found, state in rendered_steps(choose(run), run):
            nodes += found
            used = max(used, state)
        return tuple(nodes), used

    return render


def compile_steps(context: Context, elements: Iterable[Element]) -> Steps:
    """The elements of a group, each `cs:choose` among them kept apart, for the group's delimiter goes into it."""
    return [
        (None, _choice(context, element))
        if isinstance(element, ChooseElement)
        else (context.compile_all(context, (element,))[0], None)
        for element in elements
    ]


def rendered_steps(steps: Steps, run: Run) -> list[Rendered]:
    """What the steps print, in order."""
    found: list[Rendered] = []
    for render, choose in steps:
        if render is not None:
            found.append(render(run))
        elif choose is not None:
            found += rendered_steps(choose(run), run)
    return found


def compile_alternatives(context: Context, element: ChooseElement) -> Render:
    """The rendering of a choice within `cs:substitute`: of the branch that applies, the first child that prints."""
    choose = _choice(context, element)
    return lambda run: _first_rendered(choose(run), run)


def _first_rendered(steps: Steps, run: Run) -> Rendered:
    for render, choose in steps:
        found = NOTHING
        if render is not None:
            found = render(run)
        elif choose is not None:
            found = _first_rendered(choose(run), run)
        if not is_empty(found[0]):
            return found
    return NOTHING


class _Branch:
    """A branch whose content is compiled when it is first chosen: a list of references needs few of a style's."""

    __slots__ = ("children", "context", "steps", "test")

    def __init__(self, context: Context, branch: Branch) -> None:
        self.test = _branch_test(context, branch)
        self.context = context
        self.children = branch.children
        self.steps: Steps | None = None

    def compiled(self) -> Steps:
        """The steps of the branch, compiled now."""
        self.steps = compile_steps(self.context, self.children)
        return self.steps


def _choice(context: Context, element: ChooseElement) -> Choose:
    branches = [_Branch(context, branch) for branch in element.branches]
    nothing: Steps = []

    def choose(run: Run) -> Steps:
        for branch in branches:
            test = branch.test
            if test is None or test(run):
                steps = branch.steps
                return branch.compiled() if steps is None else steps
        return nothing

    return choose


def _branch_test(context: Context, branch: Branch) -> Test | None:
    tests = _tests(context, branch)
    if not tests:
        return None
    if branch.match == "any":
        return lambda run: any(test(run) for test in tests)
    if branch.match == "none":
        return lambda run: not any(test(run) for test in tests)
    if len(tests) == 1:
        return tests[0]
    return lambda run: all(test(run) for test in tests)


def _tests(context: Context, branch: Branch) -> list[Test]:
    """A test for each value, but one for all types: an item has one type, so a list of them can only mean any."""
    types = frozenset(condition.value for condition in branch.conditions if condition.kind == "type")
    others = [condition for condition in branch.conditions if condition.kind != "type"]
    tests = [TESTS[condition.kind](context, condition.value) for condition in others]
    return [lambda run: run.item.type in types, *tests] if types else tests


def _variable(_context: Context, value: str) -> Test:
    if value == "locator":
        return lambda run: bool(run.cite.locator)
    if value == "first-reference-note-number":
        return lambda run: bool(run.cite.first_note)
    if value == "citation-number":
        return lambda run: run.number > 0
    if value == "year-suffix":
        return lambda run: bool(run.dis.year_suffix)
    return lambda run: run.item.has(value)


def _is_numeric(_context: Context, value: str) -> Test:
    if value == "locator":
        return lambda run: is_numeric(run.cite.locator)
    if value == "citation-number":
        return lambda run: run.number > 0
    if value == "first-reference-note-number":
        return lambda run: bool(run.cite.first_note)

    def test(run: Run) -> bool:
        text = run.item.texts.get(value)
        if text is None:
            return False
        return is_numeric(text)

    return test


def _is_uncertain(_context: Context, value: str) -> Test:
    def test(run: Run) -> bool:
        date = run.item.dates.get(value)
        return date is not None and date.circa

    return test


def _locator(_context: Context, value: str) -> Test:
    wanted = "sub verbo" if value in {"sub-verbo", "sub verbo"} else value
    return lambda run: bool(run.cite.locator) and run.cite.label.replace("sub-verbo", "sub verbo") == wanted


def _position(context: Context, value: str) -> Test:
    if context.area == "bibliography":
        return lambda _run: False
    if value == "near-note":
        return lambda run: run.cite.near_note
    return POSITION_TESTS.get(value, lambda _run: False)


POSITION_TESTS: dict[str, Test] = {
    "first": lambda run: run.cite.position == FIRST,
    "subsequent": lambda run: run.cite.position > FIRST,
    "ibid": lambda run: run.cite.position >= IBID,
    "ibid-with-locator": lambda run: run.cite.position == IBID_WITH_LOCATOR,
}


def _disambiguate(_context: Context, _value: str) -> Test:
    def test(run: Run) -> bool:
        run.conditions_done += 1
        return run.conditions_done <= run.dis.condition

    return test


TESTS: dict[str, Callable[[Context, str], Test]] = {
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
"""The conditions but `type`, each as a test of a run."""
