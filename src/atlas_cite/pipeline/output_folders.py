"""Output folders: none that the next run would read as an input."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atlas_cite.errors import InvalidSettings


def check_not_read(folder: Path, inputs: Iterable[str]) -> None:
    """Raise InvalidSettings when `folder` is, or lies in, a folder that is an input: it would be read the next time."""
    place = folder.resolve()
    for path in map(Path, inputs):
        if path.is_dir() and place.is_relative_to(path.resolve()):
            hint = f"Give -o a folder outside {path}: it would be read as an input next time."
            raise InvalidSettings("the output folder lies in an input", subject=str(folder), hint=hint)
