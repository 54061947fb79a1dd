"""Citation keys: readable, unique, ASCII, stable."""

from __future__ import annotations

import random

import pytest

from atlas_cite.keys.assign import key_map, rekeyed, with_keys
from atlas_cite.keys.pattern import DEFAULT_PATTERN, parse_pattern
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin


def item(title: str = "The role of sleep", year: int | None = 2013, *authors: Name, **fields: Value) -> Item:
    values: dict[str, Value] = {"title": title, "author": authors, **fields}
    if year:
        values["issued"] = Date((year,))
    return Item("article-journal", {name: value for name, value in values.items() if value})


def entry(key: str = "", made: Item | None = None) -> Entry:
    made = made or item("The role of sleep", 2013, Name("Heins"))
    return Entry(key, made, dict.fromkeys(made.fields, Origin("record")))


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (item("The role of sleep", 2013, Name("Heins", "Marianne")), "heins2013role"),
        (item("Sleep", 2020, Name("Müller-Łukasz")), "mullerlukasz2020sleep"),
        (item("Sleep", 2020, Name("Meer", non_dropping_particle="van der")), "vandermeer2020sleep"),
        (item("Sleep", 2020, Name("O'Fallon")), "ofallon2020sleep"),
        (item("Sleep", 2020, Name(literal="Working Group of the College")), "working2020sleep"),
        (item("Sleep", 2020, Name(literal="The PLOS ONE Staff")), "plos2020sleep"),
        (item("Усталость", 2020, Name("Иванов")), "ivanov2020ustalost"),
        (item("A ‘new’ <i>case</i>", None, Name("Heins")), "heinsndnew"),
        (item("Sleep and rest", 2020), "2020sleeprest"),
        (item("", 2020, Name("Heins")), "heins2020untitled"),
        (item("Sleep", 2020, editor=(Name("Jason"),)), "jason2020sleep"),
    ],
)
def test_a_key_is_family_year_and_a_telling_word(made: Item, key: str) -> None:
    assert DEFAULT_PATTERN.key(entry(made=made)) == key


def test_entries_that_would_share_a_key_get_letters_by_doi_whatever_their_order() -> None:
    entries = [entry(made=item("Role", 2013, Name("Heins"), DOI=f"10.1000/{number:02}")) for number in range(28)]
    library, problems = with_keys(entries)
    keys = {each.item.text("DOI"): each.key for each in library}
    assert keys["10.1000/00"] == "heins2013rolea"
    assert keys["10.1000/27"] == "heins2013roleab"
    assert not problems
    random.Random(1).shuffle(entries)
    shuffled, _ = with_keys(entries)
    assert {each.item.text("DOI"): each.key for each in shuffled} == keys


def test_a_given_key_is_kept_and_others_keep_clear_of_it() -> None:
    library, problems = with_keys([entry(), entry("Heins2013Role"), entry("smith:2020/a+b")])
    assert [each.key for each in library] == ["heins2013rolea", "Heins2013Role", "smith:2020/a+b"]
    assert not problems


@pytest.mark.parametrize("key", ["with blank", "comma,key", "ключ", "a{b}", "a%b", "-x"])
def test_an_unsafe_key_is_replaced_and_told(key: str) -> None:
    library, problems = with_keys([entry(key)])
    assert library.entries[0].key == "heins2013role"
    assert [(problem.code, problem.subject) for problem in problems] == [("key-changed", key)]


def test_a_key_used_twice_is_kept_once_and_told() -> None:
    library, problems = with_keys([entry("same"), entry("Same")])
    assert [each.key for each in library] == ["same", "heins2013role"]
    assert [problem.code for problem in problems] == ["key-changed"]


def test_a_key_that_had_to_change_is_remembered_and_mapped() -> None:
    library, _ = with_keys([entry("same"), entry("Same"), entry("with blank"), entry("kept")])
    assert [each.key for each in library] == ["same", "heins2013rolea", "heins2013roleb", "kept"]
    assert key_map(library) == {"Same": "heins2013rolea", "with blank": "heins2013roleb"}


def test_a_key_that_two_entries_had_is_not_mapped() -> None:
    library, _ = with_keys([entry("bad key"), entry("bad key")])
    assert key_map(library) == {}


def test_rekeying_makes_every_key_anew_and_remembers_the_first() -> None:
    library, _ = with_keys([entry("smith99"), entry("with blank", item("Rest", 2020, Name("Ek"))), entry()])
    again = rekeyed(library, parse_pattern("{author}-{year}"))
    assert [each.key for each in again] == ["Heins-2013a", "Ek-2020", "Heins-2013b"]
    assert key_map(again) == {"smith99": "Heins-2013a", "with blank": "Ek-2020", "heins2013role": "Heins-2013b"}
    assert [each.key for each in rekeyed(again, parse_pattern("{author}-{year}"))] == [each.key for each in again]


def test_keys_that_differ_only_in_case_get_letters() -> None:
    entries = [entry(made=item("Role", 2013, Name(name))) for name in ("De Vries", "de Vries")]
    library, _ = with_keys(entries, parse_pattern("{author}{year}"))
    assert [each.key for each in library] == ["DeVries2013a", "deVries2013b"]
