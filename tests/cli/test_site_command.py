"""The web page and the site from the command line, from the demo's library."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

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
