"""Running the rules: over every entry and over all of them, with levels changed and old findings left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from atlas_cite.checks.finding import LEVELS, Finding, Hit, Level, Place
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.rules import RULES, get_rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.errors import InvalidSettings

OFF = "off"
"""What a configuration sets a rule to, or its whole family, so that it does not run."""
_TOLD_BETTER = {"content/name-list": "content/names-unreadable"}
"""Rules that say more than a reader's finding on the same field."""


def run_rules(
    corpus: Corpus, found_by_readers: Iterable[Finding] = (), levels: Mapping[str, str] | None = None
) -> list[Finding]:
    """Every finding, in the order of places; `levels` sets rules or families to a level or `off`.

    Raises InvalidSettings for a rule or level that does not exist.
    """
    chosen = chosen_levels(levels or {})
    findings = at_levels(found_by_readers, levels or {})
    for rule in RULES.values():
        if chosen.get(rule.name) != OFF:
            findings += [_at(finding, chosen) for finding in _findings(rule, corpus)]
    return sorted(
        _told_once(dict.fromkeys(findings)),
        key=lambda finding: (finding.place, LEVELS.index(finding.level), finding.rule),
    )


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those of readers that a rule tells better, on the same line."""
    findings = list(findings)
    told = {
        (_TOLD_BETTER[each.rule], each.place.file, each.place.line) for each in findings if each.rule in _TOLD_BETTER
    }
    return [each for each in findings if (each.rule, each.place.file, each.place.line) not in told]


def at_levels(findings: Iterable[Finding], levels: Mapping[str, str]) -> list[Finding]:
    """The findings at the levels that were set, without those of rules that are off."""
    chosen = chosen_levels(levels)
    return [_at(finding, chosen) for finding in findings if chosen.get(finding.rule) != OFF]


def _findings(rule: Rule, corpus: Corpus) -> Iterator[Finding]:
    if rule.each:
        for subject in corpus:
            for hit in rule.each(subject):
                yield _finding(rule, subject, hit)
    elif rule.whole:
        for about, hit in rule.whole(corpus):
            yield _finding(rule, about, hit)


def _finding(rule: Rule, subject: Subject | None, hit: Hit) -> Finding:
    place = hit.place or (subject.place_of(hit.field) if subject else Place(""))
    key = hit.key or (subject.key if subject else "")
    return Finding(rule.name, rule.level, place, hit.message, hit.hint, key, hit.field, hit.fix)


def _at(finding: Finding, chosen: Mapping[str, str]) -> Finding:
    level = chosen.get(finding.rule)
    return replace(finding, level=Level(level)) if level else finding


def chosen_levels(levels: Mapping[str, str]) -> dict[str, str]:
    """The level of each rule that was set, a rule's own before its family's."""
    families = {rule.family for rule in RULES.values()}
    chosen: dict[str, str] = {}
    for name, level in sorted(levels.items(), key=lambda each: "/" in each[0]):
        if level not in {OFF, *LEVELS}:
            hint = f"Write one of: {', '.join(LEVELS)}, {OFF}."
            raise InvalidSettings(f"{level!r} is no level", subject=name, hint=hint)
        members = [each for each in RULES if each.startswith(f"{name}/")] if name in families else [get_rule(name).name]
        chosen |= dict.fromkeys(members, str(level))
    return chosen


def without_known(findings: Iterable[Finding], baseline: Mapping[str, int]) -> list[Finding]:
    """The findings that a baseline does not have; one that it has twice is left out twice."""
    left = dict(baseline)
    new = []
    for finding in findings:
        if left.get(finding.fingerprint, 0):
            left[finding.fingerprint] -= 1
        else:
            new.append(finding)
    return new


def make_baseline(findings: Iterable[Finding]) -> str:
    """A baseline as JSON: how often each finding is there, by what makes it the same when lines move."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.fingerprint] = counts.get(finding.fingerprint, 0) + 1
    return json.dumps({"form": 1, "known": dict(sorted(counts.items()))}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(text: str, where: str) -> Mapping[str, int]:
    """What `make_baseline` wrote; raises InvalidSettings for another text."""
    try:
        known = json.loads(text)["known"]
        return {str(fingerprint): int(count) for fingerprint, count in known.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "Write one with --write-baseline."
        raise InvalidSettings("this is no baseline of check", subject=where, hint=hint) from error
