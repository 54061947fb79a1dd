"""Lock: a build is pinned to the records it was made of, and says which ones have changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from atlas_cite.errors import Severity, UnreadableInput
from atlas_cite.lock import Lock, read_lock
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.status import Status, Update
from atlas_cite.model.work import Work
from atlas_cite.sources.shelf import fingerprint

ONE = Work(Doi.parse("10.1234/b"), Item(), "2026-11-22", fingerprint="11")
TWO = Work(Doi.parse('10.1234/a"\\x'), Item(), "2026-11-21", registry="datacite", fingerprint="22")


def written(path: Path, *works: Work) -> Path:
    lock = Lock(path)
    assert [lock.accept(work) for work in works] == [None] * len(works)
    assert list(lock.close()) == []
    return path


def test_a_first_run_writes_a_line_for_each_work_in_order(tmp_path: Path) -> None:
    path = written(tmp_path / "build.lock", ONE, TWO, ONE)
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == '{"atlas-cite-lock": 1, "works": {'
    assert [line.startswith('"10.1234/') for line in lines[1:3]] == [True, True]
    assert json.loads(path.read_text("utf-8"))["works"] == {
        TWO.doi.text: {"fetched": "2026-11-21", "registry": "datacite", "sha256": "22"},
        "10.1234/b": {"fetched": "2026-11-22", "registry": "crossref", "sha256": "11"},
    }
    assert Lock(path).pinned == {"10.1234/b": "11", TWO.doi.text: "22"}


def test_a_changed_record_is_refused_and_its_retraction_told(tmp_path: Path) -> None:
    path = written(tmp_path / "build.lock", ONE, TWO)
    before = path.read_bytes()
    lock = Lock(path)
    retracted = Status("2026-12-01", (Update("retraction", "publisher"),))
    problem = lock.accept(replace(ONE, fingerprint="33", status=retracted))
    assert problem is not None
    assert (problem.code, problem.subject, problem.severity) == ("lock-changed", "10.1234/b", Severity.ERROR)
    assert "2026-11-22" in problem.message
    assert "retraction" in problem.message
    assert lock.accept(TWO) is None
    assert list(lock.close()) == []
    assert path.read_bytes() == before


def test_a_work_the_lock_does_not_name_is_used_and_told(tmp_path: Path) -> None:
    path = written(tmp_path / "build.lock", ONE)
    before = path.read_bytes()
    lock = Lock(path)
    assert lock.accept(TWO) is None
    assert [(each.code, each.severity) for each in lock.close()] == [("lock-new", Severity.WARNING)]
    assert path.read_bytes() == before


def test_an_update_takes_everything_as_it_is_now(tmp_path: Path) -> None:
    path = written(tmp_path / "build.lock", ONE, TWO)
    lock = Lock(path, update=True)
    assert lock.pinned == {}
    assert lock.accept(replace(ONE, fingerprint="33", fetched="2026-12-01")) is None
    assert list(lock.close()) == []
    assert {doi: (each.fetched, each.sha256) for doi, each in read_lock(path).items()} == {
        "10.1234/b": ("2026-12-01", "33")
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"atlas-cite-lock": 2, "works": {}}',
        '{"atlas-cite-lock": 1, "works": []}',
        '{"atlas-cite-lock": 1, "works": {"x": {"fetched": "2026-11-22", "registry": "crossref", "sha256": "1"}}}',
        '{"atlas-cite-lock": 1, "works": {"10.1234/a": {"fetched": "soon", "registry": "crossref", "sha256": "1"}}}',
        '{"atlas-cite-lock": 1, "works": {"10.1234/a": {"fetched": "2026-11-22"}}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_lock_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "build.lock"
    path.write_text(text)
    with pytest.raises(UnreadableInput, match="no lock file") as caught:
        Lock(path)
    assert str(path) in caught.value.subject
    assert path.read_text() == text


def test_a_fingerprint_is_of_the_content_and_not_of_what_drifts() -> None:
    record = {"DOI": "10.1234/a", "title": ["A"], "is-referenced-by-count": 3, "indexed": {"timestamp": 1}}
    drifted = {"title": ["A"], "DOI": "10.1234/a", "is-referenced-by-count": 4, "reference": [{}], "score": 2}
    assert fingerprint(record) == fingerprint(drifted)
    assert fingerprint(record) != fingerprint({**record, "title": ["B"]})
    assert fingerprint(record) != fingerprint({**record, "updated-by": []})
    assert len(fingerprint({"title": ["\ud800 é"]})) == 64
