"""For programs: findings as JSON, as SARIF 2.1.0, and as GitHub's workflow commands.

Sources: OASIS SARIF 2.1.0 §3; GitHub Actions, "Workflow commands".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from atlas_cite.checks.finding import Finding, Level
from atlas_cite.checks.report.regions import value_region
from atlas_cite.checks.rules import RULES

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render_json(findings: Sequence[Finding], version: str) -> Iterator[str]:
    """One object with a list of findings, every member always there."""
    plain = {"version": version, "findings": [_plain(finding) for finding in findings]}
    yield json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "key": finding.key,
        "field": finding.field,
        "message": finding.message,
        "hint": finding.hint,
        "fix": _plain_fix(finding),
        "fingerprint": finding.fingerprint,
    }


def _plain_fix(finding: Finding) -> dict[str, Any] | None:
    """The fix: the field's new value, None to take the field out; `safe` unless a person is to decide."""
    fix = finding.fix
    if fix is None:
        return None
    return {"field": fix.field, "value": fix.value, "macro": fix.is_macro, "safe": not fix.asks}


def render_sarif(
    findings: Sequence[Finding], version: str, sources: Mapping[str, Sequence[str]] | None = None
) -> Iterator[str]:
    """One SARIF run with the rules that found something; `sources` are the files' lines, in which fixes are placed."""
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "atlas-cite",
        "version": version,
        "rules": [_sarif_rule(name) for name in names],
    }
    results = [_sarif_result(finding, index, (sources or {}).get(finding.place.file, ())) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(name: str) -> dict[str, Any]:
    rule = RULES.get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": rule.level.value},
    }


def _sarif_result(finding: Finding, index: Mapping[str, int], lines: Sequence[str]) -> dict[str, Any]:
    region = {"startLine": finding.place.line} if finding.place.line else {}
    if region and finding.place.column:
        region["startColumn"] = finding.place.column
    uri = quote(PurePath(finding.place.file).as_posix(), safe="/:")
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}} | ({"region": region} if region else {})
    message = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    change = _sarif_fix(finding, uri, lines)
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": location}] if finding.place.file else [],
        "partialFingerprints": {"atlasCite/v1": finding.fingerprint},
    } | ({"fixes": [change]} if change else {})


def _sarif_fix(finding: Finding, uri: str, lines: Sequence[str]) -> dict[str, Any] | None:
    """A safe fix as a replacement of the field's value; none for what a person is to decide (SARIF 2.1.0 §3.55)."""
    fix = finding.fix
    region = value_region(lines, finding.place) if fix and fix.value is not None and not fix.asks else None
    if fix is None or region is None:
        return None
    closing = {"{": "}"}.get(region.delimiter, region.delimiter)
    text = fix.value if fix.is_macro else f"{region.delimiter}{fix.value}{closing}"
    deleted = {
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": text}}
    change = {"artifactLocation": {"uri": uri}, "replacements": [replacement]}
    rule = RULES.get(finding.rule)
    return {"description": {"text": rule.fix if rule else ""}, "artifactChanges": [change]}


def render_github(findings: Sequence[Finding]) -> Iterator[str]:
    """One workflow command a finding, which GitHub shows beside the line."""
    for finding in findings:
        properties = {"file": finding.place.file, "line": finding.place.line, "col": finding.place.column}
        named = [f"{name}={_property(str(value))}" for name, value in properties.items() if value]
        named.append(f"title={_property(finding.rule)}")
        text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
        yield f"::{_GITHUB[finding.level]} {','.join(named)}::{_command(text)}\n"


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")
