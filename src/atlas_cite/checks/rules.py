"""Every rule by its name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from atlas_cite.checks import fields, identity, journals, keys, names, reading, spelling, status, summaries, texts
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.since import RULES as SINCE
from atlas_cite.errors import InvalidSettings

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for family in (
        status.RULES,
        SINCE,
        identity.RULES,
        fields.RULES,
        journals.RULES,
        names.RULES,
        texts.RULES,
        spelling.RULES,
        keys.RULES,
        summaries.RULES,
        reading.RULES,
    )
    for rule in family
}
"""All rules, the gravest families first."""


def get_rule(name: str) -> Rule:
    """The rule called `name`; raises InvalidSettings with the near names."""
    if name not in RULES:
        near = get_close_matches(name, RULES, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`atlas-cite check --rules` lists them."
        raise InvalidSettings("there is no such rule", subject=name, hint=hint)
    return RULES[name]
