"""Locators as people write them."""

import pytest

from atlas_cite.render.locator import parse_locator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p. 3", ("page", "3")),
        ("pp. 3-5", ("page", "3-5")),
        ("p3", ("page", "3")),
        ("17", ("page", "17")),
        ("vi", ("page", "vi")),
        ("chap. 2", ("chapter", "2")),
        ("Chapter IV", ("chapter", "IV")),
        ("§ 4", ("section", "4")),
        ("§4", ("section", "4")),
        ("fig. 2b", ("figure", "2b")),
        ("somewhere near the end", ("page", "somewhere near the end")),
        ("", ("page", "")),
    ],
)
def test_a_locator_has_a_label_and_a_place(text, expected):
    assert parse_locator(text) == expected
