"""The manifest of a build: what each file was made from, and what each entry said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from atlas_cite.build.inside import path_fault
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.plain import entry_to_plain
from atlas_cite.model.text import without_markup

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

BEING_MADE = ""
"""In place of a hash: the build was about to write this file, which is therefore its own."""
_FORM = 1
_SHORT = 12
"""Hexadecimal figures of a hash that is only compared with the same field's."""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a manifest remembers of an entry: its title, a hash of all it says, of each field, and its updates."""

    title: str
    sha256: str
    fields: Mapping[str, str] = field(default_factory=dict)
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What a manifest remembers of a target: a hash of what it was made from, and of each file by its path."""

    made_from: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A build's record: entries by key, targets by their file, and the hash of each page of the build's own."""

    entries: Mapping[str, EntryFacts] = field(default_factory=dict)
    targets: Mapping[str, TargetFacts] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """The hash of every file by its path."""
        return {path: sha256 for facts in self.targets.values() for path, sha256 in facts.files.items()}

    def to_json(self) -> str:
        """The manifest as JSON."""
        plain = {
            "form": _FORM,
            "entries": {key: asdict(facts) for key, facts in self.entries.items()},
            "targets": {file: asdict(facts) for file, facts in self.targets.items()},
            "pages": dict(self.pages),
        }
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str = "") -> Manifest:
        """The manifest that `to_json` wrote; raises InvalidSettings for another text."""
        try:
            plain = json.loads(text)
            _check_form(plain["form"])
            entries = {
                key: EntryFacts(each["title"], each["sha256"], dict(each["fields"]), tuple(each["updates"]))
                for key, each in plain["entries"].items()
            }
            targets = {
                file: TargetFacts(each["made_from"], dict(each["files"])) for file, each in plain["targets"].items()
            }
            pages = dict(plain.get("pages", {}))
            _check_paths([*pages, *(path for facts in targets.values() for path in facts.files)])
            return cls(entries, targets, pages)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "Delete it, and everything is made anew."
            raise InvalidSettings(f"this is no manifest of a build: {error!r}", subject=where, hint=hint) from error


def _check_form(form: object) -> None:
    if form != _FORM:
        raise ValueError(f"form {form!r}, and this program reads {_FORM}")


def _check_paths(paths: Iterable[str]) -> None:
    """Raise ValueError for a path that no build wrote: what stands here may be overwritten, and deleted."""
    for path in paths:
        if path_fault(path.removesuffix("/")):
            raise ValueError(f"the path {path!r}")


def entry_facts(entries: Iterable[Entry]) -> dict[str, EntryFacts]:
    """What a manifest remembers of each entry, by key."""
    facts = {}
    for entry in entries:
        lasting = _lasting(entry)
        updates = tuple(sorted({update.kind for update in entry.status.updates}))
        title = without_markup(entry.item.text("title"))
        fields = {name: digest(value)[:_SHORT] for name, value in _named(lasting)}
        facts[entry.key] = EntryFacts(title, digest(lasting), fields, updates)
    return facts


def _lasting(entry: Entry) -> dict[str, Any]:
    """All an entry says but for when it was looked up and where it was read, which change when nothing else does.

    That its status was looked up at all remains: *unchecked* is not *clean*.
    """
    plain = entry_to_plain(entry)
    ours = plain["custom"]["atlas-cite"]
    if "checked" in ours.get("status", {}):
        ours["status"]["checked"] = bool(entry.status.checked)
    for origin in ours.get("origins", {}).values():
        origin.pop("when", None)
        origin.pop("where", None)
    return plain


def _named(lasting: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """An entry's values by the names that a reader knows: CSL variables, and what we keep beside them."""
    yield from ((name, value) for name, value in lasting.items() if name not in {"id", "custom"})
    yield from ((name, value) for name, value in lasting["custom"]["atlas-cite"].items() if name != "origins")


def made_from(
    request: DataclassInstance, entries: Iterable[Entry], facts: Mapping[str, EntryFacts], basis: Iterable[str]
) -> str:
    """A hash of all that a target depends on: what is asked for, the entries in order, and `basis` (style, version)."""
    return digest(
        [type(request).__name__, asdict(request), [[entry.key, facts[entry.key].sha256] for entry in entries], *basis]
    )


def checksums(files: Mapping[str, str]) -> str:
    """The files' checksums in the form that `sha256sum --check` reads."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(files.items()))


def digest(value: object) -> str:
    """A hash of a JSON value; sets count without order, anything else by its text."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, frozenset | set) else str(value)
