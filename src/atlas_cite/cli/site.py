"""The `site` command: a bibliography as one web page, or as a folder with a page for each study."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from atlas_cite.arrange.grouping import GROUPINGS
from atlas_cite.arrange.where import parse_where
from atlas_cite.cli.completion import complete_locales, complete_parts, complete_styles
from atlas_cite.cli.options import Shared, gathered, inputs_argument, shared_options
from atlas_cite.cli.output import check_output, write_output
from atlas_cite.cli.running import finish, library_of
from atlas_cite.pipeline.documents import AnnotationRequest, check_request
from atlas_cite.pipeline.selection import select
from atlas_cite.pipeline.site_folder import check_site_folder, write_site
from atlas_cite.pipeline.webpages import WebPageRequest, site, web_page


class SiteAddress(click.ParamType[str]):
    """The address a folder will stand at, without a query, as feeds and sitemaps need it."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, or click's usage error."""
        address = str(value).strip()
        try:
            parts = urlsplit(address)
            is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_whole = False
        if address and (not is_whole or parts.query or parts.fragment or set(address) & set(" <>\"'\\^`{|}")):
            self.fail(f"{value!r} is no web address of a folder, such as https://example.org/studies", param, ctx)
        return address


_OPTIONS = (
    click.option(
        "--style",
        "styles",
        multiple=True,
        default=("apa",),
        show_default=True,
        shell_complete=complete_styles,
        help="A CSL style, by any name; repeat it for a page on which the reader chooses.",
    ),
    click.option(
        "--annotate",
        default="default",
        show_default=True,
        metavar="PARTS",
        shell_complete=complete_parts,
        help="Parts and their order: all, none, or names such as summary,findings,not-proven.",
    ),
    click.option("--locale", shell_complete=complete_locales, help="The language of the references, such as de-DE."),
    click.option("--title", default="", help="The page's title (default: one that fits)."),
    click.option(
        "--sort",
        type=click.Choice(["style", "library", "year", "evidence", "title"]),
        default="style",
        show_default=True,
        help="The order of the studies: the style's own, the inputs', by year (newest first), evidence, or title.",
    ),
    click.option("--group-by", "group", type=click.Choice(GROUPINGS), help="A heading for each value."),
    click.option("--charts", is_flag=True, help="Draw the studies of each year, by PEM criterion and evidence level."),
    click.option(
        "--language", default="en", show_default=True, metavar="TAG", help="The language of headings and controls."
    ),
)


@click.command("site")
@inputs_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.html|FOLDER",
    help="One page, or a folder with an index, a page for each study, a feed and the exports.",
)
@gathered("request", WebPageRequest, _OPTIONS)
@click.option("--where", default="", metavar="FILTER", help="Only some: 'pem == \"required\" and not retracted'.")
@click.option(
    "--site-url", type=SiteAddress(), default="", metavar="URL", help="Where the folder will stand; a sitemap needs it."
)
@click.option("--resolve", "everything", is_flag=True, help="Look up .bib, .ris and CSL-JSON entries too.")
@shared_options
def site_command(
    inputs: tuple[str, ...],
    output: Path,
    request: WebPageRequest,
    where: str,
    site_url: str,
    everything: bool,
    shared: Shared,
) -> None:
    """Write an annotated bibliography for the web: searched, filtered, sorted and copied from without any server.

    \b
    Examples:
      atlas-cite site library.json -o page.html --style apa --style vancouver --charts
      atlas-cite site pages/ -o public/ --site-url https://example.org/studies
      atlas-cite site library.json -o recent.html --where "year >= 2015 and not retracted" --group-by pem
    """
    is_page = output.suffix.lower() in {".html", ".htm"}
    if is_page:
        check_output(output, inputs)
    else:
        check_site_folder(output, inputs)
    if where.strip():
        parse_where(where)
    check_request(request.styles, request.locale, AnnotationRequest(request.annotate))
    library, problems = library_of(inputs, shared, everything=everything)
    chosen, doubts = select(library, where)
    if is_page:
        pieces, faults = web_page(chosen, request)
        write_output(output, pieces)
    else:
        files, faults = site(chosen, request, site_url)
        faults = (*faults, *write_site(output, files))
    finish(shared, (*problems, *doubts, *faults), library)
