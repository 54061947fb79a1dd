"""The `styles` command: find a style, and see what it looks like."""

from __future__ import annotations

import json

import click

from atlas_cite.pipeline.style_search import sample_styles


@click.command("styles")
@click.argument("query", nargs=-1)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="Show at most this many.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a line.")
def styles_command(query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the CSL styles by name or title; each is shown with a sample reference.

    \b
    Examples:
      atlas-cite styles vancouver
      atlas-cite styles annotated bibliography
      atlas-cite styles lancet --json
    """
    samples, total = sample_styles(" ".join(query), limit)
    for sample in samples:
        if as_json:
            facts = {"name": sample.name, "title": sample.title, "sample": sample.reference}
            click.echo(json.dumps(facts, ensure_ascii=False))
        else:
            click.echo(f"{click.style(sample.name, bold=True)}  {sample.title}\n    {sample.reference}")
    if total > limit:
        click.echo(f"{total - limit} more; narrow the search or raise --limit.", err=True)
    if not total:
        click.echo(
            f"error: no style matches {' '.join(query)!r}\n  Try a shorter word, such as a publisher's name.", err=True
        )
        click.get_current_context().exit(1)
