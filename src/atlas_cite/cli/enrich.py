"""The `enrich` command: a .bib file's missing fields, as a diff, a plan, or written, and taken back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from atlas_cite.cli.diffs import echo_line
from atlas_cite.cli.options import Shared, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.reporting import exit_code, print_problems, printable, write_report
from atlas_cite.cli.running import lookup_progress
from atlas_cite.enrich.annotating import FIELDS
from atlas_cite.enrich.diff import diff_lines, entry_lines
from atlas_cite.enrich.plan import Decision, EntryPlan
from atlas_cite.enrich.policy import Dates, Journals, Policy, parse_actions
from atlas_cite.errors import InvalidSettings
from atlas_cite.pipeline.enriching import (
    PROGRAMS,
    Enrichment,
    EnrichRequest,
    Problems,
    describe,
    enriched,
    plan_enrichment,
    read_journal_list,
    read_planned,
    remember,
    save_plan,
    take_back,
    write_enrichment,
)

_FILE = click.Path(dir_okay=False, path_type=Path)


class FieldAction(click.ParamType[tuple[str, str]]):
    """`FIELD=ACTION`: what may happen to a field."""

    name = "field=action"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair, or click's usage error."""
        if isinstance(value, tuple | list):
            return str(value[0]), str(value[1])
        name, found, word = str(value).partition("=")
        if not found:
            self.fail(f"{value!r}: write a field and keep, fill, replace or ask, such as title=ask", param, ctx)
        return name.strip(), word.strip()


@dataclass(frozen=True, slots=True)
class _Ways:
    """What is to be done with a plan: shown, saved, written, or taken back."""

    file: str
    output: Path | None
    in_place: bool
    plan: Path | None
    apply: Path | None
    undo: bool
    force: bool
    interactive: bool
    sidecar: bool

    def check(self) -> None:
        """Raise InvalidSettings for ways that exclude each other, and for an output that is an input."""
        chosen = [
            name
            for name, is_given in (
                ("--in-place", self.in_place),
                ("--output", self.output is not None),
                ("--undo", self.undo),
            )
            if is_given
        ]
        if len(chosen) > 1 or (self.undo and (self.apply or self.plan)):
            raise InvalidSettings("these options exclude each other", subject=", ".join(chosen) or "--undo")
        if self.apply and (self.plan or self.interactive):
            raise InvalidSettings("a plan is applied as it is", subject="--apply", hint="Edit the plan instead.")
        if self.file == "-" and (self.in_place or self.undo or (self.apply and self.output is None)):
            raise InvalidSettings("standard input cannot be written in place", subject="-", hint="Give -o a file name.")
        check_output(self.output, [self.file])

    @property
    def writes_in_place(self) -> bool:
        """Whether the file itself is to change."""
        return self.in_place or (self.apply is not None and self.output is None)


_OPTIONS = (
    click.option("--in-place", is_flag=True, help="Write the changes into FILE.bib; a backup is kept for --undo."),
    click.option("--plan", type=_FILE, metavar="PLAN", help="Save what would be done to PLAN (TOML), to edit."),
    click.option("--apply", type=_FILE, metavar="PLAN", help="Make the changes of an edited PLAN, and no others."),
    click.option("--undo", is_flag=True, help="Take the last write back; again for the one before."),
    click.option("--force", is_flag=True, help="With --undo: even when FILE.bib has changed since."),
    click.option("-i", "--interactive", is_flag=True, help="Ask about what is not sure."),
    click.option(
        "--field",
        "--fields",
        "fields",
        type=FieldAction(),
        multiple=True,
        metavar="FIELD=ACTION",
        help="What may happen to FIELD (or all): keep, fill, replace or ask.",
    ),
    click.option("--replace", "replaced", multiple=True, metavar="FIELDS", help="Short for FIELD=replace, of several."),
    click.option(
        "--journals",
        type=click.Choice([each.value for each in Journals]),
        default=Journals.KEEP.value,
        show_default=True,
        help="How journals are named; abbreviations are the list's, else the record's own.",
    ),
    click.option(
        "--journal-list", type=_FILE, metavar="LIST", help="Journals' names, a line each: full;abbreviation (JabRef)."
    ),
    click.option(
        "--dates",
        type=click.Choice([each.value for each in Dates]),
        default=Dates.ISSUE.value,
        show_default=True,
        help="Which date counts when an entry has none.",
    ),
    click.option("--update-preprints", is_flag=True, help="Make published preprints the article; keep both DOIs."),
    click.option("--search/--no-search", default=True, help="Search for entries without a usable DOI (default: yes)."),
    click.option("--records", multiple=True, metavar="INPUT", help="Pages or records whose annotations join in."),
    click.option("--annotate", default="default", show_default=True, metavar="PARTS", help="Which parts of a record."),
    click.option(
        "--annotation-field", type=click.Choice(FIELDS), help="The field for annotations (else as the file does)."
    ),
    click.option("--for", "program", type=click.Choice(list(PROGRAMS)), help="The program to find annotations."),
    click.option("--sidecar", is_flag=True, help="Remember beside FILE.bib what was written; your changes then stay."),
)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("enrich")
@click.argument("file", metavar="FILE.bib")
@output_option
@_options
@shared_options
def enrich_command(shared: Shared, file: str, **asked: Any) -> None:
    """Fill what a .bib file is missing, and lose nothing of it.

    Without --in-place or -o nothing is written: the changes are shown entry by entry, each value with its reason and
    source.  A DOI in the file is verified before it is used; what is not sure is listed with ? and never written.

    \b
    Examples:
      atlas-cite enrich references.bib
      atlas-cite enrich references.bib --in-place
      atlas-cite enrich references.bib --undo
      atlas-cite enrich references.bib --plan plan.toml
      atlas-cite enrich references.bib --apply plan.toml
      atlas-cite enrich references.bib --replace pages,volume --field abstract=fill
      atlas-cite enrich references.bib --records pages/ --for biblatex -o annotated.bib
    """
    ways = _Ways(file, **{name: asked.pop(name) for name in _WAYS})
    ways.check()
    if ways.undo:
        take_back(Path(file), force=ways.force)
        _say(shared, f"{file}: restored")
        return
    enrichment, problems = _planned(ways, shared, asked)
    if ways.interactive:
        enrichment, problems = enrichment.decided(_Asking(file).decide, problems)
    problems = (*problems, *_deliver(ways, shared, enrichment))
    print_problems(problems, quiet=shared.quiet)
    if shared.report is not None:
        write_report(shared.report, describe(enrichment.plan), problems)
    click.get_current_context().exit(exit_code(problems, strict=shared.strict))


_WAYS = ("output", "in_place", "plan", "apply", "undo", "force", "interactive", "sidecar")


def _planned(ways: _Ways, shared: Shared, asked: dict[str, Any]) -> tuple[Enrichment, Problems]:
    if ways.apply is not None:
        return read_planned(ways.file, ways.apply, sys.stdin.buffer)
    request = _request(asked)
    with lookup_progress(shared) as progress:
        return plan_enrichment(ways.file, sys.stdin.buffer, request, shared.lookup(), progress=progress)


def _request(asked: dict[str, Any]) -> EnrichRequest:
    """The request in the options; what the configuration says of fields counts where the command line is silent."""
    configured = (click.get_current_context().default_map or {}).get("fields", ())
    pairs = [tuple(str(each).split("=", 1)) for each in configured]
    replaced = [name.strip() for names in asked["replaced"] for name in names.split(",") if name.strip()]
    actions = parse_actions([*pairs, *asked["fields"], *((name, "replace") for name in replaced)])  # type: ignore[list-item]  # pairs have two parts
    journals = Journals(asked["journals"])
    listed = read_journal_list(asked["journal_list"], journals) if asked["journal_list"] else None
    policy = Policy(actions, journals, listed, Dates(asked["dates"]), asked["update_preprints"])
    return EnrichRequest(
        policy,
        search=asked["search"],
        records=asked["records"],
        annotate=asked["annotate"],
        annotation_field=asked["annotation_field"] or PROGRAMS.get(asked["program"], ""),
    )


def _deliver(ways: _Ways, shared: Shared, enrichment: Enrichment) -> Problems:
    """Show, save or write the plan, whichever is asked for; returns the problems of writing."""
    is_written = ways.writes_in_place or ways.output is not None
    if not (is_written or ways.plan) or shared.verbose:
        _show(enrichment, with_kept=bool(shared.verbose))
    if ways.plan is not None:
        save_plan(enrichment, ways.plan)
    if not is_written:
        return ()
    data, problems = enriched(enrichment)
    if ways.output is not None:
        write_output(ways.output, [data])
    else:
        write_enrichment(enrichment, Path(ways.file), data)
    if ways.sidecar and str(ways.output) != "-":
        remember(enrichment, ways.output or Path(ways.file), data)
    counted = enrichment.plan.counted()
    done = (
        f"{counted['changed']} of {counted['entries']} entries changed ({counted['fields']} fields)"
        if counted["fields"]
        else "nothing to change"
    )
    _say(shared, f"{ways.output or ways.file}: {done}, {counted['asked']} to ask about")
    return problems


def _show(enrichment: Enrichment, *, with_kept: bool) -> None:
    for line in diff_lines(enrichment.plan, with_kept=with_kept):
        echo_line(line)


def _say(shared: Shared, text: str) -> None:
    if not shared.quiet:
        click.echo(printable(text), err=True)


@dataclass(slots=True)
class _Asking:
    """Asks a person about what is not sure; at the end of the answers everything else stays as it is."""

    file: str
    is_over: bool = False

    def decide(self, entry: EntryPlan) -> EntryPlan:
        """The entry's plan with the changes made that the person wants."""
        waiting = [each for each in entry.changes if each.decision is Decision.ASK]
        if not waiting or self.is_over:
            return entry
        for line in entry_lines(entry, self.file):
            echo_line(line, err=True)
        if not entry.is_sure:
            return entry.accepted() if self._yes("Is this the work, and shall these changes be made?") else entry
        wanted = [each for each in waiting if self._yes(f"Write {each.field}?")]
        return entry.with_made(wanted)

    def _yes(self, question: str) -> bool:
        try:
            return not self.is_over and click.confirm(question, default=False, err=True)
        except click.Abort:
            self.is_over = True
            return False
