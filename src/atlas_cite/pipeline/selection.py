"""Selection: the entries of a library that a filter keeps."""

from __future__ import annotations

from atlas_cite.arrange.where import parse_where
from atlas_cite.errors import Problem, Severity
from atlas_cite.model.library import Library


def select(library: Library, where: str) -> tuple[Library, tuple[Problem, ...]]:
    """The entries that the filter keeps, all for an empty one, and a warning when it keeps none of several.

    Raises InvalidSettings that points at what is wrong in the filter.
    """
    if not where.strip():
        return library, ()
    keeps = parse_where(where)
    kept = Library(tuple(entry for entry in library if keeps(entry)))
    if kept.entries or not library.entries:
        return kept, ()
    hint = "Texts are compared whole: try `contains`, or a fact less."
    return kept, (Problem("nothing-selected", where, "no entry fits this filter", hint, Severity.WARNING),)
