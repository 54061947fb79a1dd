"""Since the last time: what a nightly run remembers of each work, and what changed upstream."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from atlas_cite.checks.finding import Finding, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.status import GRAVE
from atlas_cite.model.work import Work

_WATCHED = ("title", "author", "container-title", "issued", "volume", "issue", "page", "number", "DOI")
"""What a reference prints; counts and dates of deposit change daily and mean nothing."""


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What is remembered of a work: a hash of each watched variable, and its updates as `kind notice`."""

    variables: Mapping[str, str]
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run saw, by DOI."""

    works: Mapping[str, WorkFacts] = field(default_factory=dict)

    def to_json(self) -> str:
        """What was seen as JSON."""
        works = {
            doi: {"variables": dict(each.variables), "updates": list(each.updates)} for doi, each in self.works.items()
        }
        return json.dumps({"form": 1, "works": dict(sorted(works.items()))}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str) -> Seen:
        """What `to_json` wrote; raises InvalidSettings for another text."""
        try:
            works = json.loads(text)["works"]
            return cls({doi: WorkFacts(dict(each["variables"]), tuple(each["updates"])) for doi, each in works.items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "Delete it, and the next run begins anew."
            raise InvalidSettings("this is no file of an earlier check", subject=where, hint=hint) from error


def seen_in(corpus: Corpus, before: Seen) -> Seen:
    """What this run saw; a work nobody could ask about keeps what was known: unasked is not unchanged."""
    now = {each.doi.text: _facts(each.work) for each in corpus if each.doi and each.work}
    listed = {each.doi.text for each in corpus if each.doi}
    kept = {doi: facts for doi, facts in before.works.items() if doi in listed and doi not in now}
    return Seen(kept | now)


def changes_since(corpus: Corpus, before: Seen) -> Iterator[Finding]:
    """A finding for each new update and each changed variable of works that were seen before.

    Of a work that is new to the inputs its grave updates are told, but for the first run, which only learns.
    """
    told: set[str] = set()
    for subject in corpus:
        if subject.doi is None or subject.work is None or subject.work.doi.text in told or not before.works:
            continue
        told.add(subject.work.doi.text)
        now = _facts(subject.work)
        known = before.works.get(subject.doi.text)
        if known is None:
            grave = [update for update in now.updates if update.partition(" ")[0] in GRAVE]
            yield from (_update(subject, update, "in a work that is new here") for update in grave)
            continue
        for update in sorted(set(now.updates) - set(known.updates)):
            yield _update(subject, update)
        changed = [name for name in _WATCHED if now.variables.get(name) != known.variables.get(name)]
        if changed:
            message = f"the registry changed {', '.join(changed)} of {subject.work.doi}"
            yield Finding("since/changed", Level.NOTE, subject.place, message, "Resolve the entry again.", subject.key)


def _update(subject: Subject, update: str, since: str = "new since the last check") -> Finding:
    kind, _, notice = update.partition(" ")
    rule = "since/retracted" if kind in GRAVE else "since/updated"
    level = Level.ERROR if kind in GRAVE else Level.NOTE
    told = f", notice {notice}" if notice else ""
    message = f"{since}: {kind.replace('_', ' ')} of {subject.doi}{told}"
    return Finding(rule, level, subject.place, message, "Read the notice.", subject.key, "doi")


def _facts(work: Work) -> WorkFacts:
    csl = work.item.to_csl("")
    variables = {name: _digest(csl[name]) for name in _WATCHED if name in csl}
    updates = {f"{update.kind} {update.notice or ''}".strip() for update in work.status.updates}
    return WorkFacts(variables, tuple(sorted(updates)))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


RULES = (
    Rule(
        "since/retracted",
        Level.ERROR,
        "A work was retracted, or the like, since the last check",
        "A registry lists a retraction, withdrawal, removal or concern that it did not list then.",
    ),
    Rule(
        "since/updated",
        Level.NOTE,
        "A work was corrected, or the like, since the last check",
        "A registry lists a correction or another update that it did not list then.",
    ),
    Rule(
        "since/changed",
        Level.NOTE,
        "A work’s record changed since the last check",
        "What a reference prints is different now: an article got its pages, a title was corrected.",
    ),
)
