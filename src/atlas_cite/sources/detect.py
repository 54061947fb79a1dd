"""Detect: what kind of input a text is, from its content."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Literal


class Kind(StrEnum):
    """The kinds of input that can be read; the value is what messages call them."""

    ATLAS_PAGE = "atlas page"
    ATLAS_HTML = "saved atlas page"
    YAML_RECORDS = "YAML records"
    JSON_RECORDS = "JSON records"
    JSON_LINES_RECORDS = "JSON Lines records"
    MARKDOWN_RECORD = "Markdown record"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    CSL_JSON = "CSL-JSON"
    CSL_YAML = "CSL-YAML"
    NBIB = "PubMed (NBIB)"
    ENDNOTE_XML = "EndNote XML"
    TABLE = "table of references"
    IDENTIFIERS = "list of DOIs or PubMed ids"
    EMPTY = "empty file"
    UNKNOWN = "unknown"


_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|div)\b", re.IGNORECASE | re.DOTALL
)
_BIBTEX = re.compile(r"^[ \t]*@[A-Za-z_-]+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^(?:TY|ER)  ?-", re.MULTILINE)
_NBIB = re.compile(r"^(?:PMID|OWN |STAT|FAU |LID |PHST)- ", re.MULTILINE)
_ENDNOTE_XML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<xml>\s*<records>", re.IGNORECASE | re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML = re.compile(r"(?:%YAML.*\n)?(?:---[ \t]*\n)?(?:#.*\n|[ \t]*\n)*(?:- +)?[\"']?[A-Za-z_][\w -]*[\"']?:(?:\s|\Z)")
_IDENTIFIER_LINE = re.compile(r"(?:doi|pmid|pmcid|arxiv)[:\s].*|PMC\d+|https?://\S+|10[./].*", re.IGNORECASE)
_CSL_MEMBERS = frozenset({"type", "id", "issued", "container-title", "DOI", "custom"})
_RECORD_MEMBERS = frozenset({"quick_summary", "quickSummary", "pem", "not_proven", "observed_findings", "slug", "year"})


def detect_kind(text: str) -> Kind:
    """The kind of `text`, given without byte-order mark and with Unix line ends; UNKNOWN rather than a guess."""
    if not text.strip():
        return Kind.EMPTY
    if text.lstrip()[0] in "[{" and (kind := _json_kind(text)):
        return kind
    return next((kind for kind, looks_like in _SIGNS if looks_like(text)), Kind.UNKNOWN)


def _lists_identifiers(text: str) -> bool:
    """Whether most lines are identifiers: one line that is none must not cost the others."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and 2 * sum(_IDENTIFIER_LINE.fullmatch(line) is not None for line in lines) > len(lines)


def _is_page(text: str) -> bool:
    from atlas_cite.sources.atlas import looks_like_atlas_page  # its patterns are for pages only

    return looks_like_atlas_page(text)


def _is_table(text: str) -> bool:
    from atlas_cite.sources.csv_table import looks_like_table

    return looks_like_table(text)


def _is_csl_yaml(text: str) -> bool:
    from atlas_cite.sources.csl_yaml import looks_like_csl_yaml

    return looks_like_csl_yaml(text)


def _holds_records(text: str, kind: Literal["yaml", "json", "jsonl", "markdown"]) -> bool:
    from atlas_cite.sources.records import looks_like_records

    return looks_like_records(text, kind)


_SIGNS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.ATLAS_HTML, lambda text: _HTML.match(text) and _is_page(text)),
    (Kind.ENDNOTE_XML, _ENDNOTE_XML.match),
    (Kind.TABLE, _is_table),  # before those that are known by a line inside: a cell may hold anything
    (Kind.NBIB, _NBIB.search),
    (Kind.RIS, _RIS.search),
    (Kind.ATLAS_PAGE, _is_page),  # before BibTeX: a page may end in a BibTeX block
    (Kind.IDENTIFIERS, _lists_identifiers),
    (Kind.CSL_YAML, _is_csl_yaml),  # before BibTeX: an abstract may hold an entry
    (Kind.BIBTEX, _BIBTEX.search),
    (Kind.MARKDOWN_RECORD, lambda text: _FRONT_MATTER.match(text.lstrip()) and _holds_records(text, "markdown")),
    (Kind.YAML_RECORDS, lambda text: _YAML.match(text) and _holds_records(text, "yaml")),
)
"""What a text that is not JSON looks like, tried in this order."""


def _json_kind(text: str) -> Kind | None:
    """CSL-JSON or records, as one JSON text or as JSON Lines; None for what is neither."""
    lines = text.strip().splitlines()
    try:
        first, is_lines = json.loads(text), False
    except ValueError:
        first, is_lines = _first_object(lines), True
    if isinstance(first, dict) and isinstance(first.get("items"), list):
        first = first["items"]
    if isinstance(first, list):
        first = next((each for each in first if isinstance(each, dict)), {"type": ""})
    if not isinstance(first, dict):
        return None
    if is_csl(first):
        return Kind.CSL_JSON
    if not _holds_records(text, "json"):
        return None
    return Kind.JSON_LINES_RECORDS if is_lines else Kind.JSON_RECORDS


def _first_object(lines: list[str]) -> Any:
    """The first line that is a JSON object; an empty record when none is, so that the reader can say what is wrong."""
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return {}


def is_csl(members: dict[str, Any]) -> bool:
    """Whether an object is a CSL item rather than a record."""
    return len(_CSL_MEMBERS & members.keys()) > len(_RECORD_MEMBERS & members.keys())
