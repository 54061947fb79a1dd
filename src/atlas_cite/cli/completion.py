"""Completion: what the shell offers for styles, locales, languages and annotation parts."""

from __future__ import annotations

import click


def complete_styles(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Style names that begin with what is typed, at most 200."""
    from atlas_cite.styles import style_names  # only when the shell asks

    return [name for name in style_names() if name.startswith(incomplete)][:200]


def complete_locales(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Locale tags that begin with what is typed."""
    from atlas_cite.styles import locale_names

    return [name for name in locale_names() if name.lower().startswith(incomplete.lower())]


def complete_languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Languages that headings and notices are to be had in."""
    from atlas_cite.pipeline.documents import label_languages

    return [name for name in label_languages() if name.startswith(incomplete.lower())]


def complete_parts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Annotation parts, after the last comma typed."""
    from atlas_cite.pipeline.documents import part_names

    done, comma, begun = incomplete.rpartition(",")
    return [f"{done}{comma}{name}" for name in part_names() if name.startswith(begun)]
