"""Caches: what registries answered, looked at, shipped, taken in and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas_cite.errors import Problem, UnreadableInput

if TYPE_CHECKING:
    from atlas_cite.sources.cache import Cache  # SQLite loads only for commands that ask


def cache_facts(path: Path) -> Mapping[str, object]:
    """Counts, sizes and dates of a cache."""
    with _cache(path) as cache:
        return asdict(cache.info())


def clear_cache(path: Path) -> int:
    """Forget every answer and say how many there were."""
    with _cache(path) as cache:
        return cache.clear()


def export_cache(path: Path) -> Iterator[str]:
    """Every answer as a line of JSON."""
    with _cache(path) as cache:
        for row in cache.export_rows():
            yield json.dumps(row, ensure_ascii=False) + "\n"


def import_cache(path: Path, source: Path) -> int:
    """Take in the answers of a file that `export_cache` wrote and say how many; raises UnreadableInput for another."""
    with _cache(path) as cache, source.open(encoding="utf-8") as lines:
        return cache.import_rows(_rows(lines, source))


def verify_cache(path: Path) -> tuple[Problem, ...]:
    """A problem for each answer that cannot be read back."""
    with _cache(path) as cache:
        return tuple(cache.verify())


def _cache(path: Path) -> Cache:
    from atlas_cite.sources.cache import Cache

    return Cache(path)


def _rows(lines: Iterable[str], source: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                subject = f"{source}:{number}"
                raise UnreadableInput("this line is not JSON", subject=subject, hint="Give a cache export.") from error
            yield row
