"""Record files: summaries of studies as YAML, JSON, JSON Lines, or Markdown with front matter.

One schema (`summary-record.schema.json` beside this file) describes all four.  A part may be one text in light
Markdown, a list of texts, or a list of paragraphs (texts) and lists (lists of texts); a list of texts is **one list**
in the parts the atlas prints as lists, and paragraphs in the others.  All problems of a file are reported at once,
each with its line: bad-yaml, bad-json, yaml-tag, not-a-record, bad-value, doi-invalid, unknown-badge, pem-conflict,
badge-differs, unknown-key, repeated-key, ambiguous-authors, empty-part, unassigned-text, record-unidentified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from atlas_cite.errors import Problem
from atlas_cite.model.summary import Pem, SummaryRecord
from atlas_cite.model.text import folded
from atlas_cite.sources.records.light_markdown import BodySection, parse_body
from atlas_cite.sources.records.nodes import Node, parse_json, parse_json_lines, parse_yaml
from atlas_cite.sources.records.record import FIELDS_BY_KEY, read_record
from atlas_cite.sources.records.schema import SCHEMA_PATH, read_schema
from atlas_cite.sources.records.values import Notes, fold_key
from atlas_cite.tables.atlas import PART_HEADINGS

__all__ = ["SCHEMA_PATH", "Kind", "LocatedRecord", "looks_like_records", "read_records", "read_schema"]

Kind = Literal["yaml", "json", "jsonl", "markdown"]

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?([A-Za-z][\w \-’']{0,50}?)[\"']?[ \t]*:(?=\s|$)", re.MULTILINE)
_JSON_KEY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:')
_OTHER_KINDS = frozenset({"id", "type", "containertitle", "issued", "dateparts", "custom", "referencetype"})
_SIGNATURE = frozenset(
    fold_key(spelling)
    for each in FIELDS_BY_KEY.values()
    if each.kind in {"part", "pem", "badges"} or each.name in {"slug", "snapshot_date", "machine_written"}
    for spelling in (each.name, *each.aliases)
)
_BIBLIOGRAPHIC = frozenset({"title", "authors", "journal", "year", "doi", "pmid"})
_NAMING = _BIBLIOGRAPHIC | {"author", "url"}
_BODY_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.{1,80}?)[ \t#:]*$", re.MULTILINE)
_LOOKED_AT = 20_000
_LISTS = ("records", "studies", "summaries", "items")


@dataclass(frozen=True, slots=True)
class LocatedRecord:
    """A record and the line it begins on."""

    record: SummaryRecord
    line: int


def looks_like_records(text: str, kind: Kind) -> bool:
    """Whether `text`, known to have the form of `kind`, holds summary records rather than other data."""
    text = text.lstrip("\ufeff")[:_LOOKED_AT]
    if kind == "markdown":
        front = _FRONT_MATTER.match(text)
        if not front:
            return False
        keys = _KEY.findall(front.group(1))
        return _has_record_keys(keys) or _has_part_headings(keys, text[front.end() :])
    pattern = _KEY if kind == "yaml" else _JSON_KEY
    return _has_record_keys(pattern.findall(text))


def read_records(text: str, where: str, kind: Kind) -> tuple[list[LocatedRecord], list[Problem]]:
    """Read every record of a file, and name everything that is wrong in it; never raises for its content.

    `where` names the file in problems (`where:line`).
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if kind == "markdown":
        return _read_markdown(text, where)
    nodes, problems = _parse(text, where, kind)
    located: list[LocatedRecord] = []
    for node in _records_in(nodes):
        notes = Notes(where)
        record = read_record(node, notes)
        problems += notes.problems
        located += [LocatedRecord(record, node.line)] if record is not None else []
    if not located and not problems:
        problems.append(Problem("not-a-record", where, "the file holds no record"))
    return located, problems + _contradictions(located, where)


def _parse(text: str, where: str, kind: Kind) -> tuple[list[Node], list[Problem]]:
    if kind == "jsonl":
        return parse_json_lines(text, where)
    if kind == "json":
        node, problems = parse_json(text, where)
        return [node] if node else [], problems
    return parse_yaml(text, where)


def _records_in(nodes: list[Node]) -> list[Node]:
    """Single records: the nodes, the elements of lists, and the elements of a mapping's list of records."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node.value, list):
            found += node.value
        elif isinstance(node.value, dict) and (inner := _list_inside(node.value)) is not None:
            found += inner
        else:
            found.append(node)
    return found


def _list_inside(members: dict[str, Node]) -> list[Node] | None:
    for name in _LISTS:
        node = members.get(name)
        if (
            node is not None
            and isinstance(node.value, list)
            and not any(fold_key(key) in _SIGNATURE for key in members)
        ):
            return node.value
    return None


def _read_markdown(text: str, where: str) -> tuple[list[LocatedRecord], list[Problem]]:
    """One record: its keys in the front matter, its parts under headings of the body."""
    front = _FRONT_MATTER.match(text)
    if not front:
        return [], [Problem("not-a-record", f"{where}:1", "the file has no front matter between two lines of `---`")]
    nodes, problems = parse_yaml(front.group(1), where, first_line=text[: front.start(1)].count("\n") + 1)
    body: list[BodySection] = parse_body(text[front.end() :], text[: front.end()].count("\n") + 1)
    node = nodes[0] if nodes else Node({}, 1)
    notes = Notes(where, problems)
    record = read_record(node, notes, tuple(body))
    return ([LocatedRecord(record, 1)] if record is not None else []), notes.problems


def _contradictions(located: list[LocatedRecord], where: str) -> list[Problem]:
    """Records of one study and one snapshot that give different PEM values."""
    problems: list[Problem] = []
    first: dict[tuple[str, str], LocatedRecord] = {}
    for each in located:
        study = each.record.doi.text if each.record.doi else each.record.slug
        if not study or each.record.pem is Pem.UNKNOWN:
            continue
        before = first.setdefault((study, each.record.snapshot_date), each)
        if before.record.pem is not each.record.pem:
            message = f"{study}: PEM is {each.record.pem} here and {before.record.pem} in line {before.line}"
            hint = "Give each record its snapshot_date if the value changed, or correct one."
            problems.append(Problem("pem-conflict", f"{where}:{each.line}", message, hint))
    return problems


def _has_part_headings(keys: list[str], body: str) -> bool:
    """Whether the front matter names a study and a heading of the body a part, beyond doubt: `## Quick Summary`."""
    names = {fold_key(key) for key in keys}
    headings = (folded(heading) for heading in _BODY_HEADING.findall(body))
    return bool(names & _NAMING) and any(len(each.split()) > 1 and each in PART_HEADINGS for each in headings)


def _has_record_keys(keys: list[str]) -> bool:
    found = {fold_key(key) for key in keys}
    if found & _SIGNATURE:
        return "containertitle" not in found and not {"id", "type", "issued"} <= found
    return len(found & _BIBLIOGRAPHIC) >= 2 and not found & _OTHER_KINDS
