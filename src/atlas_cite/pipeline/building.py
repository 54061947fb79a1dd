"""Building: many targets from one library, only those whose sources have changed, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from atlas_cite.build.changes import Changes, changes_between, render_changes
from atlas_cite.build.folder_lock import only_build_in
from atlas_cite.build.index_page import render_index
from atlas_cite.build.inside import leads_out
from atlas_cite.build.manifest import BEING_MADE, Manifest, TargetFacts, checksums, entry_facts, made_from
from atlas_cite.build.own_files import CHANGES, CHECKSUMS, INDEX, MANIFEST
from atlas_cite.build.spec import Target
from atlas_cite.errors import InvalidSettings, Problem, Severity
from atlas_cite.files import PARTIAL_SUFFIX, partial_files, write_file
from atlas_cite.model.library import Library
from atlas_cite.pipeline.build_jobs import Made, Order, SiteJob, Task, basis_of, digest_of, fault_of, is_own, write_own
from atlas_cite.pipeline.build_pool import make_all
from atlas_cite.pipeline.selection import select

Problems = tuple[Problem, ...]
_CHANGED_BY_HAND = "It was changed by hand; delete it if nobody needs it."
_UNREAD = frozenset({"bad-json", "bad-yaml", "csv-invalid", "xml-invalid", "not-a-record", "not-an-atlas-page"})
_UNANSWERED = frozenset({"network-error", "rate-limited", "service-refused", "service-error", "bad-answer"})
"""Problems of inputs that could not be read, beside `input-…`, and of registries that could not be asked."""
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """Where to build and how: `processes` at once; `force` overwrites what a person changed; `only` these files."""

    folder: Path
    title: str = ""
    processes: int = 1
    force: bool = False
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: targets made, kept and failed by their file, files taken away, and what changed since.

    `told` says the changes as Markdown.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    failed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)
    told: str = ""


def plan_build(library: Library, tasks: Sequence[Task], request: BuildRequest) -> tuple[str, ...]:
    """The files of the targets that a build would make now; nothing is written.

    Raises InvalidSettings for a filter or a manifest that is none.
    """
    return tuple(order.file for order in _plan(library, tasks, request).orders)


def build(
    library: Library, tasks: Sequence[Task], request: BuildRequest, notify: Callable[[str], object] = str
) -> tuple[BuildResult, Problems]:
    """Make every target whose sources have changed, or whose files are not as they were written, in `request.folder`.

    `notify` is told each target's file when it is made.  A target that fails costs no other.  Raises InvalidSettings as
    `plan_build` does, and when another build is at work in the folder.
    """
    with only_build_in(request.folder):
        plan = _plan(library, tasks, request)
        pending = _being_made(request.folder, plan)
        _clear_partial(request.folder, plan.before)
        if plan.orders:
            _save(request.folder, pending)
        made: dict[str, Made] = {}
        try:
            for file, each in make_all(library, plan.orders, request.folder, request.processes):
                made[file] = each
                notify(file)
        finally:  # what is finished stays finished when a person interrupts
            after = _after(plan, pending, made, {task.target.file for task in tasks}, request)
            removed, left = _take_away(request, plan.before, after)
            _save(request.folder, after)
        changes = changes_between(plan.before, after)
        told = "".join(render_changes(changes, plan.before, after))
        left += _write_pages(request, [task.target for task in tasks], after, told if changes else "")
    whole = {file for file, each in made.items() if each.is_whole}
    problems = [problem for each in made.values() for problem in each.problems]
    done = tuple(order.file for order in plan.orders if order.file in whole)
    not_done = tuple(order.file for order in plan.orders if order.file not in whole)
    return BuildResult(done, plan.kept, not_done, removed, changes, told), (*plan.doubts, *problems, *left)


def _clear_partial(folder: Path, before: Manifest) -> None:
    """Take away what a build that was killed had begun to write: hidden files beside those it was about to make."""
    for path in (path for path, sha256 in before.files.items() if sha256 == BEING_MADE and not leads_out(folder, path)):
        target = folder / path
        begun = target.rglob(f".*{PARTIAL_SUFFIX}") if path.endswith("/") else partial_files(target)
        for each in list(begun):
            each.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be made, what stays, what each target's sources are, and the manifests before and of these entries."""

    orders: tuple[Order, ...]
    kept: tuple[str, ...]
    sources: Mapping[str, str]
    before: Manifest
    entries: Manifest
    doubts: tuple[Problem, ...] = ()


def _plan(library: Library, tasks: Sequence[Task], request: BuildRequest) -> _Plan:
    before = _read_manifest(request.folder)
    facts = entry_facts(library)
    orders: list[Order] = []
    kept: list[str] = []
    sources: dict[str, str] = {}
    doubts: list[Problem] = []
    select_once = cache(partial(select, library))
    for task in tasks:
        file = task.target.file
        if request.only is not None and file not in request.only:
            continue
        chosen, found = select_once(task.target.where)
        doubts += found
        sources[file] = made_from(task.job, chosen, facts, basis_of(task.job))
        known = before.targets.get(file)
        if known and known.made_from == sources[file] and _is_as_written(request.folder, known.files):
            kept.append(file)
        else:
            own = None if request.force else known.files if known else {}
            orders.append(Order(task, tuple(entry.key for entry in chosen), own))
    return _Plan(tuple(orders), tuple(kept), sources, before, Manifest(facts), tuple(doubts))


def _is_as_written(folder: Path, files: Mapping[str, str]) -> bool:
    return bool(files) and all(digest_of(folder / path) == sha256 for path, sha256 in files.items())


def _being_made(folder: Path, plan: _Plan) -> Manifest:
    """The manifest while targets are being made: a build that is killed leaves files that the next one knows as its."""
    targets = dict(plan.before.targets)
    for order in plan.orders:
        known = targets[order.file].files if order.file in targets else {}
        is_free = order.own is None
        files = {
            path: BEING_MADE if is_free or is_own(folder, path, known) else sha256 for path, sha256 in known.items()
        }
        if is_free or not (folder / order.file).exists():
            files[f"{order.file}/" if isinstance(order.task.job, SiteJob) else order.file] = BEING_MADE
        targets[order.file] = TargetFacts("", files)
    return replace(plan.before, targets=targets)


def _after(
    plan: _Plan, pending: Manifest, made: Mapping[str, Made], wanted: set[str], request: BuildRequest
) -> Manifest:
    """The manifest when targets are made; one that is not whole is made again next time."""
    targets = {file: facts for file, facts in pending.targets.items() if file in wanted or request.only is not None}
    for file, each in made.items():
        known = targets[file].files if not each.is_whole and file in targets else {}
        targets[file] = TargetFacts(plan.sources[file] if each.is_whole else "", {**known, **each.files})
    is_all = request.only is None and all(order.file in made for order in plan.orders)
    return Manifest(plan.entries.entries if is_all else plan.before.entries, targets, plan.before.pages)


def _take_away(request: BuildRequest, before: Manifest, after: Manifest) -> tuple[tuple[str, ...], list[Problem]]:
    """Delete files that no target makes any more, unless a person has changed them; and say which those are."""
    gone = {path: sha256 for path, sha256 in before.files.items() if path not in after.files and sha256}
    removed: list[str] = []
    left: list[Problem] = []
    for path, sha256 in sorted(gone.items()):
        found = digest_of(request.folder / path)
        if found == sha256 and not leads_out(request.folder, path):
            (request.folder / path).unlink()
            _remove_empty((request.folder / path).parent, request.folder)
            removed.append(path)
        elif found:
            message = "no target makes this file any more, and it is not as it was written"
            left.append(Problem("build-left", path, message, _CHANGED_BY_HAND, Severity.WARNING))
    return tuple(removed), left


def _remove_empty(folder: Path, last: Path) -> None:
    """Remove a folder and those above it, below `last`, while nothing is in them."""
    while folder != last and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write_pages(request: BuildRequest, targets: Sequence[Target], after: Manifest, told: str) -> list[Problem]:
    """The index, what changed, and the checksums of everything; one that a person has changed stays, and is told.

    The manifest says what is about to be written before it is, so that a build that is killed knows it again.
    """
    folder = request.folder
    own = None if request.force else after.pages
    pages = dict(after.pages)
    problems: list[Problem] = []
    for name, text in _pages(request, targets, after, told):
        data = text.encode("utf-8", "replace")
        if (folder / name).is_file() and (folder / name).read_bytes() == data:
            pages[name] = digest_of(folder / name)
            continue
        _save(folder, replace(after, pages=pages | ({} if fault_of(folder, name, own) else {name: BEING_MADE})))
        if fault := write_own(folder, name, data, own):
            problems.append(fault)
        else:
            pages[name] = digest_of(folder / name)
    _save(folder, replace(after, pages=pages))
    return problems


def _pages(request: BuildRequest, targets: Sequence[Target], after: Manifest, told: str) -> Iterator[tuple[str, str]]:
    folder = request.folder
    files = {path: sha256 for path, sha256 in after.files.items() if (folder / path).is_file()}
    sizes = {path: (folder / path).stat().st_size for path in files}
    yield INDEX, render_index(request.title, targets, sizes)
    if told or not (folder / CHANGES).exists():
        yield CHANGES, told or "# What changed since the last build\n\nNothing.\n"
    yield CHECKSUMS, checksums(files | {INDEX: digest_of(folder / INDEX)})


def _save(folder: Path, manifest: Manifest) -> None:
    _write_if_other(folder / MANIFEST, manifest.to_json())


def _write_if_other(path: Path, text: str) -> None:
    """Write a text, unless that very text is there: what has not changed keeps its time."""
    if not path.is_file() or path.read_bytes() != text.encode("utf-8", "replace"):
        write_file(path, [text])


def _read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    return Manifest.from_json(path.read_text("utf-8"), str(path)) if path.is_file() else Manifest()


def matching(files: Sequence[str], patterns: Sequence[str]) -> frozenset[str]:
    """The files that any of the patterns (`*.docx`, `recent/*`) means.  Raises InvalidSettings for one without any."""
    from fnmatch import fnmatchcase

    for pattern in patterns:
        if not any(fnmatchcase(file, pattern) for file in files):
            shown = ", ".join(files[:_MOST_NAMED]) + (" …" if len(files) > _MOST_NAMED else "")
            raise InvalidSettings("no target makes such a file", subject=pattern, hint=f"There are: {shown}.")
    return frozenset(file for file in files if any(fnmatchcase(file, pattern) for pattern in patterns))


def find_loss(folder: Path, problems: Iterable[Problem]) -> Problem | None:
    """Why a build that stands in the folder should not be replaced: inputs could not be read, or nobody be asked.

    What they say would be missing from every file, and their studies told as no longer there.
    """
    lost = [
        problem
        for problem in dict.fromkeys(problems)
        if problem.severity is Severity.ERROR
        and (problem.code.startswith("input-") or problem.code in _UNREAD | _UNANSWERED)
    ]
    if not lost or not _read_manifest(folder).entries:
        return None
    message = f"{len(lost)} inputs could not be read or looked up; nothing was made, and the last build stays"
    hint = "Mend what is named and run again, or build without it: --keep-going."
    return Problem("build-stopped", str(folder), message, hint)
