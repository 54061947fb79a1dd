"""Truncated author lists are printed with their et al., in every style."""

from __future__ import annotations

import pytest

from atlas_cite.document.tree import ReferenceEntry, plain
from atlas_cite.model.date import Date
from atlas_cite.model.entry import TRUNCATED_NAMES, Entry
from atlas_cite.model.item import Item
from atlas_cite.model.library import Library
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.render.bibliography import render_bibliography, render_citations
from atlas_cite.styles import find_style

AUTHORS = (Name("Brook", "Anna L"), Name("Meer", "Jos", non_dropping_particle="van der"), Name("Núñez", "Inés"))


def entry(count: int) -> Entry:
    fields = {"author": AUTHORS[:count], "title": "Effects of pacing", "issued": Date((2019,))}
    item = Item("article-journal", fields)
    return Entry("k", item, dict.fromkeys(fields, Origin("record")), extra={TRUNCATED_NAMES: "author"})


@pytest.mark.parametrize(
    ("style", "count", "begins"),
    [
        ("apa", 3, "Brook, A. L., van der Meer, J., Núñez, I., et al. (2019)."),
        ("apa", 1, "Brook, A. L., et al. (2019)."),
        ("vancouver", 3, "Brook AL, van der Meer J, Núñez I, et al. Effects"),
        ("chicago-author-date", 3, "Brook, Anna L., Jos van der Meer, Inés Núñez, et al. 2019."),
    ],
)
def test_a_reference_says_that_there_are_more_authors(style: str, count: int, begins: str) -> None:
    document, problems = render_bibliography(Library((entry(count),)), find_style(style))
    (reference,) = [block for block in document.blocks if isinstance(block, ReferenceEntry)]
    assert plain(reference.lines[0]).startswith(begins)
    assert not problems


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_citation_in_the_text_says_et_al_once(count: int) -> None:
    document, _ = render_citations(Library((entry(count),)), find_style("apa"))
    first = document.blocks[0]
    assert not isinstance(first, ReferenceEntry)
    assert plain(first.children).replace(",", "") == "(Brook et al. 2019)"
