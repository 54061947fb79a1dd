"""Which work an entry is: a DOI in an entry is a claim, and a search's find is no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_cite.enrich.identity import recognise, verify
from atlas_cite.match.sought import Sought
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.status import Status
from atlas_cite.model.verdict import Certainty
from atlas_cite.model.work import Work

TITLE = "Effects of pacing on daily activity in people with chronic illness"
SAID = Sought(title=TITLE, authors=(Name("Brook", "A. L."),), year=2019)
ARTICLE = Item("article-journal")
WORK = Work(
    Doi.parse("10.5555/pacing"),
    Item(
        "article-journal",
        {
            "title": TITLE,
            "author": (Name("Brook", "Anna L."), Name("Núñez", "Inés")),
            "container-title": "Journal of Invented Medicine",
            "volume": "12",
            "page": "101-119",
            "issued": Date((2019, 4)),
        },
    ),
    "2026-11-25",
    registry_type="journal-article",
)
NAMELESS = Sought()


def work(**fields: object) -> Work:
    return replace(WORK, item=WORK.item.with_fields(fields))  # type: ignore[arg-type]


PART = work(title=f"{TITLE}. Part I", page="1")
SHORT = work(title="Editorial")
LONG = f"{TITLE}: a randomised trial with two arms, three visits and a follow-up of a whole year in four countries"


@pytest.mark.parametrize(
    ("sought", "found", "certainty"),
    [
        (SAID, WORK, "sure"),
        (replace(SAID, year=None), WORK, "sure"),
        (replace(SAID, authors=()), WORK, "sure"),
        (replace(SAID, title=TITLE.upper()), WORK, "sure"),
        (replace(SAID, authors=(Name("Other", "O."),)), WORK, "ask"),
        (replace(SAID, year=1999), WORK, "ask"),
        (replace(SAID, volume="99", container="Acta Botanica"), WORK, "ask"),
        (replace(SAID, title="Walking in winter"), WORK, "ask"),
        (replace(SAID, title="Walking in winter", authors=(Name("Other"),)), WORK, "no"),
        (replace(SAID, title="Grazing cows of the Alps", authors=(Name("Núñez"),)), WORK, "no"),
        (SAID, work(title=LONG), "ask"),
        (replace(SAID, page="101", volume="12"), work(title=LONG), "sure"),
        (replace(SAID, page="101", volume="13"), work(title=LONG), "ask"),
        (replace(SAID, title=f"{TITLE}. Part II", page="1", volume="13"), PART, "ask"),
        (replace(SAID, title="Editorial"), SHORT, "ask"),
        (replace(SAID, title="Editorial", volume="12", page="101"), SHORT, "sure"),
        (replace(NAMELESS, authors=SAID.authors, year=2019), WORK, "ask"),
        (replace(NAMELESS, authors=SAID.authors, year=2019, volume="12"), WORK, "sure"),
        (NAMELESS, WORK, "ask"),
        (SAID, work(title=f"Erratum: {TITLE}"), "ask"),
        (SAID, work(title=f"{TITLE}"), "sure"),
    ],
)  # fmt: skip
def test_a_stated_doi_is_verified(sought: Sought, found: Work, certainty: str) -> None:
    verdict = verify(sought, ARTICLE, "key", found)
    assert verdict.certainty == certainty, verdict.reasons
    assert verdict.doi == (found.doi if certainty == "sure" else None)


@pytest.mark.parametrize(
    ("key", "certainty"),
    [("brook2019", "sure"), ("Brook:2019ab", "sure"), ("brook12019", "ask"), ("brook2018", "ask"), ("b19", "ask")],
)
def test_a_key_vouches_for_a_doi_alone_when_it_names_author_and_year(key: str, certainty: str) -> None:
    assert verify(NAMELESS, ARTICLE, key, WORK).certainty == certainty


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("thesis", WORK),
        ("book", WORK),
        ("article-journal", replace(WORK, item=Item("book", WORK.item.fields))),
        ("article-journal", replace(WORK, registry_type="component")),
        ("article-journal", replace(WORK, registry_type="peer-review")),
        ("article-journal", replace(WORK, status=Status(notice_for=(Doi.parse("10.5555/other"),)))),
    ],
    ids=["thesis", "book", "a book's record", "component", "review", "notice"],
)
def test_another_kind_of_work_waits_though_all_words_agree(kind: str, found: Work) -> None:
    assert verify(SAID, Item(kind), "key", found).certainty is Certainty.ASK
    full = replace(SAID, container="Journal of Invented Medicine", volume="12", page="101")
    assert recognise(full, Item(kind), [found]).certainty is not Certainty.SURE


def test_a_preprints_doi_in_an_articles_entry_waits() -> None:
    preprint = replace(work(**{"container-title": "bioRxiv"}), registry_type="posted-content")
    said = replace(SAID, container="Journal of Invented Medicine")
    assert verify(said, ARTICLE, "key", preprint).certainty is Certainty.ASK


def test_a_find_in_another_journal_waits_unless_volume_or_page_speaks_for_it() -> None:
    said = replace(SAID, container="Acta Botanica Nova")
    assert recognise(said, ARTICLE, [WORK]).certainty is not Certainty.SURE
    same = replace(SAID, container="Journal of Invented Medicine", volume="12", page="101")
    assert recognise(same, ARTICLE, [WORK]).certainty is Certainty.SURE
