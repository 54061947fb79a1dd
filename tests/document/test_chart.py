"""Charts as SVG: well-formed, complete in words, patterns beside colours."""

from __future__ import annotations

import pytest
from lxml import etree

from atlas_cite.document.chart import chart_svg
from atlas_cite.document.tree import Chart, Series

SVG = "{http://www.w3.org/2000/svg}"
PEM = Chart(
    "Studies per year",
    ("2019", "2020", "2021"),
    (Series("PEM required", (1, 0, 12)), Series("unknown", (2, 0, 3))),
    "Studies",
)


def parsed(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_svg(chart).encode())


def test_every_number_is_told_in_words() -> None:
    assert parsed(PEM).findtext(f"{SVG}desc") == "2019: PEM required 1, unknown 2; 2021: PEM required 12, unknown 3"


def test_bars_are_as_high_as_their_counts_and_stand_on_each_other() -> None:
    bars = [bar for bar in parsed(PEM).iter(f"{SVG}rect") if bar.find(f"{SVG}title") is not None]
    heights = [float(bar.get("height", "")) for bar in bars]
    assert heights == pytest.approx([16, 32, 192, 48])  # the axis ends at 15, 240 pixels high
    assert float(bars[0].get("y", "")) == pytest.approx(float(bars[1].get("y", "")) + 32)


def test_layers_differ_by_pattern_as_well() -> None:
    many = Chart("t", ("a",), tuple(Series(str(number), (1,)) for number in range(8)))
    patterns = [pattern.find(f"{SVG}path") for pattern in parsed(many).iter(f"{SVG}pattern")]
    drawn = [path.get("d") if path is not None else "" for path in patterns]
    assert len(set(drawn)) == 8


@pytest.mark.parametrize(
    "chart",
    [
        Chart("", (), ()),
        Chart('<script>"&\x00', ("<b>", "\ud7ff"), (Series("</svg>", (0, 0)),)),
        Chart(
            "long",
            tuple(map(str, range(1950, 2030))),
            (Series("x" * 200, tuple(range(80))), Series("y", (10**7,) * 80)),
        ),
    ],
    ids=["empty", "hostile", "large"],
)
def test_anything_is_well_formed(chart: Chart) -> None:
    assert parsed(chart).tag == f"{SVG}svg"


def test_series_must_fit_the_categories() -> None:
    with pytest.raises(ValueError, match="one count"):
        Chart("t", ("a", "b"), (Series("s", (1,)),))
