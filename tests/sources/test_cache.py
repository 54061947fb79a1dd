"""The cache file: what goes in comes out, and a file that cannot be used says so."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from atlas_cite.errors import CacheFault
from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Outcome
from atlas_cite.sources.cache import Cache, CachedIdentifier, CachedQuery, CachedWork

RECORD = {"DOI": "10.1234/prime", "title": ["Fatigue \u00e9 \ud800"]}
FOUND = CachedWork(Doi.parse("10.1234/alias"), Outcome.FOUND, "2026-11-01", RECORD)
ABSENT = CachedWork(Doi.parse("10.5281/zenodo.1"), Outcome.ABSENT, "2026-11-20", agency="DataCite")
QUERY = CachedQuery("Chronic fatigue: a “Trial”", 20, "2026-11-10", (RECORD,))


def filled(path: Path | None) -> Cache:
    cache = Cache(path)
    cache.put_works([FOUND, ABSENT])
    cache.put_query(QUERY)
    return cache


def test_what_was_put_is_found_again_after_reopening(tmp_path: Path) -> None:
    filled(tmp_path / "new" / "c.db").close()
    with Cache(tmp_path / "new" / "c.db") as cache:
        assert {row.asked: row for row in cache.find_works([FOUND.asked, ABSENT.asked, Doi.parse("10.1234/none")])} == {
            FOUND.asked: FOUND,
            ABSENT.asked: ABSENT,
        }
        assert cache.find_query("Chronic fatigue: a “Trial”") == QUERY


@pytest.mark.parametrize(
    "text", ["chronic FATIGUE a trial", "Chronic  fatigue — a 'trial'!", "<i>Chronic</i> fatigue a trial"]
)
def test_a_query_is_known_by_its_folded_words(text: str) -> None:
    with filled(None) as cache:
        assert cache.find_query(text) == QUERY
        assert cache.find_query(text + " more") is None


def test_more_dois_than_sqlite_takes_at_once_are_looked_up() -> None:
    dois = [Doi.parse(f"10.1234/{number}") for number in range(2345)]
    with Cache() as cache:
        cache.put_works(CachedWork(doi, Outcome.ABSENT, "2026-11-20") for doi in dois)
        assert {row.asked for row in cache.find_works(dois)} == set(dois)


def test_info_counts_and_dates() -> None:
    with filled(None) as cache:
        info = cache.info()
    assert (info.found, info.absent, info.queries, info.oldest, info.newest) == (1, 1, 1, "2026-11-01", "2026-11-20")
    assert info.size > 0
    with Cache() as empty:
        assert (empty.info().oldest, empty.info().found) == ("", 0)


def test_clear_forgets_everything() -> None:
    with filled(None) as cache:
        assert cache.clear() == 3
        assert list(cache.export_rows()) == []


def test_exported_rows_have_the_documented_form_and_can_be_imported() -> None:
    with filled(None) as cache:
        rows = [json.loads(json.dumps(row)) for row in cache.export_rows()]
    assert rows == [
        {"kind": "work", "doi": "10.1234/alias", "status": "found", "fetched": "2026-11-01", "record": RECORD},
        {"kind": "work", "doi": "10.5281/zenodo.1", "status": "absent", "fetched": "2026-11-20", "agency": "DataCite"},
        {"kind": "query", "query": QUERY.query, "rows": 20, "fetched": "2026-11-10", "records": [RECORD]},
    ]
    with Cache() as other:
        assert other.import_rows(rows) == 3
        assert list(other.export_rows()) == rows


def test_an_import_does_not_replace_what_is_newer() -> None:
    older = {"kind": "work", "doi": "10.1234/alias", "status": "absent", "fetched": "2026-10-31"}
    newer = {**older, "fetched": "2026-11-02"}
    with filled(None) as cache:
        assert cache.import_rows([older]) == 0
        assert next(cache.find_works([FOUND.asked])).status is Outcome.FOUND
        assert cache.import_rows([newer]) == 1
        assert next(cache.find_works([FOUND.asked])).status is Outcome.ABSENT


WORK = {"kind": "work", "doi": "10.1234/a", "status": "found", "fetched": "2026-11-22", "record": {"DOI": "10.1234/a"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        "text",
        {**WORK, "kind": "book"},
        {**WORK, "doi": "no doi"},
        {**WORK, "doi": 5},
        {**WORK, "status": "unknown"},
        {**WORK, "status": "maybe"},
        {**WORK, "fetched": "yesterday"},
        {**WORK, "fetched": None},
        {**WORK, "record": None},
        {**WORK, "record": {"title": ["no DOI"]}},
        {**WORK, "status": "absent"},
        {"kind": "query", "query": "", "rows": 20, "fetched": "2026-11-22", "records": []},
        {"kind": "query", "query": "a", "rows": 0, "fetched": "2026-11-22", "records": []},
        {"kind": "query", "query": "a", "rows": 20, "fetched": "2026-11-22", "records": ["b"]},
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(wrong: object) -> None:
    with Cache() as cache:
        with pytest.raises(CacheFault, match="row 2") as caught:
            cache.import_rows([WORK, wrong])  # type: ignore[list-item]
        assert caught.value.hint
        assert cache.info().found == 0


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 200)
    with pytest.raises(CacheFault) as caught:
        Cache(path)
    assert caught.value.subject == str(path)
    assert "Move the file away" in caught.value.hint
    assert path.read_text().startswith("These are my notes.")


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE works (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CacheFault, match="another program"):
        Cache(path)
    assert path.read_bytes() == before


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CacheFault, match="newer atlas-cite"):
        Cache(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CacheFault):
        Cache(tmp_path)


def test_a_damaged_row_is_found_by_verify_and_refused_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    filled(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE works SET record = x'00ff' WHERE doi = '10.1234/alias'")
        connection.execute("UPDATE queries SET words = 'other'")
    connection.close()
    with Cache(path) as cache:
        assert [(problem.code, problem.subject) for problem in cache.verify()] == [
            ("cache-row-damaged", "10.1234/alias"),
            ("cache-row-damaged", "other"),
        ]
        with pytest.raises(CacheFault, match=r"10\.1234/alias"):
            list(cache.find_works([FOUND.asked]))


def test_a_damaged_file_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Cache(path) as cache:
        works = (CachedWork(Doi.parse(f"10.1234/{n}"), Outcome.FOUND, "2026-11-01", RECORD) for n in range(500))
        cache.put_works(works)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(CacheFault) as caught, Cache(path) as cache:
        list(cache.export_rows())
    assert caught.value.subject == str(path)


def test_a_sound_cache_verifies(tmp_path: Path) -> None:
    with filled(tmp_path / "c.db") as cache:
        assert cache.verify() == []


WRITER = """
import sys
from pathlib import Path
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Outcome
from atlas_cite.sources.cache import Cache, CachedWork
with Cache(Path(sys.argv[1])) as cache:
    for number in range(100):
        doi = Doi.parse(f"10.1234/{sys.argv[2]}.{number}")
        cache.put_works([CachedWork(doi, Outcome.ABSENT, "2026-11-22")])
"""


def test_processes_can_open_and_write_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "abcd"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0, 0]
    with Cache(path) as cache:
        assert cache.info().absent == 400


KILLED = """
import os, sys
from pathlib import Path
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Outcome
from atlas_cite.sources.cache import Cache, CachedWork
cache = Cache(Path(sys.argv[1]))
for number in range(50):
    cache.put_works([CachedWork(Doi.parse(f"10.1234/{number}"), Outcome.ABSENT, "2026-11-22")])
os.kill(os.getpid(), 9)
"""


def test_a_killed_process_loses_nothing_it_had_put(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == -9
    with Cache(path) as cache:
        assert cache.info().absent == 50
        assert cache.verify() == []


FIRST_FORMAT = """
CREATE TABLE works (
    doi TEXT PRIMARY KEY, status TEXT NOT NULL, prime TEXT, agency TEXT, fetched TEXT NOT NULL, record BLOB);
CREATE TABLE queries (
    words TEXT PRIMARY KEY, query TEXT NOT NULL, rows INTEGER NOT NULL, fetched TEXT NOT NULL, records BLOB NOT NULL);
PRAGMA application_id = 1094928724;
PRAGMA user_version = 1;
"""


def test_a_cache_of_the_first_format_is_kept_with_every_answer(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "c.db")
    connection.executescript(FIRST_FORMAT)
    packed = zlib.compress(json.dumps(RECORD).encode("ascii"))
    with connection:
        connection.execute(
            "INSERT INTO works VALUES (?, 'found', ?, '', '2026-11-01', ?)", (FOUND.asked.text, RECORD["DOI"], packed)
        )
        connection.execute(
            "INSERT INTO works VALUES (?, 'absent', NULL, 'DataCite', '2026-11-20', NULL)", (ABSENT.asked.text,)
        )
        connection.execute(
            "INSERT INTO queries VALUES (?, ?, 20, '2026-11-10', ?)",
            (folded(QUERY.query), QUERY.query, zlib.compress(json.dumps([RECORD]).encode("ascii"))),
        )
    connection.close()
    for _ in range(2):
        with Cache(tmp_path / "c.db") as cache:
            assert {row.asked: row for row in cache.find_works([FOUND.asked, ABSENT.asked])} == {
                FOUND.asked: FOUND,
                ABSENT.asked: ABSENT,
            }
            assert cache.find_query(QUERY.query) == QUERY
            assert cache.verify() == []


def test_processes_bring_one_old_file_up_to_date_together(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "c.db")
    connection.executescript(FIRST_FORMAT)
    connection.close()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "c.db"), name]) for name in "abc"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]


def test_registry_status_and_identifiers_survive_an_export() -> None:
    work = replace(FOUND, registry="datacite", checked="2026-11-21")
    known = CachedIdentifier("pmid:1", Outcome.FOUND, "2026-11-20", {"uid": "1"})
    unknown = CachedIdentifier("pmcid:PMC9", Outcome.ABSENT, "2026-11-20")
    with Cache() as cache, Cache() as other:
        cache.put_works([work])
        cache.put_identifiers([known, unknown])
        rows = [json.loads(json.dumps(row)) for row in cache.export_rows()]
        assert rows[1:] == [
            {"kind": "identifier", "id": "pmcid:PMC9", "status": "absent", "fetched": "2026-11-20"},
            {"kind": "identifier", "id": "pmid:1", "status": "found", "fetched": "2026-11-20", "record": {"uid": "1"}},
        ]
        assert other.import_rows(rows) == 3
        assert list(other.find_works([work.asked])) == [work]
        assert list(other.find_identifiers(["pmid:1"])) == [known]
        assert other.info().identifiers == 2
        assert other.clear() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "identifier", "id": "1", "status": "absent", "fetched": "2026-11-20"},
        {"kind": "identifier", "id": "pmid:1", "status": "found", "fetched": "2026-11-20"},
        {"kind": "identifier", "id": "pmid:1", "status": "absent", "fetched": "2026-11-20", "record": {}},
        {**WORK, "checked": "yesterday"},
    ],
)
def test_a_wrong_row_of_the_newer_kinds_is_named(wrong: dict[str, object]) -> None:
    with Cache() as cache, pytest.raises(CacheFault, match="row 1"):
        cache.import_rows([wrong])
