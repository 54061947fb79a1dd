"""The page as text: complete, safe, and in need of nothing but itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import re
from urllib.parse import urlsplit

import pytest
from lxml import html

from atlas_cite.document.tree import Chart, Heading, Paragraph, ReferenceEntry, Series, Strong, Text
from atlas_cite.webpage.model import Facet, Section, Study, WebPage
from atlas_cite.webpage.words import all_words, words_of
from atlas_cite.webpage.write import render_web_page

HOSTILE = "</script><script>alert(1)</script> <!-- \" ' & \x00 \u2028"


def study(key: str = "heins2013", text: str = "Heins, M. J. (2013). The role.", **values: object) -> Study:
    references = (
        ReferenceEntry(key, ((Text(text),),), hanging_indent=True),
        ReferenceEntry(key, ((Text(f"Short {text}"),),), label=(Text("1."),)),
    )
    annotation = (
        Paragraph((Strong((Text("Retracted."),)),), "status"),
        Heading(2, (Text("Summary"),)),
        Paragraph((Text(text),), "annotation"),
    )
    exports = {"bib": f"@article{{{key}}}", "ris": "TY  - JOUR", "json": "{}"}
    facets = {"pem": ("required",)}
    return Study(key, text, references, annotation, 2013, 1, facets, exports, f"rft.title={text}", **values)  # type: ignore[arg-type]


def page(*studies: Study, **values: object) -> WebPage:
    facets = (Facet("pem", "PEM", ("required", "unknown")),)
    return WebPage("A list", (Section(studies),), ("APA", "Vancouver"), facets=facets, **values)  # type: ignore[arg-type]


def written(made: WebPage) -> tuple[str, html.HtmlElement]:
    text = "".join(render_web_page(made))
    return text, html.document_fromstring(text.encode())


def test_the_first_style_shows_and_the_others_wait() -> None:
    _, tree = written(page(study()))
    shown = [(each.get("data-style"), "hidden" in each.attrib) for each in tree.cssselect("article .as")]
    assert shown == [("APA", False), ("Vancouver", True)]


def test_the_status_stands_outside_what_can_be_closed() -> None:
    _, tree = written(page(study()))
    assert tree.cssselect("article > .status-first")[0].text_content().strip() == "Retracted."
    assert "Retracted" not in tree.cssselect("article > details")[0].text_content()
    assert tree.cssselect("article > details[open]")


def test_everything_stands_in_the_page_without_script() -> None:
    _, tree = written(page(study(), study("b")))
    assert [each.get("id") for each in tree.cssselect("article")] == ["heins2013", "b"]
    assert tree.cssselect("article .annotation p")[0].text_content() == "Heins, M. J. (2013). The role."


def test_the_only_script_that_may_run_is_ours() -> None:
    text, tree = written(page(study()))
    policy = tree.cssselect("meta[http-equiv]")[0].get("content")
    scripts = [each.text for each in tree.cssselect("script:not([type])")]
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"\bon\w+=", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL))


def test_no_address_is_loaded() -> None:
    _, tree = written(page(study(), charts=(Chart("c", ("2013",), (Series("required", (1,)),)),)))
    loaded = [each for each in tree.iter() if {"src", "data", "srcset", "poster"} & set(each.attrib)]
    styles = "".join(each.text for each in tree.cssselect("style"))
    assert loaded == []
    assert not tree.cssselect("link, iframe, img, object, embed")
    assert "url(" not in styles
    assert "@import" not in styles


def test_hostile_text_stays_text() -> None:
    made = page(study("<k>", HOSTILE, listed=json.dumps({"name": HOSTILE})))
    text, tree = written(made)
    assert len(tree.cssselect("script:not([type])")) == 1
    assert text.count("<script") == 4  # JSON-LD, the script's data, the exports, the script
    graph = json.loads(tree.cssselect("script[type='application/ld+json']")[0].text)["@graph"]
    assert [node["name"] for node in graph] == [HOSTILE]
    assert "alert(1)" in tree.cssselect("article .reference")[0].text_content()


def test_exports_unpack_to_what_went_in() -> None:
    _, tree = written(page(study(), study("b")))
    packed = tree.get_element_by_id("exports").text
    records = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert records["b"] == {"bib": "@article{b}", "ris": "TY  - JOUR", "json": "{}"}


def test_one_study_in_two_sections_has_two_anchors() -> None:
    made = WebPage("t", (Section((study(),), "2013", "y2013"), Section((study(),), "Sleep", "sleep")), ("a", "b"))
    _, tree = written(made)
    assert [each.get("id") for each in tree.cssselect("article")] == ["heins2013", "heins2013-2"]
    assert [each.get("href") for each in tree.cssselect("nav a")] == ["#y2013", "#sleep"]
    assert all(
        tree.get_element_by_id(urlsplit(each.get("href")).fragment) is not None for each in tree.cssselect("nav a")
    )


def test_one_study_in_two_sections_is_told_to_machines_once() -> None:
    both = study(listed='{"name":"x"}')
    made = WebPage("t", (Section((both,), "2013", "y2013"), Section((both, study("b")), "Sleep", "s")), ("a", "b"))
    text, tree = written(made)
    assert len(tree.cssselect("span.Z3988")) == 2
    assert text.count('{"name":"x"}') == 1


def test_headings_go_down_one_level_at_a_time() -> None:
    for made in (
        page(study()),
        WebPage("t", (Section((study(),), "A", "a"), Section((study(),), "B", "b")), ("x", "y")),
    ):
        _, tree = written(made)
        levels = [int(each.tag[1]) for each in tree.cssselect("h1, h2, h3, h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("language", sorted(all_words()))
def test_every_language_has_every_word(language: str) -> None:
    words = all_words()[language]
    assert words.keys() == all_words()["en"].keys()
    assert all(text.strip() for text in words.values())
    assert {"{n}", "{m}"} <= set(re.findall(r"\{.\}", words["shown"]))


@pytest.mark.parametrize(("tag", "word"), [("de-AT", "Suche"), ("no", "Søk"), ("xx", "Search"), ("", "Search")])
def test_a_language_is_found_by_its_tag(tag: str, word: str) -> None:
    assert words_of(tag)["search"] == word


def test_the_same_page_is_the_same_bytes() -> None:
    assert written(page(study()))[0] == written(page(study()))[0]
