"""The `build` command: everything a build file asks for, made in one run, and only what has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from atlas_cite.arrange.where import parse_where
from atlas_cite.build.reading import faulty
from atlas_cite.build.spec import BuildSpec, Target, TargetKind, read_build_spec
from atlas_cite.cli.documents import bibliography_command
from atlas_cite.cli.library import export_command
from atlas_cite.cli.options import Shared, gather, shared_names, shared_options
from atlas_cite.cli.running import finish, library_of
from atlas_cite.cli.site import site_command
from atlas_cite.errors import AtlasCiteError, InvalidSettings, Problem
from atlas_cite.formats import DOCUMENT_FORMATS, EXPORT_FORMATS, Format, choose_format
from atlas_cite.pipeline.build_jobs import ExportJob, Job, SiteJob, Task, check_job
from atlas_cite.pipeline.building import BuildRequest, BuildResult, build, find_loss, matching, plan_build
from atlas_cite.pipeline.documents import AnnotationRequest, BibliographyRequest
from atlas_cite.pipeline.exports import ExportRequest
from atlas_cite.pipeline.output_folders import check_not_read
from atlas_cite.pipeline.webpages import WebPageRequest

_COMMANDS = {"bibliographies": bibliography_command, "exports": export_command, "sites": site_command}
_FORMATS: Mapping[str, Sequence[Format]] = {"bibliographies": DOCUMENT_FORMATS, "exports": EXPORT_FORMATS}
_VARIED = frozenset({"style", "group-by"})
"""Options of a bibliography that a list varies, though a command line may repeat them."""
_NOT_FOR_TARGETS = frozenset({"output", "help", "resolve", "where", "keys", "rekey", "key-map", "rename-in", "to"})
"""Options of the commands that a whole build has, or that mean nothing in one; `to` and `where` are read apart."""


@click.command("build")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.toml")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="In place of the file's."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="So many processes at once (default: one for each core).",
)
@click.option(
    "--only", multiple=True, metavar="PATTERN", help="Only these files: '*.docx', 'recent/*'; may be repeated."
)
@click.option("--force", is_flag=True, help="Make everything anew, over what was changed by hand too.")
@click.option("--keep-going", is_flag=True, help="Build anew although some inputs could not be read.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@shared_options
def build_command(
    file: Path,
    output: Path | None,
    jobs: int,
    only: tuple[str, ...],
    force: bool,
    keep_going: bool,
    dry_run: bool,
    shared: Shared,
) -> None:
    """Make everything that a build file asks for: many styles, formats, groups and filters in one run.

    Only what has changed is made again.  An index, checksums, and what changed since the last build stand beside it.

    \b
    Examples:
      atlas-cite build atlas-build.toml
      atlas-cite build atlas-build.toml --only "*.docx" --dry-run
    """
    spec = read_build_spec(file, _kinds())
    tasks = _tasks(spec, file)
    chosen = matching([task.target.file for task in tasks], only) if only else None
    request = BuildRequest(output or file.parent / Path(spec.output).expanduser(), spec.title, jobs, force, chosen)
    inputs = [_input(each, file.parent) for each in spec.inputs]
    check_not_read(request.folder, inputs)
    library, problems = library_of(inputs, shared, everything=spec.resolve, keys=spec.keys)
    if not keep_going and (stop := find_loss(request.folder, problems)):
        finish(shared, (*problems, stop), library)
    if dry_run:
        for each in plan_build(library, tasks, request):
            click.echo(each)
        finish(shared, problems, library)
    result, faults = build(library, tasks, request, _progress(shared))
    _print(result, shared)
    finish(shared, (*problems, *faults), library)


def _input(name: str, folder: Path) -> str:
    """An input as the commands take it: a file or folder beside the build file, else what it says."""
    beside = folder / Path(name).expanduser()
    return str(beside) if beside.exists() else name


def _kinds() -> dict[str, TargetKind]:
    """What each kind of target takes, which is what its command takes."""
    return {name: _kind(command, _FORMATS.get(name, ())) for name, command in _COMMANDS.items()}


def _kind(command: click.Command, formats: Sequence[Format]) -> TargetKind:
    options = {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option) and option.name not in shared_names()
        for name in option.opts
        if name.startswith("--")
    }
    taken = {name: option for name, option in options.items() if name not in _NOT_FOR_TARGETS}
    return TargetKind(
        frozenset(taken) | ({"to"} if formats else set()),
        frozenset(name for name, option in taken.items() if option.multiple and not (formats and name in _VARIED)),
        frozenset(name for name, option in taken.items() if option.multiple and formats and name in _VARIED),
        frozenset(name for name, option in taken.items() if option.is_flag),
        {each.name: each.endings[0] for each in formats},
        formats[0].name if formats else "",
    )


def _tasks(spec: BuildSpec, file: Path) -> list[Task]:
    """What every target asks for; raises InvalidSettings that names every fault of any."""
    tasks: list[Task] = []
    problems = [fault for place, text in spec.filters.items() for fault in _faults_of(text, place)]
    for target in spec.targets:
        problems += [] if target.filter else _faults_of(target.where, f"{target.place}, where")
        try:
            job = _job(_beside(target, file.parent), spec)
            check_job(job)
            tasks.append(Task(target, job))
        except click.UsageError as error:
            problems.append(Problem("build-file", target.place, error.format_message()))
        except AtlasCiteError as error:
            subject = f"{error.subject}: " if error.subject else ""
            problems.append(Problem("build-file", target.place, f"{subject}{error.message}", error.hint))
    if problems:
        raise faulty(str(file), list(dict.fromkeys(problems)))
    return tasks


def _faults_of(where: str, place: str) -> list[Problem]:
    """What is wrong in a filter."""
    try:
        if where.strip():
            parse_where(where)
    except InvalidSettings as error:
        return [Problem("build-file", place, error.message, error.hint)]
    return []


def _beside(target: Target, folder: Path) -> Target:
    """A target whose files (styles, a template) are looked for beside the build file, as the inputs are."""

    def found(name: str, value: Any) -> Any:
        is_file = name == "template" or (name == "style" and str(value).endswith(".csl"))
        return str(folder / value) if is_file and (folder / str(value)).is_file() else value

    options = {
        name: tuple(found(name, each) for each in value) if isinstance(value, tuple) else found(name, value)
        for name, value in target.options.items()
    }
    return replace(target, options=options)


def _job(target: Target, spec: BuildSpec) -> Job:
    """What a target asks for, its options read as its command reads them."""
    command = _COMMANDS[target.kind]
    output = ["-o", target.file] if target.kind == "sites" else []
    values = command.make_context(command.name, [*target.arguments, *output, "-"]).params
    if target.kind == "exports":
        return ExportJob(choose_format(EXPORT_FORMATS, values["names"][0], None), _export_request(values))
    titled = {"title": values["title"] or spec.title}
    if target.kind == "sites":
        return SiteJob(gather(WebPageRequest, values | titled), values["site_url"])
    request: BibliographyRequest = gather(BibliographyRequest, values | titled)
    return replace(
        request,
        style=values["styles"][0],
        annotation=gather(AnnotationRequest, values),
        format=choose_format(DOCUMENT_FORMATS, values["target"], None),
    )


def _export_request(values: Mapping[str, Any]) -> ExportRequest:
    return ExportRequest(
        values["annotate"], values["profile"], values["latex"] == "ascii", values["journals"] == "abbreviated"
    )


def _progress(shared: Shared) -> Callable[[str], None]:
    """What is told of each file that is made."""

    def tell(file: str) -> None:
        if shared.verbose:
            click.echo(f"made {file}", err=True)

    return tell


def _print(result: BuildResult, shared: Shared) -> None:
    """What was made, and what changed, on standard output."""
    if shared.quiet:
        return
    for line in _lines(result):
        click.echo(line)
    if result.changes:
        click.echo()
        click.echo(result.told, nl=False)


def _lines(result: BuildResult) -> Iterator[str]:
    for word, files in (("made", result.made), ("failed", result.failed), ("removed", result.removed)):
        yield from (f"{word} {file}" for file in files)
    counts = f"{len(result.made)} made, {len(result.kept)} unchanged"
    yield counts + (f", {len(result.failed)} failed" if result.failed else "")
