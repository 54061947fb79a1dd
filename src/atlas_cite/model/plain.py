"""Plain data: model values as JSON-ready dictionaries, and back, for library and record files.

A library file is CSL-JSON: each entry is a CSL item, and what CSL has no word for stands in its `custom` object
under `atlas-cite`, so pandoc and Zotero read the file as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Conflict, Origin
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.model.summary import Block, Bullets, Paragraph, Part, Pem, SummaryRecord
from atlas_cite.model.variables import DATE_VARIABLES, NAME_VARIABLES
from atlas_cite.model.verdict import Candidate, Certainty, Verdict

NAMESPACE = "atlas-cite"
"""Our member in CSL-JSON's `custom` object."""


def entry_to_plain(entry: Entry) -> dict[str, Any]:
    """`entry` as a CSL-JSON item with our data under `custom`."""
    ours: dict[str, Any] = {
        "origins": {name: _origin_to_plain(origin) for name, origin in entry.origins.items()},
        "orcid": _orcids(entry.item),
        "conflicts": [_conflict_to_plain(conflict) for conflict in entry.conflicts],
        "status": _status_to_plain(entry.status),
        "relations": [{"kind": relation.kind, "doi": relation.doi.text} for relation in entry.relations],
        "verdict": verdict_to_plain(entry.verdict),
        "asked": entry.asked.text if entry.asked else None,
        "extra": dict(entry.extra),
        "summary": summary_to_plain(entry.summary) if entry.summary else None,
    }
    return entry.item.to_csl(entry.key) | {"custom": {NAMESPACE: _pruned(ours)}}


def entry_from_plain(plain: Mapping[str, Any]) -> Entry:
    """The entry that `entry_to_plain` wrote.  Raises KeyError, TypeError, ValueError or InvalidDoi for other data."""
    ours = plain["custom"][NAMESPACE]
    item = _with_orcids(Item.from_csl(plain), ours.get("orcid", {}))
    asked = ours.get("asked")
    return Entry(
        key=str(plain["id"]),
        item=item,
        origins={name: Origin(**origin) for name, origin in ours.get("origins", {}).items()},
        summary=summary_from_plain(ours["summary"]) if ours.get("summary") else None,
        conflicts=tuple(_conflict_from_plain(conflict) for conflict in ours.get("conflicts", ())),
        status=_status_from_plain(ours.get("status", {})),
        relations=tuple(Relation(each["kind"], _doi(each["doi"])) for each in ours.get("relations", ())),
        verdict=_verdict_from_plain(ours.get("verdict")),
        asked=_doi(asked) if asked else None,
        extra=dict(ours.get("extra", {})),
    )


def is_library_item(plain: Mapping[str, Any]) -> bool:
    """Whether a CSL-JSON object was written by `entry_to_plain`."""
    custom = plain.get("custom")
    return isinstance(custom, Mapping) and isinstance(custom.get(NAMESPACE), Mapping)


def summary_to_plain(record: SummaryRecord) -> dict[str, Any]:
    """A summary as a record file holds it: snake-case keys in a fixed order, nothing empty, `pem` always."""
    plain: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name == "parts":
            plain |= {part.value: [_block_to_plain(block) for block in value[part]] for part in Part if value.get(part)}
        else:
            plain[each.name] = _SUMMARY_TO_PLAIN.get(each.name, _same)(value)
    by_people = {"machine_written": False} if record.machine_written is False else {}  # None would mean: not known
    return _pruned(plain) | by_people


def summary_from_plain(plain: Mapping[str, Any]) -> SummaryRecord:
    """The summary that `summary_to_plain` wrote.  Raises as `entry_from_plain`."""
    parts = {part: tuple(map(_block_from_plain, plain[part.value])) for part in Part if plain.get(part.value)}
    values = {
        each.name: _SUMMARY_FROM_PLAIN.get(each.name, _same)(plain[each.name])
        for each in fields(SummaryRecord)
        if each.name in plain and each.name != "parts"
    }
    return SummaryRecord(parts=parts, **values)


def _doi(text: str) -> Doi:
    return Doi.parse(text, exact=True)


def _same(value: Any) -> Any:
    return value


def _block_to_plain(block: Block) -> str | list[str]:
    return block.text if isinstance(block, Paragraph) else list(block.items)


def _block_from_plain(plain: str | list[str]) -> Block:
    return Paragraph(plain) if isinstance(plain, str) else Bullets(tuple(plain))


_SUMMARY_TO_PLAIN: dict[str, Callable[[Any], Any]] = {
    "authors": lambda names: [_name_to_plain(name) for name in names],
    "doi": lambda doi: doi.text if doi else None,
    "unassigned": lambda blocks: [_block_to_plain(block) for block in blocks],
    "pem": lambda pem: pem.value,
    "badges": dict,
    "tags": list,
    "topics": list,
    "other": dict,
}

_SUMMARY_FROM_PLAIN: dict[str, Callable[[Any], Any]] = {
    "authors": lambda names: tuple(filter(None, map(_name_from_plain, names))),
    "doi": _doi,
    "unassigned": lambda blocks: tuple(map(_block_from_plain, blocks)),
    "pem": Pem,
    "badges": dict,
    "tags": tuple,
    "topics": tuple,
    "other": dict,
}


def _name_to_plain(name: Name) -> dict[str, Any]:
    return name.to_csl() | ({"orcid": name.orcid} if name.orcid else {})


def _name_from_plain(plain: Mapping[str, Any]) -> Name | None:
    name = Name.from_csl(plain)
    return _with_orcid(name, str(plain.get("orcid", ""))) if name else None


def _with_orcid(name: Name, orcid: str) -> Name:
    values = {each.name: getattr(name, each.name) for each in fields(name)}
    return Name(**(values | {"orcid": orcid}))


def _orcids(item: Item) -> dict[str, list[str]]:
    """ORCID iDs by name variable and position: CSL-JSON names have no place for them."""
    found = {name: [person.orcid for person in item.names(name)] for name in item.fields if name in NAME_VARIABLES}
    return {name: orcids for name, orcids in found.items() if any(orcids)}


def _with_orcids(item: Item, orcids: Mapping[str, list[str]]) -> Item:
    updated = {
        variable: tuple(_with_orcid(person, orcid) for person, orcid in zip(item.names(variable), values, strict=True))
        for variable, values in orcids.items()
    }
    return item.with_fields(updated)


def value_to_plain(value: Value) -> Any:
    """A field's value as JSON data."""
    if isinstance(value, Date):
        return value.to_csl()
    if isinstance(value, tuple):
        return [_name_to_plain(name) for name in value]
    return value


def _value_from_plain(field: str, plain: Any) -> Value:
    if field in DATE_VARIABLES:
        return Date.from_csl(plain) or Date()
    if field in NAME_VARIABLES:
        return tuple(filter(None, map(_name_from_plain, plain)))
    value: Value = plain
    return value


def _origin_to_plain(origin: Origin) -> dict[str, str]:
    return _pruned({"source": origin.source, "where": origin.where, "when": origin.when})


def _conflict_to_plain(conflict: Conflict) -> dict[str, Any]:
    value = value_to_plain(conflict.value)
    return {"field": conflict.field, "value": value, "origin": _origin_to_plain(conflict.origin)}


def _conflict_from_plain(plain: Mapping[str, Any]) -> Conflict:
    return Conflict(plain["field"], _value_from_plain(plain["field"], plain["value"]), Origin(**plain["origin"]))


def _status_to_plain(status: Status) -> dict[str, Any]:
    updates = [
        _pruned(
            {"kind": each.kind, "source": each.source, "notice": each.notice and each.notice.text, "date": each.date}
        )
        for each in status.updates
    ]
    return _pruned(
        {"checked": status.checked, "updates": updates, "notice_for": [doi.text for doi in status.notice_for]}
    )


def _status_from_plain(plain: Mapping[str, Any]) -> Status:
    updates = tuple(
        Update(
            each["kind"],
            each.get("source", ""),
            _doi(each["notice"]) if each.get("notice") else None,
            each.get("date", ""),
        )
        for each in plain.get("updates", ())
    )
    return Status(plain.get("checked", ""), updates, tuple(map(_doi, plain.get("notice_for", ()))))


def verdict_to_plain(verdict: Verdict | None) -> dict[str, Any] | None:
    """A verdict as library files and reports hold it; None for none."""
    if verdict is None:
        return None
    candidates = [
        {"doi": each.doi.text, "title": each.title, "confidence": each.confidence, "reasons": list(each.reasons)}
        for each in verdict.candidates
    ]
    return _pruned(
        {
            "certainty": verdict.certainty.value,
            "doi": verdict.doi.text if verdict.doi else None,
            "confidence": verdict.confidence,
            "reasons": list(verdict.reasons),
            "candidates": candidates,
        }
    )


def _verdict_from_plain(plain: Mapping[str, Any] | None) -> Verdict | None:
    if not plain:
        return None
    candidates = tuple(
        Candidate(_doi(each["doi"]), each["title"], each["confidence"], tuple(each["reasons"]))
        for each in plain.get("candidates", ())
    )
    return Verdict(
        Certainty(plain["certainty"]),
        _doi(plain["doi"]) if plain.get("doi") else None,
        plain.get("confidence", 0.0),
        tuple(plain.get("reasons", ())),
        candidates,
    )


def _pruned(plain: dict[str, Any]) -> dict[str, Any]:
    """`plain` without members that say nothing: None, False, zero confidence aside, and whatever is empty."""
    return {key: value for key, value in plain.items() if value not in (None, "", [], {}, ()) and value is not False}
