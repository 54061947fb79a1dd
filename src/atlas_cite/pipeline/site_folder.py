"""A site's folder: whether it may be written to, and what in it no study stands behind any more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atlas_cite.errors import InvalidSettings, Problem, Severity
from atlas_cite.files import write_file
from atlas_cite.pipeline.output_folders import check_not_read
from atlas_cite.webpage.site import INDEX, STUDIES

_MARK = b'<meta name="generator" content="atlas-cite">'
"""What every page of ours has in its head."""
_HEAD_SIZE = 4096
_MOST_NAMED = 5


def check_site_folder(folder: Path, inputs: Iterable[str]) -> None:
    """Raise InvalidSettings when a site in `folder` would be read as an input, overwrite one, or overwrite a stranger.

    A folder whose index is ours is a site made before, and all of it may be made again.
    """
    if str(folder) == "-" or (folder.exists() and not folder.is_dir()):
        hint = "Give -o a folder, or a name that ends in .html for one page."
        raise InvalidSettings("a site is a folder", subject=str(folder), hint=hint)
    inputs = list(inputs)
    check_not_read(folder, inputs)
    place = folder.resolve()
    for path in map(Path, inputs):
        read = path.resolve()
        if path.is_file() and (read.parent in {place, place / STUDIES} and _is_of_a_site(read.relative_to(place))):
            raise InvalidSettings(
                "the site would overwrite an input", subject=str(path), hint="Give -o another folder."
            )
    _check_strangers(folder)


def _check_strangers(folder: Path) -> None:
    index = folder / INDEX
    if index.is_file() and not _is_ours(index):
        hint = "Give -o another folder, or move it away."
        raise InvalidSettings("a page that is not ours stands there", subject=str(index), hint=hint)


def _is_of_a_site(name: Path) -> bool:
    return name.parts[0] == STUDIES or name.name == INDEX or name.stem in {STUDIES, "feed", "sitemap"}


def write_site(folder: Path, files: Iterable[tuple[str, Iterable[str]]]) -> tuple[Problem, ...]:
    """Write each file whole or not at all, and tell which pages of an earlier site no study stands behind any more.

    Nothing is deleted.  Raises OSError when a file cannot be written.
    """
    written = set()
    for name, pieces in files:
        write_file(folder / name, pieces)
        written.add(name)
    left = sorted(path.name for path in (folder / STUDIES).glob("*.html") if f"{STUDIES}/{path.name}" not in written)
    ours = [name for name in left if _is_ours(folder / STUDIES / name)]
    if not ours:
        return ()
    named = ", ".join(ours[:_MOST_NAMED]) + (f" and {len(ours) - _MOST_NAMED} more" if len(ours) > _MOST_NAMED else "")
    message = f"pages of studies that are in the site no more: {named}"
    hint = "Delete them; until then they stay on the web as they were, whatever became of the study."
    return (Problem("site-stale", str(folder / STUDIES), message, hint, Severity.WARNING),)


def _is_ours(page: Path) -> bool:
    with page.open("rb") as file:
        return _MARK in file.read(_HEAD_SIZE)
