"""Raw references: sure, ask or no, in the styles people write and with the damage that copying does."""

from __future__ import annotations

import pytest

from atlas_cite.match.decide import Sought, decide
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.verdict import Certainty
from atlas_cite.model.work import Work

TITLE = "Slow walking and its cost in people with long fatigue"


def work(doi: str = "10.1000/right", kind: str = "journal-article", **said: object) -> Work:
    fields = {
        "title": TITLE,
        "author": (Name("Ferrand", "Odile"), Name("Brandt", "Karl"), Name("Ito", "Yuki")),
        "issued": Date((2014,)),
        "container-title": "Journal of Applied Walking",
        "volume": "27",
        "issue": "3",
        "page": "1425-1437",
    } | said
    return Work(
        Doi.parse(doi),
        Item("article-journal", {k: v for k, v in fields.items() if v}),
        "2026-11-25",
        registry_type=kind,
    )


RIGHT = work()
NEXT_PAGE = work("10.1000/next", title="Something else in this issue", author=(Name("Lund", "A"),), page="1438-1440")
SAME_AUTHOR = work("10.1000/other", title="Sleep in teachers: a diary study of one term", volume="31", page="7-15")
ERRATUM = work("10.1000/erratum", title="Erratum to: " + TITLE, page="1511")
PART_TWO = work("10.1000/two", title=TITLE + ". Part II", page="1561-1570")
REPLY = work("10.1000/reply", title="Comment on “" + TITLE + "”", author=(Name("Lund", "A"),), volume="28", page="90")
PREPRINT = work(
    "10.1101/2013.1", "posted-content", volume="", issue="", page="", **{"container-title": "", "publisher": "bioRxiv"}
)
COMPONENT = work("10.1000/right.g001", "component")
DECOYS = [NEXT_PAGE, SAME_AUTHOR, ERRATUM, PART_TWO, REPLY, PREPRINT, COMPONENT]

SURE = {
    "APA": f"Ferrand, O., Brandt, K., & Ito, Y. (2014). {TITLE}. Journal of Applied Walking, 27(3), 1425–1437.",
    "Vancouver, numbered": f"12. Ferrand O, Brandt K, Ito Y. {TITLE}. J Appl Walk. 2014;27(3):1425-37.",
    "IEEE": f"[3] O. Ferrand, K. Brandt, and Y. Ito, “{TITLE},” J. Appl. Walk., vol. 27, no. 3, pp. 1425–1437, 2014.",
    "Chicago": f"Ferrand, Odile, and Karl Brandt. “{TITLE}.” Journal of Applied Walking 27, no. 3 (2014): 1425–37.",
    "no title": "O. Ferrand, K. Brandt, Y. Ito, J. Appl. Walk. 27 (2014) 1425.",
    "no title, one author": "Ferrand O et al. J. Appl. Walk. 2014, 27, 1425.",
    "capitals": f"FERRAND O, BRANDT K, ITO Y. {TITLE.upper()}. J APPL WALK. 2014;27:1425-37.",
    "page header": f"{TITLE}\tOdile Ferrand et al.\tJournal of Applied Walking, 2014",
    "a word cut at a line's end": (
        "Ferrand O. Slow walk- ing and its cost in people with long fa- tigue. J App Walk 2014;27."
    ),
    "blanks lost": "Ferrand O.Slowwalking andits cost inpeople with longfatigue.J Appl Walk 2014;27(3):1425-1437.",
    "OCR": "Fcrrand O. Slow wa1king and its cost in people with long fatique. J Appl Walk 20l4;27(3):l425-37.",
    "title scrambled": (
        "Ferrand, O. (2014). fatigue cost long in walking Slow people its and with. J Appl Walk, 27, 1425."
    ),
    "a year off": f"Ferrand O. {TITLE}. J Appl Walk. 2015;27(3):1425-37.",
    "with its DOI and an address": f"Ferrand O. {TITLE}. 2014. https://doi.org/10.1000/right. Accessed 3 May 2020.",
    "the DOI alone": "doi:10.1000/RIGHT",
}
"""Where the work is among the candidates, with every decoy."""


@pytest.mark.parametrize("style", SURE)
def test_a_reference_in_any_style_finds_its_work_among_look_alikes(style: str) -> None:
    verdict = decide(Sought(text=SURE[style]), [*DECOYS, RIGHT])
    assert (verdict.certainty, verdict.doi) == (Certainty.SURE, RIGHT.doi), verdict


ABSENT = {style: text for style, text in SURE.items() if style not in {"with its DOI and an address", "the DOI alone"}}


@pytest.mark.parametrize("style", ABSENT)
def test_no_look_alike_is_sure_when_the_work_is_absent(style: str) -> None:
    verdict = decide(Sought(text=SURE[style]), DECOYS)
    assert verdict.certainty is not Certainty.SURE, verdict
    assert verdict.doi is None


NOT_SURE = {
    "the DOI of another work": (
        f"Ferrand O. {TITLE}. J Appl Walk 2014;27:1425. doi:10.1000/other",
        [SAME_AUTHOR],
        "ask",
    ),
    "a near tie": (SURE["APA"], [RIGHT, work("10.2000/twin")], "ask"),
    "a generic title": (
        "Ferrand O. Editorial. Journal of Applied Walking, 2014.",
        [work(title="Editorial", volume="", issue="", page="")],
        "ask",
    ),
    "a book and its chapter": (
        "Ferrand O. Walking. Lyon: Presses, 2014.",
        [
            work(
                "10.1000/ch",
                "book-chapter",
                title="Introduction",
                volume="",
                issue="",
                **{"container-title": "Walking"},
            )
        ],
        "ask",
    ),
    "nothing alike": (
        SURE["APA"],
        [work(title="Roots", author=(Name("Lund"),), volume="1", page="2")],
        "no",
    ),
    "an empty list": (SURE["APA"], [], "no"),
    "no letters at all": ("... --- ;;; 12", [RIGHT], "no"),
}


@pytest.mark.parametrize("case", NOT_SURE)
def test_what_is_doubtful_is_asked_or_refused(case: str) -> None:
    text, works, certainty = NOT_SURE[case]
    verdict = decide(Sought(text=text), works)
    assert verdict.certainty == certainty or (certainty == "ask" and verdict.certainty == "no")
    assert verdict.reasons


def test_the_right_work_is_found_beside_a_wrong_doi() -> None:
    text = f"Ferrand O. {TITLE}. J Appl Walk 2014;27:1425-37. doi:10.1000/other"
    assert decide(Sought(text=text), [SAME_AUTHOR, RIGHT]).doi == RIGHT.doi


def test_a_cited_preprint_is_preferred_and_an_uncited_one_is_asked() -> None:
    cited = f"Ferrand O, Brandt K, Ito Y. {TITLE}. bioRxiv 2014."
    assert decide(Sought(text=cited), [RIGHT, PREPRINT]).doi == PREPRINT.doi
    assert decide(Sought(text=SURE["APA"]), [PREPRINT]).certainty is Certainty.ASK


def test_a_work_registered_twice_by_spelling_is_no_tie() -> None:
    twin = work("10.1000//right")
    assert decide(Sought(text=SURE["APA"]), [RIGHT, twin]).certainty is Certainty.SURE


def test_a_publisher_is_preferred_to_an_archive() -> None:
    archived = work("10.2307/123456")
    assert decide(Sought(text=SURE["APA"]), [archived, RIGHT]).doi == RIGHT.doi


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "1" * 5_000, "\x00\x1b[31m\u202e" * 50, "(" * 3_000, "é" * 10_000, "10.1/"]
)
def test_hostile_text_is_judged_and_never_raises(text: str) -> None:
    assert decide(Sought(text=text), [RIGHT, *DECOYS]).certainty is Certainty.NO
