"""The `import` command: pages and records become clean records."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas_cite.cli.options import Shared, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.running import finish
from atlas_cite.formats import RECORD_FORMATS, choose_format
from atlas_cite.pipeline.records import import_records, save_records


@click.command("import")
@inputs_argument
@output_option
@click.option(
    "-t", "--to", "target", type=click.Choice([each.name for each in RECORD_FORMATS]), help="The format to write."
)
@shared_options
def import_command(inputs: tuple[str, ...], output: Path | None, target: str | None, shared: Shared) -> None:
    """Read atlas pages and records, and write clean records.

    Nothing is looked up.  Whatever cannot be read with certainty is said on standard error.

    \b
    Examples:
      atlas-cite import page.txt
      atlas-cite import pages/ -o records.jsonl
      pbpaste | atlas-cite import - -t yaml
    """
    check_output(output, inputs)
    record_format = choose_format(RECORD_FORMATS, target, output)
    records, problems = import_records(inputs, sys.stdin.buffer)
    write_output(output, [save_records(records, record_format)])
    finish(shared, problems)
