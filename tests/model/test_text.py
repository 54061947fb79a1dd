"""Texts are tidied and folded alike, whether they are ASCII, and so take the short way, or not."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.text import folded, tidy

TEXTS = st.text(st.sampled_from("aB c  \t\n\x00\x1c\x1f\x7f'`´_-–.,<i></i>&amp;é\u202e\u00a0Ωß²"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's a <i>Test</i> &amp; more_so - or not", "its a test more so or not"),
        ("Ärzte’s Maß – ½", "arztes mass 1 2"),
        ("a\x1cb\x00c", "a b c"),
        ("``quoted''", "quoted"),
        ("", ""),
    ],
)
def test_text_is_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(TEXTS)
def test_ascii_is_folded_as_everything_else(text: str) -> None:
    assert folded(text) == folded(f"{text} –")  # a dash beyond ASCII that folding takes away


@given(TEXTS)
def test_text_is_tidied(text: str) -> None:
    plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFC", text))
    assert tidy(text) == " ".join(plain.split())
