"""Matching: sure, ask, or no, and why."""

from __future__ import annotations

import pytest

from atlas_cite.match.decide import Sought, decide
from atlas_cite.match.identity import contradictions, is_other_work
from atlas_cite.match.similarity import container_agrees, first_author_agrees, title_similarity
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.verdict import Certainty
from atlas_cite.model.work import Work

TITLE = "Metabolic features of chronic fatigue syndrome in adolescents"
SOUGHT = Sought(TITLE, (Name("Naviaux", "Robert K"),), 2016, "PNAS")


def work(
    title: str = TITLE,
    family: str = "Naviaux",
    year: int = 2016,
    doi: str = "10.1000/right",
    kind: str = "journal-article",
    container: str = "",
) -> Work:
    fields = {"title": title, "author": (Name(family, "R"),), "issued": Date((year,)), "container-title": container}
    return Work(Doi.parse(doi), Item("article-journal", fields), "2026-11-22", registry_type=kind)


CASES = {
    "title, first author and year agree": (SOUGHT, [work()], "sure"),
    "one year apart, as print and online are": (SOUGHT, [work(year=2017)], "sure"),
    "two years apart": (SOUGHT, [work(year=2018)], "ask"),
    "another first author": (SOUGHT, [work(family="Smith")], "ask"),
    "another title": (SOUGHT, [work(title="Something else altogether in mice")], "no"),
    "nothing found": (SOUGHT, [], "no"),
    "upper case and a full stop": (SOUGHT, [work(title=TITLE.upper() + ".")], "sure"),
    "an erratum of the same name": (SOUGHT, [work(title="Erratum to: " + TITLE)], "ask"),
    "a retracted work keeps its name": (SOUGHT, [work(title="RETRACTED: " + TITLE)], "sure"),
    "part two is another work": (SOUGHT, [work(title=TITLE + " II")], "ask"),
    "two DOIs that fit as well": (SOUGHT, [work(), work(doi="10.1000/twin")], "ask"),
    "a preprint beside the article": (SOUGHT, [work(), work(doi="10.1101/x", kind="posted-content")], "sure"),
    "only a preprint": (SOUGHT, [work(kind="posted-content")], "ask"),
    "a component is never the work": (SOUGHT, [work(kind="component")], "no"),
    "a peer review is never the work": (SOUGHT, [work(kind="peer-review")], "no"),
    "a short title without a journal": (
        Sought("Chronic fatigue", (Name("Naviaux"),), 2016),
        [work(title="Chronic fatigue")],
        "ask",
    ),
    "a short title in the same journal": (
        Sought("Chronic fatigue", (Name("Naviaux"),), 2016, "Lancet (London, England)"),
        [work(title="Chronic fatigue", container="Lancet")],
        "sure",
    ),
    "no authors known": (Sought(TITLE, (), 2016), [work()], "ask"),
    "no year known": (Sought(TITLE, (Name("Naviaux"),)), [work()], "ask"),
    "no title known": (Sought("", (Name("Naviaux"),), 2016), [work()], "ask"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_reference_and_its_candidates_get_a_verdict(case: str) -> None:
    sought, works, certainty = CASES[case]
    verdict = decide(sought, works)
    assert verdict.certainty == certainty
    assert verdict.reasons
    assert (verdict.doi is not None) == (verdict.certainty is Certainty.SURE)
    if verdict.doi:
        assert verdict.doi.text == "10.1000/right"


@pytest.mark.parametrize(
    ("sought", "found", "agrees"),
    [
        (Name("Heins", "Marianne J"), Name("Heins", "M. J."), True),
        (Name("Eligio", "Pizzigallo"), Name("Pizzigallo", "Eligio"), True),
        (Name(literal="Cara Tomas"), Name("Tomas", "Cara"), True),
        (
            Name("Meer", "Jos", non_dropping_particle="van der"),
            Name("Meer", "J.", non_dropping_particle="van der"),
            True,
        ),
        (Name("van der Meer", "Jos"), Name("Meer", "Jos"), True),
        (Name("Miralles\u2010Méharon", "A"), Name("Miralles-Meharon", "Ana"), True),
        (Name("O'Fallon", "A"), Name("O’Fallon", "A"), True),
        (Name("Smith", "A"), Name("Heins", "M"), False),
        (Name(literal="PACE trial group"), Name(literal="The PACE Trial Management Group"), True),
    ],
)
def test_first_authors_are_compared_as_people_are_named(sought: Name, found: Name, agrees: bool) -> None:
    assert first_author_agrees([sought], [found]) is agrees


@pytest.mark.parametrize(
    ("sought", "found", "agrees"),
    [
        ("Healthcare (Basel, Switzerland)", "Healthcare", True),
        ("J Nucl Med", "Journal of Nuclear Medicine", True),
        (
            "South African medical journal = Suid-Afrikaanse tydskrif vir geneeskunde",
            "South African Medical Journal",
            True,
        ),
        ("Brain, Behavior, and Immunity", "Journal of Nuclear Medicine", False),
        ("", "Nature", None),
    ],
)
def test_journal_names_agree_through_their_usual_spellings(sought: str, found: str, agrees: bool | None) -> None:
    assert container_agrees(sought, [found]) is agrees


def test_greek_letters_and_their_names_are_one() -> None:
    assert title_similarity("TNF-α in fatigue", ["TNF-alpha in fatigue"]) == 1


@pytest.mark.parametrize(
    ("sought", "other"),
    [
        (SOUGHT, False),
        (Sought(TITLE, (Name("Smith"),), 2016), False),
        (Sought("Neuroinflammation in a PET study of patients", (Name("Nakatomi"),), 2014), True),
        (Sought("[A translated title]", (Name("Naviaux"),), 2016), False),
        (Sought("", (Name("Nakatomi"),), 2009, "Another journal"), True),
        (Sought("", (Name("Naviaux"),), 2016), False),
        (Sought("", (), None), False),
    ],
)
def test_another_work_is_told_from_the_same(sought: Sought, other: bool) -> None:
    assert is_other_work(sought, work(container="PNAS")) is other


def test_contradictions_beyond_tolerance_are_named() -> None:
    sought = Sought("An entirely different title of a study", (Name("Smith"),), 2010)
    codes = [problem.code for problem in contradictions(sought, work(), "page.txt")]
    assert codes == ["title-contradicts", "year-contradicts", "authors-contradict"]
    assert contradictions(SOUGHT, work(), "page.txt") == ()
