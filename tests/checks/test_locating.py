"""Where a finding stands: line and column in every kind of file."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from atlas_cite.pipeline.checking import CheckRequest, check
from atlas_cite.pipeline.libraries import Lookup

CSL = """[
  {"id": "first", "type": "book", "title": "One", "publisher": "Wiley"},
  {
    "id": "a", "type": "article-journal",
    "title": "A STUDY OF FATIGUE IN ADULTS",
    "author": [{"family": "SMITH", "given": "John"}],
    "issued": {"date-parts": [[2103]]},
    "volume": "null"
  }
]
"""
RIS = "TY  - JOUR\nTI  - A STUDY OF FATIGUE IN ADULTS\nAU  - SMITH, John\nPY  - 2103\nVL  - null\nER  - \n"
YAML = """- title: One
- title: A STUDY OF FATIGUE IN ADULTS
  authors: ["SMITH, John"]
  year: 2103
"""
BIB = """% a comment
@article{a,
  author = {SMITH, John}, title = {A STUDY OF FATIGUE IN ADULTS},
  year = {2103}, volume = {null}}
"""


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("r.json", CSL, {"title-capitals": (5, 6), "name-capitals": (6, 6), "date-impossible": (7, 6),
                         "placeholder": (8, 6)}),
        ("r.ris", RIS, {"title-capitals": (2, 1), "name-capitals": (3, 1), "date-impossible": (4, 1),
                        "placeholder": (5, 1)}),
        ("r.yaml", YAML, {"title-capitals": (2, 3), "name-capitals": (3, 3), "date-impossible": (4, 3)}),
        ("r.bib", BIB, {"title-capitals": (3, 27), "name-capitals": (3, 3), "date-impossible": (4, 3),
                        "placeholder": (4, 18)}),
    ],
)  # fmt: skip
def test_a_finding_has_the_place_of_its_field(
    name: str, text: str, places: dict[str, tuple[int, int]], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(text)
    lookup = Lookup(offline=True, cache=tmp_path / "cache.sqlite")
    findings = check([str(path)], BytesIO(), lookup, CheckRequest(), today=date(2026, 11, 25)).findings
    found = {each.rule.partition("/")[2]: (each.place.line, each.place.column) for each in findings}
    assert {rule: found[rule] for rule in places} == places
    assert all(each.place.line and each.place.column for each in findings)


def test_a_page_is_shown_where_its_words_stand(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "https://www.mecfsatlas.com/evidence/smith-2013-study\n\nRETRACTED: A study of tiredness in grown people\n"
        "Smith, John · Brain · 2013\n\nQuick Summary\n\nIt helped some people a little.\n\n"
        "What This Study Does Not Prove\n\nThat it helps everybody.\n"
    )
    lookup = Lookup(offline=True, cache=tmp_path / "cache.sqlite")
    findings = check([str(path)], BytesIO(), lookup, CheckRequest(), today=date(2026, 11, 25)).findings
    place = next(each.place for each in findings if each.rule == "status/title-says-so")
    assert (place.line, place.column) == (3, 1)
    assert all(each.place.line for each in findings)
