"""What the engine prints, against strings written by hand from the style manuals; and what it does with bad input."""

import json
from pathlib import Path

import pytest

from atlas_cite.document.tree import Emphasis, Link, Strong, Superscript, Text, plain
from atlas_cite.errors import StyleFault
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.render import processor as engines
from atlas_cite.render.processor import Cite
from atlas_cite.styles import find_style

_CASES = json.loads((Path(__file__).parents[1] / "data/render/references.json").read_text(encoding="utf-8"))
_ITEMS = [(csl["id"], Item.from_csl(csl)) for csl in _CASES["items"]]
_LOCALES = {"harvard-cite-them-right": "en-GB"}


def load_processor(style, locale, items):
    return engines.load_processor(style, locale, items, "citeproc-py")


_SIGNS = {Emphasis: "*", Strong: "**", Superscript: "^"}


def starred(inlines):
    """Inlines with `*` around italics and `**` around bold, as the cases write them."""
    text = ""
    for node in inlines:
        sign = _SIGNS.get(type(node), "")
        text += node.text if isinstance(node, Text) else f"{sign}{starred(node.children)}{sign}"
    return text


def printed(style, items, locale=None):
    references, problems = load_processor(find_style(style), locale, items).bibliography()
    assert not problems
    return {each.key: f"{starred(each.label)} {starred(each.lines[0])}".strip() for each in references}


def cited(style, items, clusters=None, locale=None):
    processor = load_processor(find_style(style), locale, items)
    citations, problems = processor.cite(clusters or [[Cite(key)] for key, _ in items])
    assert not problems
    return [plain(citation) for citation in citations]


def article(title="A title", author="Smith", given="Jane", year=2020, **more):
    fields = {"author": (Name(author, given),), "title": title, "container-title": "Journal", "issued": Date((year,))}
    return Item("article-journal", fields | more)


@pytest.mark.parametrize(
    ("style", "key"), [(style, key) for style, entries in _CASES["expected"].items() for key in entries]
)
def test_a_reference_reads_as_the_style_manual_prints_it(style, key):
    assert printed(style, _ITEMS, _LOCALES.get(style))[key] == _CASES["expected"][style][key]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "(Heins et al., 2013)"),
        ("vancouver", "(1)"),
        ("nature", "1"),
        ("ieee", "[1]"),
        ("modern-language-association", "(Heins et al.)"),
        ("chicago-author-date", "(Heins et al. 2013)"),
    ],
)
def test_a_citation_reads_as_the_style_manual_prints_it(style, expected):
    assert cited(style, _ITEMS)[0] == expected


def test_a_note_style_cites_with_the_note():
    expected = (
        "Institute of Medicine, Beyond Myalgic Encephalomyelitis/Chronic Fatigue Syndrome: Redefining an Illness "
        "(National Academies Press, 2015), https://doi.org/10.17226/19012."
    )
    assert cited("chicago-notes-bibliography", _ITEMS[1:2]) == [expected]


def test_a_locator_prefix_and_suffix_stand_in_the_citation():
    cluster = [Cite("heins2013", "370-2", prefix="see ", suffix=" and elsewhere"), Cite("nodate", "3", "chapter")]
    assert cited("apa", _ITEMS, [cluster]) == [
        "(Das Gupta, n.d., Chapter 3; see Heins et al., 2013, pp. 370–2 and elsewhere)"
    ]


def test_label_and_reference_are_apart():
    references, _ = load_processor(find_style("ieee"), None, _ITEMS[:1]).bibliography()
    assert plain(references[0].label) == "[1]"
    assert plain(references[0].lines[0]).startswith("M. J. Heins")


def test_the_hanging_indent_is_the_styles():
    apa, _ = load_processor(find_style("apa"), None, _ITEMS[:1]).bibliography()
    nature, _ = load_processor(find_style("nature"), None, _ITEMS[:1]).bibliography()
    assert apa[0].hanging_indent
    assert not nature[0].hanging_indent


def test_a_doi_is_a_link_with_its_resolver_inside():
    references, _ = load_processor(find_style("apa"), None, _ITEMS[:1]).bibliography()
    address = "https://doi.org/10.1016/j.brat.2013.02.001"
    assert references[0].lines[0][-1] == Link(address, (Text(address),))


def test_a_doi_with_pointed_brackets_is_encoded_in_the_address_only():
    doi = "10.1002/(sici)1099-0992(199711/12)27:6<635::aid-ejsp835>3.0.co;2-8"
    references, _ = load_processor(find_style("apa"), None, [("a", article(DOI=doi))]).bibliography()
    link = references[0].lines[0][-1]
    assert plain([link]) == f"https://doi.org/{doi}"
    assert link.url == "https://doi.org/10.1002/(sici)1099-0992(199711/12)27:6%3C635::aid-ejsp835%3E3.0.co;2-8"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/x", "not an address"])
def test_only_web_addresses_become_links(address):
    item = Item("webpage", {"title": "A page", "URL": address})
    references, _ = load_processor(find_style("apa"), None, [("a", item)]).bibliography()
    assert not any(isinstance(node, Link) for node in references[0].lines[0])


def test_the_bibliography_is_in_the_styles_order_and_else_in_the_librarys():
    items = [("z", article(author="Zimmer")), ("a", article(author="Abel")), ("m", article(author="Ödman"))]
    assert list(printed("apa", items)) == ["a", "m", "z"]
    assert list(printed("nature", items)) == ["z", "a", "m"]


def test_works_of_one_author_and_year_get_letters_in_bibliography_order():
    items = [(f"k{number}", article(title=f"Title {number:02d}")) for number in range(28)]
    assert cited("apa", items)[:2] == ["(Smith, 2020a)", "(Smith, 2020b)"]
    assert cited("apa", items)[25:] == ["(Smith, 2020z)", "(Smith, 2020aa)", "(Smith, 2020ab)"]
    assert printed("apa", items)["k0"].startswith("Smith, J. (2020a). Title 00.")


def test_citations_that_read_the_same_show_more_names_before_letters():
    def by(*families):
        return article(author="X").with_fields({"author": tuple(Name(family, "A.") for family in families)})

    items = [("a", by("Smith", "Brown", "Green")), ("b", by("Smith", "White", "Green"))]
    assert cited("apa", items) == ["(Smith, Brown, et al., 2020)", "(Smith, White, et al., 2020)"]


def test_namesakes_are_told_apart_by_their_initials():
    items = [("a", article(given="Jane")), ("b", article(given="Karl", year=2021))]
    assert cited("apa", items) == ["(J. Smith, 2020)", "(K. Smith, 2021)"]


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (Date((2019, 5, 3), (2019, 5, 7)), "Smith, J. (2019, May 3–7)."),
        (Date((2019,), season=1), "Smith, J. (2019, Spring)."),
        (Date(literal="in press"), "Smith, J. (in press)."),
        (Date((-44,)), "Smith, J. (44 B.C.E.)."),
        (Date((1990,), circa=True), "Smith, J. (ca. 1990)."),
    ],
)
def test_dates_of_every_kind_are_printed(issued, expected):
    item = Item("webpage", {"author": (Name("Smith", "Jane"),), "title": "A page", "issued": issued})
    assert printed("apa", [("a", item)])["a"].startswith(expected)


def test_a_locale_changes_the_words():
    item = Item("chapter", {"title": "Kapitel", "container-title": "Buch", "editor": (Name("Weiß", "Eva"),)})
    assert "(Hrsg.)" in printed("apa", [("a", item)], "de-DE")["a"]


def test_a_note_or_abstract_never_reaches_the_style():
    item = article(note="A private remark.", abstract="An abstract.", annote="x!")
    for style in ("apa-annotated-bibliography", "chicago-notes-bibliography-annotated-abstract"):
        assert "remark" not in printed(style, [("a", item)])["a"]
        assert "abstract" not in printed(style, [("a", item)])["a"]


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "p <5% & “q”", "a </i> b", "<i>unclosed", "\ufdd0\ufdd1\ufde6", "x\x00\x1by"]
)
def test_hostile_titles_come_out_as_plain_characters(title):
    references, problems = load_processor(find_style("apa"), None, [("a", article(title=title))]).bibliography()
    text = plain(references[0].lines[0])
    assert not problems
    assert not any("\ufdd0" <= character <= "\ufdef" or character < " " for character in text)
    assert title.strip("\ufdd0\ufdd1\ufde6").replace("\x00", "").replace("\x1b", "") in text


def test_markup_in_a_title_is_upright_inside_an_italic_title():
    item = Item("book", {"title": "The life of <i>Homo sapiens</i> and CO<sub>2</sub>", "author": (Name("Roe", "A."),)})
    assert "*The life of* Homo sapiens *and CO2*" in starred(
        load_processor(find_style("apa"), None, [("a", item)]).bibliography()[0][0].lines[0]
    )


def test_an_empty_item_is_printed_plainly_and_reported():
    processor = load_processor(find_style("vancouver"), None, [("empty", Item()), ("good", article())])
    references, problems = processor.bibliography()
    assert [reference.key for reference in references] == ["empty", "good"]
    assert [problem.subject for problem in problems] in ([], ["empty"])
    assert "Smith J." in plain(references[1].lines[0])


def test_an_item_the_engine_fails_on_costs_no_other(monkeypatch):
    from atlas_cite.render.citeproc_elements import Layout

    entry = Layout.entry

    def failing(self, item):
        if item.reference.key == "bad":
            raise ValueError("no")
        return entry(self, item)

    monkeypatch.setattr(Layout, "entry", failing)
    items = [("bad", article(title="Bad luck", DOI="10.1000/bad")), ("good", article(author="Zoe"))]
    references, problems = load_processor(find_style("apa"), None, items).bibliography()
    assert plain(references[0].lines[0]) == "Jane Smith. 2020. Bad luck. Journal. https://doi.org/10.1000/bad"
    assert plain(references[1].lines[0]).startswith("Zoe, J. (2020)")
    assert [(problem.code, problem.subject) for problem in problems] == [("not-rendered", "bad")]


def test_keys_that_differ_in_case_only_stay_apart():
    items = [("Key", article(title="Upper")), ("key", article(title="Lower"))]
    assert {key: "Upper" in text for key, text in printed("apa", items).items()} == {"Key": True, "key": False}


def test_a_style_without_bibliography_says_so():
    processor = load_processor(find_style("bluebook-inline"), None, _ITEMS[:1])
    assert not processor.has_bibliography
    with pytest.raises(StyleFault, match="no bibliography"):
        processor.bibliography()


_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>T</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>{macros}
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>{layout}</layout></bibliography></style>"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<style xmlns='http://purl.org/net/xbiblio/csl'><citation>", "cannot be read"),
        (_STYLE.format(macros="", layout='<text macro="gone"/>'), "does not define: gone"),
        (
            _STYLE.format(
                macros='<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>',
                layout='<text macro="a"/>',
            ),
            "call themselves: a, b",
        ),
        ("<style xmlns='http://purl.org/net/xbiblio/csl' version='1.0'/>", "no citation"),
    ],
)
def test_a_faulty_style_file_is_refused_with_its_fault(tmp_path, text, fault):
    path = tmp_path / "own.csl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StyleFault, match=fault):
        load_processor(find_style(str(path)), None, _ITEMS[:1])


def test_a_style_file_cannot_read_other_files(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE style [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    path = tmp_path / "own.csl"
    path.write_text(doctype + _STYLE.format(macros="", layout='<text value="&x;"/>'), encoding="utf-8")
    with pytest.raises(StyleFault, match="external entity"):
        load_processor(find_style(str(path)), None, _ITEMS[:1])


def test_display_blocks_become_lines(tmp_path):
    layout = '<text variable="title"/><text variable="container-title" display="block"/>'
    path = tmp_path / "own.csl"
    path.write_text(_STYLE.format(macros="", layout=layout), encoding="utf-8")
    references, _ = load_processor(find_style(str(path)), None, [("a", article())]).bibliography()
    assert [plain(line) for line in references[0].lines] == ["A title", "Journal"]


def test_one_style_rendered_after_another_is_not_changed_by_it():
    before = printed("apa", _ITEMS)
    printed("modern-language-association", _ITEMS)
    printed("apa", _ITEMS, "de-DE")
    assert printed("apa", _ITEMS) == before
