"""Our own engine behind the Processor protocol: the manuals' strings, hostile items, faulty styles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_cite.document.tree import Emphasis, Inlines, Link, Strong, Superscript, Text, plain
from atlas_cite.errors import StyleFault
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.render.csl_engine import CslProcessor
from atlas_cite.render.processor import Cite, load_processor
from atlas_cite.styles import find_style

CASES = json.loads((Path(__file__).parents[1] / "data/render/references.json").read_text(encoding="utf-8"))
ITEMS = [(csl["id"], Item.from_csl(csl)) for csl in CASES["items"]]
LOCALES = {"harvard-cite-them-right": "en-GB"}
LIKE_CITEPROC_JS = {("modern-language-association", "anon1998")}
"""Cases where headline case capitalises inside markup, as citeproc-js does: data must mark a species' name `nocase`."""
SIGNS: dict[type, str] = {Emphasis: "*", Strong: "**", Superscript: "^"}


def starred(inlines: Inlines) -> str:
    """Inlines with `*` around italics and `**` around bold, as the cases write them."""
    text = ""
    for node in inlines:
        sign = SIGNS.get(type(node), "")
        text += node.text if isinstance(node, Text) else f"{sign}{starred(node.children)}{sign}"
    return text


@pytest.mark.parametrize(
    ("style", "key"),
    [
        (style, key)
        for style, entries in CASES["expected"].items()
        for key in entries
        if (style, key) not in LIKE_CITEPROC_JS
    ],
)
def test_a_reference_reads_as_the_style_manual_prints_it(style: str, key: str) -> None:
    processor = load_processor(find_style(style), LOCALES.get(style), ITEMS)
    assert isinstance(processor, CslProcessor)
    references, problems = processor.bibliography()
    printed = {each.key: f"{starred(each.label)} {starred(each.lines[0])}".strip() for each in references}
    assert not problems
    assert printed[key] == CASES["expected"][style][key]


def test_the_resolver_of_a_doi_is_inside_its_link_and_only_the_address_is_encoded() -> None:
    doi = "10.1002/(sici)1099-0992(199711/12)27:6<635::aid-ejsp835>3.0.co;2-8"
    item = Item("article-journal", {"title": "A", "author": (Name("Roe"),), "DOI": doi})
    (reference,), _ = load_processor(find_style("apa"), None, [("a", item)]).bibliography()
    link = reference.lines[0][-1]
    assert isinstance(link, Link)
    assert plain(link.children) == f"https://doi.org/{doi}"
    assert link.url == f"https://doi.org/{doi.replace('<', '%3C').replace('>', '%3E')}"


def test_works_of_one_author_and_year_are_told_apart_and_numbers_collapse() -> None:
    made = [
        (key, Item("book", {"title": key, "author": (Name("Roe", "Ann"),), "issued": Date((2020,))})) for key in "abc"
    ]
    apa, _ = load_processor(find_style("apa"), None, made).cite([[Cite("a")], [Cite("b")]])
    assert [plain(each) for each in apa] == ["(Roe, 2020a)", "(Roe, 2020b)"]
    ieee, _ = load_processor(find_style("vancouver"), None, made).cite([[Cite("a"), Cite("b"), Cite("c")]])
    assert plain(ieee[0]) == "(1–3)"


STYLE = "<style xmlns='http://purl.org/net/xbiblio/csl' version='1.0'>"
CITATION = "<citation><layout><text macro='{}'/></layout></citation>"
HOSTILE = st.one_of(st.text(max_size=30), st.sampled_from(["<i>", "</i><b>", "“‘\"'", "1-", "–––", "&amp;", "[[["]))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["title", "volume", "issue", "page", "DOI", "URL", "edition", "number"]), HOSTILE),
    st.lists(st.builds(Name, HOSTILE, HOSTILE), max_size=4),
)
def test_no_item_makes_the_engine_fail(fields: dict[str, str], authors: list[Name]) -> None:
    item = Item("article-journal", {**fields, "author": tuple(authors)})
    for style in ("apa", "vancouver", "chicago-author-date", "ieee"):
        processor = load_processor(find_style(style), None, [("a", item), ("good", ITEMS[0][1])])
        references, _ = processor.bibliography()
        assert {reference.key for reference in references} == {"a", "good"}
        assert all(plain(line) for reference in references for line in reference.lines)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{STYLE}<citation>", "line 1"),
        (f"{STYLE}</style>", "citation"),
        (f"{STYLE}{CITATION.format('gone')}</style>", "gone"),
        (f"{STYLE}<macro name='a'><text macro='a'/></macro>{CITATION.format('a')}</style>", "itself"),
    ],
)
def test_a_faulty_style_is_refused_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "faulty.csl"
    path.write_text(text)
    with pytest.raises(StyleFault) as caught:
        load_processor(find_style(str(path)), None, ITEMS[:1])
    assert says in caught.value.message
    assert caught.value.hint
