"""Memory: what earlier runs wrote into a file, kept beside it, so that a person's later changes are never undone.

The file (`refs.bib.atlas.json`) holds, by citation key and field, the value written, who said it, and when.  A field
whose text is no longer what was written was changed by a person, as was one that is gone; both are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from atlas_cite.enrich.plan import TYPE_FIELD, Decision, EntryPlan, Plan
from atlas_cite.enrich.subject import Subject
from atlas_cite.errors import UnreadableInput

SUFFIX = ".atlas.json"
"""What the name of a .bib file gets for its memory."""
_VERSION = 1
_NAME = "atlas-cite-memory"

Facts = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Facts of each written field, by citation key and lower-case field name."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run wrote; `before` and `after` are the SHA-256 sums of the file."""

    before: str
    after: str
    made: str
    entries: Facts


@dataclass(frozen=True, slots=True)
class Memory:
    """What runs wrote, the earliest first."""

    runs: tuple[Run, ...] = ()

    def at(self, sha256: str) -> Memory:
        """The memory of a file that has this sum: without the runs after it, which were taken back."""
        restored = next((at for at, run in enumerate(self.runs) if run.before == sha256), len(self.runs))
        return self if self.runs and self.runs[-1].after == sha256 else Memory(self.runs[:restored])

    def written(self, key: str, name: str) -> str | None:
        """The text that an earlier run wrote into a field, or None."""
        if not self.runs:
            return None
        facts = (run.entries.get(key, {}).get(name.lower()) for run in reversed(self.runs))
        fact = next(filter(None, facts), None)
        return str(fact["value"]) if fact else None

    def is_ours(self, subject: Subject, name: str) -> bool:
        """Whether a field stands as an earlier run wrote it."""
        text, present = self.written(subject.key, name), subject.fields.get(name.lower())
        return text is not None and present is not None and _plain(text) == _plain(present.text)

    def is_a_persons(self, subject: Subject, name: str) -> bool:
        """Whether a person changed or removed a field that an earlier run wrote."""
        return self.written(subject.key, name) is not None and not self.is_ours(subject, name)

    def with_applied(self, plan: Plan, after: str) -> Memory:
        """This memory and what `plan` wrote into the file, which now has the sum `after`."""
        entries: dict[str, dict[str, dict[str, Any]]] = {}
        for entry in plan.entries:
            if written := _applied(entry):
                entries.setdefault(entry.key, {}).update(written)
        return Memory((*self.runs, Run(plan.sha256, after, plan.made, entries))) if entries else self

    def render(self) -> str:
        """This memory as the text of its file."""
        return json.dumps({_NAME: _VERSION, "runs": list(map(asdict, self.runs))}, ensure_ascii=False, indent=1) + "\n"


def parse_memory(text: str, where: str) -> Memory:
    """Read the file that `Memory.render` wrote.  Raises UnreadableInput for any other."""
    try:
        plain = json.loads(text)
        if plain[_NAME] != _VERSION:
            raise _unreadable(where)
        return Memory(tuple(map(_run, plain["runs"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(where) from error


def _run(plain: Mapping[str, Any]) -> Run:
    entries = {
        str(key): {str(name): dict(fact) | {"value": str(fact["value"])} for name, fact in fields.items()}
        for key, fields in plain["entries"].items()
    }
    return Run(str(plain["before"]), str(plain["after"]), str(plain["made"]), entries)


def _unreadable(where: str) -> UnreadableInput:
    hint = "Remove it, or take it back from a copy; without it every field counts as a person's."
    return UnreadableInput("this is no memory of earlier runs of enrich", subject=where, hint=hint)


def _applied(entry: EntryPlan) -> dict[str, dict[str, Any]]:
    return {
        change.field.lower(): {
            "value": change.new,
            "before": change.old,
            "source": change.origin.source,
            "where": change.origin.where,
            "said": change.origin.when,
            "sure": entry.verdict.certainty.value,
            "confidence": entry.verdict.confidence,
        }
        for change in entry.changes
        if change.decision is Decision.DO and change.new is not None and change.field != TYPE_FIELD
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
