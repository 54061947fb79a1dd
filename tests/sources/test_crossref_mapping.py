"""Crossref records as works: every quirk of CROSSREF.md §2 as a row (TESTCASES X8–X23, X29)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.work import Work
from atlas_cite.sources.crossref.mapping import csl_type, read_work


def work(**fields: Any) -> Work:
    record = {
        "DOI": "10.1234/abc",
        "type": "journal-article",
        **{key.replace("_", "-"): value for key, value in fields.items()},
    }
    found = read_work(record, "2026-11-22")
    assert found is not None
    return found


def item(**fields: Any) -> Item:
    return work(**fields).item


def test_the_seed_study_is_mapped_whole() -> None:
    found = read_work(
        {
            "DOI": "10.1016/J.BRAT.2013.02.001",
            "type": "journal-article",
            "title": ["The process of cognitive behaviour therapy for chronic fatigue syndrome"],
            "author": [{"given": "Marianne J.", "family": "Heins", "sequence": "first"}],
            "container-title": ["Behaviour Research and Therapy"],
            "short-container-title": ["Behav Res Ther"],
            "volume": "51",
            "issue": "7",
            "page": "368-376",
            "publisher": "Elsevier BV",
            "issued": {"date-parts": [[2013, 7]]},
            "published-print": {"date-parts": [[2013, 7]]},
            "ISSN": ["0005-7967"],
            "URL": "http://dx.doi.org/10.1016/j.brat.2013.02.001",
            "resource": {"primary": {"URL": "https://example.org/landing"}},
        },
        "2026-11-22",
    )
    assert found is not None
    assert found.item == Item(
        "article-journal",
        {
            "DOI": "10.1016/j.brat.2013.02.001",
            "title": "The process of cognitive behaviour therapy for chronic fatigue syndrome",
            "author": (Name(family="Heins", given="Marianne J."),),
            "container-title": "Behaviour Research and Therapy",
            "container-title-short": "Behav Res Ther",
            "volume": "51",
            "issue": "7",
            "page": "368-376",
            "publisher": "Elsevier BV",
            "issued": Date((2013, 7)),
            "ISSN": "0005-7967",
        },
    )
    assert (found.fetched, found.registry_type, found.status.checked) == ("2026-11-22", "journal-article", "2026-11-22")


TITLES: list[tuple[str, dict[str, Any], str, tuple[str, ...]]] = [
    ("missing", {}, "", ()),
    ("empty list", {"title": []}, "", ()),
    ("empty text", {"title": [""]}, "", ()),
    ("null", {"title": None}, "", ()),
    ("list with null", {"title": [None, "A study"]}, "A study", ()),
    ("two titles", {"title": ["Eine Studie", "A study"]}, "Eine Studie", ("A study",)),
    ("near-copy", {"title": ["A study", "A Study."]}, "A study", ()),
    ("string, as content negotiation gives it", {"title": "A study"}, "A study", ()),
    ("subtitle", {"title": ["A study"], "subtitle": ["Of fatigue"]}, "A study: Of fatigue", ("A study",)),
    ("subtitle after a question", {"title": ["Why?"], "subtitle": ["A study"]}, "Why? A study", ("Why?",)),
    (
        "subtitle inside the title",
        {"title": ["Fatigue: a study"], "subtitle": ["A Study"]},
        "Fatigue: a study",
        ("A Study",),
    ),
    ("subtitle equals the title", {"title": ["A study"], "subtitle": ["A STUDY"]}, "A study", ()),
    ("empty subtitle", {"title": ["A study"], "subtitle": [""]}, "A study", ()),
    (
        "running head",
        {
            "title": ["Do doctors cause or prevent cerebral edema in children with ketoacidosis?"],
            "subtitle": ["Cerebral edema in DKA"],
        },
        "Do doctors cause or prevent cerebral edema in children with ketoacidosis?",
        ("Cerebral edema in DKA",),
    ),
    (
        "subtitle deposited in the title",
        {"title": ["ANEMIA&lt;subtitle&gt;A case&lt;/subtitle&gt;"]},
        "ANEMIA: A case",
        ("ANEMIA",),
    ),
    ("original title equal", {"title": ["A study"], "original-title": ["A study"]}, "A study", ()),
    ("original title other", {"title": ["A study"], "original-title": ["Eine Studie"]}, "A study", ("Eine Studie",)),
    ("full stop", {"title": ["A study."]}, "A study", ()),
    ("dots", {"title": ["And then..."]}, "And then...", ()),
    ("abbreviation", {"title": ["Fatigue in the U.S."]}, "Fatigue in the U.S.", ()),
    ("species", {"title": ["Detection of Clostridium spp."]}, "Detection of Clostridium spp.", ()),
    ("acronym", {"title": ["Imaging with FDG PET."]}, "Imaging with FDG PET", ()),
    ("stop after a blank", {"title": ["<i>Women in China</i>\n      ."]}, "<i>Women in China</i>", ()),
    ("all capitals are kept", {"title": ["FATIGUE IN ADULTS"]}, "FATIGUE IN ADULTS", ()),
]


@pytest.mark.parametrize(("fields", "title", "others"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles(fields: dict[str, Any], title: str, others: tuple[str, ...]) -> None:
    found = work(**fields)
    assert found.item.text("title") == title
    assert found.alternative_titles == others
    assert ("title" in found.item.fields) is bool(title)


def test_an_original_title_is_kept_only_when_it_differs() -> None:
    assert item(title=["A study"], original_title=["Eine Studie"]).text("original-title") == "Eine Studie"
    assert "original-title" not in item(title=["A study"], original_title=["A Study"]).fields


NAMES: list[tuple[str, dict[str, Any], Name]] = [
    ("person", {"given": "Ann", "family": "Lee"}, Name(family="Lee", given="Ann")),
    ("group", {"name": "The PACE Trial &amp; Friends"}, Name(literal="The PACE Trial & Friends")),
    ("group as a person", {"given": "for the", "family": "PROMMTT Study Group"}, Name(literal="PROMMTT Study Group")),
    ("on behalf of", {"given": "on behalf of the", "family": "CFS Team"}, Name(literal="CFS Team")),
    (
        "group in the family name",
        {"family": "Canadian Pain Society participants"},
        Name(literal="Canadian Pain Society participants"),
    ),
    (
        "group cut in two",
        {"given": "Gastroenterology", "family": "Research and Practice"},
        Name(literal="Gastroenterology Research and Practice"),
    ),
    ("one word", {"family": "Plato"}, Name(family="Plato")),
    ("initials", {"family": "H.J.H."}, Name(family="H.J.H.")),
    ("whole name", {"family": "Chun-Li Chang"}, Name(literal="Chun-Li Chang")),
    ("byline", {"family": "Michael E. Hohn, Donald W. Neal"}, Name(literal="Michael E. Hohn, Donald W. Neal")),
    ("inverted", {"family": "BROWNE, CAROLYN S."}, Name(family="BROWNE", given="CAROLYN S.")),
    ("journal as author", {"family": "The Lancet"}, Name(literal="The Lancet")),
    ("suffix", {"given": "Bo", "family": "Hora", "suffix": "Jr."}, Name(family="Hora", given="Bo", suffix="Jr.")),
    (
        "suffix without stop",
        {"given": "Bo", "family": "Hora", "suffix": "Jr"},
        Name(family="Hora", given="Bo", suffix="Jr."),
    ),
    (
        "ordinal suffix",
        {"given": "Bo", "family": "Hora", "suffix": "III"},
        Name(family="Hora", given="Bo", suffix="III"),
    ),
    ("degree", {"given": "Bo", "family": "Ali", "suffix": "Ph.D"}, Name(family="Ali", given="Bo")),
    (
        "suffix in the family name",
        {"given": "Bo", "family": "Raimundo, Jr."},
        Name(family="Raimundo", given="Bo", suffix="Jr."),
    ),
    ("degree in the family name", {"given": "Bo", "family": "Smith, M.D., Ph.D."}, Name(family="Smith", given="Bo")),
    (
        "particles before",
        {"given": "A.", "family": "van der Pluijm"},
        Name(family="Pluijm", given="A.", non_dropping_particle="van der"),
    ),
    (
        "particle of a double name",
        {"given": "P.", "family": "de Vries Albertin"},
        Name(family="Vries Albertin", given="P.", non_dropping_particle="de"),
    ),
    (
        "capital particle is part of the name",
        {"given": "M.", "family": "Van Den Broeck"},
        Name(family="Van Den Broeck", given="M."),
    ),
    ("nothing but a small word", {"given": "va", "family": "el"}, Name(family="el", given="va")),
    (
        "particle after",
        {"given": "Elias Silva de", "family": "Medeiros"},
        Name(family="Medeiros", given="Elias Silva", dropping_particle="de"),
    ),
    ("capitals are kept", {"given": "ANN", "family": "LEE"}, Name(family="LEE", given="ANN")),
    (
        "ORCID",
        {"given": "A", "family": "Lee", "ORCID": "http://orcid.org/0000-0002-1825-009x"},
        Name(family="Lee", given="A", orcid="0000-0002-1825-009X"),
    ),
    ("markup and entities", {"given": "A.<sup>1</sup>", "family": "O&apos;Neil"}, Name(family="O'Neil", given="A.1")),
    ("hyphen U+2010 is kept", {"given": "A", "family": "Bor\u2010Seng"}, Name(family="Bor\u2010Seng", given="A")),
    ("given alone", {"given": "Sudesiqin"}, Name(literal="Sudesiqin")),
    ("text instead of an object", "Ann Lee", Name(literal="Ann Lee")),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("person", "expected"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_names(person: dict[str, Any], expected: Name) -> None:
    assert item(author=[person]).names("author") == (expected,)


LEE = {"given": "Ann", "family": "Lee", "affiliation": []}


@pytest.mark.parametrize("authors", [None, [], [{}], [{"affiliation": [{"name": "X"}], "sequence": "first"}], "", 5])
def test_no_author_means_no_field(authors: object) -> None:
    assert "author" not in item(author=authors).fields


def test_an_author_deposited_twice_counts_once_and_namesakes_do_not() -> None:
    other = {**LEE, "affiliation": [{"name": "Elsewhere"}]}
    authors = [{**LEE, "sequence": "first"}, {**LEE, "sequence": "additional"}, other]
    assert len(item(author=authors).names("author")) == 2


def test_the_order_of_the_list_counts_not_the_sequence_field() -> None:
    authors = [{**LEE, "sequence": "additional"}, {"family": "Abel", "given": "B", "sequence": "first"}]
    assert [name.family for name in item(author=authors).names("author")] == ["Lee", "Abel"]


def test_editors_translators_and_chairs_are_kept() -> None:
    found = item(type="book", editor=[LEE, {"name": "Cochrane Group"}], translator=[LEE], chair=[LEE])
    assert [name.literal for name in found.names("editor")] == ["", "Cochrane Group"]
    assert found.names("translator") == found.names("chair") == (Name(family="Lee", given="Ann"),)
    assert "author" not in found.fields


def parts(*numbers: int | None) -> dict[str, Any]:
    return {"date-parts": [list(numbers)]}


DATES: list[tuple[str, dict[str, Any], tuple[int, ...], tuple[int, ...]]] = [
    (
        "print and online",
        {"issued": parts(2022, 5), "published-print": parts(2023, 1), "published-online": parts(2022, 5)},
        (2023, 1),
        (2022, 5),
    ),
    ("online only", {"issued": parts(2022, 5, 3), "published-online": parts(2022, 5, 3)}, (2022, 5, 3), ()),
    ("issued alone", {"issued": parts(1999)}, (1999,), ()),
    ("issued null", {"issued": parts(None), "created": parts(2001, 1, 1)}, (), ()),
    ("issued empty", {"issued": {"date-parts": [[]]}, "created": parts(2001)}, (), ()),
    ("no parts", {"issued": {}}, (), ()),
    ("null, but online", {"issued": parts(None), "published-online": parts(2010)}, (2010,), ()),
    ("posted", {"issued": parts(2025), "posted": parts(2025)}, (2025,), ()),
    ("posted alone", {"issued": parts(None), "posted": parts(2025, 3)}, (2025, 3), ()),
    ("print null", {"issued": parts(2020), "published-print": parts(None)}, (2020,), ()),
    ("approved standard", {"issued": parts(None), "approved": parts(2014, 10, 31)}, (2014, 10, 31), ()),
    ("damaged", {"issued": {"date-parts": [["2020", "13x"]]}}, (2020,), ()),
]


@pytest.mark.parametrize(("fields", "issued", "available"), [row[1:] for row in DATES], ids=[row[0] for row in DATES])
def test_dates(fields: dict[str, Any], issued: tuple[int, ...], available: tuple[int, ...]) -> None:
    found = item(**fields)
    assert found.date("issued") == (Date(issued) if issued else None)
    assert found.date("available-date") == (Date(available) if available else None)


FIELDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("article number alone", {"article-number": "e33693"}, {"number": "e33693"}),
    ("article number beside a page", {"article-number": "104656", "page": "1-9"}, {"number": "104656", "page": "1-9"}),
    ("article number equal to the page", {"article-number": "104656", "page": "104656"}, {"page": "104656"}),
    ("page as a locator", {"page": "1308-1309.e1"}, {"page": "1308-1309.e1"}),
    ("page reversed stays", {"page": "1197-1180"}, {"page": "1197-1180"}),
    ("volume 'null'", {"volume": "null", "issue": "18"}, {"issue": "18"}),
    ("odd volume and issue stay", {"volume": "n° 95", "issue": "15_suppl"}, {"volume": "n° 95", "issue": "15_suppl"}),
    ("issue of the journal-issue", {"journal-issue": {"issue": "7"}}, {"issue": "7"}),
    ("edition", {"edition-number": "2"}, {"edition": 2}),
    ("edition in words", {"edition-number": "2nd rev."}, {"edition": "2nd rev."}),
    (
        "publisher",
        {"publisher": "A &amp; B", "publisher-location": "Cham"},
        {"publisher": "A & B", "publisher-place": "Cham"},
    ),
    ("language", {"language": "de"}, {"language": "de"}),
    (
        "ISSN repeated, print first",
        {
            "ISSN": ["1234-5679", "0028-0836", "0028-0836"],
            "issn-type": [{"type": "electronic", "value": "1234-5679"}, {"type": "print", "value": "0028-0836"}],
        },
        {"ISSN": "0028-0836, 1234-5679"},
    ),
    ("ISSN with a wrong check digit", {"ISSN": ["0028-0837"]}, {}),
    ("ISSN with X", {"ISSN": ["2041210x"]}, {"ISSN": "2041-210X"}),
    (
        "ISBN as an address",
        {"ISBN": ["http://id.crossref.org/isbn/9783031331473", "978-3-031-33147-3"]},
        {"ISBN": "9783031331473"},
    ),
    ("ISBN with a wrong check digit", {"ISBN": ["9783031331474"]}, {}),
    ("text instead of a list", {"ISSN": "0028-0836"}, {"ISSN": "0028-0836"}),
    ("container with entity", {"container-title": ["A &amp; B"]}, {"container-title": "A & B"}),
    (
        "short container equal",
        {"container-title": ["The Lancet"], "short-container-title": ["The Lancet"]},
        {"container-title": "The Lancet"},
    ),
    (
        "short container empty",
        {"container-title": ["The Lancet"], "short-container-title": [""]},
        {"container-title": "The Lancet"},
    ),
    ("container as text", {"container-title": "The Lancet"}, {"container-title": "The Lancet"}),
    (
        "journal with two names",
        {"container-title": ["13th Conference", "Proceeding Series"]},
        {"container-title": "13th Conference"},
    ),
    (
        "series first",
        {"type": "book-chapter", "container-title": ["Innovative Energy", "Mediterranean Architecture"]},
        {"container-title": "Mediterranean Architecture", "collection-title": "Innovative Energy"},
    ),
    (
        "book first",
        {"type": "book-chapter", "container-title": ["Of body snatchers", "Schriften zur Philologie"]},
        {"container-title": "Of body snatchers", "collection-title": "Schriften zur Philologie"},
    ),
    (
        "series and numbered book",
        {"type": "book-chapter", "container-title": ["Progress in Science", "Trends in Science XI"]},
        {"container-title": "Trends in Science XI", "collection-title": "Progress in Science"},
    ),
    (
        "proceedings in a series",
        {
            "type": "proceedings-article",
            "container-title": ["Proceedings of the 1st Conference", "Lecture Notes in Physics"],
        },
        {"container-title": "Proceedings of the 1st Conference", "collection-title": "Lecture Notes in Physics"},
    ),
    (
        "chapter, same title twice",
        {"type": "book-chapter", "container-title": ["A Book", "A book"]},
        {"container-title": "A Book"},
    ),
    (
        "book in a series",
        {"type": "monograph", "container-title": ["Studies Series"]},
        {"collection-title": "Studies Series"},
    ),
    (
        "event",
        {
            "type": "proceedings-article",
            "event": {"name": "JCDL", "location": "Houston", "start": parts(2003, 5, 27), "end": parts(2003, 5, 31)},
        },
        {"event-title": "JCDL", "event-place": "Houston", "event-date": Date((2003, 5, 27), (2003, 5, 31))},
    ),
    (
        "event of one day",
        {"event": {"name": "JCDL", "start": parts(2003, 5, 27), "end": parts(2003, 5, 27)}},
        {"event-title": "JCDL", "event-date": Date((2003, 5, 27))},
    ),
    (
        "preprint",
        {
            "DOI": "10.1101/1",
            "type": "posted-content",
            "subtype": "preprint",
            "group-title": "Ecology",
            "publisher": "openRxiv",
            "institution": [{"name": "bioRxiv"}],
        },
        {"DOI": "10.1101/1", "genre": "Preprint", "publisher": "bioRxiv"},
    ),
    (
        "preprint of a known repository",
        {
            "DOI": "10.2139/1",
            "type": "posted-content",
            "subtype": "preprint",
            "group-title": "SSRN",
            "publisher": "Elsevier BV",
        },
        {"DOI": "10.2139/1", "genre": "Preprint", "publisher": "SSRN"},
    ),
    (
        "preprint of its publisher",
        {"type": "posted-content", "subtype": "preprint", "group-title": "Clouds", "publisher": "Copernicus GmbH"},
        {"genre": "Preprint", "publisher": "Copernicus GmbH"},
    ),
    (
        "versioned",
        {"type": "posted-content", "subtype": "preprint", "version": {"version": "v2"}},
        {"genre": "Preprint", "version": "2"},
    ),
    (
        "blog post",
        {"type": "posted-content", "subtype": "blog", "group-title": "Upstream", "publisher": "Front Matter"},
        {"container-title": "Upstream", "publisher": "Front Matter"},
    ),
    (
        "doctoral thesis",
        {
            "type": "dissertation",
            "degree": ["Ph.D."],
            "publisher": "Libraries",
            "institution": [{"name": "Louisiana State University"}],
        },
        {"genre": "Doctoral dissertation", "publisher": "Louisiana State University"},
    ),
    ("master's thesis", {"type": "dissertation", "degree": ["Master of Arts"]}, {"genre": "Master's thesis"}),
    (
        "public licence of the published version",
        {
            "license": [
                {"URL": "https://www.elsevier.com/tdm/userlicense/1.0/", "content-version": "tdm"},
                {"URL": "https://creativecommons.org/licenses/by-nc/4.0/", "content-version": "am"},
                {"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"},
            ]
        },
        {"license": "https://creativecommons.org/licenses/by/4.0/"},
    ),
    ("a publisher's own terms", {"license": [{"URL": "https://onlinelibrary.wiley.com/termsAndConditions"}]}, {}),
    ("damaged licence", {"license": ["CC", {"URL": None}, {"URL": ["x"]}]}, {}),
    ("abstract", {"abstract": "<jats:p>One.</jats:p><jats:p>Two &lt; 3.</jats:p>"}, {"abstract": "One.\nTwo < 3."}),
]


@pytest.mark.parametrize(("fields", "expected"), [row[1:] for row in FIELDS], ids=[row[0] for row in FIELDS])
def test_other_fields(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert dict(item(**fields).fields) == {"DOI": "10.1234/abc", **expected}


TYPES = [
    ("journal-article", "", "article-journal"),
    ("proceedings-article", "", "paper-conference"),
    ("book-chapter", "", "chapter"),
    ("book-section", "", "chapter"),
    ("monograph", "", "book"),
    ("edited-book", "", "book"),
    ("proceedings", "", "book"),
    ("reference-entry", "", "entry-encyclopedia"),
    ("report", "", "report"),
    ("dissertation", "", "thesis"),
    ("posted-content", "preprint", "article"),
    ("posted-content", "blog", "post-weblog"),
    ("posted-content", "other", "post"),
    ("posted-content", "", "article"),
    ("posted-content", "novel", "post"),
    ("standard", "", "standard"),
    ("dataset", "", "dataset"),
    ("database", "", "dataset"),
    ("peer-review", "", "review"),
    ("component", "", "document"),
    ("grant", "", "document"),
    ("journal-issue", "", "document"),
    ("something-unknown", "", "document"),
    ("", "", "document"),
    ("article-journal", "", "article-journal"),
]


@pytest.mark.parametrize(("kind", "subtype", "expected"), TYPES)
def test_types(kind: str, subtype: str, expected: str) -> None:
    assert csl_type(kind, subtype) == expected


def test_a_null_type_becomes_the_fallback_and_stays_visible() -> None:
    found = work(type=None)
    assert (found.item.type, found.registry_type) == ("document", "")
    assert work(type="posted-content", subtype="preprint").subtype == "preprint"


@pytest.mark.parametrize(
    "record", [None, [], "text", {}, {"DOI": None}, {"DOI": 5}, {"DOI": "no doi"}, {"title": ["A"]}]
)
def test_what_is_no_record_is_no_work(record: object) -> None:
    assert read_work(record, "2026-11-22") is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "date-parts",
                    "given",
                    "family",
                    "name",
                    "DOI",
                    "type",
                    "value",
                    "id",
                    "id-type",
                    "version",
                    "start",
                    "updated",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
KEYS = """title subtitle original-title author editor issued published-print posted container-title ISSN issn-type ISBN
page article-number volume event institution group-title version degree abstract update-to updated-by relation
journal-issue type subtype short-container-title language edition-number publisher""".split()


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8))
def test_no_damage_to_a_record_raises(fields: dict[str, Any]) -> None:
    found = read_work({"DOI": "10.1234/abc", **fields}, "2026-11-22")
    assert found is not None
    assert "" not in found.item.fields.values()
    assert () not in found.item.fields.values()
