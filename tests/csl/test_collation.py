"""Alphabets: in which order the readers of a language look for words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from atlas_cite.csl.collation import collator

ORDERS = [
    ("en-US", "Äpfel apple Banane côte Crête"),
    ("de-DE", "Adler Ärger Azur Ober Öfen Ohr Straße Strauß Uhr Zebra"),
    ("sv-SE", "Adam Olsson Zetterberg Ågren Ängelholm Ödman"),
    ("fi-FI", "Aalto Nieminen Zorn Åberg Äijälä Öhman"),
    ("da-DK", "Abel Zahle Ægidius Østergaard Ågaard Aarup"),
    ("nb-NO", "Abel Zwick Ærø Øverland Ås"),
    ("is-IS", "Adam Ágúst Dagur Ðiðrik Einar Zoë Þór Ægir Örn"),
    ("cs-CZ", "Cuba Čapek Doležal Hus Hynek Chalupa Ibl Rus Řehoř Suk Šimek Zeman Žižka"),
    ("sk-SK", "Hus Chalupka Ivan"),
    ("pl-PL", "Lot Luty Łatka Nowak Ńemec Sowa Świt Zych Źrebak Żak"),
    ("hu-HU", "Czuczor Csokonai Dobos Gulyás Gyulai Zuhany Zsoldos"),
    ("hr-HR", "Cvetko Čačić Ćosić Dudić Džamonja Đalski Lukić Ljubić Nazor Njegoš"),
    ("es-ES", "Chávez Cuesta Llorente Luna Nuez Ñáñez Ochoa"),
    ("et-EE", "Saar Šmidt Zeiger Tamm Väli Õun Ärm Öpik Üts"),
    ("lv-LV", "Cers Čaks Gulbis Ģelzis"),
    ("lt-LT", "Cvirka Čepas Yla Ivas Jonas"),
    ("ro-RO", "Azur Ăsta Sufana Șerban Tudor Țepeș"),
    ("tr-TR", "Cem Çelik Gül Ğ Hız Ilgaz İnönü Ok Öz Su Şen Uz Üç"),
    ("vi-VN", "Anh Ăn Ân Dung Đào"),
    ("cy-GB", "Cymro Chwaer Duw Ddraig Lwyd Llewelyn"),
    ("ru-RU", "Адамов Елин Ёлкин Жуков Иванов Йорданов Яшин Adams Zuse"),
    ("uk-UA", "Гук Ґонта Єва Zhuk"),
    ("en-US", "Adams Zuse Αριστοτέλης Иванов"),
    ("el-GR", "Αριστοτέλης Ωνάσης Adams"),
    ("ja-JP", "Adams あおき アキラ かとう 一 山 中"),
    ("zh-CN", "李 山 王 张 Adams"),
    ("zh-TW", "丁 王 李 Adams"),
    ("ko-KR", "가 나 Adams"),
    ("xx", "Adams Zuse"),
]

EQUAL = [
    ("en-US", "Société", "societe"),
    ("en-US", "O’Brien", "OBrien"),
    ("en-US", "co-operate", "cooperate"),
    ("en-US", "Œuvre", "oeuvre"),
    ("en-US", "Møller", "moller"),
    ("da-DK", "Aarup", "Årup"),
    ("de-DE", "Straße", "STRASSE"),
    ("en-US", "٣", "3"),
    ("ja-JP", "アキラ", "あきら"),
]


@pytest.mark.parametrize(("language", "words"), ORDERS)
def test_words_come_in_the_order_of_the_alphabet(language: str, words: str) -> None:
    keys = [collator(language)(word) for word in words.split()]
    assert keys == sorted(keys)
    assert all(one < other for one, other in pairwise(keys))


@pytest.mark.parametrize(("language", "one", "other"), EQUAL)
def test_what_makes_no_letter_of_its_own_does_not_count(language: str, one: str, other: str) -> None:
    assert collator(language)(one) == collator(language)(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Study 9", "Study 10"),
        ("Study 010", "Study 11"),
        ("de la Cruz", "Delacroix"),
        ("Smith Zoe", "Smithson Ann"),
        ("$100", "100"),
        ("99 ways", "Ways"),
        ("zz", "þ"),
    ],
)
def test_spaces_symbols_and_numbers_come_before_letters(before: str, after: str) -> None:
    collate = collator("en-US")
    assert collate(before) < collate(after)


@pytest.mark.parametrize("text", ["", "  ", "?!…", "\x00\x07", "\u0301", "\ud800", "9" * 100_000, "a" * 100_000])
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(collator("sv-SE")(text), str)
