"""The manifest of a build: what each file was made from, what each entry said; and what changed since the last one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from atlas_cite.build.spec import Job
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.plain import entry_to_plain
from atlas_cite.model.status import GRAVE

MANIFEST = "build.json"
"""The manifest's name in the output folder."""
_FORM = 1


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a manifest remembers of an entry: its title, a hash of all it says, and the kinds of its updates."""

    title: str
    sha256: str
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a manifest remembers of a file: a hash of what it was made from, and of its bytes."""

    made_from: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build's record: entries by key, files by path."""

    entries: Mapping[str, EntryFacts] = field(default_factory=dict)
    files: Mapping[str, FileFacts] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest as JSON."""
        plain = {
            "form": _FORM,
            "entries": {key: asdict(facts) for key, facts in self.entries.items()},
            "files": {path: asdict(facts) for path, facts in self.files.items()},
        }
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str = "") -> Manifest:
        """The manifest that `to_json` wrote; raises InvalidSettings for another text."""
        try:
            plain = json.loads(text)
            _check_form(plain["form"])
            entries = {
                key: EntryFacts(each["title"], each["sha256"], tuple(each["updates"]))
                for key, each in plain["entries"].items()
            }
            return cls(entries, {path: FileFacts(**each) for path, each in plain["files"].items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "Delete it, and everything is made anew."
            raise InvalidSettings(f"this is no manifest of a build: {error!r}", subject=where, hint=hint) from error


def _check_form(form: object) -> None:
    if form != _FORM:
        raise ValueError(f"form {form!r}, and this program reads {_FORM}")


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened between two builds: keys of entries, sorted; `retracted` may no longer be cited as sound."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.retracted))


def entry_facts(entries: Iterable[Entry]) -> dict[str, EntryFacts]:
    """What a manifest remembers of each entry, by key."""
    facts = {}
    for entry in entries:
        updates = tuple(sorted({update.kind for update in entry.status.updates}))
        facts[entry.key] = EntryFacts(entry.item.text("title"), _digest(_lasting(entry)), updates)
    return facts


def _lasting(entry: Entry) -> dict[str, Any]:
    """All an entry says but for dates of looking up, which change when nothing else does."""
    plain = entry_to_plain(entry)
    ours = plain["custom"]["atlas-cite"]
    ours.get("status", {}).pop("checked", None)
    for origin in ours.get("origins", {}).values():
        origin.pop("when", None)
    return plain


def made_from(job: Job, entries: Iterable[Entry], facts: Mapping[str, EntryFacts], basis: Iterable[str]) -> str:
    """A hash of everything a job's file depends on; `basis` is what all jobs share (the version, the style's bytes)."""
    return _digest([asdict(job), [[entry.key, facts[entry.key].sha256] for entry in entries], *basis])


def changes_between(before: Manifest, after: Manifest) -> Changes:
    """What changed from one build to the next."""
    old, new = before.entries, after.entries
    common = old.keys() & new.keys()
    newly = [key for key in common if (GRAVE & set(new[key].updates)) - set(old[key].updates)]
    return Changes(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(sorted(key for key in common if old[key].sha256 != new[key].sha256)),
        tuple(sorted(newly)),
    )


def checksums(files: Mapping[str, FileFacts]) -> str:
    """The files' checksums in the form that `sha256sum --check` reads."""
    return "".join(f"{facts.sha256}  {path}\n" for path, facts in sorted(files.items()))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
