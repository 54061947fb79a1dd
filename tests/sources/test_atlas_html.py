"""Saved pages: the lines their markup becomes, links, and what their head says."""

from __future__ import annotations

import pytest

from atlas_cite.model.summary import Bullets, Paragraph, Part
from atlas_cite.sources.atlas import looks_like_atlas_page, read_atlas_html, read_atlas_list
from atlas_cite.sources.atlas.html_lines import html_lines, parse_html

JSON_LD = '<script type="application/ld+json">{}</script>'
HEADER = "<p>Lind, P · Rest · 2016 · <a href='https://doi.org/10.1000/A'>DOI</a></p>"


def page_of(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def lines_of(body: str, base: str = "https://www.mecfsatlas.com/evidence/x") -> list[tuple[str, str, int]]:
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert tree is not None
    return [(line.mark, line.linked, line.level) for line in html_lines(tree, base)[0]]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>One <b>bold</b> word</p>", [("", "One bold word", 0)]),
        ("<h2>Tags <a href='#tags'>#</a></h2>", [("", "Tags #", 2)]),
        ("<p><strong>Quick Summary</strong></p>", [("", "Quick Summary", 7)]),
        ("<p><b>Why It Matters</b> It does.</p>", [("", "Why It Matters", 7), ("", "It does.", 0)]),
        ("<ul><li>a</li><li><p>b</p></li></ul>", [("-", "a", 0), ("-", "b", 0)]),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", [("-", "a", 0), ("-", "b", 0)]),
        ("a<br>b", [("", "a", 0), ("", "b", 0)]),
        ("<pre>a\n  b</pre>", [("", "a", 0), ("", "b", 0)]),
        ("<a href='/guides/a b'>guide</a>", [("", "[guide](https://www.mecfsatlas.com/guides/a%20b)", 0)]),
        ("<a href='javascript:alert(1)'>guide</a>", [("", "guide", 0)]),
        ("<a href='data:text/html,x'>guide</a>", [("", "guide", 0)]),
        ("<a href='https://a.b/(c)'>x]y</a>", [("", "x]y", 0)]),
        ("<script>x</script><style>y</style><noscript>z</noscript><template>q</template>a", [("", "a", 0)]),
        ("<nav>x</nav><div hidden>y</div><div style='display: none'>z</div>a", [("", "a", 0)]),
        ("<p>1 &lt; 2 &amp;amp; 3</p>", [("", "1 < 2 &amp; 3", 0)]),
        ("<!-- x -->a<!-- y --> b", [("", "a b", 0)]),
        ("<p>Q<sub>10</sub></p>", [("", "Q10", 0)]),
    ],
)
def test_markup_becomes_lines(body: str, lines: list[tuple[str, str, int]]) -> None:
    assert lines_of(body) == lines


def test_a_header_whose_dots_the_style_sheet_draws_is_one_line() -> None:
    body = "<div><span>Lind, P</span><span>Rest</span><time>2016</time></div>"
    assert [text for _, text, _ in lines_of(body)] == ["Lind, P · Rest · 2016"]


def test_the_doi_behind_the_header_s_word_is_read() -> None:
    record, problems = read_atlas_html(f"<h1>Rest</h1>{HEADER}<h2>Quick Summary</h2><p>It was calm.</p>", "a.html")
    assert record is not None
    assert (str(record.doi), record.title, record.journal, record.year) == ("10.1000/a", "Rest", "Rest", 2016)
    assert problems == []


def test_a_doi_linked_in_the_text_is_not_the_study_s() -> None:
    page = "<h1>Rest</h1><p>Lind, P · Rest · 2016</p><h2>Quick Summary</h2><p>See <a href='https://doi.org/10.1/x'>that</a>.</p>"
    record, _ = read_atlas_html(page, "a.html")
    assert record is not None
    assert record.doi is None
    assert record.parts[Part.QUICK_SUMMARY] == (Paragraph("See [that](https://doi.org/10.1/x)."),)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="citation_doi" content="https://doi.org/10.1000/A">',
        '<meta name="DC.Identifier" content="doi:10.1000/A">',
        JSON_LD.format('{"@graph":[{"@type":["ScholarlyArticle"],"sameAs":"https://doi.org/10.1000/A"}]}'),
    ],
)
def test_the_head_gives_a_doi_that_the_text_lacks(head: str) -> None:
    body = "<h1>Rest</h1><p>Lind, P · Rest · 2016</p><h2>Quick Summary</h2><p>Calm.</p>"
    record, problems = read_atlas_html(page_of(head, body), "a.html")
    assert record is not None
    assert str(record.doi) == "10.1000/a"
    assert problems == []


def test_json_about_the_atlas_s_own_page_is_not_taken_for_the_paper() -> None:
    data = '{"@type":"ScholarlyArticle","headline":"Our page","author":{"name":"ME/CFS Atlas"}}'
    page = page_of(JSON_LD.format(data), "<p>Lind, P · Rest · 2016</p><p>A. B.</p>")
    record, _ = read_atlas_html(page, "a.html")
    assert record is not None
    assert (record.title, [name.family for name in record.authors]) == ("", ["Lind"])


def test_markup_that_contradicts_the_text_is_reported_and_loses() -> None:
    head = '<meta name="citation_journal_title" content="Sleep"><meta name="citation_doi" content="10.1000/b">'
    record, problems = read_atlas_html(
        f"<html><head>{head}</head><body><h1>Rest</h1>{HEADER}<p>A. B.</p></body></html>", "a.html"
    )
    assert record is not None
    assert (record.journal, str(record.doi)) == ("Rest", "10.1000/a")
    assert {"journal-differs", "doi-differs"} <= {problem.code for problem in problems}
    assert (record.other["meta_journal"], record.other["other_doi"]) == ("Sleep", "10.1000/b")


@pytest.mark.parametrize("json", ["{", "[1, 2", '{"@type": "ScholarlyArticle", "author": 3}', "[" * 3000, "null"])
def test_broken_json_in_the_head_costs_nothing(json: str) -> None:
    page = page_of(JSON_LD.format(json), f"<h1>R</h1>{HEADER}<p>A. B.</p>")
    record, _ = read_atlas_html(page, "a.html")
    assert record is not None
    assert record.title == "R"


def test_language_and_saved_address_are_read() -> None:
    saved = "<!-- saved from url=(0048)https://www.cfsmeatlas.com/evidence/lind-2016-rest -->"
    page = f"<!DOCTYPE html>\n{saved}\n<html lang='nb-NO'><body><h1>R</h1>{HEADER}<p>A. B.</p></body></html>"
    record, _ = read_atlas_html(page, "a.html")
    assert record is not None
    assert (record.language, record.slug) == ("nb-NO", "lind-2016-rest")
    assert record.url == "https://www.cfsmeatlas.com/evidence/lind-2016-rest"


def test_a_list_page_s_titles_lead_to_their_studies() -> None:
    entry = (
        "<li><h3><a href='/evidence/{0}'>{1}</a></h3><p>Lind, P·Rest·{2}</p><p>It was calm, and it was {1}.</p></li>"
    )
    page = (
        "<html><head><link rel='canonical' href='https://www.mecfsatlas.com/evidence'></head><body><main><ul>"
        + entry.format("lind-2016-rest", "Rest", 2016)
        + entry.format("lind-2017-sleep", "Sleep", 2017)
        + "</ul></main></body></html>"
    )
    records, problems = read_atlas_list(page, "list.html")
    assert [(record.slug, record.title, record.year) for record in records] == [
        ("lind-2016-rest", "Rest", 2016),
        ("lind-2017-sleep", "Sleep", 2017),
    ]
    assert problems == []
    assert looks_like_atlas_page(page)


def test_items_with_several_paragraphs_stay_one_item() -> None:
    page = f"<h1>R</h1>{HEADER}<h2>Observed Findings</h2><ul><li><p>One</p><p>goes on</p></li><li>Two</li></ul>"
    record, _ = read_atlas_html(f"<html><body>{page}</body></html>", "a.html")
    assert record is not None
    assert record.parts[Part.OBSERVED_FINDINGS] == (Bullets(("One goes on", "Two")),)


def test_deep_nesting_is_no_stack_overflow() -> None:
    page = "<html><body>" + "<div>" * 3000 + HEADER + "<p>A. B.</p>"
    record, problems = read_atlas_html(page, "a.html")
    assert record is not None or problems
