"""The `match` command: references become DOIs, or questions."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from atlas_cite.cli.options import Shared, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.reporting import printable
from atlas_cite.cli.running import finish, lookup_progress
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.doi import Doi
from atlas_cite.pipeline.matching import Matched, chosen, match_references, matched_json, matched_table, unsettled


@click.command("match")
@inputs_argument
@output_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in input order.")
@click.option("--interactive", is_flag=True, help="Ask here about every reference that is not sure.")
@shared_options
def match_command(
    inputs: tuple[str, ...], output: Path | None, as_json: bool, interactive: bool, shared: Shared
) -> None:
    """Find the DOIs of references: raw ones, one a line, or the entries of a .bib, .ris or CSL-JSON file.

    Each is sure (the DOI can be used unseen), ask (candidates for a person to choose from) or no (nothing resembles
    it).  Blank lines and lines that begin with # are skipped.

    \b
    Examples:
      atlas-cite match references.txt
      atlas-cite match references.txt --json -o matched.jsonl --mailto you@example.org
      pbpaste | atlas-cite match - --interactive
    """
    check_output(output, inputs)
    if interactive:
        _check_terminal(inputs)
    with lookup_progress(shared) as progress:
        matched, problems = match_references(inputs, sys.stdin.buffer, shared.lookup(), progress=progress)
    if interactive:
        matched = list(chosen(matched, _choose))
    write_output(output, (matched_json if as_json else matched_table)(matched))
    if not shared.quiet:
        counts = Counter(each.verdict.certainty.value for each in matched)
        click.echo(", ".join(f"{counts[verdict]} {verdict}" for verdict in ("sure", "ask", "no")), err=True)
    finish(shared, (*problems, *(unsettled(matched) if shared.strict else ())))


def _check_terminal(inputs: tuple[str, ...]) -> None:
    """Raise InvalidSettings when there is nobody to ask."""
    if "-" in inputs or not sys.stdin.isatty():
        raise InvalidSettings(
            "--interactive asks on a terminal, and standard input is none",
            hint="Give the references as a file and run it in a terminal, or leave --interactive out.",
        )


def _choose(matched: Matched) -> Doi | None:
    """A person's choice among the candidates, on standard error; 0 refuses all."""
    candidates = matched.verdict.candidates
    click.echo(printable(f"\n{matched.given}"), err=True)
    for number, candidate in enumerate(candidates, start=1):
        reasons = "; ".join(candidate.reasons)
        click.echo(printable(f"  {number}  {candidate.doi}  {candidate.title}\n     {reasons}"), err=True)
    answer = click.prompt("Which? (0: none)", type=click.IntRange(0, len(candidates)), default=0, err=True)
    return candidates[answer - 1].doi if answer else None
