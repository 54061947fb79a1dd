"""Cache: what registries answered, on disk in one SQLite file that several processes may use at once.

`cache_rows` describes the form of the rows that `export_rows` gives and `import_rows` takes.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from atlas_cite.errors import CacheFault, InvalidDoi, Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.sources.cache_rows import (
    READ_ERRORS,
    CachedQuery,
    CachedWork,
    from_line,
    query_from_columns,
    query_to_columns,
    to_line,
    work_from_columns,
    work_to_columns,
)

__all__ = ["Cache", "CacheInfo", "CachedQuery", "CachedWork"]

_APPLICATION = 0x41434954  # "ACIT": tells our files from other programs' databases
_SCHEMA = 1
_BUSY_SECONDS = 30.0
_PARAMETERS_AT_ONCE = 500
_REMEDY = "Move the file away, or name another with --cache; what it held is asked again."
_TABLES = (
    """CREATE TABLE IF NOT EXISTS works (
        doi TEXT PRIMARY KEY, status TEXT NOT NULL, prime TEXT, agency TEXT, fetched TEXT NOT NULL, record BLOB)""",
    """CREATE TABLE IF NOT EXISTS queries (
        words TEXT PRIMARY KEY, query TEXT NOT NULL, rows INTEGER NOT NULL, fetched TEXT NOT NULL,
        records BLOB NOT NULL)""",
)
_PUT_WORK = "INSERT OR REPLACE INTO works (doi, status, prime, agency, fetched, record) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_QUERY = "INSERT OR REPLACE INTO queries (words, query, rows, fetched, records) VALUES (?, ?, ?, ?, ?)"
_GET_WORKS = "SELECT doi, status, prime, agency, fetched, record FROM works WHERE doi"
_GET_QUERY = "SELECT words, query, rows, fetched, records FROM queries WHERE words = ?"
_AGE = "SELECT min(fetched), max(fetched) FROM (SELECT fetched FROM works UNION ALL SELECT fetched FROM queries)"


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds; `size` in bytes, `oldest` and `newest` as ISO dates, empty when it holds nothing."""

    path: str
    found: int = 0
    absent: int = 0
    queries: int = 0
    size: int = 0
    oldest: str = ""
    newest: str = ""


class Cache:
    """A cache file, or one in memory when `path` is None; usable from any thread.

    Raises CacheFault, naming the file and the remedy, when the file is damaged, is none of ours, or cannot be used.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._guarded():
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def find_works(self, dois: Iterable[Doi]) -> Iterator[CachedWork]:
        """What is stored for each of `dois`, where anything is; in any order."""
        texts = [doi.text for doi in dois]
        for start in range(0, len(texts), _PARAMETERS_AT_ONCE):
            part = texts[start : start + _PARAMETERS_AT_ONCE]
            marks = ", ".join("?" * len(part))
            for columns in self._rows(f"{_GET_WORKS} IN ({marks})", part):
                yield self._work(columns)

    def put_works(self, works: Iterable[CachedWork]) -> None:
        """Store works, replacing what was stored for the same DOI, all or none."""
        rows = [work_to_columns(work) for work in works]
        if rows:
            with self._transaction():
                self._connection.executemany(_PUT_WORK, rows)

    def find_query(self, query: str) -> CachedQuery | None:
        """What is stored for a query with the same folded words, or None."""
        rows = self._rows(_GET_QUERY, [folded(query)])
        return self._query(rows[0]) if rows else None

    def put_query(self, query: CachedQuery) -> None:
        """Store a query's answer, replacing what was stored for the same folded words."""
        row = query_to_columns(query)
        with self._transaction():
            self._connection.execute(_PUT_QUERY, row)

    def info(self) -> CacheInfo:
        """Counts, size and age."""
        counts = dict(self._rows("SELECT status, count(*) FROM works GROUP BY status"))
        [(queries,)] = self._rows("SELECT count(*) FROM queries")
        [(pages,)], [(page_size,)] = self._rows("PRAGMA page_count"), self._rows("PRAGMA page_size")
        [(oldest, newest)] = self._rows(_AGE)
        found, absent = counts.get("found", 0), counts.get("absent", 0)
        return CacheInfo(self._name, found, absent, queries, pages * page_size, oldest or "", newest or "")

    def clear(self) -> int:
        """Forget everything; returns how many rows that were."""
        with self._transaction():
            works = self._connection.execute("DELETE FROM works").rowcount
            queries = self._connection.execute("DELETE FROM queries").rowcount
        self._rows("VACUUM")
        return int(works + queries)

    def export_rows(self) -> Iterator[dict[str, Any]]:
        """Everything, works by DOI and then queries by their words, in the form `cache_rows` describes."""
        for columns in self._stored_works():
            yield to_line(self._work(columns))
        for columns in self._stored_queries():
            yield to_line(self._query(columns))

    def import_rows(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Store exported rows unless something newer is stored; returns how many were taken.

        Raises CacheFault, naming the row, for one in another form than `cache_rows` describes; then none is stored.
        """
        count = 0
        with self._transaction():
            for number, line in enumerate(rows, start=1):
                try:
                    row = from_line(line)
                except (*READ_ERRORS, InvalidDoi) as error:
                    raise CacheFault(
                        f"row {number} is no row of a cache: {error!s:.200}",
                        subject=f"row {number}",
                        hint="Each line is a JSON object as `cache export` writes it.",
                    ) from error
                count += self._put_if_newer(row)
        return count

    def verify(self) -> list[Problem]:
        """What is wrong with the file and its rows; nothing when all is well."""
        faults = [text for (text,) in self._rows("PRAGMA integrity_check") if text != "ok"]
        problems = [Problem("cache-damaged", self._name, fault, _REMEDY) for fault in faults]
        checks = [(self._stored_works(), self._work), (self._stored_queries(), self._query)]
        for stored, read in checks:
            for columns in stored:
                try:
                    read(columns)
                except CacheFault as fault:
                    problems.append(Problem("cache-row-damaged", str(columns[0]), fault.message, fault.hint))
        return problems

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else "(memory)"

    def _prepare(self) -> None:
        """Make sure the file is ours, and create what is missing."""
        [(application,)] = self._rows("PRAGMA application_id")
        [(schema,)] = self._rows("PRAGMA user_version")
        [(tables,)] = self._rows("SELECT count(*) FROM sqlite_master")
        if tables and application != _APPLICATION:
            raise self._fault("it is a database of another program")
        if schema > _SCHEMA:
            raise self._fault(f"a newer atlas-cite wrote it (format {schema}, this one reads {_SCHEMA})")
        self._enable_wal()
        if schema < _SCHEMA:
            with self._transaction():
                for statement in _TABLES:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._connection.execute(f"PRAGMA user_version = {_SCHEMA}")

    def _enable_wal(self) -> None:
        """Write-ahead logging; SQLite does not wait for other processes on this switch, so we do."""
        self._connection.execute("PRAGMA synchronous = NORMAL")
        deadline = time.monotonic() + _BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _stored_works(self) -> Iterator[tuple[Any, ...]]:
        """Every row of works, one at a time: a cache can be larger than memory."""
        for (doi,) in self._rows("SELECT doi FROM works ORDER BY doi"):
            yield from self._rows(f"{_GET_WORKS} = ?", [doi])

    def _stored_queries(self) -> Iterator[tuple[Any, ...]]:
        for (words,) in self._rows("SELECT words FROM queries ORDER BY words"):
            yield from self._rows(_GET_QUERY, [words])

    def _rows(self, statement: str, parameters: Iterable[Any] = ()) -> list[Any]:
        with self._guarded():
            return self._connection.execute(statement, tuple(parameters)).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One thread at a time, and SQLite's errors as ours."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError) as error:
                raise self._fault(str(error)) from error

    def _fault(self, reason: str) -> CacheFault:
        return CacheFault(f"the cache file cannot be used: {reason}", subject=self._name, hint=_REMEDY)

    def _work(self, columns: tuple[Any, ...]) -> CachedWork:
        try:
            return work_from_columns(columns)
        except (*READ_ERRORS, InvalidDoi) as error:
            raise self._fault(f"the row of {columns[0]!s:.200} is damaged ({error})") from error

    def _query(self, columns: tuple[Any, ...]) -> CachedQuery:
        try:
            return query_from_columns(columns)
        except READ_ERRORS as error:
            raise self._fault(f"the row of the query {columns[0]!s:.80} is damaged ({error})") from error

    def _put_if_newer(self, row: CachedWork | CachedQuery) -> bool:
        if isinstance(row, CachedWork):
            newest, put, columns = "SELECT fetched FROM works WHERE doi = ?", _PUT_WORK, work_to_columns(row)
        else:
            newest, put, columns = "SELECT fetched FROM queries WHERE words = ?", _PUT_QUERY, query_to_columns(row)
        stored = self._connection.execute(newest, columns[:1]).fetchone()
        if stored and stored[0] > row.fetched:
            return False
        self._connection.execute(put, columns)
        return True
