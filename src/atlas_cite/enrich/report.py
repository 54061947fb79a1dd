"""Report: a plan as plain data: where every value came from, when, how sure, what it replaced and what was dropped."""

from __future__ import annotations

from typing import Any

from atlas_cite.enrich.plan import Change, Decision, EntryPlan, Plan
from atlas_cite.model.plain import verdict_to_plain
from atlas_cite.model.provenance import Origin


def describe_plan(plan: Plan) -> list[dict[str, Any]]:
    """One JSON-ready object for each entry of the file, those without changes too."""
    return [_entry(each, plan) for each in plan.entries]


def _entry(entry: EntryPlan, plan: Plan) -> dict[str, Any]:
    return {
        "key": entry.key,
        "where": f"{plan.file}:{entry.line}:{entry.column}",
        "doi": entry.doi or None,
        "stated": entry.stated or None,
        "verdict": verdict_to_plain(entry.verdict),
        "status": entry.status or None,
        "notes": [each.text for each in entry.notes],
        "fields": [_change(each, entry) for each in entry.changes],
        "dropped": [
            {"field": each.field, "kept": each.here, "dropped": each.there, "reason": each.reason}
            | _origin(each.origin)
            for each in entry.dropped
        ],
    }


def _change(change: Change, entry: EntryPlan) -> dict[str, Any]:
    return {
        "field": change.field,
        "value": change.new,
        "before": change.old,
        "written": change.decision is Decision.DO,
        "reason": change.reason,
        "sure": entry.verdict.certainty.value,
        "confidence": entry.verdict.confidence,
    } | _origin(change.origin)


def _origin(origin: Origin) -> dict[str, str | None]:
    doi = origin.where if origin.where.startswith("10.") else None
    return {"source": origin.source, "doi": doi, "where": origin.where, "date": origin.when}
