"""Mending: what `check` can put right in a .bib file, as a plan of `enrich`: safe fixes, or duplicates merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from atlas_cite.bibfile.dialect import dialect_of
from atlas_cite.bibfile.file import BibFile
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.checks.duplicates import alike, groups, same_doi
from atlas_cite.checks.mending import Mended, mended, mending_rules
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.enrich.memory import Memory
from atlas_cite.enrich.merging import File, Group, plan_merging
from atlas_cite.enrich.plan import Change, Decision, EntryPlan, Plan
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.provenance import Origin
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.pipeline.bib_entries import bib_subjects
from atlas_cite.pipeline.checking import CheckRequest, Problems, corpus_of
from atlas_cite.pipeline.enriching import Enrichment
from atlas_cite.pipeline.libraries import Lookup
from atlas_cite.resolve import Progress
from atlas_cite.sources.read import read_inputs


@dataclass(frozen=True, slots=True)
class Mending:
    """A plan for a .bib file, ready to be shown, saved or written, and the keys that become others by it."""

    enrichment: Enrichment
    new_keys: Mapping[str, str]


def plan_mending(
    path: str, request: CheckRequest, lookup: Lookup, *, today: date, merge: bool, progress: Progress | None = None
) -> tuple[Mending, Problems]:
    """Plan the safe fixes of the .bib file at `path`, or, with `merge`, to make one entry of those that are one work.

    Nothing is written.  Raises InvalidSettings when the file is no .bib file, and OSError when it cannot be read.
    """
    references, _ = read_inputs([path], BytesIO())
    corpus, told = corpus_of(references, lookup, request, today=today, progress=progress)
    if not corpus.subjects or any(each.index < 0 for each in corpus):
        hint = "Give one .bib file; other files are written by programs, and are mended there."
        raise InvalidSettings("only .bib files can be mended", subject=path, hint=hint)
    file = read_bib_file(Path(path).read_bytes(), path)
    if merge:
        merging = plan_merging(_file(file, corpus), _groups(corpus), today.isoformat())
        entries, new_keys = merging.entries, merging.new_keys
    else:
        entries, new_keys = _fixes(file, corpus, request.levels, today.isoformat()), {}
    plan = Plan(path, file.sha256, today.isoformat(), entries)
    return Mending(Enrichment(file, plan, Memory()), new_keys), told


def _fixes(file: BibFile, corpus: Corpus, levels: Mapping[str, str], when: str) -> tuple[EntryPlan, ...]:
    rules = mending_rules(levels)
    found = ((each, mended(each, rules)) for each in corpus)
    planned = [_fixed_entry(file, subject, fixes, when) for subject, fixes in found if fixes]
    return tuple(sorted(planned, key=lambda each: each.index))


def _fixed_entry(file: BibFile, subject: Subject, fixes: Sequence[Mended], when: str) -> EntryPlan:
    entry = file.entries[subject.index]
    changes = tuple(
        Change(
            subject.fields[each.fix.field].name,
            each.old,
            each.fix.value,
            Origin("check", ", ".join(dict.fromkeys(each.rules)), when),
            "a safe fix" if not each.fix.asks else "only if you say so",
            each.fix.is_macro,
            Decision.ASK if each.fix.asks else Decision.DO,
        )
        for each in fixes
    )
    verdict = Verdict(Certainty.NO, reasons=tuple(dict.fromkeys(rule for each in fixes for rule in each.rules)))
    title = subject.item.text("title")
    return EntryPlan(
        entry.index, entry.key, entry.type, entry.line, entry.column, verdict, title=title, changes=changes
    )


def _groups(corpus: Corpus) -> list[Group]:
    """The entries that are surely one work; what only looks so is for a person, and is a finding."""
    pairs = [*same_doi(corpus), *alike(corpus, with_two_dois=False)]
    return [Group(tuple(each.index for each in group), _reason(group)) for group in groups(pairs)]


def _reason(group: Sequence[Subject]) -> str:
    dois = {each.doi for each in group if each.doi}
    return f"one DOI, {next(iter(dois))}" if len(dois) == 1 and all(each.doi for each in group) else "one work"


def _file(file: BibFile, corpus: Corpus) -> File:
    subjects, _ = bib_subjects(file)
    texts = [file.text[entry.start : entry.end] for entry in file.entries]
    cited = Counter(use.key for use in corpus.uses or ())
    return File(subjects, texts, cited, dialect_of(file).is_biblatex)
