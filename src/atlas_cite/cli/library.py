"""The `resolve` and `export` commands: inputs become a library, and a library a data file."""

from __future__ import annotations

from pathlib import Path

import click

from atlas_cite.cli.options import Shared, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.running import finish, library_of
from atlas_cite.formats import EXPORT_FORMATS, LIBRARY_FORMATS, choose_format
from atlas_cite.pipeline.documents import AnnotationRequest, check_request
from atlas_cite.pipeline.exports import export, save_library


@click.command("resolve")
@inputs_argument
@output_option
@click.option(
    "-t", "--to", "target", type=click.Choice([each.name for each in LIBRARY_FORMATS]), help="The format to write."
)
@shared_options
def resolve_command(inputs: tuple[str, ...], output: Path | None, target: str | None, shared: Shared) -> None:
    """Look everything up and write a library: CSL-JSON with provenance, conflicts, status and summaries.

    Pandoc and Zotero read the library as it is; the other commands take it as an INPUT and then ask nothing again.

    \b
    Examples:
      atlas-cite resolve pages/ -o library.json --mailto you@example.org
      atlas-cite resolve references.bib 10.1126/science.1179052 --report report.json
    """
    check_output(output, inputs)
    library_format = choose_format(LIBRARY_FORMATS, target, output)
    library, problems = library_of(inputs, shared, everything=True)
    write_output(output, save_library(library, library_format))
    finish(shared, problems, library)


@click.command("export")
@inputs_argument
@output_option
@click.option(
    "-t", "--to", "target", type=click.Choice([each.name for each in EXPORT_FORMATS]), help="The format to write."
)
@click.option(
    "--annotate",
    default="default",
    show_default=True,
    metavar="PARTS",
    help="Parts that go into the note: all, none, or names.",
)
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@shared_options
def export_command(
    inputs: tuple[str, ...], output: Path | None, target: str | None, annotate: str, everything: bool, shared: Shared
) -> None:
    """Write a reference-manager file, each entry with its annotation where the program shows notes.

    \b
    Examples:
      atlas-cite export pages/ -o references.bib
      atlas-cite export library.json -t ris --annotate summary,not-proven
      atlas-cite export references.ris -t bibtex --annotate none
    """
    check_output(output, inputs)
    check_request(annotation=AnnotationRequest(annotate))
    export_format = choose_format(EXPORT_FORMATS, target, output)
    library, problems = library_of(inputs, shared, everything=everything)
    write_output(output, export(library, export_format, annotate))
    finish(shared, problems, library)
