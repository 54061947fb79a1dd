from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.errors import InvalidSettings
from atlas_cite.keys.pattern import NAMED_PATTERNS, parse_pattern
from atlas_cite.model.date import Date
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.summary import SummaryRecord


def entry(summary: SummaryRecord | None = None, **fields: Value) -> Entry:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return Entry("", Item("article-journal", named), dict.fromkeys(named, Origin("record")), summary=summary)


HEINS = entry(
    SummaryRecord(slug="heins-2013-role-therapeutic"),
    author=(Name("Heins", "M."), Name("Knoop", "H."), Name("van der Meer", "J.")),
    editor=(Name("Ek", "B."),),
    title="The role of the <i>therapeutic</i> relationship",
    issued=Date((2013, 7)),
    container_title="Behaviour Research and Therapy",
    DOI="10.1016/j.brat(2013)02;001",
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}{year}", "Heins2013"),
        ("{author:lower}{year}{title:word1}", "heins2013role"),
        ("{author:upper}:{year}", "HEINS:2013"),
        ("{authors}_{year}", "HeinsKnoopvanderMeer_2013"),
        ("{authors:words2:join+}", "Heins+Knoop"),
        ("{authors:initials}{year}", "HKv2013"),
        ("{authors:cut3:capital}", "HeiKnoVan"),
        ("{editor}{editors}", "EkEk"),
        ("{title:words3:capital}", "RoleTherapeuticRelationship"),
        ("{title:word2}", "therapeutic"),
        ("{title:word9}{year}", "2013"),
        ("{journal}", "BehaviourResearchTherapy"),
        ("{journal:initials:lower}{year}", "brt2013"),
        ("{doi}", "10.1016/j.brat-2013-02-001"),
        ("{slug}", "heins-2013-role-therapeutic"),
        ("{type:join-}", "article-journal"),
        ("{title:words2:join:}", "role:therapeutic"),
        ("atlas", "heins-2013-role-therapeutic"),
        ("atlas-bibtex", "mecfsatlas-heins-2013-role-therapeutic"),
        ("zotero", "heins_role_2013"),
        ("author-year", "Heins2013"),
        ("default", "heins2013role"),
        ("x--{year}", "x-2013"),
    ],
)
def test_a_pattern_makes_a_key(pattern: str, key: str) -> None:
    assert parse_pattern(pattern).key(HEINS) == key


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"author": (Name("Müller"),), "language": "de"}, "Mueller"),
        ({"author": (Name("Müller"),), "language": "de-AT"}, "Mueller"),
        ({"author": (Name("Müller"),), "language": "en"}, "Muller"),
        ({"author": (Name("Müller"),)}, "Muller"),
        ({"author": (Name("Åse Grønli"),), "language": "nb"}, "AaseGroenli"),
        ({"author": (Name("Åberg"),), "language": "sv"}, "Aberg"),
        ({"author": (Name("Þórðarson"),), "language": "is"}, "Thordarson"),
        ({"author": (Name("Иванов"),)}, "Ivanov"),
        ({"author": (Name("Παπαδόπουλος"),)}, "Papadopoylos"),
        ({"author": (Name("山田", "太郎"),)}, "ShanTian"),
        ({"author": (Name("O’Fallon-Łukasz"),)}, "OFallonLukasz"),
        ({"author": (Name(literal="The Working Group of the College"),)}, "Working"),
        ({"editor": (Name("Ek"),)}, "Ek"),
    ],
)
def test_letters_are_spelled_as_the_language_does(fields: dict[str, Value], key: str) -> None:
    assert parse_pattern("{author}").key(entry(**fields)) == key


@pytest.mark.parametrize(
    ("title", "language", "key"),
    [
        ("Die Müdigkeit und das Leben", "de", "Muedigkeit"),
        ("La fatigue", "fr", "fatigue"),
        ("L’état de fatigue", "fr", "Letat"),
        ("Que es la fatiga", "es", "fatiga"),
        ("De vermoeidheid", "nl", "vermoeidheid"),
        ("Er trøtthet farlig", "nb", "troetthet"),
        ("What is fatigue?", "", "fatigue"),
        ("", "", "untitled"),
    ],
)
def test_small_words_of_the_title_s_language_are_left_out(title: str, language: str, key: str) -> None:
    fields: dict[str, Value] = {name: text for name, text in (("title", title), ("language", language)) if text}
    assert parse_pattern("{title:word1}").key(entry(**fields)) == key


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{slug}|{author}{year}", "nd"),
        ("{slug}|{author}|x{year}", "xnd"),
        ("{doi}", "untitled"),
        ("atlas", "unknown-nd-rest"),
        ("default", "ndrest"),
    ],
)
def test_the_first_alternative_without_a_gap_is_taken(pattern: str, key: str) -> None:
    assert parse_pattern(pattern).key(entry(title="Rest")) == key


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{autor}", "there is no field 'autor'"),
        ("{author:lowr}", "there is no filter 'lowr'"),
        ("{author", "cannot read the pattern from '{author' on"),
        ("{author} {year}", "cannot read the pattern from ' {year}' on"),
        ("a,{year}", "cannot read the pattern from ',{year}' on"),
        ("{author:join,}", "there is no filter 'join,'"),
        ("fixed", "a pattern without a field gives all entries one key"),
        ("", "a pattern without a field gives all entries one key"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_said(pattern: str, message: str) -> None:
    with pytest.raises(InvalidSettings, match=re.escape(message)):
        parse_pattern(pattern)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(sorted(NAMED_PATTERNS)))
def test_any_entry_gets_a_safe_key(family: str, title: str, pattern: str) -> None:
    key = parse_pattern(pattern).key(entry(author=(Name(family or "x"),), title=title, DOI=title))
    assert re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9]|[:._+/-](?![:._+/-]))*(?<![:._+/-])", key)
