"""Item and Name: CSL-JSON in, however damaged, and CSL-JSON out."""

from __future__ import annotations

from typing import Any

import pytest

from atlas_cite.model.date import Date
from atlas_cite.model.item import Item, unknown_variables
from atlas_cite.model.name import Name
from atlas_cite.model.text import folded, tidy, without_markup


@pytest.mark.parametrize(
    ("csl", "item"),
    [
        ({"type": "book", "title": "T"}, Item("book", {"title": "T"})),
        ({"title": ["One", "Two"]}, Item("document", {"title": "One; Two"})),
        ({"ISSN": ["0005-7967", "1873-622X"]}, Item("document", {"ISSN": "0005-7967, 1873-622X"})),
        ({"type": "no-such-type"}, Item("document")),
        ({"volume": 51, "issue": "7"}, Item("document", {"volume": 51, "issue": "7"})),
        ({"title": "a\n  b\u00a0c", "page": ""}, Item("document", {"title": "a b c"})),
        ({"issued": {"date-parts": [[None]]}}, Item("document")),
        ({"author": [{"family": "Heins"}, {}, None]}, Item("document", {"author": (Name("Heins"),)})),
        ({"author": [{"literal": " WHO "}]}, Item("document", {"author": (Name(literal="WHO"),)})),
        ({"shortTitle": "S"}, Item("document", {"title-short": "S"})),
        ({"shortTitle": "old", "title-short": "new"}, Item("document", {"title-short": "new"})),
        ({"note": "one\n\ntwo  words"}, Item("document", {"note": "one\n\ntwo words"})),
        ({"title": {"a": 1}, "publisher": True}, Item("document")),
    ],
)
def test_csl_json_is_read_tolerantly(csl: dict[str, Any], item: Item) -> None:
    assert Item.from_csl(csl) == item


def test_members_without_a_csl_word_are_told() -> None:
    assert unknown_variables({"id": 1, "type": "book", "title": "T", "custom": {}, "foo": 2}) == {"foo": 2}


def test_an_item_is_written_as_csl_json() -> None:
    item = Item("book", {"author": (Name("Jong", "Anna", non_dropping_particle="de"),), "issued": Date((2013, 6))})
    assert item.to_csl("k") == {
        "id": "k",
        "type": "book",
        "author": [{"family": "Jong", "given": "Anna", "non-dropping-particle": "de"}],
        "issued": {"date-parts": [[2013, 6]]},
    }


def test_a_name_reads_as_people_write_it() -> None:
    assert str(Name("Meer", "Jos", "Jr.", "van der")) == "Jos van der Meer Jr."
    assert Name("Meer", "Jos", non_dropping_particle="van der").sort_family == "van der Meer"


def test_text_is_tidied_and_folded() -> None:
    assert tidy("a\u202eb") == "ab"
    assert tidy("He\u0301le\u0300ne  x\n") == "Hélène x"
    assert folded("<i>M&uuml;ller</i>-Smith: TNF\u2010α!") == "muller smith tnf α"
    assert without_markup("p <5% <i>a</i>") == "p <5% a"
