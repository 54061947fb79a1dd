"""Lock: the works a build is pinned to, by the fingerprints of their registry records.

A lock file is JSON, one work a line, sorted, so that a version control system shows what changed:

    {"atlas-cite-lock": 1, "works": {
    "10.1234/a": {"fetched": "2026-11-22", "registry": "crossref", "sha256": "…"}
    }}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from atlas_cite.errors import InvalidDoi, Problem, Severity, UnreadableInput
from atlas_cite.files import write_file
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Work

_FORMAT = 1
_REMEDY = "Run with --update-lock to take it as it is now, after looking at what changed."


@dataclass(frozen=True, slots=True)
class Locked:
    """One work as it was: the day its record was fetched, from which registry, and the record's SHA-256."""

    fetched: str
    registry: str
    sha256: str


class Lock:
    """The lock in the file `path`, which need not exist yet; with `update` it is written anew.

    Raises UnreadableInput for a file that is no lock.
    """

    def __init__(self, path: Path, *, update: bool = False) -> None:
        self._path = path
        self._is_binding = path.exists() and not update
        self._locked = read_lock(path) if self._is_binding else {}
        self._seen: dict[str, Locked] = {}

    @property
    def pinned(self) -> Mapping[str, str]:
        """The fingerprint of each work that is locked, by DOI."""
        return {doi: locked.sha256 for doi, locked in self._locked.items()}

    def accept(self, work: Work) -> Problem | None:
        """Note that a work is used; why it may not be when its record is not the one that was locked."""
        locked = self._locked.get(work.doi.text)
        if locked and locked.sha256 != work.fingerprint:
            grave = work.status.gravest if work.status.is_grave else None
            news = f"; it now tells of a {grave.kind.replace('_', ' ')}" if grave else ""
            message = f"its record has changed since {locked.fetched}, when it was locked{news}; it was not used"
            return Problem("lock-changed", work.doi.text, message, _REMEDY)
        self._seen[work.doi.text] = Locked(work.fetched, work.registry, work.fingerprint)
        return None

    def close(self) -> Iterator[Problem]:
        """Write what was seen, unless the lock binds; then say what was used besides the works it names."""
        if not self._is_binding:
            write_file(self._path, _lines(self._seen))
        elif new := sorted(self._seen.keys() - self._locked.keys()):
            shown = ", ".join(new[:5]) + (" …" if len(new) > 5 else "")
            hint = "Run with --update-lock to lock them too."
            yield Problem("lock-new", str(self._path), f"not locked: {shown} ({len(new)})", hint, Severity.WARNING)


def read_lock(path: Path) -> dict[str, Locked]:
    """The works of a lock file, by DOI.  Raises UnreadableInput, naming the work that is no such entry."""
    subject = str(path)
    try:
        value = json.loads(path.read_text("utf-8"))
        locked = {}
        for doi, facts in _works(value).items():
            subject = f"{path}: {doi}"
            locked[Doi.parse(doi, exact=True).text] = _locked(facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidDoi) as error:
        hint = "Give a file that --lock wrote, or a new name to write one."
        raise UnreadableInput(f"this is no lock file: {error!s:.200}", subject=subject, hint=hint) from error
    return locked


def _works(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if value["atlas-cite-lock"] != _FORMAT:
        raise ValueError(f"its format is {value['atlas-cite-lock']!r}")
    works: Mapping[str, Any] = value["works"]
    return works


def _locked(facts: Mapping[str, Any]) -> Locked:
    locked = Locked(**{name: str(value) for name, value in facts.items()})
    date.fromisoformat(locked.fetched)
    return locked


def _lines(works: Mapping[str, Locked]) -> Iterator[str]:
    yield f'{{"atlas-cite-lock": {_FORMAT}, "works": {{\n'
    rows = (f"{json.dumps(doi)}: {json.dumps(asdict(works[doi]))}" for doi in sorted(works))
    yield ",\n".join(rows)
    yield "\n}}\n"
