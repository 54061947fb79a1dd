"""Real .bib files, enriched from records made of their own entries: nothing but additions, once, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.cli.main import run
from atlas_cite.model.text import without_markup
from atlas_cite.pipeline.bib_entries import bib_subjects

SHARED = Path(__file__).parents[3] / "shared" / "bibs"
FILES = sorted(SHARED.glob("*.bib")) if SHARED.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the shared folder is absent")


def records_of(data: bytes) -> list[dict[str, Any]]:
    """A Crossref record for each entry that names a DOI: what the entry says, and some fields more."""
    records = {}
    for subject in bib_subjects(read_bib_file(data, "x"))[0]:
        item, doi = subject.reference.item, subject.reference.doi
        if doi is not None:
            records[doi.text] = {
                "DOI": doi.text,
                "type": "journal-article",
                "title": [without_markup(item.text("title"))],
                "author": [{"family": each.sort_family, "given": each.given} for each in item.names("author")],
                "container-title": [item.text("container-title") or "Revue de Größe & Maß"],
                "volume": item.text("volume") or "77",
                "issue": "7",
                "page": item.text("page") or "1-9",
                "ISSN": ["0028-0836"],
                "publisher": "Łódź & Sons",
                "issued": {"date-parts": [[item.year or 2001, 7]]},
            }
    return list(records.values())


def lines_of(data: bytes) -> Counter[bytes]:
    """The lines of a file but for empty fields, which are filled.

    A comma at the end of a line is no change: a field that is no longer the last needs one.
    """
    text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "latin-1")
    lines = (line.rstrip().rstrip(",").rstrip() for line in text.splitlines())
    return Counter(line.encode() for line in lines if not line.endswith(("{}", '""')))


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_a_real_file_only_gains_lines_and_undo_restores_it(
    source: Path, tmp_path: Path, crossref_server: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = source.read_bytes()
    server = crossref_server(records_of(data))
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", server.url)
    monkeypatch.setenv("ATLAS_CITE_DOI_URL", server.doi_url)
    monkeypatch.setenv("ATLAS_CITE_CACHE", str(tmp_path / "cache.sqlite"))
    file = tmp_path / source.name
    file.write_bytes(data)
    arguments = ["enrich", str(file), "--in-place", "--no-search", "-q"]
    assert run(arguments) in {0, 1}
    enriched = file.read_bytes()
    assert not lines_of(data) - lines_of(enriched)
    stamp = file.stat().st_mtime_ns
    run(arguments)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (enriched, stamp)
    if enriched != data:
        assert run(["enrich", str(file), "--undo"]) == 0
    assert file.read_bytes() == data
