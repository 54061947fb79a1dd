"""Shortening: whole sentences and items, at least one, and a mark where something is left out."""

import pytest

from atlas_cite.model.summary import Bullets, Paragraph
from atlas_cite.render.shorten import sentences, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mean was 0.05. It rose by 3.5 points.", ["Mean was 0.05.", "It rose by 3.5 points."]),
        ("As Smith et al. Found, e.g. This is one.", ["As Smith et al. Found, e.g. This is one."]),
        ("Dr. J. Smith asked. “Why?” He did not say.", ["Dr. J. Smith asked.", "“Why?”", "He did not say."]),
        ("Written so... and on. Next.", ["Written so... and on.", "Next."]),
        ("See [One. Two](https://e.org/a.B). End.", ["See [One. Two](https://e.org/a.B).", "End."]),
        ("Élan vital. Ölung folgt. Вот так. Да.", ["Élan vital.", "Ölung folgt.", "Вот так.", "Да."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("a vs. B, Fig. 2 shows. Yes.", ["a vs. B, Fig. 2 shows.", "Yes."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_says(text, expected):
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    ("blocks", "words", "expected"),
    [
        ((Paragraph("One two. Three four."),), 4, (Paragraph("One two. Three four."),)),
        ((Paragraph("One two. Three four."),), 3, (Paragraph("One two. […]"),)),
        ((Paragraph("One two three four five. Six."),), 1, (Paragraph("One two three four five. […]"),)),
        ((Paragraph("One."), Paragraph("Two two.")), 2, (Paragraph("One. […]"),)),
        ((Bullets(("a b", "c d", "e f")),), 5, (Bullets(("a b", "c d […]")),)),
        ((Bullets(("a b", "c d")),), 4, (Bullets(("a b", "c d")),)),
        ((Paragraph("One two."), Bullets(("a", "b c"))), 3, (Paragraph("One two."), Bullets(("a […]",)))),
        ((Paragraph("  "), Paragraph("One.")), 9, (Paragraph("One."),)),
        ((Paragraph("これは文です。次の文です。"),), 4, (Paragraph("これは文です。 […]"),)),
        ((), 5, ()),
    ],
)
def test_a_text_is_cut_at_a_sentences_end_and_says_so(blocks, words, expected):
    assert shortened(blocks, words, "[…]") == expected


def test_a_huge_text_is_cut_in_little_time():
    assert shortened((Paragraph("Word word. " * 50_000),), 4, "…") == (Paragraph("Word word. Word word. …"),)
