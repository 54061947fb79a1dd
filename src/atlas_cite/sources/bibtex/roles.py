"""What BibLaTeX says of names beside the lists: editors who are compilers or directors, particles that are dropped.

Source: the biblatex manual §2.3.6 (editorial roles) and §3.1.3 (`useprefix`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from atlas_cite.sources.bibtex.draft import Draft
from atlas_cite.sources.bibtex.kinds import READERS, Source
from atlas_cite.tables.bibtex import EDITOR_TYPES, NAME_PREFIX_OPTION

_ROLES_READ = {word: variable for variable, word in EDITOR_TYPES.items()}
_NO_PREFIX = re.compile(rf"\b{NAME_PREFIX_OPTION}\s*=\s*false\b", re.IGNORECASE)


def read_editor_roles(draft: Draft) -> None:
    """Take editors of a kind that CSL has a variable for; others stay editors, and their kind stays beside them."""
    for name in ("editor", "editora", "editorb", "editorc"):
        kind = draft.left.get(f"{name}type")
        variable = _ROLES_READ.get(kind.text.strip().lower()) if kind else None
        raw = draft.left.get(name)
        if variable and raw and variable not in draft.fields:
            people = READERS["names"](Source(draft, variable, raw))
            if people:
                draft.fields[variable] = people
                del draft.left[name], draft.left[f"{name}type"]


def drop_particles(draft: Draft) -> None:
    """Make particles dropping ones where the entry says that they are no part of the family name."""
    options = draft.left.get("options")
    if options is None or not _NO_PREFIX.search(options.text):
        return
    for variable, value in draft.fields.items():
        if isinstance(value, tuple):
            draft.fields[variable] = tuple(
                replace(name, dropping_particle=name.non_dropping_particle, non_dropping_particle="")
                if name.non_dropping_particle
                else name
                for name in value
            )
