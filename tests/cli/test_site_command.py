"""The web page and the site from the command line, from the demo's library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from atlas_cite.cli.main import run
from atlas_cite.demo import make_demo


@pytest.fixture
def library(tmp_path: Path) -> str:
    demo = tmp_path / "demo"
    make_demo(demo)
    options = ["--offline", "--cache", str(demo / "answers.sqlite"), "-q", "-o", str(tmp_path / "library.json")]
    run(["resolve", str(demo / "inputs"), *options])
    return str(tmp_path / "library.json")


def test_a_page_has_every_study_in_every_style(library: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["site", library, "-o", str(page), "--style", "apa", "--style", "vancouver", "--charts", "-q"]) == 0
    tree = html.document_fromstring(page.read_bytes())
    assert len(tree.cssselect("article.entry")) == 12
    assert len(tree.cssselect("article.entry .as[data-style=vancouver]")) == 12
    assert len(tree.cssselect("svg.chart")) == 2
    assert len(tree.cssselect("article .status-first")) == 1


def test_a_filter_and_groups(library: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["site", library, "-o", str(page), "--where", "not retracted", "--group-by", "pem", "-q"]) == 0
    tree = html.document_fromstring(page.read_bytes())
    assert len(tree.cssselect("article.entry")) == 11
    assert len(tree.cssselect("nav.contents a")) == 4
    assert run(["site", library, "-o", str(page), "--where", "retractd"]) == 2


def test_a_site_has_a_page_a_study_and_its_exports(library: str, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    assert run(["site", library, "-o", str(folder), "--site-url", "https://example.org/", "-q"]) == 0
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"index.html", "feed.xml", "sitemap.xml", "studies.bib", "studies.ris", "studies.json"} <= names
    assert len([name for name in names if name.startswith("studies/")]) == 12


def test_a_retraction_is_news_in_the_feed(library: str, tmp_path: Path) -> None:
    entries = json.loads(Path(library).read_text())
    lombardi = next(each for each in entries if each["id"] == "lombardi2009detection")["custom"]["atlas-cite"]
    lombardi["summary"]["snapshot_date"] = "2010-01-01"
    lombardi["status"]["updates"].append({"kind": "correction", "source": "publisher", "date": "yesterday"})
    Path(library).write_text(json.dumps(entries))
    folder = tmp_path / "public"
    assert run(["site", library, "-o", str(folder), "--site-url", "https://example.org/", "-q"]) == 0
    feed = etree.parse(folder / "feed.xml")
    atom = {"atom": "http://www.w3.org/2005/Atom"}
    entry = feed.find(".//atom:entry[atom:id='https://example.org/studies/lombardi2009detection.html']", atom)
    assert entry is not None
    assert entry.findtext("atom:updated", namespaces=atom) == "2011-12-23T00:00:00Z"
    assert str(entry.findtext("atom:summary", namespaces=atom)).startswith("Retracted on 2011-12-23. Do not cite")


def test_a_key_that_is_a_device_on_windows_does_not_stop_the_site(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text('[{"id": "CON", "type": "book", "title": "A"}, {"id": "Nul.2", "type": "book", "title": "B"}]')
    folder = tmp_path / "public"
    assert run(["site", str(keys), "-o", str(folder), "-q"]) == 0
    assert sorted(path.name for path in (folder / "studies").iterdir()) == ["study-CON.html", "study-Nul.2.html"]


@pytest.mark.parametrize("output", ["inputs", "inputs/site", "-", "file", "strange", "."])
def test_a_site_is_not_written_where_it_would_do_harm(
    output: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over an input, into one (and so read as one next time), over a file, or over somebody's own page."""
    monkeypatch.chdir(tmp_path)
    for folder in ("inputs", "strange"):
        (tmp_path / folder).mkdir()
    (tmp_path / "inputs" / "references.json").write_bytes(Path(library).read_bytes())
    (tmp_path / "strange" / "index.html").write_text("<title>My garden</title>")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "studies.json").write_bytes(Path(library).read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run(["site", "inputs", "studies.json", "-o", output]) == 2
    assert "Give -o" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_pages_of_studies_that_are_gone_are_told(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "public"
    assert run(["site", library, "-o", str(folder), "-q"]) == 0
    (folder / "studies" / "own.html").write_text("somebody's own")
    assert run(["site", library, "-o", str(folder), "--where", "not retracted"]) == 0
    told = capsys.readouterr().err
    assert "pages of studies that are in the site no more: lombardi2009detection.html" in told
    assert "own.html" not in told
    assert len(list((folder / "studies").iterdir())) == 13


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://", "https://x/<b>", "https://x/?a=1"])
def test_an_address_that_is_none_is_refused(address: str, library: str, tmp_path: Path) -> None:
    assert run(["site", library, "-o", str(tmp_path / "public"), "--site-url", address]) == 2
    assert not (tmp_path / "public").exists()


def test_a_wrong_filter_is_said_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["site", str(tmp_path / "no-such-file"), "-o", str(tmp_path / "p.html"), "--where", "pem == reqired"]) == 2
    )
    assert "Did you mean required" in capsys.readouterr().err


def test_the_strongest_evidence_stands_first(library: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["site", library, "-o", str(page), "--sort", "evidence", "-q"]) == 0
    keys = [each.get("id") for each in html.document_fromstring(page.read_bytes()).cssselect("article.entry")]
    assert keys[:2] == ["carruthers2011myalgic", "fukuda1994chronic"]  # of two with one level the style's order holds
    assert keys[-1] == "lombardi2009detection"  # retracted
