"""Streams: CSL-JSON files as entries, one by one, for what needs no more than one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atlas_cite.doubts import Doubts
from atlas_cite.errors import Problem, UnreadableInput
from atlas_cite.keys.assign import Claim, changed_key, is_safe, keyed, keys_for
from atlas_cite.keys.pattern import KeyPattern
from atlas_cite.merge import merge
from atlas_cite.model.entry import Entry
from atlas_cite.model.provenance import IDENTIFIERS
from atlas_cite.model.reference import Reference
from atlas_cite.resolve import says_something
from atlas_cite.sources.csl_json import CslReader, csl_key
from atlas_cite.sources.csl_stream import NotAStream, stream_items

_NAMES_ONLY = frozenset({"id", "type", *IDENTIFIERS})
"""Members of an item that says nothing of its work, and becomes no entry."""


@dataclass(slots=True)
class Stream:
    """The entries of files, read anew each time they are gone through, as a library of the files would have them.

    `problems` are complete once the entries have been gone through.  `new_keys` are the keys of entries, by their
    place, that have no usable one.
    """

    names: Sequence[str]
    length: int
    new_keys: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)
    is_told: bool = field(default=False, init=False)

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Entry]:
        if self.is_told:
            yield from (entry for entry, _ in self._made([]))
            return
        doubts, changed = Doubts(), []
        for entry, reference in self._made(self.problems):
            doubts.see(entry, reference)
            if reference.key and reference.key != entry.key:
                changed.append(changed_key(reference.key, entry.key))
            yield entry
        self.problems += [*changed, *doubts.found()]
        self.is_told = True

    def _made(self, problems: list[Problem]) -> Iterator[tuple[Entry, Reference]]:
        """Each entry with its reference; `problems` gets what the reader reports."""
        for place, reference in enumerate(_references(self.names, problems)):
            entry = _entry(reference)
            if says_something(entry):
                yield keyed(entry, self.new_keys.get(place, entry.key)), reference


def find_stream(names: Sequence[str], pattern: KeyPattern) -> Stream | None:
    """The stream that the inputs are; None when they have to be read whole.

    That is so when one of them is no file of CSL-JSON items, or when a key comes twice: then a person has to be told
    where.  `pattern` makes the keys that are missing.  All that is held of an entry meanwhile is its key.
    """
    if not names or not all(_may_be(Path(name)) for name in names):
        return None
    taken: set[str] = set()
    unkeyed: list[int] = []
    length = 0
    try:
        for name in names:
            for _, item in stream_items(Path(name)):
                if item.keys() <= _NAMES_ONLY:
                    return None
                key = csl_key(item)
                if not is_safe(key):
                    unkeyed.append(length)
                elif key.lower() in taken:
                    return None
                else:
                    taken.add(key.lower())
                length += 1
    except (NotAStream, OSError):
        return None
    return Stream(names, length, _new_keys(names, unkeyed, taken, pattern))


def _may_be(path: Path) -> bool:
    """Whether `path` is a file that can be read more than once, which a pipe cannot."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _new_keys(
    names: Sequence[str], places: Sequence[int], taken: Collection[str], pattern: KeyPattern
) -> dict[int, str]:
    """Keys for the entries at `places`."""
    if not places:
        return {}
    wanted = set(places)
    references = enumerate(_references(names, []))
    return keys_for({place: Claim.of(_entry(each), pattern) for place, each in references if place in wanted}, taken)


def _references(names: Sequence[str], problems: list[Problem]) -> Iterator[Reference]:
    for name in names:
        reader = CslReader(name, watches_ids=False)
        try:
            yield from reader.read(stream_items(Path(name)))
        except NotAStream as error:
            hint = "Nothing was written; run the command again."
            raise UnreadableInput("the file changed while it was read", subject=name, hint=hint) from error
        problems += reader.problems


def _entry(reference: Reference) -> Entry:
    """The entry of a reference that is not looked up."""
    return reference.entry or merge(reference, None)[0]
