"""The `cache` command: what was answered, kept, shared and checked."""

from __future__ import annotations

from pathlib import Path

import click

from atlas_cite.cli.options import default_cache
from atlas_cite.cli.output import write_output
from atlas_cite.cli.reporting import exit_code, print_problems
from atlas_cite.pipeline.caches import cache_facts, clear_cache, export_cache, import_cache, verify_cache


@click.group("cache")
@click.option(
    "--cache",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="ATLAS_CITE_CACHE",
    help="The cache file (default: in the user's cache folder).",
)
@click.pass_context
def cache_command(ctx: click.Context, path: Path | None) -> None:
    """Look at, share or empty the cache of answers.

    \b
    Examples:
      atlas-cite cache info
      atlas-cite cache export -o answers.jsonl
      atlas-cite cache import answers.jsonl
    """
    ctx.obj = path or default_cache()


@cache_command.command("info")
@click.pass_obj
def info(path: Path) -> None:
    """Say where the cache is and what it holds."""
    for name, value in cache_facts(path).items():
        click.echo(f"{name}: {value}")


@cache_command.command("clear")
@click.confirmation_option(prompt="Forget every cached answer?")
@click.pass_obj
def clear(path: Path) -> None:
    """Forget every answer (asks first; --yes does not)."""
    click.echo(f"{clear_cache(path)} answers forgotten", err=True)


@cache_command.command("export")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.", metavar="FILE")
@click.pass_obj
def export(path: Path, output: Path | None) -> None:
    """Write every answer as JSON Lines, to keep beside a build or to share."""
    write_output(output, export_cache(path))


@cache_command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_(path: Path, files: tuple[Path, ...]) -> None:
    """Take in answers that `cache export` wrote; newer answers win."""
    for file in files:
        click.echo(f"{file}: {import_cache(path, file)} answers taken in", err=True)


@cache_command.command("verify")
@click.pass_obj
def verify(path: Path) -> None:
    """Check that every answer can be read back."""
    problems = verify_cache(path)
    print_problems(problems)
    if not problems:
        click.echo("every answer can be read", err=True)
    click.get_current_context().exit(exit_code(problems))
