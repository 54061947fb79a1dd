"""The `check` command: what is wrong, before a reader sees it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from atlas_cite.checks.examples import example_lines
from atlas_cite.checks.finding import LEVELS, Finding
from atlas_cite.checks.report.machine import render_github, render_json, render_sarif
from atlas_cite.checks.report.page import render_page
from atlas_cite.checks.report.text import render_text
from atlas_cite.checks.rules import RULES, get_rule
from atlas_cite.checks.run import make_baseline
from atlas_cite.cli.mending import Ways, deliver, mending_options
from atlas_cite.cli.options import Shared, output_option, shared_options
from atlas_cite.cli.output import write_output
from atlas_cite.cli.running import finish, lookup_progress
from atlas_cite.errors import Problem
from atlas_cite.pipeline.checking import Checked, CheckRequest, Problems, check
from atlas_cite.pipeline.mending import plan_mending
from atlas_cite.version import VERSION

_REPORTS: Mapping[str, Callable[[Checked], Iterable[str]]] = {
    "text": lambda checked: render_text(checked.findings, checked.sources, is_complete=not checked.problems),
    "json": lambda checked: render_json(checked.findings, VERSION),
    "sarif": lambda checked: render_sarif(checked.findings, VERSION, checked.sources),
    "github": lambda checked: render_github(checked.findings),
    "html": lambda checked: render_page(checked.findings, checked.sources),
}
_ENDINGS = {".json": "json", ".sarif": "sarif", ".html": "html", ".htm": "html"}
_FILE = click.Path(dir_okay=False, path_type=Path)
_NIGHT = 0.5
"""Days after which a nightly run asks again; within a night, a run that broke off goes on where it stopped."""
_EXISTING = click.Path(dir_okay=False, exists=True, path_type=Path)


class RuleLevel(click.ParamType[tuple[str, str]]):
    """`RULE=LEVEL`: how much a rule, or a whole family of them, matters."""

    name = "rule=level"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair, or click's usage error."""
        if isinstance(value, tuple | list):
            return str(value[0]), str(value[1])
        rule, mark, level = str(value).partition("=")
        if not mark or not level:
            self.fail(f"{value!r}: write RULE=LEVEL, such as content/title-full-stop=off", param, ctx)
        return rule, level


def _list_rules(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print every rule and end."""
    if value:
        for rule in RULES.values():
            click.echo(f"{rule.name:32} {rule.level:8} {'fix' if rule.fix else '':4} {rule.title}")
        ctx.exit()


def _explain(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Print one rule's reason and end."""
    if value:
        rule = get_rule(value)
        click.echo(f"{rule.name} ({rule.level}): {rule.title}.\n\n{rule.explanation}")
        for line in example_lines(rule.name):
            click.echo(line)
        if rule.fix:
            how = "An offered fix (--fix-plan)" if rule.is_offered else "A safe fix (--fix)"
            click.echo(f"\n{how}: {rule.fix}.")
        off = f"--level {rule.name}=off"
        click.echo(f'\nTurn it off: {off}, or in the configuration file level = ["{rule.name}=off"] under [check].')
        ctx.exit()


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@output_option
@click.option(
    "--format", "target", type=click.Choice([*_REPORTS]), help="How to report (default: text, or as -o ends)."
)
@click.option(
    "--fail-on",
    type=click.Choice([*(level.value for level in LEVELS), "never"]),
    default="error",
    show_default=True,
    help="The least level of a finding that makes the exit code 1.",
)
@click.option(
    "--level",
    "levels",
    type=RuleLevel(),
    multiple=True,
    metavar="RULE=LEVEL",
    help="Set a rule or a family to error, warning, note or off.",
)
@click.option(
    "--against",
    type=_EXISTING,
    multiple=True,
    metavar="FILE",
    help="A manuscript (.tex, .aux, .md): keys it cites and the inputs lack, and entries nobody cites.",
)
@click.option(
    "--retractions", type=_EXISTING, metavar="CSV", help="Retraction Watch’s list, beside what registries say."
)
@click.option("--baseline", type=_EXISTING, metavar="FILE", help="Leave out the findings in FILE.")
@click.option("--write-baseline", type=_FILE, metavar="FILE", help="Write all findings to FILE, and fail on none.")
@click.option(
    "--since", type=_FILE, metavar="FILE", help="Report only what changed since FILE was written, and write it anew."
)
@click.option("--resolve", "ask", is_flag=True, help="Ask registries (otherwise only the cache is looked at).")
@mending_options
@click.option("--rules", is_flag=True, is_eager=True, expose_value=False, callback=_list_rules, help="List every rule.")
@click.option(
    "--explain", is_eager=True, expose_value=False, callback=_explain, metavar="RULE", help="Say why a rule fires."
)
@shared_options
def check_command(
    inputs: tuple[str, ...],
    output: Path | None,
    target: str | None,
    fail_on: str,
    levels: tuple[tuple[str, str], ...],
    against: tuple[Path, ...],
    retractions: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    since: Path | None,
    ask: bool,
    ways: Ways,
    shared: Shared,
) -> None:
    """Say what would embarrass the owner of pages, records, .bib files and libraries.

    \b
    Examples:
      atlas-cite check references.bib
      atlas-cite check references.bib --against paper.tex --resolve --mailto you@example.org
      atlas-cite check pages/ --format sarif -o findings.sarif
      atlas-cite check library.jsonl --since last-night.json
      atlas-cite check --explain identity/doi-other-work
      atlas-cite check references.bib --fix
      atlas-cite check references.bib --merge --in-place --rename-in paper.tex
    """
    ways.check(inputs, output)
    request = CheckRequest(dict(levels), retractions, against, baseline, since)
    if ways.is_asked:
        finish(shared, _mended(inputs, request, shared, ways, output, ask=ask))
    checked = _checked(inputs, request, shared, ask=ask or since is not None)
    target = target or _ENDINGS.get(output.suffix.lower() if output else "", "text")
    write_output(output, _REPORTS[target](checked))
    for path, text in ((since, checked.seen), (write_baseline, make_baseline(checked.findings))):
        if path:
            write_output(path, [text])
    finish(shared, checked.problems, failed=not write_baseline and _fails(checked.findings, fail_on))


def _checked(inputs: Sequence[str], request: CheckRequest, shared: Shared, *, ask: bool) -> Checked:
    lookup = shared.lookup(offline=shared.offline or not ask)
    if request.since and lookup.refresh_days is None:
        lookup = replace(lookup, refresh_days=_NIGHT)
    with lookup_progress(shared) as progress:
        today = datetime.now(UTC).date()
        return check(inputs, sys.stdin.buffer, lookup, request, today=today, progress=progress)


def _mended(
    files: Sequence[str], request: CheckRequest, shared: Shared, ways: Ways, output: Path | None, *, ask: bool
) -> Problems:
    """Mend each file by itself, as `ways` says; returns the problems of all."""
    lookup = shared.lookup(offline=shared.offline or not ask)
    today = datetime.now(UTC).date()
    problems: list[Problem] = []
    for file in files:
        with lookup_progress(shared) as progress:
            mending, told = plan_mending(file, request, lookup, today=today, merge=ways.merge, progress=progress)
        problems += [*told, *deliver(ways, mending, output, quiet=shared.quiet)]
    return tuple(problems)


def _fails(findings: Sequence[Finding], fail_on: str) -> bool:
    names = [level.value for level in LEVELS]
    grave = names[: names.index(fail_on) + 1] if fail_on in names else []
    return any(finding.level in grave for finding in findings)
