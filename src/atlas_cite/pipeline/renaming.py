"""Renaming: manuscripts follow the keys of a library that were changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atlas_cite.errors import Problem, UnreadableInput
from atlas_cite.files import write_file
from atlas_cite.keys.assign import key_map, rekeyed
from atlas_cite.keys.manuscripts import Renaming, rename_citations
from atlas_cite.keys.pattern import parse_pattern
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A manuscript and the citations that were renamed in it."""

    path: Path
    renamings: tuple[Renaming, ...]


def rekey(library: Iterable[Entry], pattern: str) -> Library:
    """The library with every key made anew by `pattern`.  Raises InvalidSettings when it is none."""
    return rekeyed(Library(tuple(library)), parse_pattern(pattern))


def render_key_map(library: Iterable[Entry]) -> list[str]:
    """The keys that changed in a library, old -> new, as a JSON object."""
    return render_new_keys(key_map(tuple(library)))


def render_new_keys(new_keys: Mapping[str, str]) -> list[str]:
    """Keys, old -> new, as a JSON object."""
    return [json.dumps(dict(new_keys), ensure_ascii=False, indent=2) + "\n"]


def rename_in(manuscripts: Sequence[Path], library: Iterable[Entry]) -> tuple[tuple[Renamed, ...], Problems]:
    """Rename in each manuscript the citations of keys that changed in a library."""
    return rename_keys_in(manuscripts, key_map(tuple(library))) if manuscripts else ((), ())


def rename_keys_in(manuscripts: Sequence[Path], new_keys: Mapping[str, str]) -> tuple[tuple[Renamed, ...], Problems]:
    """Rename in each manuscript the citations of `new_keys`' old keys; a file is written whole or not at all.

    All files are read before any is written, and one that cannot be read is left as it is and told.
    """
    done: list[tuple[Renamed, str]] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(manuscripts):
        try:
            done.append(_renamed(path, new_keys))
        except UnreadableInput as error:
            problems.append(Problem.from_error(error, "manuscript-unreadable"))
    for renamed, text in done:
        if renamed.renamings:
            write_file(renamed.path, [text])
    return tuple(renamed for renamed, _ in done), tuple(problems)


def _renamed(path: Path, new_keys: Mapping[str, str]) -> tuple[Renamed, str]:
    changed, renamings = rename_citations(read_manuscript(path), new_keys, path.suffix)
    return Renamed(path, renamings), changed


def read_manuscript(path: Path) -> str:
    """The text of a manuscript, every character as it is.  Raises UnreadableInput."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UnreadableInput(error.strerror or "it cannot be read", subject=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            "it is not UTF-8, and was left as it is", subject=str(path), hint="Save it as UTF-8 and run again."
        ) from error
