"""A site's files: no broken link, the study's citation before the atlas's, feeds that parse."""

from __future__ import annotations

from posixpath import dirname, join, normpath

import pytest
from lxml import etree, html

from atlas_cite.document.tree import Heading, Paragraph, ReferenceEntry, Strong, Text
from atlas_cite.webpage.model import Section, Study, WebPage
from atlas_cite.webpage.site import file_names, render_site

ATOM = "{http://www.w3.org/2005/Atom}"


def study(key: str, updated: str = "") -> Study:
    annotation = (Paragraph((Strong((Text("Retracted."),)),), "status"), Heading(2, (Text("Summary"),)))
    return Study(
        key,
        f"Title of {key} & <more>",
        (ReferenceEntry(key, ((Text(f"Reference of {key}."),),)),),
        annotation,
        exports={"bib": f"@article{{{key},\n  title = {{a < b}},\n}}"},
        snapshot=(Paragraph((Text("To cite the atlas’s summary itself"),), "snapshot-citation"),),
        meta=(("citation_title", 'A "title"'),),
        json_ld='{"@type":"ScholarlyArticle"}',
        updated=updated,
    )


STUDIES = (study("a", "2026-04-18"), study("b/c"), study("B-C", "2026-05"))
PAGE = WebPage("The list", (Section(STUDIES),), ("APA",))


def site(url: str = "") -> dict[str, str]:
    return {name: "".join(pieces) for name, pieces in render_site(PAGE, {"studies.bib": ["@article{a}"]}, url)}


def test_a_site_has_an_index_a_page_each_a_feed_and_its_exports() -> None:
    assert sorted(site()) == [
        "feed.xml", "index.html", "studies.bib", "studies/B-C-2.html", "studies/a.html", "studies/b-c.html",
    ]  # fmt: skip
    assert "sitemap.xml" in site("https://example.org/list/")


def test_no_link_is_broken() -> None:
    files = site()
    for name, text in files.items():
        if name.endswith(".html"):
            tree = html.document_fromstring(text.encode())
            for link in tree.cssselect("a[href]"):
                target, _, fragment = link.get("href").partition("#")
                where = normpath(join(dirname(name), target)) if target else name
                assert where in files
                assert not fragment or tree.get_element_by_id(fragment) is not None


def test_the_study_is_cited_before_the_atlas() -> None:
    text = html.document_fromstring(site()["studies/a.html"].encode()).text_content()
    order = [
        "Title of a & <more>",
        "Retracted.",
        "Cite this study",
        "Reference of a.",
        "a < b",
        "Summary",
        "To cite the atlas",
    ]
    places = [text.rindex(words) for words in order]
    assert places == sorted(places)


def test_a_study_says_what_it_is_to_machines() -> None:
    tree = html.document_fromstring(site()["studies/a.html"].encode())
    assert tree.cssselect("meta[name=citation_title]")[0].get("content") == 'A "title"'
    assert tree.cssselect("script")[0].get("type") == "application/ld+json"


@pytest.mark.parametrize("url", ["", "https://example.org/list"])
def test_the_feed_has_the_newest_first(url: str) -> None:
    feed = etree.fromstring(site(url)["feed.xml"].encode())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    moments = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    identities = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Title of B-C & <more>", "Title of a & <more>", "Title of b/c & <more>"]
    assert moments == ["2026-05-01T00:00:00Z", "2026-04-18T00:00:00Z", "1970-01-01T00:00:00Z"]
    assert len(set(identities)) == 3
    assert all(identity and identity.startswith(url or "urn:uuid:") for identity in identities)


def test_the_feed_says_first_what_has_happened_to_a_study() -> None:
    feed = etree.fromstring(site()["feed.xml"].encode())
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert summaries == [f"Retracted. Reference of {key}." for key in ("B-C", "a", "b/c")]


def test_the_sitemap_has_whole_addresses() -> None:
    tree = etree.fromstring(site("https://example.org/list/")["sitemap.xml"].encode())
    places = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places[:2] == ["https://example.org/list/index.html", "https://example.org/list/studies/a.html"]


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (["../../etc/passwd"], ["etc-passwd.html"]),
        (["müller", "m ller"], ["m-ller.html", "m-ller-2.html"]),
        (["日本"], ["study.html"]),
        (["x" * 300], ["x" * 120 + ".html"]),
        (["CON.", "nul.txt", "com1"], ["study-CON.html", "study-nul.txt.html", "study-com1.html"]),
        (["", "index", "INDEX"], ["study.html", "study-index.html", "study-INDEX-2.html"]),
    ],
)
def test_file_names_are_safe(keys: list[str], names: list[str]) -> None:
    assert list(file_names(keys).values()) == names
