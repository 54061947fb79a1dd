"""The verbs: one function each, from inputs to a library and from a library to text; no Click, no printing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from atlas_cite.errors import Problem, UnreadableInput
from atlas_cite.formats import DOCUMENT_FORMATS, Format, load_function
from atlas_cite.merge import MergePolicy
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library
from atlas_cite.model.plain import NAMESPACE, entry_to_plain
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.work import Answer, SearchAnswer
from atlas_cite.resolve import Progress, Registry, resolve, wants_lookup
from atlas_cite.sources.read import read_inputs
from atlas_cite.styles import find_style, search_styles

if TYPE_CHECKING:
    from atlas_cite.sources.cache import Cache  # SQLite loads only for commands that ask

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """How references are looked up; `cache` is the cache file, `preferred` a source by field for merging."""

    crossref_url: str = "https://api.crossref.org"
    mailto: str = ""
    cache: Path | None = None
    offline: bool = False
    refresh_days: float | None = None
    preferred: Mapping[str, str] = field(default_factory=dict)


def import_records(inputs: Sequence[str], stdin: BinaryIO) -> tuple[tuple[SummaryRecord, ...], Problems]:
    """The summary records in atlas pages and record files; other inputs are problems, because they hold no summary."""
    references, problems = read_inputs(inputs, stdin)
    records = tuple(reference.summary for reference in references if reference.summary)
    without = [
        Problem("no-summary", each.origin.where, "this input holds no summary", "import reads atlas pages and records.")
        for each in references
        if not each.summary
    ]
    return records, (*problems, *without)


def load_library(
    inputs: Sequence[str],
    stdin: BinaryIO,
    lookup: Lookup,
    *,
    everything: bool = False,
    progress: Progress | None = None,
) -> tuple[Library, Problems]:
    """A library of everything in `inputs`: read, looked up, merged, with keys.

    Pages, records and bare DOIs are looked up; with `everything`, bibliography files too.
    """
    references, problems = read_inputs(inputs, stdin)
    policy = MergePolicy(lookup.preferred)
    if not any(wants_lookup(reference, everything=everything) for reference in references):
        library, found = resolve(references, _Nobody(), everything=everything, policy=policy)
        return library, (*problems, *found)
    told: list[Problem] = []
    with open_registry(lookup, told.append) as registry:
        library, found = resolve(references, registry, everything=everything, policy=policy, progress=progress)
    return library, (*problems, *told, *found)


@dataclass(frozen=True, slots=True)
class _Nobody:
    """A registry for runs that ask nothing: neither the cache nor the network is touched."""

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """No answers: nothing is ever asked here."""
        return []

    def search_many(self, queries: Sequence[str], *, progress: Progress | None = None) -> list[SearchAnswer]:
        """No answers: nothing is ever asked here."""
        return []


@contextmanager
def open_registry(lookup: Lookup, notify: Callable[[Problem], None]) -> Iterator[Registry]:
    """Crossref behind the cache, as `lookup` says; `notify` is told of what concerns the whole run."""
    from atlas_cite.sources.cache import Cache  # commands that ask nothing stay free of these
    from atlas_cite.sources.crossref import Crossref, CrossrefSettings

    settings = CrossrefSettings(
        url=lookup.crossref_url, mailto=lookup.mailto, offline=lookup.offline, refresh_days=lookup.refresh_days
    )
    with Cache(lookup.cache) as cache, Crossref(settings, cache, today=_today(), notify=notify) as crossref:
        yield crossref


@dataclass(frozen=True, slots=True)
class BibliographyRequest:
    """What a bibliography is to be: a style by any name, which parts annotate it, and how it is written."""

    style: str = "apa"
    annotate: str = "default"
    locale: str | None = None
    title: str = ""
    atlas_citation: bool = False
    sort: str = "style"
    engine: str = "csl"
    format: Format = DOCUMENT_FORMATS[0]


def check_request(styles: Iterable[str] = (), locale: str | None = None, annotate: str = "default") -> None:
    """Find the styles and locale and read the parts, so that a misspelt one is said before anything is looked up.

    Raises StyleNotFound, StyleFault or InvalidSettings.
    """
    from atlas_cite.render.annotation import parse_parts
    from atlas_cite.styles import find_locale

    for style in styles:
        find_style(style)
    if locale is not None:
        find_locale(locale)
    parse_parts(annotate)


def bibliography(library: Library, request: BibliographyRequest) -> tuple[str, Problems]:
    """The annotated bibliography of `library` as text in the requested format.

    Raises StyleNotFound, StyleFault or InvalidSettings for a request that cannot be met.
    """
    from atlas_cite.render.annotation import parse_parts  # rendering loads when something is rendered
    from atlas_cite.render.bibliography import BibliographyOptions, render_bibliography

    options = BibliographyOptions(
        locale=request.locale,
        annotate=parse_parts(request.annotate),
        title=request.title,
        atlas_citation=request.atlas_citation,
        sort=request.sort,
        engine=request.engine,
    )
    document, problems = render_bibliography(library, find_style(request.style), options)
    return _written(document, request.format), tuple(problems)


def cite(
    library: Library,
    style: str,
    document_format: Format,
    *,
    locale: str | None = None,
    locator: str = "",
    engine: str = "csl",
) -> tuple[str, Problems]:
    """For each entry its citation in the text, with `locator` (`p. 3`), and its reference, as text."""
    from atlas_cite.render.bibliography import render_citations

    document, problems = render_citations(library, find_style(style), locale=locale, locator=locator, engine=engine)
    return _written(document, document_format), tuple(problems)


def export(library: Iterable[Entry], export_format: Format, annotate: str) -> Iterator[str]:
    """The library as a data file, piece by piece, each entry with the chosen parts as its note."""
    from atlas_cite.render.annotation import annotation_blocks, parse_parts

    choice = parse_parts(annotate)
    render = load_function(export_format.function)
    pieces: Iterator[str] = render(library, lambda entry: annotation_blocks(entry, choice))  # type: ignore[assignment]
    return pieces


def save_library(library: Iterable[Entry], library_format: Format) -> Iterator[str]:
    """The library with everything known, as a file that `resolve`, `cite` and the others read again."""
    pieces: Iterator[str] = load_function(library_format.function)(library)  # type: ignore[assignment]
    return pieces


def save_records(records: Iterable[SummaryRecord], record_format: Format) -> str:
    """Clean records as text."""
    return str(load_function(record_format.function)(records))


def describe(library: Iterable[Entry]) -> list[dict[str, Any]]:
    """The report's view of each entry: where every field came from, what lost, the verdict and the status."""
    wanted = ("origins", "conflicts", "status", "verdict", "asked", "relations")
    described = []
    for entry in library:
        ours = entry_to_plain(entry)["custom"][NAMESPACE]
        facts = {name: ours[name] for name in wanted if name in ours}
        described.append({"key": entry.key, "doi": entry.doi.text if entry.doi else None} | facts)
    return described


def _written(document: object, document_format: Format) -> str:
    return str(load_function(document_format.function)(document))


def _today() -> date:
    return datetime.now(UTC).date()


def part_names() -> list[str]:
    """What --annotate takes, for completion."""
    from atlas_cite.render.annotation import PARTS

    return ["all", "none", "default", *PARTS]


@dataclass(frozen=True, slots=True)
class StyleSample:
    """A style as a search shows it: its name, its title, and one reference as it prints it."""

    name: str
    title: str
    reference: str


def sample_styles(query: str, limit: int) -> tuple[list[StyleSample], int]:
    """The first `limit` styles that match, each with a sample reference, and how many match in all."""
    from atlas_cite.render.bibliography import sample_reference

    found = search_styles(query)
    samples = [StyleSample(each.name, each.title, sample_reference(find_style(each.name))) for each in found[:limit]]
    return samples, len(found)


def cache_facts(path: Path) -> Mapping[str, object]:
    """Counts, sizes and dates of a cache."""
    with _cache(path) as cache:
        return asdict(cache.info())


def clear_cache(path: Path) -> int:
    """Forget every answer and say how many there were."""
    with _cache(path) as cache:
        return cache.clear()


def export_cache(path: Path) -> Iterator[str]:
    """Every answer as a line of JSON."""
    with _cache(path) as cache:
        for row in cache.export_rows():
            yield json.dumps(row, ensure_ascii=False) + "\n"


def import_cache(path: Path, source: Path) -> int:
    """Take in the answers of a file that `export_cache` wrote and say how many; raises UnreadableInput for another."""
    with _cache(path) as cache, source.open(encoding="utf-8") as lines:
        return cache.import_rows(_rows(lines, source))


def verify_cache(path: Path) -> Problems:
    """A problem for each answer that cannot be read back."""
    with _cache(path) as cache:
        return tuple(cache.verify())


def _cache(path: Path) -> Cache:
    from atlas_cite.sources.cache import Cache

    return Cache(path)


def _rows(lines: Iterable[str], source: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                subject = f"{source}:{number}"
                raise UnreadableInput("this line is not JSON", subject=subject, hint="Give a cache export.") from error
            yield row
