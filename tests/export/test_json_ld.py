"""JSON-LD: what schema.org calls each work, its people, places and identifiers; valid for any text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from atlas_cite.document.tree import Block, Paragraph, Text
from atlas_cite.export.json_ld import listed_work_node, render_json_ld, work_node
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.variables import ITEM_TYPES
from atlas_cite.tables.schema_org import GENERAL_TYPE, TYPES
from export.entry_cases import ALL, HEINS, HOSTILE, annotate_heins, annotate_nothing, entry

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


def node(kind: str, **fields: Any) -> dict[str, Any]:
    """The work's node without what every one has."""
    made = work_node(entry("k", kind, {name.replace("_", "-"): value for name, value in fields.items()}))
    return {name: value for name, value in made.items() if name not in {"@type", "identifier"}}


def test_an_article_stands_in_its_issue_volume_and_journal() -> None:
    assert work_node(HEINS) == {
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.1016/j.brat.2013.02.001",
        "name": HEINS.item.text("title"),
        "pagination": "368-376",
        "url": "https://doi.org/10.1016/j.brat.2013.02.001",
        "author": [
            {"@type": "Person", "name": "Marianne J. Heins", "familyName": "Heins", "givenName": "Marianne J."},
            {"@type": "Person", "name": "Hans Knoop", "familyName": "Knoop", "givenName": "Hans"},
            {"@type": "Person", "name": "Gijs Bleijenberg", "familyName": "Bleijenberg", "givenName": "Gijs"},
        ],
        "datePublished": "2013-07",
        "pageStart": "368",
        "pageEnd": "376",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1016/j.brat.2013.02.001"},
            {"@type": "PropertyValue", "propertyID": "PMID", "value": "23639303"},
            {"@type": "PropertyValue", "propertyID": "citekey", "value": "heins2013"},
        ],
        "inLanguage": "en",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "7",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "51",
                "isPartOf": {
                    "@type": "Periodical",
                    "name": "Behaviour Research and Therapy",
                    "alternateName": "Behav Res Ther",
                    "issn": ["0005-7967"],
                },
            },
        },
        "sameAs": "https://pubmed.ncbi.nlm.nih.gov/23639303/",
    }


PERSON = {"@type": "Person", "name": "Bo Ek", "familyName": "Ek", "givenName": "Bo"}
EK = (Name("Ek", "Bo"),)
HOUSE = {"@type": "Organization", "name": "House", "address": "Oslo"}
BOOK = {"@type": "Book", "name": "Whole", "editor": [PERSON], "isbn": ["1", "2"], "isPartOf": {
    "@type": "BookSeries", "name": "Series", "issn": ["3"]}, "position": "7"}  # fmt: skip

ROWS = [
    ("chapter", {"container_title": "Whole", "editor": EK, "ISBN": "1, 2", "ISSN": "3", "collection_title": "Series",
                 "collection_number": "7"}, {"isPartOf": BOOK}),
    ("book", {"editor": EK, "ISBN": "1", "collection_title": "Series", "collection_number": "7", "volume": "2"},
     {"editor": PERSON, "isbn": "1", "isPartOf": {"@type": "BookSeries", "name": "Series"}, "position": "7",
      "volumeNumber": "2"}),
    ("book", {"publisher": "House", "publisher_place": "Oslo", "edition": "2"},
     {"publisher": HOUSE, "bookEdition": "2"}),
    ("thesis", {"genre": "PhD thesis"}, {"inSupportOf": "PhD thesis"}),
    ("report", {"number": "TR-5"}, {"reportNumber": "TR-5"}),
    ("webpage", {"container_title": "Site", "URL": "https://x.org/a"},
     {"isPartOf": {"@type": "WebSite", "name": "Site"}, "url": "https://x.org/a"}),
    ("dataset", {"version": "1.2", "license": "CC0", "keyword": "rest, sleep"},
     {"version": "1.2", "license": "CC0", "keywords": ["rest", "sleep"]}),
    ("article-journal", {"issued": Date((2019,), (2021,))},
     {"datePublished": ["2019", {"@type": EDTF, "@value": "2019/2021"}]}),
    ("article-journal", {"issued": Date((2019,), season=1)},
     {"datePublished": ["2019", {"@type": EDTF, "@value": "2019-21"}]}),
    ("article-journal", {"issued": Date(literal="in press")}, {"creativeWorkStatus": "in press"}),
    ("paper-conference",
     {"event_title": "Testing", "event_place": "Oslo", "event_date": Date((2019, 5, 1), (2019, 5, 3))},
     {"@reverse": {"workFeatured": {"@type": "Event", "name": "Testing", "location": "Oslo",
                                    "startDate": "2019-05-01", "endDate": "2019-05-03"}}}),
    ("song", {"narrator": EK, "producer": EK},
     {"contributor": {"@type": "Role", "roleName": "narrator", "contributor": PERSON}, "producer": PERSON}),
    ("book", {"original_title": "Ur", "original_date": Date((1900,))},
     {"exampleOfWork": {"@type": "CreativeWork", "name": "Ur", "datePublished": "1900"}}),
    ("legal_case", {"genre": "ruling"}, {"additionalType": "legal_case", "genre": "ruling"}),
    ("document", {"author": (Name(literal="World Health Organization"),)},
     {"author": {"@type": "Organization", "name": "World Health Organization"}, "additionalType": "document"}),
    ("document", {"author": (Name("Meer", "Jos", "Jr.", "van der", orcid="0000-0002-1825-0097"),)},
     {"author": {"@type": "Person", "@id": "https://orcid.org/0000-0002-1825-0097", "name": "Jos van der Meer Jr.",
                 "familyName": "van der Meer", "givenName": "Jos", "honorificSuffix": "Jr."},
      "additionalType": "document"}),
    ("article-journal", {"PMCID": "PMC5", "language": "en, de"},
     {"sameAs": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5/", "inLanguage": ["en", "de"]}),
    ("article-journal", {"title": "<i>E. coli</i> at p < 0.05"}, {"name": "E. coli at p < 0.05"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "expected"), ROWS)
def test_what_lands_where(kind: str, fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert node(kind, **fields) == expected


def test_a_retraction_is_status_and_correction() -> None:
    updates = (
        Update("retraction", "publisher", Doi.parse("10.5555/n"), "2014-01-01"),
        Update("erratum", "publisher"),
        Update("new_version", "publisher"),
    )
    made = work_node(entry("k", "article-journal", {"title": "T"}, status=Status("2026-01-01", updates)))
    assert made["creativeWorkStatus"] == "Retracted"
    assert made["correction"] == [
        {
            "@type": "CorrectionComment",
            "name": "Retraction",
            "datePublished": "2014-01-01",
            "url": "https://doi.org/10.5555/n",
            "creditText": "publisher",
        },
        {"@type": "CorrectionComment", "name": "Erratum", "creditText": "publisher"},
    ]


def test_links_to_other_works_keep_the_host() -> None:
    links = (
        Relation("has-preprint", Doi.parse("10.5555/pre")),
        Relation("is-part-of", Doi.parse("10.5555/whole")),
        Relation("unheard-of", Doi.parse("10.5555/x")),
    )
    fields = {"container-title": "J"}
    made = work_node(entry("k", "article-journal", fields, relations=links))
    assert made["isBasedOn"] == {"@id": "https://doi.org/10.5555/pre"}
    assert made["isPartOf"] == [{"@type": "Periodical", "name": "J"}, {"@id": "https://doi.org/10.5555/whole"}]


def test_the_annotation_is_a_work_of_the_atlas_about_the_study() -> None:
    summary = SummaryRecord(atlas="An Atlas", url="https://a.org/s", language="en", machine_written=True)
    one = entry("k", "article-journal", {"DOI": "10.1/a", "abstract": "Its own."}, summary=summary)
    blocks: tuple[Block, ...] = (Paragraph((Text("It proves nothing."),)),)
    made = work_node(one, blocks)
    assert made["abstract"] == "Its own."
    assert made["subjectOf"] == {
        "@type": "CreativeWork",
        "about": {"@id": "https://doi.org/10.1/a"},
        "text": "It proves nothing.",
        "publisher": {"@type": "Organization", "name": "An Atlas"},
        "url": "https://a.org/s",
        "inLanguage": "en",
        "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    }
    assert "subjectOf" not in work_node(one)


def test_in_a_list_a_work_is_short_and_no_less_true() -> None:
    status = Status("2026-01-01", (Update("retraction", "publisher"),))
    fields = {"DOI": "10.1/a", "PMID": "5", "abstract": "Long.", "author": EK, "title": "T", "note": "Own."}
    assert listed_work_node(entry("k", "article-journal", fields, status=status)) == {
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.1/a",
        "name": "T",
        "author": {"@type": "Person", "name": "Bo Ek"},
        "creativeWorkStatus": "Retracted",
        "correction": {"@type": "CorrectionComment", "name": "Retraction", "creditText": "publisher"},
        "sameAs": "https://pubmed.ncbi.nlm.nih.gov/5/",
    }


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
def test_every_kind_has_a_type(kind: str) -> None:
    made = work_node(entry("k", kind, {"title": "T", "volume": "1"}))
    assert made["name"] == "T"
    kinds = made["@type"] if isinstance(made["@type"], list) else [made["@type"]]
    assert kinds[0] == TYPES.get(kind, GENERAL_TYPE)
    assert (made.get("additionalType") == kind) is (kind not in TYPES)


def test_the_file_is_one_graph_that_ends_no_script() -> None:
    text = "".join(render_json_ld(ALL, annotate_heins))
    graph = json.loads(text)["@graph"]
    assert "<" not in text
    assert len(graph) == len(ALL)
    assert graph[0]["subjectOf"]["text"].startswith("A summary of 5%.\nObserved findings:\n- one & two\n- TY")
    assert "alert(1)" in text
    assert "\x00" not in json.loads(text)["@graph"][0]["subjectOf"]["text"]
    assert json.loads("".join(render_json_ld([], annotate_nothing)))["@graph"] == []


@pytest.mark.parametrize("text", ["\ud800", HOSTILE, "</script>", "\u2028"])
def test_any_text_can_be_encoded_and_read(text: str) -> None:
    fields = {"title": f"A {text}", "publisher": text, "note": text, "author": (Name(text, text), Name(literal=text))}
    written = "".join(render_json_ld([entry(f"k{text}", "book", fields)], annotate_nothing))
    assert json.loads(written.encode())["@graph"][0]["name"].startswith("A")


def properties(made: Any) -> set[str]:
    """Every property in a node, at any depth."""
    if isinstance(made, list):
        return set().union(*map(properties, made))
    return set(made) | set().union(*map(properties, made.values())) if isinstance(made, dict) else set()


def full_entries() -> list[Entry]:
    return [*ALL, entry("k", "chapter", {"container-title": "W", "collection-title": "S", "ISBN": "1"})]


def test_pyld_keeps_every_property() -> None:
    pyld = pytest.importorskip("pyld.jsonld", reason="pyld, which reads JSON-LD, is not installed")
    document = json.loads("".join(render_json_ld(full_entries(), annotate_heins)))
    expanded = pyld.expand({"@context": {"@vocab": "https://schema.org/"}, "@graph": document["@graph"]})
    wanted = {f"https://schema.org/{name}" for name in properties(document["@graph"]) if not name.startswith("@")}
    assert wanted <= properties(expanded)
    assert len(expanded) == len(full_entries())
