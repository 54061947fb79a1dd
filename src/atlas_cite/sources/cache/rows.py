"""Cache rows: one stored answer as a value, as a row of the database, and as a line of an export.

A line of an export, and of the file the demo ships, is a JSON object of one of these forms:

    {"kind": "work", "doi": "10.…", "status": "found", "fetched": "2026-11-22", "record": {…Crossref's message…}}
    {"kind": "work", "doi": "10.…", "status": "absent", "fetched": "2026-11-22", "agency": "DataCite"}
    {"kind": "query", "query": "bibliographic text", "rows": 20, "fetched": "2026-11-22", "records": [{…}, …]}
    {"kind": "identifier", "id": "pmid:1", "status": "found", "fetched": "2026-11-22", "record": {…NCBI's…}}

`doi` is the DOI asked, which is not the record's own when it is an alias; `agency` may be missing.  A work may have a
`registry`, who gave the record or has none ("crossref" when missing), and `checked`, when its status was last asked for
("fetched" when missing).  A query is known by its folded words alone (`model.text.folded`); `rows` says how many
records were asked for.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Outcome

CROSSREF = "crossref"
_IDENTIFIER = re.compile(r"(?:pmid:\d+|pmcid:PMC\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class CachedWork:
    """What asking `registry` for one DOI came to, found or absent; `fetched` and `checked` are ISO dates.

    `checked` is when the record's updates were last asked for; empty means with the record.
    """

    asked: Doi
    status: Outcome
    fetched: str
    record: Mapping[str, Any] | None = None
    agency: str = ""
    registry: str = CROSSREF
    checked: str = ""


@dataclass(frozen=True, slots=True)
class CachedQuery:
    """What a bibliographic query found when `rows` records were asked for; `fetched` is an ISO date."""

    query: str
    rows: int
    fetched: str
    records: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CachedIdentifier:
    """What asking for an identifier, such as `pmid:1`, came to; `fetched` is an ISO date."""

    asked: str
    status: Outcome
    fetched: str
    record: Mapping[str, Any] | None = None


Row = CachedWork | CachedQuery | CachedIdentifier

READ_ERRORS = (KeyError, TypeError, ValueError, AttributeError, RecursionError, zlib.error)
"""What the readers here raise for a row that is damaged or in another form; InvalidDoi besides."""


def work_to_columns(work: CachedWork) -> tuple[Any, ...]:
    """A work as doi, status, prime DOI, agency, fetched, record, which is compressed JSON, registry and checked."""
    prime = work.record.get("DOI") if work.record is not None else None
    blob = _packed(work.record) if work.record is not None else None
    return (
        work.asked.text,
        work.status.value,
        prime,
        work.agency,
        work.fetched,
        blob,
        work.registry,
        work.checked,
    )


def work_from_columns(columns: tuple[Any, ...]) -> CachedWork:
    """The work that `work_to_columns` wrote.  Raises READ_ERRORS or InvalidDoi."""
    doi, status, prime, agency, fetched, blob, registry, checked = columns
    record = _unpacked(blob) if blob is not None else None
    if record is not None and record["DOI"] != prime:
        raise ValueError(f"it holds the record of {record['DOI']!r} instead of {prime!r}")
    return _work(CachedWork(Doi.parse(doi, exact=True), _status(status), fetched, record, agency, registry, checked))


def query_to_columns(query: CachedQuery) -> tuple[Any, ...]:
    """A query as folded words, text, rows, fetched and records, which are compressed JSON."""
    return folded(query.query), query.query, query.rows, query.fetched, _packed(list(query.records))


def query_from_columns(columns: tuple[Any, ...]) -> CachedQuery:
    """The query that `query_to_columns` wrote.  Raises READ_ERRORS."""
    words, query, rows, fetched, blob = columns
    if folded(query) != words:
        raise ValueError("its key does not fit its text")
    return _query(query, rows, fetched, _unpacked(blob))


def identifier_to_columns(identifier: CachedIdentifier) -> tuple[Any, ...]:
    """An identifier as id, status, fetched and record, which is compressed JSON."""
    blob = _packed(identifier.record) if identifier.record is not None else None
    return identifier.asked, identifier.status.value, identifier.fetched, blob


def identifier_from_columns(columns: tuple[Any, ...]) -> CachedIdentifier:
    """The identifier that `identifier_to_columns` wrote.  Raises READ_ERRORS."""
    name, status, fetched, blob = columns
    return _identifier(name, status, fetched, _unpacked(blob) if blob is not None else None)


def to_line(row: Row) -> dict[str, Any]:
    """A row in the form the module describes, ready for JSON."""
    if isinstance(row, CachedQuery):
        facts = {"query": row.query, "rows": row.rows, "fetched": row.fetched}
        return {"kind": "query", **facts, "records": list(row.records)}
    if isinstance(row, CachedIdentifier):
        line = {"kind": "identifier", "id": row.asked, "status": row.status.value, "fetched": row.fetched}
        return line | ({"record": dict(row.record)} if row.record is not None else {})
    line = {"kind": "work", "doi": row.asked.text, "status": row.status.value, "fetched": row.fetched}
    line |= {"registry": row.registry} if row.registry != CROSSREF else {}
    line |= {"checked": row.checked} if row.checked not in {"", row.fetched} else {}
    if row.record is not None:
        return {**line, "record": dict(row.record)}
    return line | ({"agency": row.agency} if row.agency else {})


def from_line(line: Mapping[str, Any]) -> Row:
    """The row a line describes.  Raises READ_ERRORS or InvalidDoi."""
    kind = line["kind"]
    if kind == "query":
        return _query(line["query"], line["rows"], line["fetched"], line["records"])
    if kind == "identifier":
        return _identifier(line["id"], line["status"], line["fetched"], line.get("record"))
    if kind != "work":
        raise ValueError(f"its kind is {kind!r} instead of 'work', 'query' or 'identifier'")
    return _work(
        CachedWork(
            Doi.parse(line["doi"], exact=True),
            _status(line["status"]),
            line["fetched"],
            line.get("record"),
            str(line.get("agency") or ""),
            str(line.get("registry") or CROSSREF),
            str(line.get("checked") or ""),
        )
    )


def _work(work: CachedWork) -> CachedWork:
    """The same work, checked to be one."""
    _iso_date(work.fetched)
    if work.checked:
        _iso_date(work.checked)
    if work.status is Outcome.FOUND and work.record is not None:
        Doi.parse(work.record["DOI"], exact=True)
    elif work.status is Outcome.FOUND or work.record is not None:
        raise ValueError("it is found without a record, or absent with one")
    return work


def _status(text: str) -> Outcome:
    outcome = Outcome(text)
    if outcome is Outcome.UNKNOWN:
        raise ValueError("its status is neither found nor absent")
    return outcome


def _query(query: str, rows: int, fetched: str, records: Any) -> CachedQuery:
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError("its records are no list of objects")
    if not folded(query) or isinstance(rows, bool) or not isinstance(rows, int) or rows < 1:
        raise ValueError("its query is empty, or its rows are no number above 0")
    return CachedQuery(query, rows, _iso_date(fetched), tuple(records))


def _identifier(name: str, status: str, fetched: str, record: Any) -> CachedIdentifier:
    if not _IDENTIFIER.fullmatch(name):
        raise ValueError(f"{name!r} is no identifier such as pmid:1 or pmcid:PMC1")
    if (_status(status) is Outcome.FOUND) is not isinstance(record, dict):
        raise ValueError("it is found without a record, or absent with one")
    return CachedIdentifier(name, Outcome(status), _iso_date(fetched), record)


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"))


def _unpacked(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob))
