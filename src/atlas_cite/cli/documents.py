"""The `cite` and `bibliography` commands: documents for people to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import click

from atlas_cite.arrange.grouping import GROUPINGS
from atlas_cite.cli.completion import complete_languages, complete_locales, complete_parts, complete_styles
from atlas_cite.cli.manuscript import (
    MANUSCRIPT_OPTIONS,
    ManuscriptRun,
    check_without_manuscript,
    cite_in_manuscripts,
    manuscript_request,
)
from atlas_cite.cli.options import Shared, gathered, inputs_argument, output_option, shared_options
from atlas_cite.cli.output import check_format, check_output, write_output
from atlas_cite.cli.running import finish, library_of
from atlas_cite.errors import InvalidSettings
from atlas_cite.formats import DOCUMENT_FORMATS, choose_format
from atlas_cite.pipeline.documents import (
    AnnotationRequest,
    BibliographyRequest,
    bibliography,
    check_bibliography,
    check_request,
    cite,
)

_ENGINE = click.option(
    "--engine",
    type=click.Choice(["csl", "citeproc-py"]),
    default="csl",
    show_default=True,
    help="Our own CSL processor, or citeproc-py to compare with.",
)
_FORMAT = click.Choice([each.name for each in DOCUMENT_FORMATS])


class Renaming(click.ParamType[tuple[str, str]]):
    """`PART=TEXT`: what the heading of a part says."""

    name = "part=text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair, or click's usage error."""
        if isinstance(value, tuple | list):
            return str(value[0]), str(value[1])
        part, sign, text = str(value).partition("=")
        if not sign or not text.strip():
            self.fail(f'{value!r}: write a part and its heading, such as summary="In short"', param, ctx)
        return part, text


_ANNOTATION_OPTIONS = (
    click.option(
        "--annotate",
        "parts",
        default="default",
        show_default=True,
        metavar="PARTS",
        shell_complete=complete_parts,
        help="Parts and their order: all, none, or names such as summary,findings,not-proven.",
    ),
    click.option(
        "--headings",
        type=click.Choice(["block", "inline", "none"]),
        default="block",
        show_default=True,
        help="Headings of parts: on a line of their own, at the beginning of the text, or left off.",
    ),
    click.option(
        "--label",
        "labels",
        type=Renaming(),
        multiple=True,
        metavar="PART=TEXT",
        help='Rename a heading: why="So what?".',
    ),
    click.option(
        "--max-words",
        "most_words",
        type=click.IntRange(0),
        default=0,
        metavar="N",
        help="Shorten each part to about N words, at the end of a sentence; never what is not proven, or limitations.",
    ),
    click.option(
        "--show",
        "shown",
        default="",
        metavar="WHAT",
        help="Also print conflicts (what sources disagreed on), confidence (how sure the match is), or both.",
    ),
    click.option(
        "--template",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Lay annotations out by a Jinja template that writes Markdown, in place of the parts.",
    ),
)
_BIBLIOGRAPHY_OPTIONS = (
    click.option("--locale", shell_complete=complete_locales, help="The language of the references, such as de-DE."),
    click.option(
        "--language",
        shell_complete=complete_languages,
        metavar="TAG",
        help="The language of headings and notices (default: that of the references).",
    ),
    click.option("--title", default="", help="The document's title (default: one that fits)."),
    click.option(
        "--where",
        default="",
        metavar="FILTER",
        help="Only entries that fit: 'pem == \"required\" and year >= 2015 and not retracted'.",
    ),
    click.option(
        "--group-by",
        "group_by",
        type=click.Choice(GROUPINGS),
        multiple=True,
        help="A heading for each value, with counts and a table of contents; repeat it for groups within groups.",
    ),
    click.option(
        "--sort",
        type=click.Choice(["style", "library", "year", "evidence", "title"]),
        default="style",
        show_default=True,
        help="The order of the entries: the style's own, the inputs', newest first, strongest evidence first, or by "
        "title. Numbers follow it.",
    ),
    click.option("--table", is_flag=True, help="A table of the studies up front: design, n, PEM, evidence, limits."),
    click.option("--charts", is_flag=True, help="Charts up front: studies per year, by PEM criterion and evidence."),
    click.option("--atlas-citation", is_flag=True, help="Say under each entry how to cite the atlas snapshot itself."),
    _ENGINE,
)


@click.command("cite")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@output_option
@click.option(
    "--style", default="apa", show_default=True, shell_complete=complete_styles, help="A CSL style, by any name."
)
@click.option("--locator", default="", metavar="TEXT", help="Where in the work, such as 'p. 3' or 'chap. 2'.")
@click.option("--locale", shell_complete=complete_locales, help="The language of the citation, such as de-DE.")
@click.option("-t", "--to", "--format", "target", type=_FORMAT, help="The format to write.")
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@_ENGINE
@MANUSCRIPT_OPTIONS[0]
@MANUSCRIPT_OPTIONS[1]
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
    manuscripts: tuple[Path, ...],
    parts: str,
    shared: Shared,
) -> None:
    """Write the citation in the text, and the reference, of each input; or, with --in, a manuscript with both.

    \b
    Examples:
      atlas-cite cite 10.1016/j.brat.2013.02.001
      atlas-cite cite page.txt --style vancouver -t html
      atlas-cite cite references.bib --style chicago --locator "p. 3"
      atlas-cite cite --in thesis.md references.bib --style chicago-notes-bibliography -o thesis-cited.md
    """
    if manuscripts:
        request = manuscript_request(style, locale, parts)
        cite_in_manuscripts(ManuscriptRun(inputs, manuscripts, output, request, everything), shared)
        return
    check_without_manuscript(inputs)
    check_output(output, inputs)
    check_request([style], locale)
    document_format = choose_format(DOCUMENT_FORMATS, target, output)
    check_format(document_format, output)
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
@click.option("-t", "--to", "target", type=_FORMAT, help="The format to write.")
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@gathered("annotation", AnnotationRequest, _ANNOTATION_OPTIONS)
@gathered("request", BibliographyRequest, _BIBLIOGRAPHY_OPTIONS)
@shared_options
def bibliography_command(
    inputs: tuple[str, ...],
    output: Path | None,
    styles: tuple[str, ...],
    target: str | None,
    everything: bool,
    request: BibliographyRequest,
    shared: Shared,
) -> None:
    """Write an annotated bibliography, as text, Markdown, HTML, Word, PDF, LaTeX, Typst, RTF, ODT or EPUB.

    With several styles, -o needs {style} in its name: one file for each, with the style's title behind its own.

    \b
    Examples:
      atlas-cite bibliography page.txt
      atlas-cite bibliography pages/ --style vancouver --group-by pem --table -o bibliography.docx
      atlas-cite bibliography library.json --annotate summary,not-proven --headings inline -o bibliography.pdf
      atlas-cite bibliography library.json --style apa --style nature -o "refs-{style}.md"
      atlas-cite bibliography references.bib --annotate none
    """
    paths = _paths(output, styles)
    for path in paths:
        check_output(path, inputs)
    check_bibliography(styles, request)
    document_format = choose_format(DOCUMENT_FORMATS, target, output)
    check_format(document_format, output, len(styles))
    library, problems = library_of(inputs, shared, everything=everything)
    request = replace(request, format=document_format, names_style=len(styles) > 1)
    for number, (style, path) in enumerate(zip(styles, paths, strict=True)):
        text, faults = bibliography(library, replace(request, style=style))
        write_output(path, ["\n" if number and path is None else "", text])
        problems = tuple(dict.fromkeys((*problems, *faults)))  # every style meets the same filter
    finish(shared, problems, library)


def _paths(output: Path | None, styles: tuple[str, ...]) -> list[Path | None]:
    """Where each style's bibliography goes; {style} is the style's name, without the folder of its file."""
    if output is None:
        return [None] * len(styles)
    if len(styles) > 1 and "{style}" not in str(output):
        raise InvalidSettings(
            "several styles cannot share one file", subject=str(output), hint="Put {style} into the name."
        )
    paths = [Path(str(output).replace("{style}", PurePath(style).name.removesuffix(".csl"))) for style in styles]
    names = [str(path).casefold() for path in paths]
    if twice := next((path for path in paths if names.count(str(path).casefold()) > 1), None):
        hint = "Give each style once, and style files names of their own."
        raise InvalidSettings("two styles would be written to one file", subject=str(twice), hint=hint)
    return list(paths)
