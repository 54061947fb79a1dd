"""Citations whose author stands apart: alone, left out, or before the rest."""

from __future__ import annotations

import pytest

from atlas_cite.csl import Cite, Cluster, Processor, load_style
from atlas_cite.csl.output.plain import write_plain

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
AUTHOR_DATE = (
    f'{HEAD}<citation collapse="year"><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">'
    '<names variable="author"><name form="short" and="text"/><substitute><names variable="editor"/>'
    '<text variable="title" font-style="italic"/></substitute></names><date variable="issued">'
    '<date-part name="year"/></date><text variable="locator" prefix="p. "/></group></layout></citation></style>'
)
NUMERIC = (
    f'{HEAD}<citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout>'
    "</citation></style>"
)
ITEMS = [
    {"id": "two", "author": [{"family": "Roe", "given": "A."}, {"family": "Doe"}], "issued": {"date-parts": [[2001]]}},
    {"id": "same", "author": [{"family": "Roe", "given": "A."}, {"family": "Doe"}], "issued": {"date-parts": [[2004]]}},
    {"id": "edited", "editor": [{"family": "Poe"}], "title": "Tales", "issued": {"date-parts": [[2002]]}},
    {"id": "untold", "title": "Beowulf", "issued": {"date-parts": [[2003]]}},
    {"id": "empty"},
]


def cited(style: str, cluster: Cluster) -> str:
    processor = Processor(load_style(style.encode()).program, ITEMS)
    return write_plain(processor.citations([cluster])[0])


@pytest.mark.parametrize(
    ("ids", "mode", "printed"),
    [
        ("two", "", "(Roe and Doe, 2001)"),
        ("two", "author-only", "Roe and Doe"),
        ("two", "suppress-author", "(2001)"),
        ("two", "composite", "Roe and Doe (2001)"),
        ("edited", "author-only", "Poe"),
        ("edited", "suppress-author", "(2002)"),
        ("edited", "composite", "Poe (2002)"),
        ("untold", "author-only", "Beowulf"),
        ("untold", "suppress-author", "(2003)"),
        ("untold", "composite", "Beowulf (2003)"),
        ("two same", "suppress-author", "(2001, 2004)"),
        ("two same", "composite", "Roe and Doe (2001, 2004)"),
        ("two edited", "composite", "Roe and Doe (2001; Poe, 2002)"),
        ("empty", "composite", ""),
        ("", "composite", ""),
        ("missing", "author-only", ""),
        ("two", "no-such-mode", "(Roe and Doe, 2001)"),
    ],
)
def test_a_citation_prints_the_part_its_mode_asks_for(ids: str, mode: str, printed: str) -> None:
    assert cited(AUTHOR_DATE, Cluster([Cite(each) for each in ids.split()], mode=mode)) == printed


@pytest.mark.parametrize(
    ("infix", "printed"),
    [
        ("argue that", "Roe and Doe argue that (2001)"),
        ("’s book", "Roe and Doe’s book (2001)"),
        (", in error,", "Roe and Doe, in error, (2001)"),
    ],
)
def test_an_infix_stands_between_author_and_citation(infix: str, printed: str) -> None:
    assert cited(AUTHOR_DATE, Cluster([Cite("two")], mode="composite", infix=infix)) == printed


def test_a_cite_may_ask_for_its_author_itself() -> None:
    assert cited(AUTHOR_DATE, Cluster([Cite("two", author_only=True)])) == "Roe and Doe"
    assert cited(AUTHOR_DATE, Cluster([Cite("two", "4", suppress_author=True)])) == "(2001, p. 4)"


@pytest.mark.parametrize(
    ("cite", "mode", "printed"),
    [
        ("two", "author-only", "Roe and Doe"),
        ("edited", "composite", "Poe [3]"),
        ("untold", "composite", "Beowulf [4]"),
        ("empty", "composite", "[5]"),
        ("two", "suppress-author", "[1]"),
    ],
)
def test_a_style_that_prints_no_names_gives_the_author_all_the_same(cite: str, mode: str, printed: str) -> None:
    assert cited(NUMERIC, Cluster([Cite(cite)], mode=mode)) == printed
