"""Claims: which questions a process is asking, so that another one on the same file waits for its answers.

A claim lapses when it is not renewed, and at once when the process that made it is gone.
"""

from __future__ import annotations

import os
import socket
import sys
import uuid
from collections.abc import Iterable

from atlas_cite.sources.cache.database import Database

LASTS = 60.0
"""Seconds after which a claim that nobody renewed is void."""


class Claims:
    """The claims of one run of one process, in the file `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._host = socket.gethostname()
        self._owner = f"{self._host} {os.getpid()} {uuid.uuid4().hex}"

    def take(self, questions: Iterable[str], now: float) -> set[str]:
        """Claim what nobody else has; returns which of `questions` are ours.  `now` is in seconds since 1970."""
        wanted = list(questions)
        with self._database.transaction() as connection:
            owners = connection.execute("SELECT DISTINCT owner FROM claims WHERE owner <> ?", (self._owner,)).fetchall()
            gone = [(owner,) for (owner,) in owners if self._is_gone(owner)]
            connection.executemany("DELETE FROM claims WHERE owner = ?", gone)
            connection.execute("DELETE FROM claims WHERE expires < ? OR expires > ?", (now, now + 2 * LASTS))
            rows = [(question, self._owner, now + LASTS) for question in wanted]
            connection.executemany("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", rows)
            ours = connection.execute("SELECT question FROM claims WHERE owner = ?", (self._owner,))
            return {question for (question,) in ours} & set(wanted)

    def renew(self, now: float) -> None:
        """Let our claims last from `now` on."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE claims SET expires = ? WHERE owner = ?", (now + LASTS, self._owner))

    def release(self, questions: Iterable[str] | None = None) -> None:
        """Give up our claims on `questions`, or all of them."""
        with self._database.transaction() as connection:
            if questions is None:
                connection.execute("DELETE FROM claims WHERE owner = ?", (self._owner,))
            else:
                rows = [(question, self._owner) for question in questions]
                connection.executemany("DELETE FROM claims WHERE question = ? AND owner = ?", rows)

    def _is_gone(self, owner: str) -> bool:
        """Whether the process behind a claim surely runs no more; told on this machine only, and not on Windows."""
        host, _, rest = owner.rpartition(" ")[0].rpartition(" ")
        if host != self._host or not rest.isdecimal() or sys.platform == "win32":
            return False
        try:
            os.kill(int(rest), 0)
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            return False
        return False
