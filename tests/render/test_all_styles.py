"""Every independent style of the repository loads and renders."""

import pytest

from atlas_cite.document.tree import plain
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.render.processor import Cite, load_processor
from atlas_cite.styles import find_style, list_styles

_ITEMS = [
    (
        "article",
        Item(
            "article-journal",
            {
                "title": "A <i>title</i>",
                "author": (Name("Heins", "Marianne J."), Name("Knoop", "Hans")),
                "container-title": "Behaviour Research and Therapy",
                "issued": Date((2013, 7, 3)),
                "volume": 51,
                "page": "368-376",
                "DOI": "10.1016/j.brat.2013.02.001",
            },
        ),
    ),
    ("book", Item("book", {"title": "A book", "author": (Name(literal="Some Group"),), "publisher": "Press"})),
    ("thesis", Item("thesis", {"title": "A thesis", "author": (Name("Roe", "A."),), "issued": Date((1999,))})),
    ("page", Item("webpage", {"title": "A page", "URL": "https://example.org/", "accessed": Date((2020, 1, 2))})),
    ("chapter", Item("chapter", {"title": "A chapter", "editor": (Name("Meer", "J.", "", "van der"),)})),
]


@pytest.mark.slow
def test_every_independent_style_renders_five_items():
    faults = []
    for info in list_styles():
        if info.dependent_on:
            continue
        processor = load_processor(find_style(info.name), None, _ITEMS)
        citations, problems = processor.cite([[Cite(key)] for key, _ in _ITEMS])
        if processor.has_bibliography:
            references, problems = processor.bibliography()
            faults += [info.name for each in references if not any(plain(line) for line in each.lines)]
        # Some styles have no form for a book or a chapter; none may fail on one.
        faults += [str(problem) for problem in problems if "prints nothing" not in problem.message]
        faults += [info.name for citation in citations if "\ufdd0" <= max(plain(citation), default="") <= "\ufdef"]
    assert faults == []
