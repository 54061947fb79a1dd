"""Libraries: inputs read, looked up and merged; and what a report tells of each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from atlas_cite.errors import Problem
from atlas_cite.keys.pattern import DEFAULT_PATTERN, KeyPattern
from atlas_cite.lock import Lock
from atlas_cite.merge import MergePolicy
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.library import Library
from atlas_cite.model.plain import NAMESPACE, entry_to_plain
from atlas_cite.model.work import Answer, PubmedAnswer, SearchAnswer, Work
from atlas_cite.resolve import Progress, Registry, resolve, wants_lookup
from atlas_cite.sources.read import read_inputs

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """How references are looked up; `cache` is the cache file, `preferred` a source by field for merging.

    `lock` is a file that pins the works' records (`lock.py`); with `update_lock` it is written anew.
    """

    crossref_url: str = "https://api.crossref.org"
    mailto: str = ""
    cache: Path | None = None
    offline: bool = False
    refresh_days: float | None = None
    preferred: Mapping[str, str] = field(default_factory=dict)
    datacite_url: str = "https://api.datacite.org"
    doi_url: str = "https://doi.org"
    ncbi_url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    idconv_url: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles"
    lock: Path | None = None
    update_lock: bool = False


def load_library(
    inputs: Sequence[str],
    stdin: BinaryIO,
    lookup: Lookup,
    *,
    everything: bool = False,
    keys: KeyPattern = DEFAULT_PATTERN,
    progress: Progress | None = None,
) -> tuple[Library, Problems]:
    """A library of everything in `inputs`: read, looked up, merged, with keys.

    Pages, records and bare DOIs are looked up; with `everything`, bibliography files too.  `keys` makes the keys
    that no input gave.
    """
    references, problems = read_inputs(inputs, stdin)
    policy = MergePolicy(lookup.preferred)
    if not any(wants_lookup(reference, everything=everything) for reference in references):
        library, found = resolve(references, _Nobody(), everything=everything, policy=policy, keys=keys)
        return library, (*problems, *found)
    told: list[Problem] = []
    lock = Lock(lookup.lock, update=lookup.update_lock) if lookup.lock else None
    accept = lock.accept if lock else _accept_all
    with open_registry(lookup, told.append, lock.pinned if lock else None) as registry:
        library, found = resolve(
            references,
            registry,
            everything=everything,
            policy=policy,
            keys=keys,
            progress=progress,
            accept=accept,
        )
    return library, (*problems, *told, *found, *(lock.close() if lock else ()))


def _accept_all(_: Work) -> None:
    """Without a lock any work may be used."""


@dataclass(frozen=True, slots=True)
class _Nobody:
    """A registry for runs that ask nothing: neither the cache nor the network is touched."""

    def fetch(self, dois: Sequence[Doi], progress: Progress | None = None) -> list[Answer]:
        """No answers: nothing is ever asked here."""
        return []

    def search_many(
        self, queries: Sequence[str], *, rows: int = 20, progress: Progress | None = None
    ) -> list[SearchAnswer]:
        """No answers: nothing is ever asked here."""
        return []

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        """No answers: nothing is ever asked here."""
        return []


@contextmanager
def open_registry(
    lookup: Lookup, notify: Callable[[Problem], None], pinned: Mapping[str, str] | None = None
) -> Iterator[Registry]:
    """All registries behind the cache, as `lookup` says; `notify` is told of what concerns the whole run.

    `pinned` are fingerprints by DOI, when works are to come with theirs.
    """
    from atlas_cite.sources.cache import Cache  # commands that ask nothing stay free of these
    from atlas_cite.sources.crossref import CrossrefSettings
    from atlas_cite.sources.registries import Addresses, Registries

    settings = CrossrefSettings(
        url=lookup.crossref_url,
        mailto=lookup.mailto,
        offline=lookup.offline,
        refresh_days=lookup.refresh_days,
        doi_url=lookup.doi_url,
        pinned=pinned,
    )
    addresses = Addresses(lookup.datacite_url, lookup.ncbi_url, lookup.idconv_url)
    with (
        Cache(lookup.cache) as cache,
        closing(Registries(settings, addresses, cache, today=_today(), notify=notify)) as registries,
    ):
        yield registries


def describe(library: Iterable[Entry]) -> list[dict[str, Any]]:
    """The report's view of each entry: where every field came from, what lost, the verdict and the status."""
    wanted = ("origins", "conflicts", "status", "verdict", "asked", "relations")
    described = []
    for entry in library:
        ours = entry_to_plain(entry)["custom"][NAMESPACE]
        facts = {name: ours[name] for name in wanted if name in ours}
        described.append({"key": entry.key, "doi": entry.doi.text if entry.doi else None} | facts)
    return described


def _today() -> date:
    return datetime.now(UTC).date()
