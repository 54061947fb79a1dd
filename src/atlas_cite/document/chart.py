"""Chart: stacked bars as an SVG drawing that is told apart by pattern as well as by colour, and as a table.

Source: SVG 1.1; WCAG 2.2, success criterion 1.4.1 (never by colour alone).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atlas_cite.document.html_text import attribute, escaped
from atlas_cite.document.tree import Cell, Chart, Series, Table, Text

_WIDTH, _PLOT_HEIGHT = 760, 240
_LEFT, _RIGHT, _TOP, _CATEGORY_HEIGHT, _LEGEND_LINE = 52, 12, 40, 34, 22
_CHARACTER = 7.2
"""About the width of a character at the legend's size, in pixels."""
_LOOKS = (
    ("#1b6e5f", ""),
    ("#c2571a", "M0 8 L8 0"),
    ("#5a55a3", "M0 0 L8 8"),
    ("#7a7f87", "M0 4 L8 4"),
    ("#9a1f57", "M4 0 L4 8"),
    ("#8a6d00", "M0 8 L8 0 M0 0 L8 8"),
    ("#2c6fb3", "M0 4 L8 4 M4 0 L4 8"),
    ("#3d4148", "M0 2 L8 2 M0 6 L8 6"),
)
"""Each layer's colour (all at least 4.5:1 on white) and the white hatching over it."""


def chart_svg(chart: Chart, identity: str = "chart") -> str:
    """`chart` as an SVG element, readable in light and dark, with its numbers as a description.

    `identity` begins the ids inside it, which must be unique in a page.
    """
    legend = list(_legend(chart))
    height = (
        _TOP + _PLOT_HEIGHT + _CATEGORY_HEIGHT + _LEGEND_LINE * (1 + max((line for line, _, _ in legend), default=0))
    )
    name = attribute(identity)
    size = f'width="{_WIDTH}" height="{height}"'
    role = f'class="chart" role="img" aria-labelledby="{name}-title {name}-desc"'
    font = 'font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" {size} {role} {font}>',
        f'<title id="{name}-title">{escaped(chart.title)}</title>',
        f'<desc id="{name}-desc">{escaped(chart_description(chart))}</desc>',
        "<defs>",
        *(_pattern(name, at) for at in range(min(len(chart.series), len(_LOOKS)))),
        "</defs>",
        f'<text x="{_LEFT}" y="20" font-size="14" font-weight="bold" fill="currentColor">{escaped(chart.title)}</text>',
        *_axis(chart),
        *_bars(chart, name),
        *_legend_items(legend, name),
        "</svg>",
    ]
    return "\n".join(parts)


def chart_table(chart: Chart) -> Table:
    """The chart's numbers as a table, a row for each category that has any: for formats that draw nothing."""
    names = (chart.category_name, *(each.name for each in chart.series), chart.total_name)
    rows = [
        (category, *(str(each.counts[at]) for each in chart.series), str(total))
        for at, (category, total) in enumerate(zip(chart.categories, chart.totals, strict=True))
        if total
    ]
    header, *cells = [tuple(Cell((Text(text),)) for text in row) for row in [names, *rows]]
    return Table(header, tuple(cells), (1,) * len(header), frozenset(range(1, len(header))))


def _pattern(name: str, at: int) -> str:
    colour, hatching = _LOOKS[at]
    lines = f'<path d="{hatching}" stroke="#fff" stroke-width="1.4" fill="none"/>' if hatching else ""
    return (
        f'<pattern id="{name}-{at}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{colour}"/>{lines}</pattern>'
    )


def _axis(chart: Chart) -> Iterator[str]:
    """Lines and numbers at round counts, and the name of what is counted."""
    top = _scale(chart)
    step = _step(top)
    for value in range(0, top + 1, step):
        y = _y(value, top)
        yield (
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor"'
            f' stroke-opacity="{0.6 if value == 0 else 0.15}"/>'
        )
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="currentColor">{value}</text>'
    if chart.value_name:
        middle = _TOP + _PLOT_HEIGHT / 2
        yield (
            f'<text x="14" y="{middle:.1f}" text-anchor="middle" fill="currentColor"'
            f' transform="rotate(-90 14 {middle:.1f})">{escaped(chart.value_name)}</text>'
        )


def _bars(chart: Chart, name: str) -> Iterator[str]:
    top = _scale(chart)
    room = (_WIDTH - _LEFT - _RIGHT) / max(len(chart.categories), 1)
    width = min(room * 0.78, 60)
    every = max(1, -(-max((len(each) for each in chart.categories), default=1) * 8 // max(int(room), 1)))
    for at, category in enumerate(chart.categories):
        left = _LEFT + room * at + (room - width) / 2
        base = 0
        for number, each in enumerate(chart.series):
            if count := each.counts[at]:
                y, bottom = _y(base + count, top), _y(base, top)
                base += count
                yield (
                    f'<rect x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{bottom - y:.1f}"'
                    f' fill="url(#{name}-{number % len(_LOOKS)})"><title>{escaped(f"{category}, {each.name}: {count}")}'
                    "</title></rect>"
                )
        if at % every == 0:
            middle, y = left + width / 2, _TOP + _PLOT_HEIGHT + 16
            yield f'<text x="{middle:.1f}" y="{y}" text-anchor="middle" fill="currentColor">{escaped(category)}</text>'


def _legend(chart: Chart) -> Iterator[tuple[int, float, Series]]:
    """The line and the left edge of each layer's name."""
    line, left = 0, float(_LEFT)
    for each in chart.series:
        width = 28 + len(each.name) * _CHARACTER
        if left > _LEFT and left + width > _WIDTH - _RIGHT:
            line, left = line + 1, float(_LEFT)
        yield line, left, each
        left += width + 14


def _legend_items(legend: Sequence[tuple[int, float, Series]], name: str) -> Iterator[str]:
    for number, (line, left, each) in enumerate(legend):
        y = _TOP + _PLOT_HEIGHT + _CATEGORY_HEIGHT + _LEGEND_LINE * line
        yield f'<rect x="{left:.1f}" y="{y}" width="16" height="14" fill="url(#{name}-{number % len(_LOOKS)})"/>'
        yield f'<text x="{left + 22:.1f}" y="{y + 12}" fill="currentColor">{escaped(each.name)}</text>'


def _scale(chart: Chart) -> int:
    """The count at the top of the plot: a whole number of steps, at least 1."""
    highest = max(chart.totals, default=0)
    step = _step(highest)
    return max(step, -(-highest // step) * step)


def _step(highest: int) -> int:
    """The distance between two lines: 1, 2 or 5 times a power of ten, for about five lines."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * 5 >= highest:
                return factor * power
        power *= 10


def _y(value: int, top: int) -> float:
    return _TOP + _PLOT_HEIGHT * (1 - value / top)


def chart_description(chart: Chart) -> str:
    """Every number in words, for who cannot see the drawing."""
    told = [
        f"{category}: {', '.join(f'{each.name} {each.counts[at]}' for each in chart.series if each.counts[at])}"
        for at, category in enumerate(chart.categories)
        if chart.totals[at]
    ]
    return "; ".join(told)
