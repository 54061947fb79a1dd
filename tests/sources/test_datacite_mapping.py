"""DataCite's records as works: types, names, titles, dates, containers, relations, and damage."""

from __future__ import annotations

from typing import Any

import pytest

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.name import Name
from atlas_cite.model.status import Relation, Update
from atlas_cite.model.work import Work
from atlas_cite.sources.datacite.mapping import read_datacite

OWN = "10.5281/zenodo.77"


def work(**attributes: Any) -> Work:
    found = read_datacite({"DOI": OWN, "doi": OWN, **attributes}, "2026-11-22")
    assert found is not None
    return found


def fields(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in work(**attributes).item.fields.items() if name != "DOI"}


@pytest.mark.parametrize(
    ("general", "own", "kind"),
    [
        ("Dataset", "", "dataset"),
        ("Software", "Code", "software"),
        ("JournalArticle", "", "article-journal"),
        ("Preprint", "Article", "article"),
        ("Dissertation", "", "thesis"),
        ("Text", "Doctoral Thesis", "thesis"),
        ("Text", "Journal article", "article-journal"),
        ("Text", "", "document"),
        ("Other", "Something", "document"),
        ("", "", "document"),
        (None, 5, "document"),
    ],
)
def test_types(general: object, own: object, kind: str) -> None:
    assert work(types={"resourceTypeGeneral": general, "resourceType": own}).item.type == kind


def test_names_in_parts_whole_and_undivided() -> None:
    orcid = {"nameIdentifier": "https://orcid.org/0000-0002-1825-0097", "nameIdentifierScheme": "ORCID"}
    found = fields(
        creators=[
            {"name": "van der Meer, Jos", "nameType": "Personal", "familyName": "van der Meer", "givenName": "Jos"},
            {"name": "Brook, Anna", "nameIdentifiers": [orcid]},
            {"name": "Pacing Study Group", "nameType": "Organizational"},
            {"name": "Plato"},
            {"name": "Institute of Sleep, Department of Steps and Rest"},
            {},
            None,
        ],
        contributors=[{"name": "Lee, Wei", "contributorType": "Editor"}, {"name": "X", "contributorType": "Sponsor"}],
    )
    assert found["author"][:4] == (
        Name(family="Meer", given="Jos", non_dropping_particle="van der"),
        Name(family="Brook", given="Anna", orcid="0000-0002-1825-0097"),
        Name(literal="Pacing Study Group"),
        Name(literal="Plato"),
    )
    assert "Institute of Sleep" in str(found["author"][4])
    assert found["editor"] == (Name(family="Lee", given="Wei"),)


def test_titles_subtitle_and_translations() -> None:
    titles = [
        {"title": "Schritte", "titleType": "TranslatedTitle", "lang": "de"},
        {"title": "Steps of <i>40</i> people"},
        {"title": "A year", "titleType": "Subtitle"},
    ]
    found = work(titles=titles)
    assert found.item.text("title") == "Steps of <i>40</i> people: A year"
    assert "Schritte" in found.alternative_titles


DATES = [
    ([{"date": "2021-05-06", "dateType": "Issued"}], 2021, Date((2021, 5, 6)), None),
    ([{"date": "2023-11", "dateType": "Available"}, {"date": "2023", "dateType": "Issued"}], 2023, Date((2023,)),
     (2023, 11)),
    ([{"date": "2019-01-01T10:00:00Z", "dateType": "Available"}], 2019, Date((2019, 1, 1)), None),
    ([{"date": "2015", "dateType": "Created"}], 2021, Date((2021,)), None),
    ([], "2021", Date((2021,)), None),
    ([{"date": "unknown", "dateType": "Issued"}], None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("dates", "year", "issued", "available"), DATES)
def test_dates(dates: list[Any], year: object, issued: Date | None, available: tuple[int, ...] | None) -> None:
    found = fields(dates=dates, publicationYear=year)
    assert found.get("issued") == issued
    assert found.get("available-date") == (Date(available) if available else None)


def test_containers() -> None:
    journal = {"type": "Journal", "title": "Data", "volume": "3", "issue": "2", "firstPage": "1", "lastPage": "9",
               "identifier": "2306-5729", "identifierType": "ISSN"}  # fmt: skip
    expected = {"container-title": "Data", "volume": "3", "issue": "2", "page": "1-9", "ISSN": "2306-5729"}
    assert fields(container=journal) == expected
    assert fields(container={"type": "DataRepository", "title": "figshare"}, publisher="figshare") == {
        "publisher": "figshare"
    }
    related = {"relationType": "IsPublishedIn", "titles": [{"title": "Data"}], "volume": "3", "firstPage": "e7"}
    assert fields(relatedItems=[related]) == {"container-title": "Data", "volume": "3", "page": "e7"}


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ([{"rights": "CC BY 4.0", "rightsUri": "https://creativecommons.org/licenses/by/4.0/"}],
         {"license": "https://creativecommons.org/licenses/by/4.0/"}),
        ([{"rights": ""}, {"rights": "Open Access"}], {"license": "Open Access"}),
        (["CC", None], {}),
        (5, {}),
    ],
)  # fmt: skip
def test_licence(rights: object, expected: dict[str, str]) -> None:
    assert fields(rightsList=rights) == expected


def test_subjects_are_keywords() -> None:
    assert fields(subjects=[{"subject": "rest"}, {"subject": "sleep, deep"}, {}]) == {"keyword": "rest; sleep, deep"}


def test_arxiv_has_its_number_and_is_a_preprint() -> None:
    types = {"resourceTypeGeneral": "Preprint"}
    record = {"DOI": "10.48550/arXiv.2101.00001", "publisher": {"name": "arXiv"}, "types": types}
    found = read_datacite(record, "2026-11-22")
    assert found is not None
    assert (found.item.type, found.item.text("genre")) == ("article", "Preprint")
    assert (found.item.text("publisher"), found.item.text("number")) == ("arXiv", "arXiv:2101.00001")


def test_relations_and_withdrawal() -> None:
    related = [
        {"relationType": "IsVersionOf", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.5281/ZENODO.76"},
        {"relationType": "Cites", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.1234/a"},
        {"relationType": "IsPartOf", "relatedIdentifierType": "URL", "relatedIdentifier": "https://example.org"},
    ]
    found = work(relatedIdentifiers=related, dates=[{"date": "2022-01-02", "dateType": "Withdrawn"}])
    assert found.relations == (Relation("is-version-of", Doi.parse("10.5281/zenodo.76")),)
    assert found.status.updates == (Update("withdrawal", "datacite", None, "2022-01-02"),)
    assert found.status.is_grave


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, [None], [[]], {"a": 1}])
def test_damage_says_nothing(junk: Any) -> None:
    names = "titles creators contributors dates container types publisher relatedIdentifiers relatedItems descriptions"
    found = work(**dict.fromkeys(names.split(), junk), language=None, version=None, publicationYear=junk)
    assert found.item.fields.keys() <= {"DOI", "publisher", "issued"}


@pytest.mark.parametrize("record", [None, [], {}, {"DOI": 5}, {"DOI": "nonsense"}])
def test_what_is_no_record_is_no_work(record: object) -> None:
    assert read_datacite(record, "2026-11-22") is None
