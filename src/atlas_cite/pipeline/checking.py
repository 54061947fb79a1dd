"""Checking: inputs read, looked up where asked, and looked at by every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from atlas_cite.bibfile.file import BibEntry, Lines
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.checks.finding import Finding, Place
from atlas_cite.checks.locating import located
from atlas_cite.checks.reading import place_of, reading_findings
from atlas_cite.checks.run import at_levels, read_baseline, run_rules, without_known
from atlas_cite.checks.since import Seen, changes_since, seen_in
from atlas_cite.checks.status import with_listed
from atlas_cite.checks.subject import Corpus, SourceField, Subject, Use
from atlas_cite.errors import Problem, UnreadableInput
from atlas_cite.keys.manuscripts import cited_keys, cites_everything
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.reference import Reference
from atlas_cite.model.status import Status, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.pipeline.libraries import Lookup, open_registry
from atlas_cite.resolve import Progress
from atlas_cite.sources.decode import decode_text
from atlas_cite.sources.read import read_inputs
from atlas_cite.sources.retraction_watch import read_retractions

Problems = tuple[Problem, ...]
_INPUT_CODES = "input-"
"""Problems with this beginning are about the command line, not about what a file says."""
_NEEDS_NETWORK = frozenset({"offline", "short-doi"})
"""Why an offline run knows nothing of a work: it is not in the cache, or doi.org would have to expand its DOI."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check with: levels by rule or family, a list of retractions, manuscripts, a baseline, what was seen."""

    levels: Mapping[str, str] = field(default_factory=dict)
    retractions: Path | None = None
    against: tuple[Path, ...] = ()
    baseline: Path | None = None
    since: Path | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking came to: findings in order, the files' lines for showing them, and what was seen of each work.

    With `since`, the findings are only what changed since then, and `seen` is the text to keep for the next time.
    """

    findings: tuple[Finding, ...]
    sources: Mapping[str, Sequence[str]]
    problems: Problems
    seen: str = ""


def check(
    inputs: Sequence[str],
    stdin: BinaryIO,
    lookup: Lookup,
    request: CheckRequest,
    *,
    today: date,
    progress: Progress | None = None,
) -> Checked:
    """Every finding about the inputs.

    Works are looked up as `lookup` says: offline, what the cache knows counts and the rest is unchecked.  Raises
    InvalidSettings for a rule, level or baseline that cannot be used, UnreadableInput for a list of retractions that is
    none, and OSError for a file that cannot be read.
    """
    references, problems = read_inputs(inputs, stdin)
    corpus, told = corpus_of(references, lookup, request, today=today, progress=progress)
    refused = tuple(problem for problem in problems if problem.code.startswith(_INPUT_CODES))
    by_readers = reading_findings(problem for problem in problems if problem not in refused)
    if request.since:
        before = (
            Seen.from_json(request.since.read_text("utf-8"), str(request.since)) if request.since.exists() else Seen()
        )
        findings = at_levels(changes_since(corpus, before), request.levels)
        return Checked(tuple(findings), {}, (*refused, *told), seen_in(corpus, before).to_json())
    findings = run_rules(corpus, by_readers, request.levels)
    sources = _lines(findings)
    findings = sorted(located(findings, corpus, sources), key=lambda finding: finding.place)
    if request.baseline:
        known = read_baseline(request.baseline.read_text("utf-8"), str(request.baseline))
        findings = without_known(findings, known)
    return Checked(tuple(findings), sources, (*refused, *told))


def corpus_of(
    references: Sequence[Reference],
    lookup: Lookup,
    request: CheckRequest,
    *,
    today: date,
    progress: Progress | None = None,
) -> tuple[Corpus, Problems]:
    """The references as rules look at them, with what registries, a list of retractions and manuscripts say."""
    told: list[Problem] = []
    answers = _answers(references, lookup, told.append, progress)
    told += _unanswered(answers.values(), by_wish=_NEEDS_NETWORK if lookup.offline else frozenset())
    listed = _retractions(request.retractions)
    bib_entries = _bib_entries(references)
    subjects = tuple(_subject(each, answers, listed, bib_entries) for each in references)
    return Corpus(subjects, today, _uses(request.against)), tuple(told)


def _answers(
    references: Sequence[Reference], lookup: Lookup, notify: Callable[[Problem], None], progress: Progress | None
) -> dict[Doi, Answer]:
    dois = list(dict.fromkeys(doi for each in references if (doi := _doi(each))))
    if not dois:
        return {}
    with open_registry(lookup, notify) as registry:
        return dict(zip(dois, registry.fetch(dois, progress), strict=True))


def _unanswered(answers: Iterable[Answer], by_wish: frozenset[str]) -> Iterator[Problem]:
    """A problem for each reason why works could not be asked about: silence would look like *nothing found*.

    Not for a run that is offline: that is the person's own wish, and `status/unchecked` says what follows from it.
    """
    unknown = [each for each in answers if each.outcome is Outcome.UNKNOWN and each.code not in by_wish]
    for code in dict.fromkeys(each.code for each in unknown):
        some = [each for each in unknown if each.code == code]
        message = f"{len(some)} works could not be asked about, and nothing is known of them: {some[0].reason}"
        yield Problem(code, some[0].asked.text, message, "Run again later; what was answered is kept in the cache.")


def _doi(reference: Reference) -> Doi | None:
    return reference.entry.doi if reference.entry else reference.doi


def _retractions(path: Path | None) -> Mapping[str, tuple[Update, ...]]:
    if path is None:
        return {}
    text, _ = decode_text(path.read_bytes(), str(path))
    return read_retractions(text.splitlines(), str(path))


def _subject(
    reference: Reference,
    answers: Mapping[Doi, Answer],
    listed: Mapping[str, tuple[Update, ...]],
    bib_entries: Mapping[tuple[str, int, str], BibEntry],
) -> Subject:
    place = place_of(reference.origin.where)
    doi = _doi(reference)
    answer = answers.get(doi) if doi else None
    work = answer.work if answer else None
    known = work.status if work else reference.entry.status if reference.entry else Status()
    summary = reference.entry.summary if reference.entry else reference.summary
    item = reference.entry.item if reference.entry else reference.item
    subject = Subject(
        key=_key(reference),
        place=place,
        item=item if item.fields or summary is None else _summary_item(summary),
        doi=doi,
        summary=summary,
        status=with_listed(known, listed.get(doi.text, ()) if doi else ()),
        work=work,
        absent=answer is not None and answer.outcome is Outcome.ABSENT,
        is_record=not item.fields and summary is not None,
    )
    entry = bib_entries.get((place.file, place.line, reference.key)) if reference.origin.source == "bibtex" else None
    return _written(subject, entry) if entry else subject


def _key(reference: Reference) -> str:
    if reference.entry:
        return reference.entry.key
    slug = reference.summary.slug if reference.summary else ""
    return reference.key or slug or (reference.doi.text if reference.doi else "") or reference.origin.where


def _written(subject: Subject, entry: BibEntry) -> Subject:
    """A subject with what the file itself says of it: its type, and its fields with their places."""
    file = subject.place.file
    fields: dict[str, SourceField] = {}
    for each in entry.fields:
        place = Place(file, each.line, each.column)
        fields.setdefault(each.name.lower(), SourceField(each.name, each.text, place, bool(each.delimiter)))
    place = Place(file, entry.line, entry.column)
    written = replace(subject, entry_type=entry.type.lower(), fields=fields, place=place, index=entry.index)
    if not {"crossref", "xdata"} & fields.keys() or {"doi", "url", "eprint", "note"} & fields.keys():
        return written
    return replace(written, doi=None, work=None, absent=False, status=Status())  # its parent's DOI is not its own


def _summary_item(summary: SummaryRecord) -> Item:
    """What a summary says of its study, for comparing it with a registry's record."""
    fields: dict[str, Value] = {"title": summary.title, "container-title": summary.journal, "author": summary.authors}
    if summary.year:
        fields["issued"] = Date((summary.year,))
    return Item("article-journal", {name: value for name, value in fields.items() if value})


def _bib_entries(references: Iterable[Reference]) -> dict[tuple[str, int, str], BibEntry]:
    """The entries of the .bib files among the references, by file, line and key: a line may hold several."""
    files = dict.fromkeys(place_of(each.origin.where).file for each in references if each.origin.source == "bibtex")
    found: dict[tuple[str, int, str], BibEntry] = {}
    for name in files:
        if Path(name).is_file():
            for entry in read_bib_file(Path(name).read_bytes(), name).entries:
                found[name, entry.line, entry.key] = entry
    return found


def _uses(paths: Sequence[Path]) -> tuple[Use, ...] | None:
    """Every key the manuscripts cite; None without a manuscript, or when one cites everything."""
    if not paths:
        return None
    uses: list[Use] = []
    for path in paths:
        text, _ = decode_text(path.read_bytes(), str(path))
        if cites_everything(text, path.suffix):
            return None
        lines = Lines(text)
        uses += [Use(each.key, Place(str(path), *lines.place(each.start))) for each in cited_keys(text, path.suffix)]
    return tuple(uses)


def _lines(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The lines of the files that findings are in, for those that are files of text."""
    return {name: lines for name in dict.fromkeys(finding.place.file for finding in findings) for lines in _read(name)}


def _read(name: str) -> Iterator[list[str]]:
    path = Path(name)
    if name and path.is_file():
        try:
            text, _ = decode_text(path.read_bytes(), name)
        except UnreadableInput:
            return  # what is wrong with it is a finding already
        yield text.split("\n")
