"""Updates, retractions and relations (CROSSREF.md "Updates and retractions", TESTCASES X24, X25)."""

from __future__ import annotations

from typing import Any

import pytest

from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Relation, Status, Update
from atlas_cite.sources.crossref.mapping import read_work

OWN, NOTICE, OTHER = "10.1234/own", "10.1234/notice", "10.1234/other"


def entry(
    doi: str, kind: str, source: str | None = "publisher", date: tuple[int, ...] = (2020, 5, 1)
) -> dict[str, Any]:
    raw = {"DOI": doi, "type": kind, "label": kind.title(), "updated": {"date-parts": [list(date)]}}
    return raw | ({"source": source} if source else {})


def status(title: str = "A study", **fields: Any) -> Status:
    record = {"DOI": OWN, "title": [title], **{key.replace("_", "-"): value for key, value in fields.items()}}
    found = read_work(record, "2026-11-22")
    assert found is not None
    return found.status


def update(kind: str, source: str = "publisher", notice: str | None = NOTICE, date: str = "2020-05-01") -> Update:
    return Update(kind, source, Doi.parse(notice) if notice else None, date)


def test_nothing_happened_but_it_was_looked_up() -> None:
    assert status() == Status("2026-11-22", (), ())
    assert not status().is_grave


def test_known_to_retraction_watch_only() -> None:
    found = status(updated_by=[entry(NOTICE, "retraction", "retraction-watch")])
    assert found.updates == (update("retraction", "retraction-watch"),)
    assert found.is_grave


def test_one_retraction_from_two_sources_is_two_updates() -> None:
    found = status(
        updated_by=[
            entry(NOTICE, "retraction", "retraction-watch", (2022, 12, 6)),
            entry(NOTICE, "retraction", "publisher", (2021, 9, 11)),
        ]
    )
    assert [each.source for each in found.updates] == ["retraction-watch", "publisher"]
    assert found.gravest == update("retraction", "publisher", NOTICE, "2021-09-11")


def test_an_update_that_names_its_own_work_is_a_retraction_in_place() -> None:
    own = [entry(OWN, "retraction")]
    for fields in ({"update_to": own}, {"updated_by": own}, {"update_to": own, "updated_by": own}):
        found = status(**fields)
        assert found.updates == (update("retraction", notice=OWN),)
        assert found.notice_for == ()


def test_a_new_version_of_itself_is_harmless() -> None:
    found = status(update_to=[entry(OWN, "new_version")])
    assert found.updates == (update("new_version", notice=OWN),)
    assert not found.is_grave


def test_a_removal_after_an_erratum_in_place_is_grave() -> None:
    found = status(update_to=[entry(OWN, "erratum"), entry(OWN, "removal", date=(2021,))])
    assert found.gravest == update("removal", notice=OWN, date="2021")


def test_a_notice_is_not_itself_retracted() -> None:
    found = status("[Retracted] Sarcomas (Review)", update_to=[entry(OTHER, "retraction", "retraction-watch")])
    assert found == Status("2026-11-22", (), (Doi.parse(OTHER),))


@pytest.mark.parametrize("kind", ["new_version", "new_edition"])
def test_a_new_version_of_another_is_no_notice(kind: str) -> None:
    found = read_work({"DOI": OWN, "update-to": [entry(OTHER, kind), entry(OWN, kind)]}, "2026-11-22")
    assert found is not None
    assert found.status.notice_for == ()
    assert found.relations == (Relation("replaces", Doi.parse(OTHER)),)


def test_a_correction_is_not_a_retraction() -> None:
    found = status(updated_by=[entry(NOTICE, "correction", None)])
    assert found.updates == (update("correction"),)
    assert not found.is_grave


def test_a_correction_years_before_the_retraction_does_not_hide_it() -> None:
    found = status(updated_by=[entry(NOTICE, "correction", date=(2012,)), entry(OTHER, "retraction", date=(2019,))])
    assert found.gravest == update("retraction", notice=OTHER, date="2019")


def test_withdrawn_is_not_called_retracted() -> None:
    found = status(updated_by=[entry(OWN + ".pub2", "withdrawal")])
    assert found.gravest is not None
    assert found.gravest.kind == "withdrawal"


ALL_KINDS = """addendum clarification correction corrigendum erratum expression_of_concern new_edition new_version
partial_retraction removal retraction withdrawal err""".split()


@pytest.mark.parametrize("field", ["updated_by", "update_to"])
def test_a_record_that_lists_every_kind_at_once_is_not_believed_but_kept(field: str) -> None:
    found = status(**{field: [entry(OWN, kind) for kind in ALL_KINDS]})
    assert found.updates == (update("contradictory", notice=OWN),)
    assert not found.is_grave


def test_two_contradicting_kinds_are_both_kept() -> None:
    found = status(
        updated_by=[entry(NOTICE, "retraction", "retraction-watch"), entry(NOTICE, "correction", "retraction-watch")]
    )
    assert {each.kind for each in found.updates} == {"retraction", "correction"}


MARKS = [
    ("RETRACTED: A study", "retraction"),
    ("RETRACTED ARTICLE: A study", "retraction"),
    ("Retracted: A study", "retraction"),
    ("[RETRACTED] A study", "retraction"),
    ("<b>RETRACTED</b> A Study of fatigue", "retraction"),
    ("A study (Retracted)", "retraction"),
    ("A study [Withdrawn]", "withdrawal"),
    ("WITHDRAWN: A study", "withdrawal"),
    ("WITHDRAWN", "withdrawal"),
    ("REMOVED: A study", "removal"),
    ("Retracted articles in fatigue research", ""),
    ("Retraction of the mitral leaflet", ""),
    ("RETRACTED SCIENCE AND ITS READERS", ""),
    ("Withdrawn behaviour in children", ""),
    ("Why papers are (often) retracted", ""),
]


@pytest.mark.parametrize(("title", "kind"), MARKS)
def test_what_the_title_says(title: str, kind: str) -> None:
    expected = (Update(kind, "title"),) if kind else ()
    assert status(title).updates == expected


@pytest.mark.parametrize(
    "junk",
    [
        None,
        {},
        "retraction",
        [None],
        [{}],
        [{"DOI": NOTICE}],
        [{"type": "retraction"}],
        [{"DOI": "x", "type": "retraction"}],
    ],
)
def test_a_damaged_update_says_nothing(junk: object) -> None:
    assert status(updated_by=junk, update_to=junk).updates == ()


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [("Expression of Concern", "expression_of_concern"), ("err", "erratum"), ("odd-kind", "odd_kind")],
)
def test_other_spellings_of_kinds(spelled: str, kind: str) -> None:
    assert status(updated_by=[entry(NOTICE, spelled)]).updates == (update(kind),)


def test_relations_to_other_dois_are_kept_once() -> None:
    target = {"id-type": "doi", "id": "10.1101/2020.01.01V2", "asserted-by": "subject"}
    record = {
        "DOI": OWN,
        "relation": {
            "has-preprint": [target, {**target, "asserted-by": "object"}],
            "is-part-of": [{"id-type": "issn", "id": "2749-9952"}],
            "has-review": [{"id-type": "doi", "id": "nonsense"}, None],
            "cites": [{"id-type": "doi", "id": "10.1234/cited"}],
        },
    }
    found = read_work(record, "2026-11-22")
    assert found is not None
    assert found.relations == (Relation("has-preprint", Doi.parse("10.1101/2020.01.01v2")),)


@pytest.mark.parametrize("relation", [None, {}, [], {"cites": []}, {"has-preprint": "x"}, {"has-preprint": [5]}])
def test_damaged_relations_say_nothing(relation: object) -> None:
    found = read_work({"DOI": OWN, "relation": relation}, "2026-11-22")
    assert found is not None
    assert found.relations == ()
