"""What `check --fix` and `check --merge` do with a plan: show it, save it, or write it, and carry changed keys on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from atlas_cite.cli.diffs import echo_line
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.reporting import printable
from atlas_cite.enrich.diff import Mark, diff_lines
from atlas_cite.enrich.plan import WHOLE_ENTRY, Decision, Plan
from atlas_cite.errors import InvalidSettings, Severity
from atlas_cite.pipeline.checking import Problems
from atlas_cite.pipeline.enriching import enriched, save_plan, write_enrichment
from atlas_cite.pipeline.mending import Mending
from atlas_cite.pipeline.renaming import rename_keys_in, render_new_keys

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING = click.Path(dir_okay=False, exists=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class Ways:
    """What is asked for: fixes or merging, and whether they are shown, saved as a plan, or written."""

    fix: bool
    merge: bool
    in_place: bool
    fix_plan: Path | None
    key_map: Path | None
    rename_in: tuple[Path, ...]

    @property
    def is_asked(self) -> bool:
        """Whether anything is to be mended, rather than reported."""
        return self.fix or self.merge or self.fix_plan is not None

    def check(self, inputs: tuple[str, ...], output: Path | None) -> None:
        """Raise InvalidSettings for options that do not go together, and for an output that is an input."""
        if not self.is_asked and (self.in_place or self.key_map or self.rename_in):
            raise InvalidSettings("there is nothing to write", hint="Give --fix or --merge as well.")
        if self.fix and self.merge:
            hint = "Run check twice, with --fix first."
            raise InvalidSettings("--fix and --merge each make a plan for the file as it is", hint=hint)
        if (self.key_map or self.rename_in) and not self.merge:
            raise InvalidSettings("only --merge changes keys", subject="--key-map, --rename-in")
        if self.is_asked and "-" in inputs:
            raise InvalidSettings("standard input cannot be mended", subject="-", hint="Give the .bib file's name.")
        if self.is_asked and len(inputs) > 1 and (self.fix_plan or self.key_map or self.rename_in or output):
            hint = "Mend the files one by one."
            raise InvalidSettings("a plan and a key map are of one file", subject=", ".join(inputs), hint=hint)
        if self.in_place and output is not None:
            raise InvalidSettings("these options exclude each other", subject="--in-place, --output")
        if self.rename_in and not self.in_place:
            raise InvalidSettings("manuscripts follow a file that is written", hint="Give --in-place as well.")
        check_output(output, inputs)


_OPTIONS = (
    click.option("--fix", is_flag=True, help="Show the safe fixes of .bib files as a diff; report nothing."),
    click.option("--merge", is_flag=True, help="Show how entries that are surely one work become one."),
    click.option("--in-place", is_flag=True, help="Write it; a backup is kept (enrich --undo takes it back)."),
    click.option("--fix-plan", type=_FILE, metavar="PLAN", help="Save it to PLAN, for enrich --apply."),
    click.option("--key-map", type=_FILE, metavar="FILE", help="With --merge: write old -> new keys to FILE (JSON)."),
    click.option(
        "--rename-in", type=_EXISTING, multiple=True, metavar="FILE", help="With --merge: change keys in a manuscript."
    ),
)
_NAMES = ("fix", "merge", "in_place", "fix_plan", "key_map", "rename_in")


def mending_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of mending, as one argument `ways`."""

    @functools.wraps(command)
    def with_ways(**given: Any) -> Any:
        ways = Ways(**{name: given.pop(name) for name in _NAMES})
        return command(ways=ways, **given)

    wrapped: Callable[..., Any] = with_ways
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def deliver(ways: Ways, mending: Mending, output: Path | None, *, quiet: bool) -> Problems:
    """Show, save or write what was planned; returns the problems of writing."""
    enrichment = mending.enrichment
    if not (ways.in_place or ways.fix_plan or output):
        _show(enrichment.plan)
    if ways.fix_plan:
        save_plan(enrichment, ways.fix_plan)
    if ways.key_map:
        write_output(ways.key_map, render_new_keys(mending.new_keys))
    if not (ways.in_place or output):
        return ()
    data, problems = enriched(enrichment)
    if output:
        write_output(output, [data])
        return problems
    write_enrichment(enrichment, Path(enrichment.plan.file), data)
    if not quiet:
        click.echo(printable(f"{enrichment.plan.file}: {_counted(enrichment.plan)}"), err=True)
    if any(each.severity is Severity.ERROR for each in problems):
        return problems  # keys that are still there are still cited
    _, refused = rename_keys_in(ways.rename_in, mending.new_keys)
    return (*problems, *refused)


def _show(plan: Plan) -> None:
    for line in diff_lines(plan):
        if line.mark is not Mark.TOTAL:
            echo_line(line)
    click.echo(_counted(plan))


def _counted(plan: Plan) -> str:
    changes = [each for entry in plan.entries for each in entry.changes]
    done = [each for each in changes if each.decision is Decision.DO]
    removed = sum(each.field == WHOLE_ENTRY for each in done)
    fields = len(done) - removed
    asked = len(changes) - len(done)
    parts = [f"{fields} {'field' if fields == 1 else 'fields'} to change"] if fields or not removed else []
    parts += [f"{removed} {'entry' if removed == 1 else 'entries'} merged into another"] if removed else []
    parts += [f"{asked} to decide (in a plan: --fix-plan)"] if asked else []
    return ", ".join(parts)
