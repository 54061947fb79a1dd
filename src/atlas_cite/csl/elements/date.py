"""`cs:date`: the parts of a date in a style's or a locale's order, ranges with what both ends share said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas_cite.csl.elements.date_parts import FormPart, part_former
from atlas_cite.csl.elements.look import Decorate, decorator
from atlas_cite.csl.item import Date, Moment
from atlas_cite.csl.output.tree import Formatting, Node, Span, Text
from atlas_cite.csl.run import ABSENT, PRESENT, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import DateElement, DatePart, Look
from atlas_cite.csl.words.rich_text import rich_text

LEVELS = ("year", "month", "day")
EN_DASH = "\u2013"


@dataclass(frozen=True, slots=True)
class Part:
    """A date part ready to print."""

    name: str
    form: FormPart
    decorate: Decorate
    without_suffix: Decorate
    without_prefix: Decorate
    range_delimiter: str


def compile_date(context: Context, element: DateElement) -> Render:
    """The date's rendering."""
    variable = element.variable
    element = _localized(context, element)
    parts = [_part(context, part) for part in element.parts]
    decorate = decorator(context, element.look, "date")
    delimiter = element.delimiter

    def render(run: Run) -> Rendered:
        date = run.item.dates.get(variable)
        if date is None or variable in run.suppressed or (run.records is not None and variable == "accessed"):
            return ABSENT
        if run.used_variables is not None:
            run.used_variables.add(variable)
        nodes = _sortable(date, parts) if run.in_sort else _date(run, date, parts, delimiter)
        return (decorate(nodes, run), PRESENT) if nodes else ABSENT

    return render


def _localized(context: Context, element: DateElement) -> DateElement:
    """A localized date with the locale's parts, the style's changes to them, and only as precise as asked."""
    form = context.locale.dates.get(element.form) if element.form else None
    if form is None:
        return element
    own = {part.name: part for part in element.parts}
    kept = [part for part in form.parts if part.name in element.precision.split("-")]
    merged = tuple(_overridden(part, own[part.name]) if part.name in own else part for part in kept)
    return replace(element, parts=merged, delimiter=form.delimiter, look=_both(form.look, element.look))


def _overridden(part: DatePart, own: DatePart) -> DatePart:
    form = own.form or part.form
    delimiter = part.range_delimiter if own.range_delimiter is None else own.range_delimiter
    look = replace(
        part.look,
        formatting=_merged(part.look.formatting, own.look.formatting),
        text_case=own.look.text_case or part.look.text_case,
        strip_periods=own.look.strip_periods or part.look.strip_periods,
    )
    return replace(part, form=form, range_delimiter=delimiter, look=look)


def _merged(under: Formatting, over: Formatting) -> Formatting:
    return Formatting(*(new or old for old, new in zip(under, over, strict=True)))


def _both(under: Look, over: Look) -> Look:
    return replace(over, formatting=_merged(under.formatting, over.formatting))


def _part(context: Context, part: DatePart) -> Part:
    return Part(
        part.name,
        part_former(context, part.name, part.form),
        decorator(context, part.look, part.name),
        decorator(context, replace(part.look, suffix=""), part.name),
        decorator(context, replace(part.look, prefix=""), part.name),
        EN_DASH if part.range_delimiter is None else part.range_delimiter,
    )


def _sortable(date: Date, parts: list[Part]) -> tuple[Node, ...]:
    names = {part.name for part in parts}
    ends = [sortable_moment(moment, names) for moment in (date.start, date.end) if moment is not None]
    return (Text(" ".join(ends)),) if ends else ()


def sortable_moment(moment: Moment, names: set[str]) -> str:
    """The moment as digits that sort: years before Christ first."""
    year = f"{moment.year + 100000:06}" if "year" in names else ""
    month = f"{moment.month or 0:02}" if "month" in names else ""
    return year + month + (f"{moment.day:02}" if "day" in names else "")


def _date(run: Run, date: Date, parts: list[Part], delimiter: str) -> tuple[Node, ...]:
    if date.literal:
        return _literal(run, date.literal, parts)
    if date.start is None:
        return ()
    if date.end is None:
        return _joined(list(_printed(run, date.start, parts, opened=date.open_end)), delimiter)
    return _range(run, date.start, date.end, parts, delimiter)


def _literal(run: Run, text: str, parts: list[Part]) -> tuple[Node, ...]:
    """A date that cannot be taken apart, printed where its year would stand."""
    year = next((part for part in parts if part.name == "year"), None)
    return year.decorate((*rich_text(text), *_suffix(run)), run) if year is not None else ()


def _printed(run: Run, moment: Moment, parts: list[Part], *, opened: bool = False) -> Iterator[tuple[Node, ...]]:
    for part in parts:
        text = part.form(moment)
        if text:
            nodes: tuple[Node, ...] = (Text(text + EN_DASH if opened and part.name == "year" else text),)
            yield part.decorate(_with_suffix(run, part, nodes), run)


def _with_suffix(run: Run, part: Part, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return (*nodes, *_suffix(run)) if part.name == "year" else nodes


def _suffix(run: Run) -> tuple[Node, ...]:
    if run.suffix_done or not run.dis.year_suffix:
        return ()
    run.suffix_done = True
    return (Span((Text(run.dis.year_suffix),), tag="year-suffix"),)


def _joined(groups: list[tuple[Node, ...]], delimiter: str) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for group in groups:
        if nodes and delimiter:
            nodes.append(Text(delimiter))
        nodes += group
    return tuple(nodes)


def _range(run: Run, start: Moment, end: Moment, parts: list[Part], delimiter: str) -> tuple[Node, ...]:
    """Both ends: the parts that differ twice around the delimiter of the greatest, the others once."""
    names = {part.name for part in parts}
    level = next((name for name in LEVELS if name in names and _value(start, name) != _value(end, name)), "")
    if not level:
        return _joined(list(_printed(run, end, parts)), delimiter)
    varying = set(LEVELS[LEVELS.index(level) :])
    shown = [part for part in parts if part.form(start) or part.form(end)]
    places = [at for at, part in enumerate(shown) if part.name in varying]
    first, last = places[0], places[-1]
    mark = next(part.range_delimiter for part in parts if part.name == level)
    groups = [part.decorate(_with_suffix(run, part, (Text(part.form(end)),)), run) for part in shown[:first]]
    groups.append(_ends(run, (start, end), shown[first : last + 1], mark, delimiter))
    groups += [part.decorate(_with_suffix(run, part, (Text(part.form(end)),)), run) for part in shown[last + 1 :]]
    return _joined([group for group in groups if group], delimiter)


def _ends(run: Run, ends: tuple[Moment, Moment], parts: list[Part], mark: str, delimiter: str) -> tuple[Node, ...]:
    start, end = ends
    from_parts = [part for part in parts if part.form(start)]
    to_parts = [part for part in parts if part.form(end)]
    groups = []
    for at, part in enumerate(from_parts):
        decorate = part.without_suffix if at == len(from_parts) - 1 else part.decorate
        groups.append(decorate((Text(part.form(start)),), run))
    nodes = [*_joined(groups, delimiter), Text(mark)]
    groups = []
    for at, part in enumerate(to_parts):
        decorate = part.without_prefix if at == 0 else part.decorate
        groups.append(decorate(_with_suffix(run, part, (Text(part.form(end)),)), run))
    return (*nodes, *_joined(groups, delimiter))


def _value(moment: Moment, name: str) -> tuple[int, int]:
    if name == "month":
        return moment.month, moment.season
    return (moment.year if name == "year" else moment.day), 0
