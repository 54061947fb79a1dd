"""The `resolve` and `export` commands: inputs become a library, and a library a data file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from atlas_cite.cli.options import Shared, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.reporting import print_renamings
from atlas_cite.cli.running import entries_of, finish, library_of
from atlas_cite.errors import Problem
from atlas_cite.formats import EXPORT_FORMATS, LIBRARY_FORMATS, choose_format
from atlas_cite.model.library import Library
from atlas_cite.pipeline.documents import AnnotationRequest, check_request
from atlas_cite.pipeline.exports import PROFILE_NAMES, ExportRequest, Target, choose_targets, export, save_library
from atlas_cite.pipeline.renaming import rekey as rekeyed
from atlas_cite.pipeline.renaming import rename_in, render_key_map
from atlas_cite.pipeline.streams import Stream

_KEYS = click.option(
    "--keys",
    default="default",
    show_default=True,
    metavar="PATTERN",
    help="Keys for entries without one: atlas, author-year, '{author}{year}'.",
)


@click.command("resolve")
@inputs_argument
@output_option
@click.option(
    "-t", "--to", "target", type=click.Choice([each.name for each in LIBRARY_FORMATS]), help="The format to write."
)
@_KEYS
@shared_options
def resolve_command(
    inputs: tuple[str, ...], output: Path | None, target: str | None, keys: str, shared: Shared
) -> None:
    """Look everything up and write a library: CSL-JSON with provenance, conflicts, status and summaries.

    Pandoc and Zotero read the library as it is; the other commands take it as an INPUT and then ask nothing again.

    \b
    Examples:
      atlas-cite resolve pages/ -o library.json --mailto you@example.org
      atlas-cite resolve references.bib 10.1126/science.1179052 --report report.json
    """
    check_output(output, inputs)
    library_format = choose_format(LIBRARY_FORMATS, target, output)
    library, problems = library_of(inputs, shared, everything=True, keys=keys)
    write_output(output, save_library(library, library_format))
    finish(shared, problems, library)


@click.command("export")
@inputs_argument
@click.option(
    "-o",
    "--output",
    "outputs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Write to FILE instead of standard output; may be repeated.",
)
@click.option(
    "-t",
    "--to",
    "names",
    type=click.Choice([each.name for each in EXPORT_FORMATS]),
    multiple=True,
    help="The format to write (default: by the ending of -o); may be repeated, each with its -o.",
)
@click.option("--for", "profile", type=click.Choice(PROFILE_NAMES), help="Put notes where PROGRAM reads them.")
@click.option(
    "--annotate",
    default="default",
    show_default=True,
    metavar="PARTS",
    help="Parts that go into the note: all, none, or names.",
)
@click.option(
    "--latex",
    type=click.Choice(["unicode", "ascii"]),
    default="unicode",
    show_default=True,
    help="How BibTeX and BibLaTeX spell letters.",
)
@click.option(
    "--journals", type=click.Choice(["full", "abbreviated"]), default="full", show_default=True, help="Journals' names."
)
@_KEYS
@click.option("--rekey", is_flag=True, help="Make every key anew, those of the inputs too.")
@click.option(
    "--key-map",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the keys that changed, old to new, as JSON.",
)
@click.option(
    "--rename-in",
    "manuscripts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Rename changed keys in a manuscript (.tex, .md, .typ ...); may be repeated.",
)
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@shared_options
def export_command(
    inputs: tuple[str, ...],
    outputs: tuple[Path, ...],
    names: tuple[str, ...],
    profile: str | None,
    annotate: str,
    latex: str,
    journals: str,
    keys: str,
    rekey: bool,
    key_map: Path | None,
    manuscripts: tuple[Path, ...],
    everything: bool,
    shared: Shared,
) -> None:
    """Write reference-manager files, each entry with its annotation where the program shows notes.

    A key that an input gave stays, unless you give --rekey; then --key-map and --rename-in tell your manuscripts.

    \b
    Examples:
      atlas-cite export pages/ -o references.bib -o references.ris --annotate summary,not-proven
      atlas-cite export library.json --for zotero -o zotero.ris
      atlas-cite export references.ris -t biblatex --latex ascii --keys "{author:lower}{year}{title:word1}"
      atlas-cite export old.bib -o new.bib --rekey --keys author-year --rename-in thesis.tex --rename-in notes.md
    """
    request = ExportRequest(annotate, profile, latex == "ascii", journals == "abbreviated")
    targets = choose_targets(names, outputs, request)
    for path in (*(target.path for target in targets), key_map):
        check_output(path, inputs)
    check_request(annotation=AnnotationRequest(annotate))
    wants_keys = rekey or key_map is not None or bool(manuscripts)
    library, problems = entries_of(inputs, shared, everything=everything, keys=keys, whole=wants_keys)
    library = rekeyed(library, keys) if rekey else library
    told = _write_exports(library, targets, request)
    if key_map is not None:
        write_output(key_map, render_key_map(library))
    renamed, faults = rename_in(manuscripts, library)
    print_renamings(renamed, quiet=shared.quiet)
    finish(shared, (*problems, *told, *faults), library)


def _write_exports(library: Library | Stream, targets: Iterable[Target], request: ExportRequest) -> list[Problem]:
    """Write each target; returns what its format has no place for."""
    told: list[Problem] = []
    for target in targets:
        write_output(target.path, export(library, target.format, request, told.append))
    return told
