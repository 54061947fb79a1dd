"""Overview: what stands before a bibliography's entries: contents, a table of the studies, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from atlas_cite.arrange.grouping import count_by, group_by
from atlas_cite.document.characters import one_line
from atlas_cite.document.tree import (
    Cell,
    Chart,
    Contents,
    CrossReference,
    Heading,
    Inlines,
    Series,
    Strong,
    Table,
    Text,
)
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.summary import Bullets, Part, Pem, SummaryRecord
from atlas_cite.model.text import without_markup
from atlas_cite.render.fact_words import fact_label, value_label
from atlas_cite.render.labels import label
from atlas_cite.render.shorten import cut_title
from atlas_cite.render.summary_text import summary_language, text_inlines

_CHARTS = ("pem", "evidence")
"""What the studies of each year are stacked by."""
_MOST_TITLE = 250
"""Characters of a title in the table, whose narrow column a longer one would draw over pages; its entry has all."""
_MOST_YEARS = 100
"""More bars than this are drawn by decade."""


def contents(headings: Sequence[Heading], language: str = "en") -> Contents:
    """The table of contents."""
    return Contents((Text(label("contents", language)),), tuple(headings))


def study_table(entries: Sequence[Entry], labels: Mapping[str, Inlines], language: str = "en") -> Table:
    """A row for each study, in order: study, year, design, n, PEM, evidence, what it does not prove.

    `labels` are the numbers that the style prints beside the entries, by key.  A cell without a value says so.
    """
    names = ("column-study", *(name for name, _, _ in _COLUMNS))
    header = tuple(Cell((Text(label(name, language)),)) for name in names)
    rows = tuple(_row(entry, labels.get(entry.key, ()), language) for entry in entries)
    return Table(header, rows, (_STUDY_WEIGHT, *(weight for _, weight, _ in _COLUMNS)))


def has_limits(entry: Entry) -> bool:
    """Whether the table prints text of the entry's summary: what the study does not prove."""
    return entry.summary is not None and bool(entry.summary.parts.get(Part.NOT_PROVEN))


def study_charts(entries: Sequence[Entry], language: str = "en") -> Iterator[Chart]:
    """The studies of each year from the first to the last, stacked by PEM criterion and by evidence level."""
    years = [entry.item.year for entry in entries if entry.item.year is not None]
    if not years:
        return
    period, step = ("year", 1) if max(years) - min(years) < _MOST_YEARS else ("decade", 10)
    periods = range(min(years) - min(years) % step, max(years) + 1, step)
    for name in _CHARTS:
        counts = count_by(entries, period, name)
        # Far apart, as only a mistaken date is, the empty ones in between would hide all others.
        shown = periods if len(periods) <= _MOST_YEARS else [each for each in periods if each in counts]
        series = tuple(
            Series(
                value_label(name, group.value, language),
                tuple(counts.get(each, {}).get(str(group.value or "unknown"), 0) for each in shown),
            )
            for group in group_by(entries, name)
        )
        yield Chart(
            label(f"studies-per-{period}", language, fact=fact_label(name, language)),
            tuple(value_label(period, each, language) for each in shown),
            series,
            label("studies", language),
            fact_label(period, language),
            label("total", language),
        )


def _row(entry: Entry, number: Inlines, language: str) -> tuple[Cell, ...]:
    summary = entry.summary or SummaryRecord()
    missing = Cell((Text(label("not-stated", language)),))
    cells = [cell if cell.children else missing for cell in (make(entry, summary, language) for _, _, make in _COLUMNS)]
    return (Cell((*_warning(entry, language), *_study(entry, number))), *cells)


def _warning(entry: Entry, language: str) -> Inlines:
    """What has happened to the work: a table is read without the entries."""
    gravest = entry.status.gravest
    if gravest is None:
        return ()
    words = label("run-in", language, heading=label(gravest.kind, language))
    return (Strong((Text(words),)), Text(" "))


def _study(entry: Entry, number: Inlines) -> Inlines:
    """Who wrote it, which leads to its entry, and its title."""
    role = "author" if entry.item.names("author") else "editor"
    names = [one_line(without_markup(name.sort_family)) for name in entry.item.names(role)]
    goes_on = len(names) > 2 or role in entry.extra.get(TRUNCATED_NAMES, "").split()
    people = f"{names[0]} et al." if names and goes_on else " & ".join(names)
    title = cut_title(one_line(without_markup(entry.item.text("title"))).strip(), _MOST_TITLE)
    leads = (*number, Text(" ")) if number else ()
    if not people:
        return (CrossReference(entry.key, (*leads, Text(title or entry.key))),)
    rest = (Text(f"{'' if people.endswith('.') else '.'} {title}"),) if title else ()
    return (CrossReference(entry.key, (*leads, Text(people))), *rest)


def _year(entry: Entry, _summary: SummaryRecord, _language: str) -> Cell:
    return _text(str(entry.item.year or ""))


def _badge(name: str) -> Callable[[Entry, SummaryRecord, str], Cell]:
    return lambda _entry, summary, _language: _text(summary.badges.get(name, ""))


def _design(_entry: Entry, summary: SummaryRecord, _language: str) -> Cell:
    return _text(summary.badges.get("publication_type", "") or summary.badges.get("research_approach", ""))


def _pem(_entry: Entry, summary: SummaryRecord, language: str) -> Cell:
    return _text("" if summary.pem is Pem.UNKNOWN else label(f"pem-{summary.pem}", language))


def _not_proven(_entry: Entry, summary: SummaryRecord, language: str) -> Cell:
    """The whole of it: a caveat that is cut is a caveat dropped."""
    texts: list[str] = []
    for block in summary.parts.get(Part.NOT_PROVEN, ()):
        texts += block.items if isinstance(block, Bullets) else [block.text]
    return Cell(text_inlines(" ".join(texts)), summary_language(summary, language))


def _text(text: str) -> Cell:
    shown = one_line(text).strip()
    return Cell((Text(shown),) if shown else ())


_STUDY_WEIGHT = 26
_COLUMNS: tuple[tuple[str, int, Callable[[Entry, SummaryRecord, str], Cell]], ...] = (
    ("fact-year", 9, _year),
    ("column-design", 13, _design),
    ("column-sample-size", 10, _badge("sample_size")),
    ("column-pem", 11, _pem),
    ("column-evidence", 12, _badge("evidence_level")),
    ("column-not-proven", 32, _not_proven),
)
"""Each column behind the study's own: its label, its share of the width, and what makes its cells."""
