from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.name import Name
from atlas_cite.sources.bibtex.names import read_names


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        ("Roe, Ann", Name("Roe", "Ann")),
        ("Ann B. Roe", Name("Roe", "Ann B.")),
        ("Roe", Name("Roe")),
        ("Smith, Jr., John", Name("Smith", "John", "Jr.")),
        ("Smith, John, Jr.", Name("Smith", "John", "Jr.")),
        ("Terry, Alvin V. Jr.", Name("Terry", "Alvin V.", "Jr.")),
        ("Alvin V. Terry Jr.", Name("Terry", "Alvin V.", "Jr.")),
        ("van der Meer, Jos", Name("Meer", "Jos", non_dropping_particle="van der")),
        ("Jos van der Meer", Name("Meer", "Jos", non_dropping_particle="van der")),
        ("van der Meer", Name("Meer", non_dropping_particle="van der")),
        ("Charles de la Vall{\\'e}e Poussin", Name("Vallée Poussin", "Charles", non_dropping_particle="de la")),
        ("Villegas de Flores, Ana", Name("Villegas de Flores", "Ana")),
        ("De Lorenzo, Francesco", Name("De Lorenzo", "Francesco")),
        ("{van der Meer}, Jos", Name("van der Meer", "Jos")),
        ("hooks, bell", Name("hooks", "bell")),
        ("d'Arc, Jeanne", Name("d'Arc", "Jeanne")),
        ("{World Health Organization}", Name(literal="World Health Organization")),
        ("{Barnes and Noble, Inc.}", Name(literal="Barnes and Noble, Inc.")),
        ('{\\"O}zge T{\\"u}rkmen', Name("Türkmen", "Özge")),
        ('M{\\"u}ller, J{\\"o}rg~A.', Name("Müller", "Jörg A.")),
        ("Valle-Delgado,J. J.", Name("Valle-Delgado", "J. J.")),
        ("family=Brown, prefix=de, given=Brian, useprefix=false", Name("Brown", "Brian", dropping_particle="de")),
    ],
)
def test_a_name_is_taken_apart_as_bibtex_does(latex: str, name: Name) -> None:
    found = read_names(latex)
    assert (found.names, found.others, found.doubts) == ((name,), False, ())


def test_a_list_is_cut_at_and_outside_braces_in_any_case_and_over_lines() -> None:
    found = read_names("Roe, A AND\n  {A and B} and\tLand, C and others")
    assert found.names == (Name("Roe", "A"), Name(literal="A and B"), Name("Land", "C"))
    assert found.others


@pytest.mark.parametrize(
    ("latex", "literal"),
    [
        ("Smith, A; Jones, B", "Smith, A; Jones, B"),
        ("Smith, A, Jones, B", "Smith, A, Jones, B"),
        ("Ad Hoc Study Group", "Ad Hoc Study Group"),
    ],
)
def test_what_cannot_be_taken_apart_stays_whole_and_is_told(latex: str, literal: str) -> None:
    found = read_names(latex)
    assert found.names == (Name(literal=literal),)
    assert len(found.doubts) == 1


@pytest.mark.parametrize("latex", ["A and", "A and and B", "and A"])
def test_an_and_without_a_name_is_told(latex: str) -> None:
    assert len(read_names(latex).doubts) == 1


def test_an_empty_field_names_nobody() -> None:
    assert read_names(" ").names == ()
    assert read_names(" ").doubts == ()


_PEOPLE = st.lists(
    st.sampled_from(["Ann", "van", "and", "AND", " ", "~", ",", "\n", "Roe", "}", "é"]), max_size=12
).map("".join)


@given(_PEOPLE)
def test_lists_without_braces_are_split_as_lists_with_them(latex: str) -> None:
    alone, with_group = read_names(f"{latex} and X"), read_names(f"{latex} and X and {{A Group}}")
    assert (*alone.names, Name(literal="A Group")) == with_group.names
