"""Database: one SQLite file of ours, opened, brought to the present format, and used by one thread at a time."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from atlas_cite.errors import CacheFault

_APPLICATION = 0x41434954  # "ACIT": tells our files from other programs' databases
_BUSY_SECONDS = 30.0
REMEDY = "Move the file away, or name another with --cache; what it held is asked again."

_FORMATS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE IF NOT EXISTS works (
        doi TEXT PRIMARY KEY, status TEXT NOT NULL, prime TEXT, agency TEXT, fetched TEXT NOT NULL, record BLOB)""",
        """CREATE TABLE IF NOT EXISTS queries (
        words TEXT PRIMARY KEY, query TEXT NOT NULL, rows INTEGER NOT NULL, fetched TEXT NOT NULL,
        records BLOB NOT NULL)""",
    ),
    (
        "ALTER TABLE works ADD COLUMN registry TEXT NOT NULL DEFAULT 'crossref'",
        "ALTER TABLE works ADD COLUMN checked TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE identifiers (id TEXT PRIMARY KEY, status TEXT NOT NULL, fetched TEXT NOT NULL, record BLOB)",
        "CREATE TABLE claims (question TEXT PRIMARY KEY, owner TEXT NOT NULL, expires REAL NOT NULL)",
        "CREATE TABLE turns (lane TEXT PRIMARY KEY, next REAL NOT NULL)",
    ),
)
"""What made each format from the one before; SQLite's `user_version` says which one a file has."""


class Database:
    """A file, or one in memory when `path` is None; usable from any thread.

    Raises CacheFault, naming the file and the remedy, when the file is damaged, is none of ours, or cannot be used.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self.guarded():
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

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.path) if self.path else "(memory)"

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def rows(self, statement: str, parameters: Iterable[Any] = ()) -> list[Any]:
        """All rows a statement gives."""
        with self.guarded():
            return self._connection.execute(statement, tuple(parameters)).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are made together or not at all, with nobody else's in between."""
        with self.guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """One thread at a time, and SQLite's errors as ours."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError) as error:
                raise self.fault(str(error)) from error

    def fault(self, reason: str) -> CacheFault:
        """An error that names this file and the remedy."""
        return CacheFault(f"the cache file cannot be used: {reason}", subject=self.name, hint=REMEDY)

    def _prepare(self) -> None:
        """Make sure the file is ours, and bring it to the present format."""
        # In this order: another process may make the tables, and with them say that they are ours, in between.
        [(tables,)] = self.rows("SELECT count(*) FROM sqlite_master")
        [(application,)] = self.rows("PRAGMA application_id")
        if tables and application != _APPLICATION:
            raise self.fault("it is a database of another program")
        if self._format() > len(_FORMATS):
            raise self.fault(f"a newer atlas-cite wrote it (format {self._format()}, this one reads {len(_FORMATS)})")
        self._enable_wal()
        if self._format() < len(_FORMATS):
            with self.transaction() as connection:
                for statements in _FORMATS[self._format() :]:  # asked again: another process may have been faster
                    for statement in statements:
                        connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {len(_FORMATS)}")

    def _format(self) -> int:
        [(number,)] = self.rows("PRAGMA user_version")
        return int(number)

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
