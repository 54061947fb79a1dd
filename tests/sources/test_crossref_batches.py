"""Which DOIs go together into a filter (TESTCASES X4)."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from atlas_cite.model.doi import Doi
from atlas_cite.sources.crossref.batches import cut


def dois(count: int, suffix: str = "") -> list[Doi]:
    return [Doi.parse(f"10.1234/work.{number}{suffix}") for number in range(count)]


def test_a_thousand_plain_dois_make_twenty_batches_in_order() -> None:
    batches, singles = cut(dois(1000), 3900)
    assert [len(batch) for batch in batches] == [50] * 20
    assert singles == []
    assert [doi for batch in batches for doi in batch] == dois(1000)


def test_long_dois_are_cut_by_length() -> None:
    long = dois(60, "(SICI)<1::AID>3.0.CO;2-" + "x" * 100)
    batches, singles = cut(long, 3900)
    for batch in batches:
        assert len(quote(",".join(f"doi:{doi}" for doi in batch), safe="")) <= 3900
    assert sorted([doi for batch in batches for doi in batch] + singles) == sorted(long)
    assert len(batches) > 2


@pytest.mark.parametrize(
    "text",
    [
        "10.1002/(SICI)1521-3773(1999)38:11,1598::AID-ANIE1598>3.0.CO;2-J",
        "10.1234.5/sub.registrant",
        "10.1234/ünïcode",
        "10.1234/" + "x" * 5000,
        "10/abc",
    ],
)
def test_what_a_filter_cannot_hold_is_asked_singly(text: str) -> None:
    odd = Doi.parse(text)
    batches, singles = cut([*dois(3), odd], 3900)
    assert singles == [odd]
    assert batches == [tuple(dois(3))]


@pytest.mark.parametrize(
    "text", ["10.1021/ja003055+", "10.1016/s0140-6736(97)11096-0", "10.1234/a#b?c%d", "10.1234/a/"]
)
def test_other_odd_characters_go_into_a_filter(text: str) -> None:
    assert cut([*dois(2), Doi.parse(text, exact=True)], 3900)[1] == []


def test_a_doi_alone_is_asked_singly() -> None:
    assert cut(dois(1), 3900) == ([], dois(1))
    assert cut(dois(51), 3900)[1] == dois(51)[-1:]
    assert cut([], 3900) == ([], [])
