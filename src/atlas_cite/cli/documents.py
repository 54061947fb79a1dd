"""The `cite` and `bibliography` commands: documents for people to read."""

from __future__ import annotations

from pathlib import Path

import click

from atlas_cite.cli.completion import complete_locales, complete_parts, complete_styles
from atlas_cite.cli.options import Shared, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.running import finish, library_of
from atlas_cite.errors import InvalidSettings
from atlas_cite.formats import DOCUMENT_FORMATS, choose_format
from atlas_cite.pipeline.documents import BibliographyRequest, bibliography, check_request, cite

_ENGINE = click.option(
    "--engine",
    type=click.Choice(["csl", "citeproc-py"]),
    default="csl",
    show_default=True,
    help="Our own CSL processor, or citeproc-py to compare with.",
)
_FORMAT = click.Choice([each.name for each in DOCUMENT_FORMATS])


@click.command("cite")
@inputs_argument
@output_option
@click.option(
    "--style", default="apa", show_default=True, shell_complete=complete_styles, help="A CSL style, by any name."
)
@click.option("--locator", default="", metavar="TEXT", help="Where in the work, such as 'p. 3' or 'chap. 2'.")
@click.option("--locale", shell_complete=complete_locales, help="The language of the citation, such as de-DE.")
@click.option("-t", "--format", "target", type=_FORMAT, help="The format to write.")
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@_ENGINE
@shared_options
def cite_command(
    inputs: tuple[str, ...],
    output: Path | None,
    style: str,
    locator: str,
    locale: str | None,
    target: str | None,
    everything: bool,
    engine: str,
    shared: Shared,
) -> None:
    """Write the citation in the text, and the reference, of each input.

    \b
    Examples:
      atlas-cite cite 10.1016/j.brat.2013.02.001
      atlas-cite cite page.txt --style vancouver -t html
      atlas-cite cite references.bib --style chicago --locator "p. 3"
    """
    check_output(output, inputs)
    check_request([style], locale)
    document_format = choose_format(DOCUMENT_FORMATS, target, output)
    library, problems = library_of(inputs, shared, everything=everything)
    text, faults = cite(library, style, document_format, locale=locale, locator=locator, engine=engine)
    write_output(output, [text])
    finish(shared, (*problems, *faults), library)


@click.command("bibliography")
@inputs_argument
@output_option
@click.option(
    "--style",
    "styles",
    multiple=True,
    default=("apa",),
    show_default=True,
    shell_complete=complete_styles,
    help="A CSL style, by any name; repeat it for several.",
)
@click.option(
    "--annotate",
    default="default",
    show_default=True,
    metavar="PARTS",
    shell_complete=complete_parts,
    help="Parts and their order: all, none, or names such as summary,findings,not-proven.",
)
@click.option("--locale", shell_complete=complete_locales, help="The language of the references, such as de-DE.")
@click.option("--title", default="", help="The document's title (default: one that fits).")
@click.option(
    "--sort",
    type=click.Choice(["style", "library", "year", "title"]),
    default="style",
    show_default=True,
    help="The order of the entries: the style's own, the inputs', newest first, or by title.",
)
@click.option("--atlas-citation", is_flag=True, help="Say under each entry how to cite the atlas snapshot itself.")
@click.option("-t", "--to", "target", type=_FORMAT, help="The format to write.")
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@_ENGINE
@shared_options
def bibliography_command(
    inputs: tuple[str, ...],
    output: Path | None,
    styles: tuple[str, ...],
    target: str | None,
    everything: bool,
    annotate: str,
    locale: str | None,
    title: str,
    atlas_citation: bool,
    sort: str,
    engine: str,
    shared: Shared,
) -> None:
    """Write an annotated bibliography.

    With several styles, -o needs {style} in its name: one file for each.

    \b
    Examples:
      atlas-cite bibliography page.txt
      atlas-cite bibliography pages/ --style vancouver -o bibliography.html
      atlas-cite bibliography library.json --style apa --style nature -o "refs-{style}.md"
      atlas-cite bibliography references.bib --annotate none
    """
    paths = _paths(output, styles)
    for path in paths:
        check_output(path, inputs)
    check_request(styles, locale, annotate)
    document_format = choose_format(DOCUMENT_FORMATS, target, output)
    library, problems = library_of(inputs, shared, everything=everything)
    for number, (style, path) in enumerate(zip(styles, paths, strict=True)):
        request = BibliographyRequest(style, annotate, locale, title, atlas_citation, sort, engine, document_format)
        text, faults = bibliography(library, request)
        write_output(path, ["\n" if number and path is None else "", text])
        problems = (*problems, *faults)
    finish(shared, problems, library)


def _paths(output: Path | None, styles: tuple[str, ...]) -> list[Path | None]:
    """Where each style's bibliography goes."""
    if output is None or len(styles) == 1:
        return [output and Path(str(output).replace("{style}", styles[0]))] * len(styles)
    if "{style}" not in str(output):
        raise InvalidSettings(
            "several styles cannot share one file", subject=str(output), hint="Put {style} into the name."
        )
    return [Path(str(output).replace("{style}", Path(style).stem)) for style in styles]
