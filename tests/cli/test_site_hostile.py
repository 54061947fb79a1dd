"""Pages and sites of hostile entries: one page each, every script ours, every machine's part whole."""

from __future__ import annotations

import json

import pytest
from lxml import html

from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.pipeline.webpages import WebPageRequest, site, web_page
from export.entry_cases import ALL, entry
from export.zotero_rules import items_of_page

TEXTS = (
    "</script><script>alert(1)</script>",
    "half a pair \ud800",
    "\x00\x1b",
    "--> <!-- ]]>",
    '" onload="alert(1)" x=\'',
    "a;b,c&d=e#f+g%zz\\",
    "long" * 25_000,
    "\u202eturned round\u2066",
    "\u2028",
)
HOSTILE = tuple(
    entry(
        f"hostile{number}",
        "article-journal",
        {
            "title": text,
            "author": (Name(text, text), Name(literal=text)),
            "container-title": text,
            **dict.fromkeys(("keyword", "abstract", "publisher", "volume", "page", "note", "language"), text),
            "URL": f"javascript:alert(1)//{text}",
        },
    )
    for number, text in enumerate(TEXTS)
)
ENTRIES = (*ALL, *HOSTILE)


@pytest.fixture(scope="module")
def pages() -> dict[str, html.HtmlElement]:
    """Every page of the site, and the one page, as a browser takes them."""
    made, _ = web_page(Library(ENTRIES), WebPageRequest())
    files, _ = site(Library(ENTRIES), WebPageRequest())
    texts = {"page.html": "".join(made)} | {name: "".join(text) for name, text in files if name.endswith(".html")}
    return {name: html.document_fromstring(text.encode()) for name, text in texts.items()}


def test_every_entry_is_found_by_zotero_once(pages: dict[str, html.HtmlElement]) -> None:
    assert len(items_of_page(html.tostring(pages["page.html"], encoding="unicode"))) == len(ENTRIES)
    own = {name: items_of_page(html.tostring(tree, encoding="unicode")) for name, tree in pages.items() if "/" in name}
    assert {len(items) for items in own.values()} == {1}
    assert len(own) == len(ENTRIES)


def test_no_script_but_ours_and_no_handler(pages: dict[str, html.HtmlElement]) -> None:
    for name, tree in pages.items():
        kinds = [script.get("type", "") for script in tree.cssselect("script")]
        assert kinds == (
            ["application/ld+json"]
            if "/" in name
            else ["application/json", "application/octet-stream", "", "application/ld+json"]
        )
        assert not [each for each in tree.iter() if any(key.startswith("on") for key in each.attrib)]
        assert not [link for link in tree.cssselect("a[href]") if link.get("href").startswith("javascript")]


def test_json_ld_is_json_and_leads_nowhere_it_should_not(pages: dict[str, html.HtmlElement]) -> None:
    for tree in pages.values():
        graph = json.loads(tree.cssselect("script[type='application/ld+json']")[0].text)["@graph"]
        assert len(graph) in {1, len(ENTRIES)}
        assert not [node for node in graph if str(node.get("url", "")).startswith("javascript")]


def test_a_meta_tag_holds_one_line_of_text(pages: dict[str, html.HtmlElement]) -> None:
    tags = [tag for tree in pages.values() for tag in tree.cssselect("meta[name^=citation_], meta[name^=DC]")]
    assert len(tags) > len(ENTRIES)
    assert not [tag for tag in tags if not tag.get("content").isprintable()]
    assert not [tag for tag in tags if tag.get("content").startswith("javascript")]
