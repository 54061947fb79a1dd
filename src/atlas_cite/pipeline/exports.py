"""Exports: a library as a data file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas_cite.formats import Format, load_function
from atlas_cite.model.entry import Entry


def export(library: Iterable[Entry], export_format: Format, annotate: str) -> Iterator[str]:
    """The library as a data file, piece by piece, each entry with the chosen parts as its note."""
    from atlas_cite.render.annotation import annotation_blocks, parse_parts

    choice = parse_parts(annotate)
    render = load_function(export_format.function)
    pieces: Iterator[str] = render(library, lambda entry: annotation_blocks(entry, choice))  # type: ignore[assignment]
    return pieces


def save_library(library: Iterable[Entry], library_format: Format) -> Iterator[str]:
    """The library with everything known, as a file that `resolve`, `cite` and the others read again."""
    pieces: Iterator[str] = load_function(library_format.function)(library)  # type: ignore[assignment]
    return pieces
