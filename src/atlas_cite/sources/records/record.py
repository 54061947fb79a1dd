"""One record: a mapping of keys to nodes -> SummaryRecord; every key is read, kept in `other`, or reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atlas_cite.errors import Severity
from atlas_cite.model.summary import Block, Paragraph, Part, Pem, SummaryRecord
from atlas_cite.sources.atlas.citation import clean_title
from atlas_cite.sources.records.light_markdown import BodySection, parse_blocks
from atlas_cite.sources.records.nodes import Node
from atlas_cite.sources.records.people import read_names
from atlas_cite.sources.records.values import (
    Notes,
    as_text,
    fold_key,
    read_badge,
    read_blocks,
    read_date,
    read_doi,
    read_flag,
    read_list,
    read_mapping,
    read_number,
    read_part,
    read_pem,
    read_text,
    read_year,
    same_words,
)
from atlas_cite.tables.atlas import PART_NAMES, RECORD_FIELDS, RecordField

FIELDS_BY_KEY = {
    fold_key(spelling): each
    for each in RECORD_FIELDS
    for spelling in (each.name.removeprefix("badges."), *each.aliases)
}
"""Every known key, folded, and its field."""

_READERS: Mapping[str, Callable[[str, Node, Notes], Any]] = {
    "text": read_text,
    "number": read_number,
    "year": read_year,
    "doi": read_doi,
    "flag": read_flag,
    "date": read_date,
    "list": read_list,
    "mapping": read_mapping,
    "blocks": read_blocks,
}
_IDENTIFYING = ("title", "doi", "pmid", "slug", "url")


@dataclass(slots=True)
class _Draft:
    """The values of one record while its keys are read."""

    notes: Notes
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[Part, tuple[Block, ...]] = field(default_factory=dict)
    badges: dict[str, str] = field(default_factory=dict)
    pem: list[tuple[Pem, int]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    """Field names read so far, and the key each was read from."""


def read_record(node: Node, notes: Notes, body: tuple[BodySection, ...] = ()) -> SummaryRecord | None:
    """Read one record and the body under it; None, with a problem, for what is no mapping."""
    if not isinstance(node.value, dict):
        notes.report("not-a-record", node.line, "a record must be a mapping of keys to values")
        return None
    draft = _Draft(notes)
    for key, value in node.value.items():
        known = FIELDS_BY_KEY.get(fold_key(key))
        if known is None:
            _keep_unknown(key, value, draft)
        elif known.name in draft.seen and known.kind != "pem":
            _keep_repeated(key, known, value, draft)
        else:
            draft.seen[known.name] = key
            _read_field(known, key, value, draft)
    for section in body:
        _read_section(section, draft)
    return _finished(draft, node)


def _read_field(known: RecordField, key: str, node: Node, draft: _Draft) -> None:
    """Read one value by its kind; a value that cannot be used stays in `other` under its key."""
    reported = len(draft.notes.problems)
    if known.kind == "part":
        _read_part(Part(known.name), node, draft)
    elif known.kind == "pem":
        value = read_pem(key, node, draft.notes)
        draft.pem += [(value, node.line)] if value else []
    elif known.kind == "badges":
        _read_badges(node, draft)
    elif known.kind == "badge":
        name = known.name.removeprefix("badges.")
        _add_badge(name, read_badge(name, node, draft.notes), node, draft)
    elif known.kind == "names":
        found = read_names(node, draft.notes)
        draft.values["authors"] = found.names
        draft.values["authors_truncated"] = found.truncated or draft.values.get("authors_truncated", False)
    elif known.kind in _READERS:
        _set_value(known.name, _READERS[known.kind](key, node, draft.notes), draft)
    errors = [each for each in draft.notes.problems[reported:] if each.severity is Severity.ERROR]
    if errors and as_text(node):
        draft.kept[key] = as_text(node)


def _set_value(name: str, value: Any, draft: _Draft) -> None:
    if name == "authors_truncated":
        value = bool(value) or draft.values.get(name, False)
    if value is not None:
        draft.values[name] = clean_title(value) if name == "title" else value


def _read_part(part: Part, node: Node, draft: _Draft) -> None:
    blocks = read_part(part, node, draft.notes)
    if blocks:
        draft.parts[part] = blocks
    elif not isinstance(node.value, dict):
        message = f"“{PART_NAMES[part]}” is there and empty"
        draft.notes.report("empty-part", node.line, message, severity=Severity.WARNING)


def _read_badges(node: Node, draft: _Draft) -> None:
    if not isinstance(node.value, dict):
        draft.notes.bad("badges", node, "a mapping of names to values")
        return
    for key, each in node.value.items():
        known = FIELDS_BY_KEY.get(fold_key(key))
        if known and known.kind == "pem":
            value = read_pem(key, each, draft.notes)
            draft.pem += [(value, each.line)] if value else []
        else:
            name = known.name.removeprefix("badges.") if known and known.kind == "badge" else key
            _add_badge(name, read_badge(name, each, draft.notes), each, draft)


def _add_badge(name: str, value: str, node: Node, draft: _Draft) -> None:
    if value and draft.badges.setdefault(name, value) != value:
        message = f"{name.replace('_', ' ')} is given twice: “{draft.badges[name]}” and “{value}”"
        draft.notes.report("badge-differs", node.line, message)
        draft.kept[name] = value


def _keep_unknown(key: str, node: Node, draft: _Draft) -> None:
    text = as_text(node)
    if text:
        draft.kept[key] = text
    message = f"“{key[:60]}” is no known key; its value is kept under `other`"
    draft.notes.report("unknown-key", node.line, message, severity=Severity.WARNING)


def _keep_repeated(key: str, known: RecordField, node: Node, draft: _Draft) -> None:
    draft.kept[key] = as_text(node)
    message = f"“{key[:60]}” and “{draft.seen[known.name][:60]}” are one key; the first value counts"
    draft.notes.report("repeated-key", node.line, message, severity=Severity.WARNING)


def _read_section(section: BodySection, draft: _Draft) -> None:
    """A heading of the body and its text: a part, the title, or text of no known part."""
    known = FIELDS_BY_KEY.get(fold_key(section.heading)) if section.heading else None
    text = "\n".join(section.lines)
    if known and known.kind == "part" and known.name not in draft.seen:
        draft.seen[known.name] = section.heading
        part = Part(known.name)
        items = [line for line in section.lines if line.strip()]
        as_node = Node(text, section.line) if items else Node(None, section.line)
        _read_part(part, as_node, draft)
        return
    blocks: list[Block] = list(parse_blocks(text))
    if section.level == 1 and known is None:
        title = clean_title(section.heading)
        stated = draft.values.setdefault("title", title)
        if same_words(stated, title):
            if not blocks:
                return
        else:
            blocks.insert(0, Paragraph(section.heading))
    elif section.heading:
        blocks.insert(0, Paragraph(section.heading))
    draft.values["unassigned"] = (*draft.values.get("unassigned", ()), *blocks)
    what = f"“{section.heading}” is no part" if section.heading else "this text has no heading"
    message = f"{what}; the text is kept unassigned"
    draft.notes.report("unassigned-text", section.line, message, severity=Severity.WARNING)


def _finished(draft: _Draft, node: Node) -> SummaryRecord:
    stated = {value: line for value, line in draft.pem if value is not Pem.UNKNOWN}
    if len(stated) > 1:
        both = " and ".join(value.value for value in stated)
        draft.notes.report("pem-conflict", list(stated.values())[-1], f"PEM is given as both {both}")
        draft.kept["pem"] = both
    other = {**draft.kept, **draft.values.pop("other", {})}
    record = SummaryRecord(
        **draft.values,
        parts={part: draft.parts[part] for part in Part if part in draft.parts},
        pem=next(iter(stated)) if len(stated) == 1 else Pem.UNKNOWN,
        badges=draft.badges,
    )
    if not any(getattr(record, name) for name in _IDENTIFYING):
        message = "nothing says which study this is: no title, DOI, PubMed number, slug or address"
        draft.notes.report("record-unidentified", node.line, message, severity=Severity.WARNING)
    return replace(record, other=other)
