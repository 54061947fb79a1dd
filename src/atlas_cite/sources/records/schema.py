"""The JSON Schema of record files, made of the table of fields; the packaged file is its text.

Source: JSON Schema 2020-12.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from atlas_cite.model.summary import Part
from atlas_cite.tables.atlas import LIST_PARTS, NAME_KEYS, RECORD_FIELDS, RecordField

SCHEMA_PATH = Path(__file__).with_name("summary-record.schema.json")
"""The published schema."""

_TEXT = {"type": ["string", "number", "null"]}
_BLOCKS = {
    "type": ["string", "array", "null"],
    "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}
_BY_KIND: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "badge": _TEXT,
    "number": {"type": ["string", "integer", "null"], "pattern": "^\\s*\\d*\\s*$"},
    "year": {"type": ["integer", "string", "null"]},
    "doi": {"type": ["string", "null"], "pattern": "10[./]|^\\s*$"},
    "flag": {"type": ["boolean", "string", "integer", "null"]},
    "date": {"type": ["string", "null"]},
    "list": {"type": ["array", "string", "null"], "items": {"type": ["string", "number"]}},
    "mapping": {"type": ["object", "null"]},
    "badges": {"type": "object"},
    "blocks": {"$ref": "#/$defs/blocks"},
    "part": {"$ref": "#/$defs/blocks"},
    "names": {"$ref": "#/$defs/names"},
    "pem": {"$ref": "#/$defs/pem"},
}


def build_schema() -> dict[str, Any]:
    """The schema, with every documented spelling of a key."""
    properties: dict[str, Any] = {}
    for each in RECORD_FIELDS:
        name = each.name.removeprefix("badges.")
        rule = {**_BY_KIND[each.kind], "description": _description(each)}
        properties.setdefault(name, rule)
        for spelling in (_camel_case(name), *each.aliases):
            properties.setdefault(spelling, {"$ref": f"#/properties/{name}"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Summary record of atlas-cite",
        "description": "What a research atlas says about one study. Keys are compared without case, blanks and "
        "punctuation; unknown keys are kept and reported.",
        "type": "object",
        "properties": properties,
        "additionalProperties": True,
        "$defs": {"blocks": _BLOCKS, "names": _names(), "pem": _pem()},
    }


def read_schema() -> dict[str, Any]:
    """The packaged schema."""
    schema: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return schema


def render_schema() -> str:
    """The schema as the packaged file's text."""
    return json.dumps(build_schema(), ensure_ascii=False, indent=2) + "\n"


def _description(each: RecordField) -> str:
    if each.kind != "part":
        return each.description
    texts = "one list" if Part(each.name) in LIST_PARTS else "paragraphs"
    return f"{each.description} A text is light Markdown; a list of texts is {texts}; lists in a list are lists."


def _names() -> dict[str, Any]:
    parts = {key: {"type": ["string", "boolean", "integer"]} for key in sorted({*NAME_KEYS.values(), *NAME_KEYS})}
    return {
        "type": ["array", "string", "object", "null"],
        "items": {"anyOf": [{"type": "string"}, {"type": "object", "properties": parts}]},
        "properties": parts,
    }


def _pem() -> dict[str, Any]:
    words = ["required", "not required", "unclear", "unknown"]
    return {
        "anyOf": [
            {"type": "null"},
            {"type": "string", "pattern": f"^\\s*([Pp][Ee][Mm])?.*({'|'.join(words)}|[✓✔?✗✘✕×])"},
        ]
    }


def _camel_case(name: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found.group(1).upper(), name)
