"""The store: what is put into a cache, found in it, exported and verified.

`rows` describes the form of the lines that `export_rows` gives and `import_rows` takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from atlas_cite.errors import CacheFault, InvalidDoi, Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.sources.cache.claims import Claims
from atlas_cite.sources.cache.database import REMEDY, Database
from atlas_cite.sources.cache.rows import (
    READ_ERRORS,
    CachedIdentifier,
    CachedQuery,
    CachedWork,
    Row,
    from_line,
    identifier_from_columns,
    identifier_to_columns,
    query_from_columns,
    query_to_columns,
    to_line,
    work_from_columns,
    work_to_columns,
)

Stored = TypeVar("Stored", CachedWork, CachedQuery, CachedIdentifier)

_PARAMETERS_AT_ONCE = 500
_LONGEST_TURN = 600.0
"""Seconds: a turn further off was left by a clock that has been set back."""


@dataclass(frozen=True, slots=True)
class _Table(Generic[Stored]):
    """A table of answers: its key and other columns, and how a row becomes a value and back."""

    name: str
    key: str
    columns: str
    read: Callable[[tuple[Any, ...]], Stored]

    @property
    def select(self) -> str:
        return f"SELECT {self.key}, {self.columns} FROM {self.name} WHERE {self.key}"  # noqa: S608  # our own names

    @property
    def put(self) -> str:
        marks = ", ?" * (self.columns.count(",") + 1)
        return f"INSERT OR REPLACE INTO {self.name} ({self.key}, {self.columns}) VALUES (?{marks})"  # noqa: S608  # ours


_WORKS = _Table("works", "doi", "status, prime, agency, fetched, record, registry, checked", work_from_columns)
_QUERIES = _Table("queries", "words", "query, rows, fetched, records", query_from_columns)
_IDENTIFIERS = _Table("identifiers", "id", "status, fetched, record", identifier_from_columns)
_TABLES: tuple[_Table[Any], ...] = (_WORKS, _QUERIES, _IDENTIFIERS)
_AGE = "SELECT min(fetched), max(fetched) FROM ({})".format(  # noqa: S608  # names of our own tables
    " UNION ALL ".join(f"SELECT fetched FROM {table.name}" for table in _TABLES)  # noqa: S608  # likewise
)


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds; `size` in bytes, `oldest` and `newest` as ISO dates, empty when it holds nothing."""

    path: str
    found: int = 0
    absent: int = 0
    queries: int = 0
    identifiers: int = 0
    size: int = 0
    oldest: str = ""
    newest: str = ""


class Cache:
    """A cache file, or one in memory when `path` is None; usable from any thread.

    Raises CacheFault, naming the file and the remedy, when the file is damaged, is none of ours, or cannot be used.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._database = Database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def claims(self) -> Claims:
        """The claims of one more run on this cache."""
        return Claims(self._database)

    def take_turn(self, lane: str, now: float, apart: float) -> float:
        """Take the next start in `lane` and 0, or how many seconds it is off; `now` is in seconds since 1970."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT next FROM turns WHERE lane = ?", (lane,)).fetchone()
            wait = row[0] - now if row else 0.0
            if 0 < wait < _LONGEST_TURN:
                return float(wait)
            connection.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (lane, now + apart))
            return 0.0

    def put_off_turn(self, lane: str, until: float) -> None:
        """Let nothing start in `lane` before `until`."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE turns SET next = max(next, ?) WHERE lane = ?", (until, lane))

    def find_works(self, dois: Iterable[Doi]) -> Iterator[CachedWork]:
        """What is stored for each of `dois`, where anything is; in any order."""
        yield from self._find(_WORKS, [doi.text for doi in dois])

    def put_works(self, works: Iterable[CachedWork]) -> None:
        """Store works, replacing what was stored for the same DOI, all or none."""
        self._put(_WORKS, [work_to_columns(work) for work in works])

    def find_query(self, query: str) -> CachedQuery | None:
        """What is stored for a query with the same folded words, or None."""
        return next(self._find(_QUERIES, [folded(query)]), None)

    def put_query(self, query: CachedQuery) -> None:
        """Store a query's answer, replacing what was stored for the same folded words."""
        self._put(_QUERIES, [query_to_columns(query)])

    def find_identifiers(self, names: Iterable[str]) -> Iterator[CachedIdentifier]:
        """What is stored for each identifier, such as `pmid:1`, where anything is; in any order."""
        yield from self._find(_IDENTIFIERS, list(names))

    def put_identifiers(self, identifiers: Iterable[CachedIdentifier]) -> None:
        """Store identifiers, replacing what was stored for the same ones, all or none."""
        self._put(_IDENTIFIERS, [identifier_to_columns(each) for each in identifiers])

    def info(self) -> CacheInfo:
        """Counts, size and age."""
        counts = dict(self._database.rows("SELECT status, count(*) FROM works GROUP BY status"))
        [(queries,)] = self._database.rows("SELECT count(*) FROM queries")
        [(identifiers,)] = self._database.rows("SELECT count(*) FROM identifiers")
        [(pages,)] = self._database.rows("PRAGMA page_count")
        [(page_size,)] = self._database.rows("PRAGMA page_size")
        [(oldest, newest)] = self._database.rows(_AGE)
        return CacheInfo(
            self._database.name,
            counts.get("found", 0),
            counts.get("absent", 0),
            queries,
            identifiers,
            pages * page_size,
            oldest or "",
            newest or "",
        )

    def clear(self) -> int:
        """Forget every answer; returns how many that were."""
        with self._database.transaction() as connection:
            count = sum(connection.execute(f"DELETE FROM {table.name}").rowcount for table in _TABLES)  # noqa: S608  # ours
            connection.execute("DELETE FROM turns")
        self._database.rows("VACUUM")
        return count

    def export_rows(self) -> Iterator[dict[str, Any]]:
        """Everything, works by DOI, queries by their words, identifiers, in the form `rows` describes."""
        for table in _TABLES:
            for columns in self._stored(table):
                yield to_line(self._value(table, columns))

    def import_rows(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Store exported rows unless something newer is stored; returns how many were taken.

        Raises CacheFault, naming the row, for one in another form than `rows` describes; then none is stored.
        """
        count = 0
        with self._database.transaction() as connection:
            for number, line in enumerate(rows, start=1):
                try:
                    row = from_line(line)
                except (*READ_ERRORS, InvalidDoi) as error:
                    raise CacheFault(
                        f"row {number} is no row of a cache: {error!s:.200}",
                        subject=f"row {number}",
                        hint="Each line is a JSON object as `cache export` writes it.",
                    ) from error
                count += _put_if_newer(connection, row)
        return count

    def verify(self) -> list[Problem]:
        """What is wrong with the file and its rows; nothing when all is well."""
        faults = [text for (text,) in self._database.rows("PRAGMA integrity_check") if text != "ok"]
        problems = [Problem("cache-damaged", self._database.name, fault, REMEDY) for fault in faults]
        for table in _TABLES:
            for columns in self._stored(table):
                try:
                    self._value(table, columns)
                except CacheFault as fault:
                    problems.append(Problem("cache-row-damaged", str(columns[0]), fault.message, fault.hint))
        return problems

    def _find(self, table: _Table[Stored], keys: list[str]) -> Iterator[Stored]:
        for start in range(0, len(keys), _PARAMETERS_AT_ONCE):
            part = keys[start : start + _PARAMETERS_AT_ONCE]
            for columns in self._database.rows(f"{table.select} IN ({', '.join('?' * len(part))})", part):
                yield self._value(table, columns)

    def _put(self, table: _Table[Any], rows: list[tuple[Any, ...]]) -> None:
        if rows:
            with self._database.transaction() as connection:
                connection.executemany(table.put, rows)

    def _stored(self, table: _Table[Any]) -> Iterator[tuple[Any, ...]]:
        """Every row, one at a time: a cache can be larger than memory."""
        for (key,) in self._database.rows(f"SELECT {table.key} FROM {table.name} ORDER BY {table.key}"):  # noqa: S608  # ours
            yield from self._database.rows(f"{table.select} = ?", [key])

    def _value(self, table: _Table[Stored], columns: tuple[Any, ...]) -> Stored:
        try:
            return table.read(columns)
        except (*READ_ERRORS, InvalidDoi) as error:
            raise self._database.fault(f"the row of {columns[0]!s:.80} is damaged ({error})") from error


def _put_if_newer(connection: sqlite3.Connection, row: Row) -> bool:
    table, columns = _in_columns(row)
    newest = f"SELECT fetched FROM {table.name} WHERE {table.key} = ?"  # noqa: S608  # names of our own tables
    stored = connection.execute(newest, columns[:1]).fetchone()
    if stored and stored[0] > row.fetched:
        return False
    connection.execute(table.put, columns)
    return True


def _in_columns(row: Row) -> tuple[_Table[Any], tuple[Any, ...]]:
    if isinstance(row, CachedWork):
        return _WORKS, work_to_columns(row)
    if isinstance(row, CachedQuery):
        return _QUERIES, query_to_columns(row)
    return _IDENTIFIERS, identifier_to_columns(row)
