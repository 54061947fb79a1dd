"""Which characters a document can hold."""

import pytest

from atlas_cite.document.characters import one_line, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("a\r\nb\rc\x0bd\x85e", "a\nb\nc\nd\ne"),
        ("a\u202eb\u2066c", "abc"),
        ("a\ufdd0b\uffffc\ud800d", "abcd"),
        ("e\u0301 \u00a0👩\u200d⚕ \u05d0", "e\u0301 \u00a0👩\u200d⚕ \u05d0"),
    ],
)
def test_what_no_format_can_show_is_left_out(text, expected):
    assert printable(text) == expected


def test_one_line_has_single_blanks_and_keeps_no_break_blanks():
    assert one_line("a \n\t b\u00a0c\u2028d") == "a b\u00a0c d"
