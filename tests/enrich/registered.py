"""Invented works as Crossref would register them, for the tests of enriching."""

from __future__ import annotations

from typing import Any


def _work(doi: str, title: str, authors: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [{"family": family, "given": given} for family, given in authors],
        "container-title": ["Journal of Invented Medicine"],
        "short-container-title": ["J Invent Med"],
        "volume": "12",
        "issue": "3",
        "page": "101-119",
        "ISSN": ["0028-0836"],
        "published-print": {"date-parts": [[2019, 4]]},
        "published-online": {"date-parts": [[2018, 12, 20]]},
        "issued": {"date-parts": [[2018, 12, 20]]},
    } | more


PACING = _work(
    "10.5555/pacing",
    "Effects of pacing on daily activity in people with chronic illness",
    [("Brook", "Anna L."), ("van der Meer", "Jos"), ("Müller", "Inés")],
)
SLEEP = _work(
    "10.5555/sleep",
    "Sleep, steps and IL-6 after <i>in vivo</i> exposure to CO<sub>2</sub>: a cohort",
    [("Brook", "Anna L."), ("Łuczak", "Ewa")],
    volume="14",
    page="7-9",
    **{"published-print": {"date-parts": [[2021, 2]]}, "published-online": {"date-parts": [[2021, 1, 5]]}},
)
RETRACTED = _work(
    "10.5555/retracted",
    "A withdrawn claim about blood cells and daily rhythms in volunteers",
    [("Gone", "A.")],
    **{
        "updated-by": [
            {
                "DOI": "10.5555/notice",
                "type": "retraction",
                "source": "publisher",
                "updated": {"date-parts": [[2021, 5, 6]]},
            }
        ]
    },
)
PUBLISHED = _work(
    "10.5555/published",
    "Counting heartbeats at night in a hundred volunteers with fatigue",
    [("Norén", "Åsa")],
    volume="20",
    page="50-58",
    **{"published-print": {"date-parts": [[2022, 3]]}, "published-online": {"date-parts": [[2022, 2, 1]]}},
)
PREPRINT = {
    "DOI": "10.1101/2021.01.01.000001",
    "type": "posted-content",
    "subtype": "preprint",
    "title": PUBLISHED["title"],
    "author": PUBLISHED["author"],
    "institution": [{"name": "bioRxiv"}],
    "posted": {"date-parts": [[2021, 6, 1]]},
    "issued": {"date-parts": [[2021, 6, 1]]},
    "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.5555/published", "asserted-by": "subject"}]},
}
RECORDS = [PACING, SLEEP, RETRACTED, PUBLISHED, PREPRINT]

LETTERS = _work(
    "10.5555/letters",
    "Naïve études on ß-cells and Æther in Gdańsk",
    [("Müller", "Inés"), ("Erdős", "P."), ("Sørensen", "Øle"), ("Weiß", "Žiga"), ("Martí", "J."), ("Ås", "İlkım")],
    volume="3",
)
NAMES = _work("10.5555/names", "Naming of people and of bodies that write about invented health", [], volume="4") | {
    "author": [
        {"name": "World Health Organization"},
        {"family": "Smith", "given": "John", "suffix": "Jr."},
        {"family": "de la Cruz", "given": "Ana"},
        {"name": "Barnes and Noble Inc."},
    ]
}
COWS = _work("10.5555/pac-ing", "Grazing cows in the Alps since the war", [("Stone", "Ida")], volume="5")
SIGNS = _work(
    "10.5555/signs",
    "Anti-β and ≥3 µg × 10 − a 5\u00a0°C study of 慢性疲労 🙂 at 100 % & #2",
    [("Brook", "Anna L.")],
)
