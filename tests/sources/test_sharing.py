"""Two processes on one cache: each question is asked once, limits hold over both, and the dead leave nothing locked."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.sources.cache import Cache
from atlas_cite.sources.cache.claims import LASTS, Claims
from atlas_cite.sources.cache.database import Database
from loopback.crossref_server import CrossrefServer

Serve = Callable[..., CrossrefServer]
NOW = 1_800_000_000.0

RUN = """
import sys
from datetime import date
from pathlib import Path
from atlas_cite.model.doi import Doi
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
url, path, first, last, queries = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:])
wanted = [Doi.parse(f"10.1234/work.{number}") for number in range(first, last)]
settings = CrossrefSettings(url, "we@example.org")
told = lambda done, total: print(done, flush=True)
with Cache(path) as cache, Crossref(settings, cache, today=date(2026, 11, 22)) as crossref:
    found = [answer for answer in crossref.fetch(wanted, told) if answer.work]
    searched = crossref.search_many([f"study number {number}" for number in range(queries)], rows=2)
print("found", len(found), sum(answer.outcome.value == "found" for answer in searched))
"""


def start(server: CrossrefServer, path: Path, first: int, last: int, queries: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, server.url, str(path), str(first), str(last), str(queries)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def last_line(run: subprocess.Popen[str]) -> str:
    output, _ = run.communicate(timeout=60)
    return output.splitlines()[-1]


def records(count: int) -> list[dict[str, Any]]:
    return [{"DOI": f"10.1234/work.{number}", "title": [f"Study number {number}"]} for number in range(count)]


def times_asked(server: CrossrefServer) -> Counter[str]:
    """How often each DOI was asked for, in batches and singly."""
    batches = [
        each.parameters["filter"][0].split(",") for each in server.requests("list") if "filter" in each.parameters
    ]
    singles = [each.path.removeprefix("/works/") for each in server.requests("single")]
    return Counter([*(doi.removeprefix("doi:") for batch in batches for doi in batch), *singles])


def test_two_processes_ask_each_question_once_and_together_keep_the_limits(
    crossref_server: Serve, tmp_path: Path
) -> None:
    server = crossref_server(records(400), enforce=True)
    runs = [start(server, tmp_path / "c.db", 0, 300, 3), start(server, tmp_path / "c.db", 100, 400, 3)]
    assert [last_line(run) for run in runs] == ["found 300 3", "found 300 3"]
    assert set(times_asked(server).values()) == {1}
    assert len(times_asked(server)) == 400
    assert len([each for each in server.log if "query.bibliographic" in each.parameters]) == 3
    assert server.requests(status=429) == []


def test_a_killed_process_holds_nobody_up(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(300), enforce=True)
    killed = start(server, tmp_path / "c.db", 0, 300)
    assert killed.stdout is not None
    with killed.stdout as told:
        while int(told.readline()) < 100:
            pass
        waiting = start(server, tmp_path / "c.db", 0, 300)
        time.sleep(0.3)
        killed.send_signal(signal.SIGKILL)
    killed.wait()
    began = time.monotonic()
    assert last_line(waiting) == "found 300 0"
    assert time.monotonic() - began < LASTS / 2
    assert max(times_asked(server).values()) <= 2


def test_an_interrupted_process_gives_its_claims_up(crossref_server: Serve, tmp_path: Path) -> None:
    server = crossref_server(records(300), enforce=True)
    run = start(server, tmp_path / "c.db", 0, 300)
    assert run.stdout is not None
    with run.stdout as told:
        while int(told.readline()) < 50:
            pass
        run.send_signal(signal.SIGINT)
    run.wait()
    connection = sqlite3.connect(tmp_path / "c.db")
    assert connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)
    connection.close()
    with Cache(tmp_path / "c.db") as cache:
        assert cache.info().found >= 50


@contextmanager
def database(path: Path) -> Iterator[Database]:
    opened = Database(path)
    yield opened
    opened.close()


def test_a_claim_is_one_runs_until_it_is_released_or_lapses(tmp_path: Path) -> None:
    with database(tmp_path / "c.db") as one, database(tmp_path / "c.db") as two:
        ours, theirs = Claims(one), Claims(two)
        assert ours.take(["a", "b"], NOW) == {"a", "b"}
        assert theirs.take(["a", "b", "c"], NOW) == {"c"}
        ours.release(["a"])
        theirs.release(["b"])
        assert theirs.take(["a", "b"], NOW) == {"a"}
        ours.renew(NOW + LASTS)
        assert theirs.take(["b"], NOW + LASTS + 1) == set()
        assert theirs.take(["b"], NOW + 3 * LASTS) == {"b"}
        theirs.release()
        assert ours.take(["a", "b", "c"], NOW + 3 * LASTS) == {"a", "b", "c"}


def test_a_claim_from_a_clock_that_was_ahead_does_not_last(tmp_path: Path) -> None:
    with database(tmp_path / "c.db") as one, database(tmp_path / "c.db") as two:
        assert Claims(one).take(["a"], NOW + 10_000) == {"a"}
        assert Claims(two).take(["a"], NOW) == {"a"}


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be told to be gone")
def test_a_dead_process_loses_its_claims_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from atlas_cite.sources.cache.claims import Claims;"
        "from atlas_cite.sources.cache.database import Database;"
        f"Claims(Database(Path(sys.argv[1]))).take(['a'], {NOW})"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "c.db")], check=True)
    with database(tmp_path / "c.db") as ours:
        assert ours.rows("SELECT question FROM claims") == [("a",)]
        assert Claims(ours).take(["a"], NOW) == {"a"}


def test_turns_are_taken_one_after_another_by_all(tmp_path: Path) -> None:
    with Cache(tmp_path / "c.db") as one, Cache(tmp_path / "c.db") as two:
        assert one.take_turn("Crossref list", NOW, 0.5) == 0
        assert two.take_turn("Crossref list", NOW + 0.2, 0.5) == pytest.approx(0.3)
        assert two.take_turn("Crossref single", NOW + 0.2, 0.5) == 0
        assert two.take_turn("Crossref list", NOW + 0.5, 0.5) == 0
        one.put_off_turn("Crossref list", NOW + 9)
        assert two.take_turn("Crossref list", NOW + 1, 0.5) == pytest.approx(8)
        assert two.take_turn("Crossref list", NOW - 10_000, 0.5) == 0
