"""COinS and meta tags: what Zotero makes of them, kind by kind and name by name."""

from __future__ import annotations

from html import unescape

import pytest
from lxml import html

from atlas_cite.export.coins import context_object, render_coins
from atlas_cite.export.meta_tags import meta_tags, render_meta_tags
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.model.variables import ITEM_TYPES
from atlas_cite.tables.zotero_rdf import GENERAL_TYPE, TYPES_WRITTEN
from export.entry_cases import ALL, HEINS, annotate_nothing, entry
from export.zotero_rules import Found, item_of_context_object, item_of_meta_tags

HEINS_AUTHORS = [
    ("Heins", "Marianne J.", "author"),
    ("Knoop", "Hans", "author"),
    ("Bleijenberg", "Gijs", "author"),
]


def by_coins(one: Entry) -> Found:
    found = item_of_context_object(context_object(one))
    assert found is not None
    return found


def by_tags(one: Entry) -> Found:
    found = item_of_meta_tags(list(meta_tags(one)))
    assert found is not None
    return found


def test_an_article_arrives_whole_by_coins() -> None:
    found = by_coins(HEINS)
    assert found.kind == "journalArticle"
    assert found.creators == HEINS_AUTHORS
    assert found.fields == {
        "title": HEINS.item.text("title"),
        "publicationTitle": "Behaviour Research and Therapy",
        "journalAbbreviation": "Behav Res Ther",
        "volume": "51",
        "issue": "7",
        "pages": "368-376",
        "date": "2013-07",
        "DOI": "10.1016/j.brat.2013.02.001",
        "ISSN": "0005-7967",
        "language": "en",
    }


def test_an_article_arrives_whole_by_meta_tags() -> None:
    found = by_tags(HEINS)
    assert found.kind == "journalArticle"
    assert found.creators == HEINS_AUTHORS
    assert found.fields["date"] == "2013/07"
    assert found.fields["PMID"] == "23639303"
    assert [found.fields[name] for name in ("volume", "issue", "pages", "DOI")] == [
        "51",
        "7",
        "368-376",
        "10.1016/j.brat.2013.02.001",
    ]


NAMES = [
    # a name; family and given name as Zotero has them: as the first of several, and alone
    (Name("Heins", "Marianne J."), ("Heins", "Marianne J.")),
    (Name("Wang", "YX"), ("Wang", "Y. X.")),
    (Name("Meer", "Jos W. M.", non_dropping_particle="van der"), ("van der Meer", "Jos W. M.")),
    (Name("Arc", "Jeanne", non_dropping_particle="d'"), ("d'Arc", "Jeanne")),
    (Name("García Márquez", "Gabriel José"), ("García Márquez", "Gabriel José")),
    (Name("Smith", "John", "Jr."), ("Smith", "John Jr")),
    (Name("Sartre", "Jean-Paul"), ("Sartre", "Jean-Paul")),
    (Name("Sartre", "J.-P."), ("Sartre", "J.-P.")),
    (Name("Fluge", "Øystein"), ("Fluge", "Øystein")),
    (Name("山田", "太郎"), ("山田", "太郎")),
    (Name("Plato"), ("Plato", "")),
    (Name(given="Cicero"), ("Cicero", "")),
    (Name(literal="World Health Organization"), ("World Health Organization", "")),
    (Name(literal="CDC"), ("CDC", "")),
    (Name(literal="Rest, Sleep and Fatigue Group"), ("Rest Sleep and Fatigue Group", "")),
    (Name(literal="A; B & C = D"), ("A; B & C = D", "")),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
@pytest.mark.parametrize("others", [(), (Name("Roe", "Ann"),)])
def test_a_name_stays_one_name_by_coins(name: Name, expected: tuple[str, str], others: tuple[Name, ...]) -> None:
    found = by_coins(entry("k", "article-journal", {"title": "T", "author": (name, *others)}))
    assert found.creators == [(*expected, "author"), *((each.family, each.given, "author") for each in others)]


@pytest.mark.parametrize(("name", "expected"), NAMES)
@pytest.mark.parametrize("others", [(), (Name("Roe", "Ann"),)])
def test_a_name_stays_one_name_by_meta_tags(name: Name, expected: tuple[str, str], others: tuple[Name, ...]) -> None:
    found = by_tags(entry("k", "article-journal", {"title": "T", "author": (name, *others)}))
    wanted = (expected[0].replace(";", ""), expected[1])
    assert found.creators == [(*wanted, "author"), *((each.family, each.given, "author") for each in others)]


def test_two_authors_with_one_initial_stay_two_by_coins() -> None:
    people = (Name("Wang", "Y."), Name("Wang", "Ying"), Name("Wang", "Y."))
    found = by_coins(entry("k", "article-journal", {"title": "T", "author": people}))
    assert [(last, first) for last, first, _ in found.creators] == [("Wang", "Y."), ("Wang", "Ying"), ("Wang", "Y.")]


IN_OTHER_WORDS_BY_COINS = {
    "entry": "bookSection",
    "entry-dictionary": "bookSection",
    "entry-encyclopedia": "bookSection",
}
"""Kinds that OpenURL has, and Zotero calls more exactly than a matrix can."""


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
def test_every_kind_is_what_zotero_calls_it(kind: str) -> None:
    fields = {"title": "T", "container-title": "Whole", "publisher": "House", "ISBN": "978-3-16-148410-0"}
    one = entry("k", kind, fields)
    zotero = TYPES_WRITTEN.get(kind, GENERAL_TYPE).item_type
    assert by_coins(one).kind == IN_OTHER_WORDS_BY_COINS.get(kind, zotero)
    assert by_coins(one).fields["title"] == "T"
    in_part = zotero if zotero not in {"encyclopediaArticle", "dictionaryEntry"} else "bookSection"
    assert by_tags(one).kind == in_part
    assert by_tags(one).fields["title"] == "T"


BY_COINS = [
    # CSL type and fields; what Zotero keeps of them
    ("chapter", {"container-title": "Book", "ISBN": "9783161484100", "page": "1–9"},
     {"publicationTitle": "Book", "ISBN": "9783161484100", "pages": "1–9"}),
    ("book", {"publisher": "House", "publisher-place": "Oslo", "edition": "2", "collection-title": "Series"},
     {"publisher": "House", "place": "Oslo", "edition": "2", "series": "Series"}),
    ("thesis", {"publisher": "University", "genre": "PhD thesis"}, {"publisher": "University", "type": "PhD thesis"}),
    ("paper-conference", {"container-title": "Proceedings"}, {"publicationTitle": "Proceedings"}),
    ("article", {"publisher": "bioRxiv", "license": "CC BY 4.0"}, {"publisher": "bioRxiv", "rights": "CC BY 4.0"}),
    ("patent", {"number": "US1", "publisher": "Firm"}, {"patentNumber": "US1", "assignee": "Firm"}),
    ("article-journal", {"number": "e0815"}, {"pages": "e0815"}),
    ("article-journal", {"page": "iv, 436S-439S"}, {"pages": "iv, 436S-439S"}),
    ("article-journal", {"ISSN": "0005-7967, 1873-622X"}, {"ISSN": "0005-7967"}),
    ("webpage", {"container-title": "Site", "URL": "https://x.org/a b?c=1&d=2"},
     {"publicationTitle": "Site", "url": "https://x.org/a%20b?c=1&d=2"}),
    ("article-journal", {"DOI": "10.1/a", "URL": "https://doi.org/10.1/A"}, {"DOI": "10.1/a", "url": None}),
    ("article-journal", {"DOI": "10.1002/(sici)1099(199711/12)27:6<635::aid>3.0.co;2-8"},
     {"DOI": "10.1002/(sici)1099(199711/12)27:6<635::aid>3.0.co;2-8"}),
    ("article-journal", {"DOI": "10.1000/a+b"}, {"DOI": None, "url": "https://doi.org/10.1000/a%2Bb"}),
    ("article-journal", {"issued": Date((2019,), (2021,))}, {"date": "2019"}),
    ("article-journal", {"issued": Date(literal="in press")}, {"date": None}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "expected"), BY_COINS)
def test_fields_arrive_by_coins(kind: str, fields: dict[str, str], expected: dict[str, str | None]) -> None:
    found = by_coins(entry("k", kind, {"title": "T", **fields}))
    assert {name: found.fields.get(name) for name in expected} == expected


def test_dates_that_are_no_day_stand_beside_their_first() -> None:
    text = context_object(entry("k", "article-journal", {"title": "T", "issued": Date((2019,), season=1)}))
    assert "rft.ssn=spring" in text
    text = context_object(entry("k", "article-journal", {"title": "T", "issued": Date((2019,), (2021,))}))
    assert "rft.chron=2019%2F2021" in text


def test_editors_and_others_are_contributors_by_coins() -> None:
    found = by_coins(
        entry("k", "book", {"title": "T", "editor": (Name("Ek", "Bo"),), "translator": (Name("Om", "A."),)})
    )
    assert found.creators == [("Ek", "Bo", "contributor"), ("Om", "A.", "contributor")]


def test_an_orcid_stands_behind_its_author() -> None:
    people = (Name("Roe", "A.", orcid="0000-0002-1825-0097"), Name("Poe", "B."))
    tags = [tag for tag in meta_tags(entry("k", "book", {"author": people})) if tag[0].startswith("citation_author")]
    assert tags == [
        ("citation_author", "Roe, A."),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "Poe, B."),
    ]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_whatever_the_text_the_html_holds_it(one: Entry) -> None:
    (span,) = html.fragments_fromstring("".join(render_coins([one], annotate_nothing)).strip())
    assert span.get("title") == unescape(context_object(one))
    assert by_coins(one).kind
    tree = html.document_fromstring("<head>" + "".join(render_meta_tags([one], annotate_nothing)) + "</head><body>")
    assert [(each.get("name"), each.get("content")) for each in tree.cssselect("meta")] == list(meta_tags(one))
    assert not tree.cssselect("script")


@pytest.mark.parametrize("text", ["\ud800", "\x00\x1b", "\u202e", "100 % & a=b;c#d", "\"'<>", "a\nb\tc", "é\u0301😀"])
def test_hostile_text_stays_one_value(text: str) -> None:
    one = entry(
        f"k{text}", "article-journal", {"title": f"A {text} B", "author": (Name("X", text),), "DOI": f"10.1/{text}"}
    )
    found = by_coins(one)
    assert found.fields["title"].startswith("A ")
    assert found.fields["title"].endswith(" B")
    assert len(meta_tags(one)) == len(set(meta_tags(one)))
