"""Enriching: a .bib file planned, written and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from atlas_cite.bibfile.file import BibFile
from atlas_cite.enrich.journal_list import JournalList, parse_journal_list
from atlas_cite.enrich.memory import SUFFIX, Memory, parse_memory
from atlas_cite.enrich.plan import Decision, EntryPlan, Plan
from atlas_cite.enrich.planning import Found, Setting, plan_entry
from atlas_cite.enrich.policy import Journals, Policy
from atlas_cite.enrich.proposing import Spelling
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import InvalidSettings, Problem, Severity, UnreadableInput
from atlas_cite.files import replace_file, write_file
from atlas_cite.lock import Lock
from atlas_cite.pipeline.libraries import Lookup, open_registry
from atlas_cite.resolve import Progress
from atlas_cite.tables.bib_dialects import ANNOTATION_FIELDS

Problems = tuple[Problem, ...]

PROGRAMS: Mapping[str, str] = {"biblatex": "annotation", "bibtex": "annote"} | ANNOTATION_FIELDS
"""Programs and the field in which each looks for an annotation."""


@dataclass(frozen=True, slots=True)
class EnrichRequest:
    """What is asked for: a policy, whether entries without a DOI are searched for, and which records annotate entries.

    `annotation_field` is the field for annotations; empty: the one that the file's dialect has.
    """

    policy: Policy = field(default_factory=Policy)
    search: bool = True
    records: tuple[str, ...] = ()
    annotate: str = "default"
    annotation_field: str = ""


@dataclass(frozen=True)
class Enrichment:
    """A file as it was read, and the plan for it."""

    file: BibFile
    plan: Plan
    memory: Memory

    def decided(
        self, decide: Callable[[EntryPlan], EntryPlan], problems: Sequence[Problem]
    ) -> tuple[Enrichment, Problems]:
        """The same with every entry's plan as `decide` gives it back, and the problems that are left open."""
        entries = tuple(map(decide, self.plan.entries))
        settled = {
            f"{self.plan.file}:{after.line}:{after.column}"
            for before, after in zip(self.plan.entries, entries, strict=True)
            if before.waits and not after.waits
        }
        left = [each for each in problems if each.severity is not Severity.ASK or each.subject not in settled]
        return replace(self, plan=replace(self.plan, entries=entries)), tuple(left)


def plan_enrichment(
    path: str, stdin: BinaryIO, request: EnrichRequest, lookup: Lookup, *, progress: Progress | None = None
) -> tuple[Enrichment, Problems]:
    """Read the .bib file at `path` (`-`: standard input), look its entries up, and plan what to change.

    Nothing is written.  Raises OSError or UnreadableInput for a file that cannot be read.
    """
    from atlas_cite.pipeline.bib_annotations import Annotations, bib_annotations
    from atlas_cite.pipeline.bib_entries import bib_subjects

    file = _read(path, stdin)
    memory = _memory(path, file)
    subjects, problems = bib_subjects(file)
    found, lookup_problems = _look_up(subjects, request, lookup, progress)
    spelling, own_field = spelling_of(file)
    wanted = Annotations(request.records, request.annotate, request.annotation_field or own_field)
    annotations, record_problems = bib_annotations(wanted, subjects, found, stdin)
    setting = Setting(request.policy, spelling, memory)
    entries = tuple(
        plan_entry(subject, each, setting, annotations.get(subject.index))
        for subject, each in zip(subjects, found, strict=True)
    )
    plan = Plan(path, file.sha256, _today(), entries)
    told = (*_told(plan), *_letters_kept(plan, spelling))
    return Enrichment(file, plan, memory), (*problems, *lookup_problems, *record_problems, *told)


def read_planned(path: str, plan_path: Path, stdin: BinaryIO) -> tuple[Enrichment, Problems]:
    """The .bib file at `path` and a plan saved for it.

    Raises OSError or UnreadableInput for what cannot be read; `enriched` refuses a file that has changed.
    """
    from atlas_cite.enrich.plan_file import parse_plan

    try:
        plan = parse_plan(plan_path.read_text("utf-8-sig"), str(plan_path))
    except UnicodeDecodeError as error:
        raise UnreadableInput("the plan is not UTF-8", subject=str(plan_path), hint="Save it as UTF-8.") from error
    file = _read(path, stdin)
    return Enrichment(file, plan, _memory(path, file)), file.problems


def save_plan(enrichment: Enrichment, path: Path) -> None:
    """Write the plan to a file that a person can edit and `read_planned` reads."""
    from atlas_cite.enrich.plan_file import render_plan

    write_file(path, render_plan(enrichment.plan))


def enriched(enrichment: Enrichment) -> tuple[bytes, Problems]:
    """The file's bytes with the plan's changes made; raises InvalidSettings when the plan is not for this file.

    A change that would break the file is left out, and is a problem.
    """
    from atlas_cite.bibfile.edit import apply_edits
    from atlas_cite.enrich.edits import plan_edits
    from atlas_cite.enrich.removal import removed_entries, without_entries

    edited, problems = apply_edits(enrichment.file, plan_edits(enrichment.plan, enrichment.file))
    removed = removed_entries(enrichment.plan)
    if not removed or any(each.severity is Severity.ERROR for each in problems):
        return edited.data, tuple(problems)  # what could not be written elsewhere is not taken out
    return without_entries(_reread(edited.data, enrichment.file.where), removed), tuple(problems)


def write_enrichment(enrichment: Enrichment, path: Path, data: bytes) -> None:
    """Write the enriched `data` in place of the file that was read, unless nothing has changed; a backup is kept.

    What was written is remembered when an earlier run of this file was.  Raises NotSaved when the file has changed
    since it was read, or cannot be written.
    """
    from atlas_cite.bibfile.saving import save

    if save(path, data, enrichment.file.sha256) and Path(f"{path}{SUFFIX}").exists():
        remember(enrichment, path, data)


def remember(enrichment: Enrichment, path: Path, data: bytes) -> None:
    """Remember beside `path` what was written into it, so that later runs know a person's changes from their own."""
    from atlas_cite.bibfile.saving import working_folder

    memory = enrichment.memory.with_applied(enrichment.plan, sha256(data).hexdigest())
    if memory is not enrichment.memory:
        beside = Path(f"{path}{SUFFIX}")
        replace_file(beside, [memory.render().encode()], by_way_of=working_folder(beside.resolve()))


def take_back(path: Path, *, force: bool = False) -> None:
    """Restore the file as it was before the last write; raises an AtlasCiteError when it has changed since."""
    from atlas_cite.bibfile.saving import undo

    undo(path, force=force)


def describe(plan: Plan) -> list[dict[str, object]]:
    """The report's view of each entry."""
    from atlas_cite.enrich.report import describe_plan

    return describe_plan(plan)


def read_journal_list(path: Path, form: Journals) -> JournalList:
    """A person's list of journals' names, for naming them in `form`.

    Raises OSError or UnreadableInput for a file that is none, and InvalidSettings when no other form is wanted.
    """
    from atlas_cite.sources.decode import decode_text

    if form is Journals.KEEP:
        hint = "Add --journals full, iso4 or nlm."
        raise InvalidSettings("nobody asks for journals to be named otherwise", subject="--journal-list", hint=hint)
    text, _ = decode_text(path.read_bytes(), str(path))
    return parse_journal_list(text, str(path))


def _read(path: str, stdin: BinaryIO | None) -> BibFile:
    from atlas_cite.bibfile.read import read_bib_file

    if path == "-" and stdin is not None:
        return read_bib_file(stdin.read(), "standard input")
    return read_bib_file(Path(path).read_bytes(), path)


def _reread(data: bytes, where: str) -> BibFile:
    from atlas_cite.bibfile.read import read_bib_file

    return read_bib_file(data, where)


def _memory(path: str, file: BibFile) -> Memory:
    beside = Path(path + SUFFIX)
    if path == "-" or not beside.is_file():
        return Memory()
    return parse_memory(beside.read_text("utf-8", "replace"), str(beside)).at(file.sha256)


def _look_up(
    subjects: Sequence[Subject], request: EnrichRequest, lookup: Lookup, progress: Progress | None
) -> tuple[list[Found], Problems]:
    from atlas_cite.enrich.lookup import accepted, find_published, look_up

    if not subjects:
        return [], ()
    told: list[Problem] = []
    lock = Lock(lookup.lock, update=lookup.update_lock) if lookup.lock else None
    with open_registry(lookup, told.append, lock.pinned if lock else None) as registry:
        found, problems = look_up(subjects, registry, search=request.search, progress=progress)
        if request.policy.update_preprints:
            found = find_published(found, registry)
    if lock is None:
        return found, (*told, *problems)
    kept, objections = accepted(found, lock.accept)
    return kept, (*told, *problems, *objections, *lock.close())


def spelling_of(file: BibFile) -> tuple[Spelling, str]:
    """How the file spells values, and the field in which it keeps annotations."""
    from atlas_cite.bibfile.dialect import dialect_of

    dialect = dialect_of(file)
    spelling = Spelling(
        names=dialect.names,
        letters_as_commands=dialect.letters == "latex",
        month_macros=dialect.months != "number",
        doi_is_address=dialect.doi_is_url,
        missing=file.source.missing,
    )
    return spelling, dialect.annotation_field


def _told(plan: Plan) -> list[Problem]:
    """What a plan has to say beyond its changes."""
    problems = []
    for entry in plan.entries:
        where = f"{plan.file}:{entry.line}:{entry.column}"
        if entry.status:
            message, hint = f"{entry.key}: {entry.status}", "Do not cite it as sound."
            problems.append(Problem("work-retracted", where, message, hint, Severity.WARNING))
        problems += [
            Problem(note.code, where, f"{entry.key}: {note.text}", severity=Severity.WARNING) for note in entry.notes
        ]
    return problems


def _letters_kept(plan: Plan, spelling: Spelling) -> Iterator[Problem]:
    """What has no LaTeX command, in a file that writes letters as commands."""
    if not spelling.letters_as_commands:
        return
    for entry in plan.entries:
        for change in entry.changes:
            if change.new and not change.new.isascii() and change.decision is Decision.DO:
                kept = "".join(dict.fromkeys(sign for sign in change.new if not sign.isascii()))[:20]
                message = f"{entry.key}: {kept!r} in the new {change.field} has no LaTeX command and stays as it is"
                hint = "Compile with LuaLaTeX or XeLaTeX, or keep this field."
                where = f"{plan.file}:{entry.line}:{entry.column}"
                yield Problem("letters-kept", where, message, hint, Severity.WARNING)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
