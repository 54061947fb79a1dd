"""A style's full stop before its own comma."""

import pytest

from atlas_cite.document.tree import Emphasis, Text, plain
from atlas_cite.model.item import Item
from atlas_cite.render.processor import RenderedReference
from atlas_cite.render.stops import settle_stops


@pytest.mark.parametrize(
    ("series", "title", "printed"),
    [
        ("Renewable Energy", "T", "In T, in Renewable Energy, Cham: X, 2023."),
        ("Lect. Notes Comput. Sci.", "T", "In T, in Lect. Notes Comput. Sci., Cham: X, 2023."),
        ("Energy", "Odd. , title", "In Odd. , title, in Energy. , Cham: X, 2023."),
    ],
)
def test_a_comma_takes_the_styles_stop_away_and_no_values(series, title, printed):
    item = Item("chapter", {"title": title, "collection-title": series})
    line = (Text("In "), Emphasis((Text(title),)), Text(f", in {series.rstrip('.')}. , Cham: X, 2023."))
    settled = settle_stops(RenderedReference("k", (), (line,), False), item)
    assert plain(settled.lines[0]) == printed


def test_a_stop_behind_italics_goes_too():
    line = (Emphasis((Text("Energy"),)), Text(". , Cham"))
    settled = settle_stops(RenderedReference("k", (), (line,), False), Item("chapter", {}))
    assert plain(settled.lines[0]) == "Energy, Cham"
