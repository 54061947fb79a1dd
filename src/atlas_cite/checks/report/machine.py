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
        "fix": {"field": finding.fix.field, "value": finding.fix.value} if finding.fix else None,
        "fingerprint": finding.fingerprint,
    }


def render_sarif(findings: Sequence[Finding], version: str) -> Iterator[str]:
    """One SARIF run with the rules that found something."""
    names = sorted({finding.rule for finding in findings})
    index = {name: number for number, name in enumerate(names)}
    driver = {
        "name": "atlas-cite",
        "version": version,
        "rules": [_sarif_rule(name) for name in names],
    }
    results = [_sarif_result(finding, index) for finding in findings]
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


def _sarif_result(finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    region = {"startLine": finding.place.line} if finding.place.line else {}
    if region and finding.place.column:
        region["startColumn"] = finding.place.column
    uri = quote(PurePath(finding.place.file).as_posix(), safe="/:")
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}} | ({"region": region} if region else {})
    message = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": location}] if finding.place.file else [],
        "partialFingerprints": {"atlasCite/v1": finding.fingerprint},
    }


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
