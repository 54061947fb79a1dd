"""Fixes and merging on real .bib files: nothing else changes, nothing is lost, and a second run finds nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from atlas_cite.bibfile.file import BibFile
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.enrich.removal import removed_entries
from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.text import folded
from atlas_cite.pipeline.checking import CheckRequest
from atlas_cite.pipeline.enriching import enriched
from atlas_cite.pipeline.libraries import Lookup
from atlas_cite.pipeline.mending import Mending, plan_mending

BIBS = Path(__file__).parents[3] / "shared" / "bibs"
FILES = sorted(BIBS.glob("*.bib")) if BIBS.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the shared .bib files are not here")


def planned(path: Path, folder: Path, *, merge: bool) -> tuple[Mending, BibFile]:
    lookup = Lookup(offline=True, cache=folder / "cache.sqlite")
    mending, _ = plan_mending(str(path), CheckRequest(), lookup, today=date(2026, 11, 25), merge=merge)
    data, problems = enriched(mending.enrichment)
    assert [each.message for each in problems if each.code == "edit-refused"] == []
    return mending, read_bib_file(data, str(path))


def words(latex: str) -> str:
    return folded(decode_plain(latex).text)


def everything(file: BibFile) -> Iterator[tuple[int, str, str]]:
    for entry in file.entries:
        for field in entry.fields:
            yield entry.index, field.name, field.raw


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_fixes_change_only_what_they_name(path: Path, tmp_path: Path) -> None:
    mending, after = planned(path, tmp_path, merge=False)
    before = mending.enrichment.file
    named = {(entry.index, change.field) for entry in mending.enrichment.plan.entries for change in entry.changes}
    others = [each for each in everything(before) if each[:2] not in named]
    assert others == [each for each in everything(after) if each[:2] not in named]
    assert [entry.key for entry in after.entries] == [entry.key for entry in before.entries]
    written = tmp_path / "again.bib"
    written.write_bytes(after.data)
    _, again = planned(written, tmp_path, merge=False)
    assert again.data == after.data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_merging_keeps_every_value(path: Path, tmp_path: Path) -> None:
    mending, after = planned(path, tmp_path, merge=True)
    before, new_keys = mending.enrichment.file, mending.new_keys
    left = {entry.key: words(" ".join(field.text for field in entry.fields)) for entry in after.entries}
    gone = len(before.entries) - len(after.entries)
    assert gone == len(removed_entries(mending.enrichment.plan))
    for entry in before.entries:
        if (key := new_keys.get(entry.key)) is not None:
            missing = [field.name for field in entry.fields if not covers(left[key], words(field.text))]
            assert missing == []
    written = tmp_path / "again.bib"
    written.write_bytes(after.data)
    _, again = planned(written, tmp_path, merge=True)
    assert again.data == after.data


def covers(left: str, value: str) -> bool:
    """Whether all words of a value are left; initials may have become names, and keys of entries may be new."""
    kept = left.split()
    return all(any(other.startswith(word) for other in kept) for word in value.split())
