"""Memory: what earlier runs wrote into a file, kept beside it, so that a person's later changes are never undone.

The file (`refs.bib.atlas.json`) holds, by citation key and field, the value written, who said it, and when.  A field
whose text is no longer what was written was changed by a person, as was one that is gone; both are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Memory:
    """What was written, by key and field."""

    facts: Facts = field(default_factory=dict)

    def written(self, key: str, name: str) -> str | None:
        """The text that an earlier run wrote into a field, or None."""
        fact = self.facts.get(key, {}).get(name.lower())
        return str(fact["value"]) if fact else None

    def is_ours(self, subject: Subject, name: str) -> bool:
        """Whether a field stands as an earlier run wrote it."""
        text, present = self.written(subject.key, name), subject.fields.get(name.lower())
        return text is not None and present is not None and _plain(text) == _plain(present.text)

    def is_a_persons(self, subject: Subject, name: str) -> bool:
        """Whether a person changed or removed a field that an earlier run wrote."""
        return self.written(subject.key, name) is not None and not self.is_ours(subject, name)

    def with_applied(self, plan: Plan) -> Memory:
        """This memory and what `plan` writes."""
        facts = {key: dict(fields) for key, fields in self.facts.items()}
        for entry in plan.entries:
            for name, fact in _applied(entry, plan.made).items():
                facts.setdefault(entry.key, {})[name] = fact
        return Memory(facts)

    def render(self) -> str:
        """This memory as the text of its file."""
        return json.dumps({_NAME: _VERSION, "entries": self.facts}, ensure_ascii=False, indent=1) + "\n"


def parse_memory(text: str, where: str) -> Memory:
    """Read the file that `Memory.render` wrote.  Raises UnreadableInput for any other."""
    try:
        plain = json.loads(text)
        is_ours = isinstance(plain, dict) and plain.get(_NAME) == _VERSION
        entries = {
            key: {name: dict(fact) | {"value": str(fact["value"])} for name, fact in fields.items()}
            for key, fields in (plain["entries"] if is_ours else {}).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(where) from error
    if not is_ours:
        raise _unreadable(where)
    return Memory(entries)


def _unreadable(where: str) -> UnreadableInput:
    hint = "Remove it, or take it back from a copy; without it every field counts as a person's."
    return UnreadableInput("this is no memory of earlier runs of enrich", subject=where, hint=hint)


def _applied(entry: EntryPlan, made: str) -> dict[str, dict[str, Any]]:
    return {
        change.field.lower(): {
            "value": change.new,
            "before": change.old,
            "source": change.origin.source,
            "where": change.origin.where,
            "said": change.origin.when,
            "written": made,
            "sure": entry.verdict.certainty.value,
            "confidence": entry.verdict.confidence,
        }
        for change in entry.changes
        if change.decision is Decision.DO and change.new is not None and change.field != TYPE_FIELD
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
