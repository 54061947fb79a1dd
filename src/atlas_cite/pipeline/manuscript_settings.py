"""Settings: what a Markdown manuscript says of itself in pandoc's metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas_cite.errors import Problem, StyleNotFound
from atlas_cite.styles import find_locale


@dataclass(frozen=True, slots=True)
class Settings:
    """What a manuscript says of itself: pandoc's metadata."""

    bibliography: tuple[str, ...] = ()
    style: str = ""
    locale: str = ""
    title: str | None = None
    has_bibliography: bool = True
    notes_after_marks: bool = True


def read_settings(front_matter: str, path: Path) -> tuple[Settings, Sequence[Problem]]:
    """What the front matter says of citations; paths are looked for beside the manuscript."""
    if not front_matter.strip():
        return Settings(), ()
    from atlas_cite.sources.records.nodes import parse_yaml  # YAML takes long to import

    nodes, problems = parse_yaml(front_matter, str(path), first_line=2)
    values = nodes[0].plain() if nodes else {}
    said: Mapping[str, Any] = values if isinstance(values, dict) else {}
    return Settings(
        bibliography=tuple(_beside(path, name) for name in _texts(said.get("bibliography"))),
        style=_beside(path, next(_texts(said.get("csl", said.get("citation-style"))), "")),
        locale=next(_texts(said.get("lang")), ""),
        title=next(_texts(said.get("reference-section-title")), None),
        has_bibliography=not _is_true(said.get("suppress-bibliography")),
        notes_after_marks=_is_true(said.get("notes-after-punctuation", True)),
    ), problems


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        yield from (each.strip() for each in value if isinstance(each, str) and each.strip())


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in {"true", "yes"})


def _beside(path: Path, name: str) -> str:
    """A file beside the manuscript where there is one of this name, else the name itself."""
    there = path.parent / name
    return str(there) if name and there.is_file() else name


def known_locale(tag: str) -> str | None:
    """The locale for a manuscript's language, or for the language without its country; None where there is none."""
    for asked in (tag, tag.partition("-")[0]):
        try:
            return find_locale(asked)
        except StyleNotFound:
            continue
    return None
