"""Cache rows: one stored answer as a value, as a row of the database, and as a line of an export.

A line of an export, and of the file the demo ships, is a JSON object of one of these forms:

    {"kind": "work", "doi": "10.…", "status": "found", "fetched": "2026-11-22", "record": {…Crossref's message…}}
    {"kind": "work", "doi": "10.…", "status": "absent", "fetched": "2026-11-22", "agency": "DataCite"}
    {"kind": "query", "query": "bibliographic text", "rows": 20, "fetched": "2026-11-22", "records": [{…}, …]}

`doi` is the DOI asked, which is not the record's own when it is an alias; `agency` may be missing.  A query is known by
its folded words alone (`model.text.folded`); `rows` says how many records were asked for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Outcome


@dataclass(frozen=True, slots=True)
class CachedWork:
    """What asking for one DOI came to, found or absent; `fetched` is an ISO date."""

    asked: Doi
    status: Outcome
    fetched: str
    record: Mapping[str, Any] | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class CachedQuery:
    """What a bibliographic query found when `rows` records were asked for; `fetched` is an ISO date."""

    query: str
    rows: int
    fetched: str
    records: tuple[Mapping[str, Any], ...] = ()


READ_ERRORS = (KeyError, TypeError, ValueError, AttributeError, RecursionError, zlib.error)
"""What the readers here raise for a row that is damaged or in another form; InvalidDoi besides."""


def work_to_columns(work: CachedWork) -> tuple[Any, ...]:
    """A work as doi, status, prime DOI, agency, fetched and record, which is compressed JSON."""
    prime = work.record.get("DOI") if work.record is not None else None
    blob = _packed(work.record) if work.record is not None else None
    return work.asked.text, work.status.value, prime, work.agency, work.fetched, blob


def work_from_columns(columns: tuple[Any, ...]) -> CachedWork:
    """The work that `work_to_columns` wrote.  Raises READ_ERRORS or InvalidDoi."""
    doi, status, prime, agency, fetched, blob = columns
    record = _unpacked(blob) if blob is not None else None
    if record is not None and record["DOI"] != prime:
        raise ValueError(f"it holds the record of {record['DOI']!r} instead of {prime!r}")
    return _work(doi, status, fetched, record, agency or "")


def query_to_columns(query: CachedQuery) -> tuple[Any, ...]:
    """A query as folded words, text, rows, fetched and records, which are compressed JSON."""
    return folded(query.query), query.query, query.rows, query.fetched, _packed(list(query.records))


def query_from_columns(columns: tuple[Any, ...]) -> CachedQuery:
    """The query that `query_to_columns` wrote.  Raises READ_ERRORS."""
    words, query, rows, fetched, blob = columns
    if folded(query) != words:
        raise ValueError("its key does not fit its text")
    return _query(query, rows, fetched, _unpacked(blob))


def to_line(row: CachedWork | CachedQuery) -> dict[str, Any]:
    """A row in the form the module describes, ready for JSON."""
    if isinstance(row, CachedQuery):
        return {
            "kind": "query",
            "query": row.query,
            "rows": row.rows,
            "fetched": row.fetched,
            "records": list(row.records),
        }
    line: dict[str, Any] = {"kind": "work", "doi": row.asked.text, "status": row.status.value, "fetched": row.fetched}
    if row.record is not None:
        line["record"] = dict(row.record)
    elif row.agency:
        line["agency"] = row.agency
    return line


def from_line(line: Mapping[str, Any]) -> CachedWork | CachedQuery:
    """The row a line describes.  Raises READ_ERRORS or InvalidDoi."""
    kind = line["kind"]
    if kind == "query":
        return _query(line["query"], line["rows"], line["fetched"], line["records"])
    if kind != "work":
        raise ValueError(f"its kind is {kind!r} instead of 'work' or 'query'")
    return _work(line["doi"], line["status"], line["fetched"], line.get("record"), str(line.get("agency") or ""))


def _work(doi: str, status: str, fetched: str, record: Any, agency: str) -> CachedWork:
    outcome = Outcome(status)
    if outcome is Outcome.UNKNOWN:
        raise ValueError("its status is neither found nor absent")
    if outcome is Outcome.FOUND:
        Doi.parse(record["DOI"], exact=True)
    elif record is not None:
        raise ValueError("it is absent and has a record")
    return CachedWork(Doi.parse(doi, exact=True), outcome, _iso_date(fetched), record, agency)


def _query(query: str, rows: int, fetched: str, records: Any) -> CachedQuery:
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError("its records are no list of objects")
    if not folded(query) or isinstance(rows, bool) or not isinstance(rows, int) or rows < 1:
        raise ValueError("its query is empty, or its rows are no number above 0")
    return CachedQuery(query, rows, _iso_date(fetched), tuple(records))


def _iso_date(text: str) -> str:
    return date.fromisoformat(text).isoformat()


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"))


def _unpacked(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob))
