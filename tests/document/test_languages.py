"""Languages: tags, their parts, scripts and papers."""

import pytest

from atlas_cite.document.languages import (
    is_east_asian,
    is_right_to_left,
    language_tag,
    primary_language,
    region,
    uses_letter_paper,
)


@pytest.mark.parametrize(
    ("tag", "language", "place"),
    [
        ("de-DE", "de", "DE"),
        ("zh-Hant-TW", "zh", "TW"),
        ("EN-gb", "en", "GB"),
        ("sr-Latn", "sr", ""),
        ("und", "und", ""),
        ("", "", ""),
        ("english (US)", "", ""),
        ('en" onload="x', "", ""),
        ("deutsch", "", ""),
    ],
)
def test_a_tag_has_a_language_and_a_region(tag, language, place):
    assert (primary_language(tag), region(tag)) == (language, place)
    assert language_tag(tag) == (tag if language else "")


def test_scripts_and_papers():
    assert [tag for tag in ("ar-EG", "he", "fa", "de", "ja", "x") if is_right_to_left(tag)] == ["ar-EG", "he", "fa"]
    assert [tag for tag in ("ja-JP", "zh", "ko", "en", "") if is_east_asian(tag)] == ["ja-JP", "zh", "ko"]
    assert [tag for tag in ("en-US", "fr-CA", "en-GB", "de-DE", "") if uses_letter_paper(tag)] == ["en-US", "fr-CA"]
