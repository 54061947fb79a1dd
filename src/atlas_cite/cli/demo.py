"""The `demo` command: the main job on bundled samples."""

from __future__ import annotations

from pathlib import Path

import click

from atlas_cite.cli.reporting import exit_code, print_problems
from atlas_cite.demo import COMMANDS, OWN_COMMANDS, make_demo


@click.command("demo")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("atlas-cite-demo"))
def demo_command(folder: Path) -> None:
    """Build an annotated bibliography and exports from a dozen sample studies, without a network.

    The sample summaries were written for this demo from facts; they are not an atlas's.

    \b
    Example:
      atlas-cite demo demo-output
    """
    demo = make_demo(folder)
    click.echo(demo.first_entry)
    click.echo(f"{demo.entries} sample studies; made in {folder}:")
    for path in demo.files:
        click.echo(f"  {path}")
    click.echo("\nThese commands make the same:")
    for command in COMMANDS:
        click.echo(f"  {command.format(folder=folder)}")
    click.echo("\nAnd these, from your own pages, ask Crossref:")
    for command in OWN_COMMANDS:
        click.echo(f"  {command}")
    print_problems(demo.problems)
    click.get_current_context().exit(exit_code(demo.problems))
