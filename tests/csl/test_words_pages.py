import pytest

from atlas_cite.csl.words.pages import format_pages

ROWS = [
    ("", "E628-629", "E628-629"),
    ("", "E628-E629", "E628–E629"),
    ("chicago", "604.4-605", "604.4-605"),
    ("minimal", "309a-310a", "309a–10a"),
    ("", "619a-620", "619a–620"),
    ("", "xii-15", "xii–15"),
    ("", "110-5", "110–5"),
    ("", "110 - 115", "110–115"),
    ("", "3\\-B", "3-B"),
    ("", "Alpha-Omega", "Alpha-Omega"),
    ("", "i-ix", "i–ix"),
    ("", "12 & 20-24", "12 & 20–24"),
    ("", "e123", "e123"),
    ("", "E123-130", "E123-130"),
    ("", "410b-411", "410b–411"),
    ("", "30-42.e1", "30-42.e1"),
    ("minimal", "30-42.e1", "30-42.e1"),
    ("minimal", "410b-411a", "410b–411a"),
    ("minimal", "E123-130", "E123-130"),
    ("expanded", "42-5", "42–45"),
    ("expanded", "N42 - 5", "N42-5"),
    ("expanded", "N42 - N5", "N42–N45"),
    ("expanded", "42 - N6", "42-N6"),
    ("minimal", "42-45", "42–5"),
    ("minimal", "1-17", "1–17"),
    ("minimal", "183-183", "183–183"),
    ("minimal", "42-5", "42–5"),
    ("minimal", "1536-538", "1536–8"),
    ("minimal", "n42 - n45", "n42–5"),
    ("minimal", "n42 - 45", "n42-45"),
    ("minimal-two", "142-145", "142–45"),
    ("minimal-two", "3-5", "3–5"),
    ("minimal-two", "1-17", "1–17"),
    ("minimal-two", "1496-1504", "1496–504"),
    ("chicago", "71-2", "71–72"),
    ("chicago", "100-4", "100–104"),
    ("chicago", "107-108", "107–8"),
    ("chicago", "321-325", "321–25"),
    ("chicago", "1496-1504", "1496–1504"),
    ("chicago", "13792-13803", "13792–803"),
    ("chicago-15", "1496-1504", "1496–1504"),
    ("chicago-16", "1496-1504", "1496–504"),
    ("chicago-16", "1100-13", "1100–1113"),
    ("chicago-16", "142-145 & 235", "142–45 & 235"),
    ("chicago-16", "12991-123001", "12991–123001"),
    ("chicago-16", "cvi-cix", "cvi–cix"),
    ("no-such-format", "12-15", "12–15"),
]


@pytest.mark.parametrize(("form", "text", "printed"), ROWS)
def test_a_page_range_is_printed_in_the_form_the_style_names(form: str, text: str, printed: str) -> None:
    assert format_pages(text, form) == printed


def test_the_delimiter_is_the_locales() -> None:
    assert format_pages("253-257", "chicago", "‑") == "253‑57"
