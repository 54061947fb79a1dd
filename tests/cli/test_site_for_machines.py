"""What machines find in pages and sites made from the demo: Zotero's connector, readers of JSON-LD."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from atlas_cite.cli.main import run
from atlas_cite.demo import make_demo
from export.zotero_rules import items_of_page


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's library as CSL-JSON: what every page is measured against."""
    folder = tmp_path_factory.mktemp("demo")
    make_demo(folder / "demo")
    options = [
        "--offline",
        "--cache",
        str(folder / "demo" / "answers.sqlite"),
        "-q",
        "-o",
        str(folder / "library.json"),
    ]
    run(["resolve", str(folder / "demo" / "inputs"), *options])
    return folder / "library.json"


def facts(library: Path) -> dict[str, dict[str, Any]]:
    """Each work's CSL-JSON by its DOI, its title plain."""
    works = json.loads(library.read_text("utf-8"))
    return {work["DOI"]: work | {"title": re.sub(r"</?(?:i|sup)>", "", work["title"])} for work in works}


def check_item(fields: dict[str, str], families: list[str], work: dict[str, Any]) -> None:
    assert fields["title"] == work["title"]
    assert fields["publicationTitle"] == work["container-title"]
    assert fields.get("volume") == work.get("volume")
    assert fields["pages"] == work.get("page", work.get("number"))
    assert fields["date"][:4] == str(work["issued"]["date-parts"][0][0])
    known = [
        person.get("literal") or " ".join(filter(None, (person.get("non-dropping-particle"), person["family"])))
        for person in work["author"]
    ]
    assert families == known


def test_zotero_finds_every_study_of_a_page(library: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["site", str(library), "-o", str(page), "--style", "apa", "--style", "vancouver", "-q"]) == 0
    items, works = items_of_page(page.read_text("utf-8")), facts(library)
    assert len(items) == 12
    assert {item.fields["DOI"] for item in items} == works.keys()
    assert {item.kind for item in items} == {"journalArticle"}
    for item in items:
        check_item(item.fields, [last for last, _, _ in item.creators], works[item.fields["DOI"]])


def test_zotero_takes_a_study_from_the_meta_tags_of_its_own_page(library: Path, tmp_path: Path) -> None:
    assert run(["site", str(library), "-o", str(tmp_path / "public"), "-q"]) == 0
    pages = sorted((tmp_path / "public" / "studies").glob("*.html"))
    works = facts(library)
    for page in pages:
        (item,) = items_of_page(page.read_text("utf-8"))
        assert item.kind == "journalArticle"
        check_item(item.fields, [last for last, _, _ in item.creators], works.pop(item.fields["DOI"]))
    assert works == {}


def json_ld(page: Path) -> list[dict[str, Any]]:
    (script,) = html.document_fromstring(page.read_bytes()).cssselect("script[type='application/ld+json']")
    document = json.loads(script.text)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def test_json_ld_tells_every_study_and_the_retraction(library: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["site", str(library), "-o", str(page), "-q"]) == 0
    graph, works = json_ld(page), facts(library)
    assert {node["@id"] for node in graph} == {f"https://doi.org/{doi}" for doi in works}
    assert [node["@id"] for node in graph if node.get("creativeWorkStatus") == "Retracted"] == [
        "https://doi.org/10.1126/science.1179052"
    ]
    assert run(["site", str(library), "-o", str(tmp_path / "public"), "-q"]) == 0
    own = [json_ld(each)[0] for each in (tmp_path / "public" / "studies").glob("*.html")]
    assert {node["name"] for node in own} == {work["title"] for work in works.values()}
    assert all("does not prove" in node["subjectOf"]["text"] for node in own)


def test_extruct_finds_the_graph(library: Path, tmp_path: Path) -> None:
    extruct = pytest.importorskip("extruct", reason="extruct, which reads pages as search engines do, is not installed")
    page = tmp_path / "page.html"
    assert run(["site", str(library), "-o", str(page), "-q"]) == 0
    (document,) = extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld"])["json-ld"]
    assert len(document["@graph"]) == 12
