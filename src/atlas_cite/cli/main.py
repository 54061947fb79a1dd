"""The `atlas-cite` program: its commands by name, and the one funnel from an error to a message and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import NamedTuple

import click

from atlas_cite.cli.reporting import print_error
from atlas_cite.errors import AtlasCiteError, InvalidSettings, StyleNotFound
from atlas_cite.version import VERSION


class Place(NamedTuple):
    """Where a command is defined, and its line in the list of commands."""

    module: str
    attribute: str
    short_help: str


COMMANDS = {
    "import": Place("records", "import_command", "Turn atlas pages and records into clean records."),
    "resolve": Place("library", "resolve_command", "Look everything up once, and save it as a library."),
    "match": Place("match", "match_command", "Find the DOIs of raw references."),
    "cite": Place("documents", "cite_command", "Cite a work, or in a manuscript (--in)."),
    "bibliography": Place("documents", "bibliography_command", "Write an annotated bibliography."),
    "site": Place("site", "site_command", "Write an annotated bibliography for the web."),
    "export": Place("library", "export_command", "Write files for reference managers."),
    "build": Place("build", "build_command", "Make everything that a build file asks for."),
    "enrich": Place("enrich", "enrich_command", "Fill what a .bib file lacks, and lose nothing of it."),
    "check": Place("check", "check_command", "Say what is wrong, and mend what is safe to mend."),
    "styles": Place("styles", "styles_command", "Search the citation styles."),
    "cache": Place("cache", "cache_command", "Look at, share or empty the cache of answers."),
    "demo": Place("demo", "demo_command", "Do the main job on bundled samples."),
}
"""Commands in the order help lists them; each is imported only when it is run or completed, not to be listed."""


class LazyGroup(click.Group):
    """A group whose commands live in modules that load when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        place = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"atlas_cite.cli.{place.module}"), place.attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them, which takes 0.2 s."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.short_help) for name, place in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, naming the near commands when there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # only on a misspelt command

            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="atlas-cite")
def atlas_cite() -> None:
    """Citations, annotated bibliographies and reference-manager files from research-atlas summaries.

    An INPUT is anything: atlas pages (.txt, .html), records (.yaml, .json, .jsonl, .md), .bib, .ris, .nbib, EndNote
    XML, tables (.csv), CSL-JSON, CSL-YAML, a saved library, a DOI in any spelling, pmid:, pmcid: and arXiv: ids, a
    folder, or - for standard input.  Results go to standard output or to -o FILE; everything else goes to standard
    error.

    \b
    Examples:
      atlas-cite demo demo-output
      atlas-cite cite 10.1016/j.brat.2013.02.001 --style apa
      atlas-cite bibliography pages/ --style vancouver -o bibliography.html
      atlas-cite export pages/ -o references.bib

    Exit code: 0 all done; 1 something could not be done and is named on standard error, the rest is written; 2 usage.
    """


def main() -> None:
    """Run the program and exit with its code; the entry point in pyproject.toml.

    The process is ours, so the garbage collector is: libraries are many small objects without cycles.
    """
    gc.set_threshold(100_000, 20, 50)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code: 0, 1 or 2, or 130 when interrupted."""
    try:
        code = atlas_cite.main(arguments, prog_name="atlas-cite", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted; what was answered so far is kept in the cache.", err=True)
        return 130
    except BrokenPipeError:
        # The reader has gone (`| head`): keep Python from complaining again while it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit:
        return 0  # how click itself ends a program whose reader has gone
    except Exception as error:  # noqa: BLE001  # the one funnel
        return _report_failure(error)
    return code if isinstance(code, int) else 0


def _report_failure(error: Exception) -> int:
    """Say what went wrong on standard error and choose the exit code."""
    if isinstance(error, click.ClickException):
        error.show()
        return 2
    if isinstance(error, AtlasCiteError):
        print_error(error)
        return 2 if isinstance(error, InvalidSettings | StyleNotFound) else 1
    if isinstance(error, OSError):
        print_error(AtlasCiteError(error.strerror or str(error), subject=str(error.filename or "")))
        return 1
    from traceback import print_exception  # 5 ms that only a fault of ours costs

    print_exception(error)
    print_error(AtlasCiteError(f"internal error: {error}", hint="This is a fault in atlas-cite; please report it."))
    return 1
