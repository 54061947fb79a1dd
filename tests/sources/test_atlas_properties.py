"""The page reader never fails, and never loses a word, for any text."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas_cite.errors import Problem
from atlas_cite.model.plain import summary_from_plain, summary_to_plain
from atlas_cite.model.summary import SummaryRecord
from atlas_cite.model.text import folded
from atlas_cite.sources.atlas import (
    looks_like_atlas_list,
    looks_like_atlas_page,
    read_atlas_html,
    read_atlas_list,
    read_atlas_page,
)
from atlas_cite.sources.atlas.sections import is_boilerplate
from atlas_cite.tables.atlas import PART_HEADINGS, SIDE_HEADINGS

PROSE = st.text(st.characters(blacklist_categories=("Cs",)), max_size=60)
WORDS = st.lists(
    st.sampled_from(
        "Rest diary sleep winter Okafor Lind van der A J retracted not prove 2016 10.1000/a [x] {y} <b>".split()
    ),
    max_size=8,
).map(" ".join)
KNOWN = st.sampled_from(
    [
        "Quick Summary",
        "Why It Matters",
        "Observed Findings",
        "Inferred Conclusions",
        "Remaining Questions",
        "What This Study Does Not Prove",
        "## Methods Used",
        "Tags",
        "Topics",
        "Metadata",
        "Related Studies",
        "Sample size",
        "DOI",
        "Okafor, Nneka B, Lind, Per · Journal of rest · 2016 · DOI",
        "Cara Tomlin, Jess Newbury · Rest · 2017",
        "E2 ModeratePreliminaryPEM unclearMechanisticPeer-reviewedReviewed",
        "PEM required",
        "Standard · 3 min",
        "About the PEM badge: “PEM required” tells of a criterion. How the atlas works →",
        "Primary citation",
        "Lind, P (2016). Rest. Journal of rest. https://doi.org/10.1000/rest",
        "BibTeX",
        "@article{mecfsatlas-lind-2016-rest,",
        "  author = {Lind, P},",
        "}",
        "https://www.mecfsatlas.com/evidence/lind-2016-rest",
        "- an item",
        "Contribute",
        "",
    ]
)
PAGE = st.lists(st.one_of(KNOWN, KNOWN, WORDS, PROSE), max_size=25).map("\n".join)
QUIET = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

SAID_OTHERWISE = frozenset(
    "et al doi pem pmid e0 e1 e2 e3 and unclear required not moderate preliminary reviewed".split()
)
"""Words whose meaning the record holds in another form: a truncated list, a badge, a link's text."""


def words(text: str) -> set[str]:
    kinds = {"Cc": " ", "Cf": ""}
    plain = "".join(kinds.get(unicodedata.category(each), each) for each in text)
    folded = unicodedata.normalize("NFC", plain).casefold()
    return set(re.findall(r"[^\W_]+", folded)) - SAID_OTHERWISE


def said(record: SummaryRecord | None, problems: list[Problem]) -> str:
    plain = summary_to_plain(record) if record else {}
    return json.dumps(plain, ensure_ascii=False).replace("\\n", " ") + " " + " ".join(map(str, problems))


def is_known(line: str) -> bool:
    """Whether a line's words need not come back: it is boilerplate, a heading, a badge line or a label."""
    key = folded(line)
    return is_boilerplate(line.strip()) or key in KNOWN_KEYS or key in PART_HEADINGS or key in SIDE_HEADINGS


KNOWN_KEYS = {"sample size", "e2 moderatepreliminarypem unclearmechanisticpeer reviewedreviewed", "pem required", "doi"}


@QUIET
@given(PAGE)
def test_no_word_of_a_page_is_lost(page: str) -> None:
    record, problems = read_atlas_page(page, "page.txt")
    if record is None:
        assert [problem.code for problem in problems] == ["not-an-atlas-page"]
        return
    found = words(said(record, problems))
    for line in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", page):
        if not is_known(line):
            assert words(line) <= found, line


@QUIET
@given(PAGE)
def test_a_record_read_from_any_page_survives_its_plain_form(page: str) -> None:
    record, _ = read_atlas_page(page, "page.txt")
    if record is not None:
        assert summary_from_plain(json.loads(json.dumps(summary_to_plain(record)))) == record


@QUIET
@given(st.one_of(PAGE, st.text()))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    assert looks_like_atlas_page(text) in {True, False}
    assert looks_like_atlas_list(text) in {True, False}
    read_atlas_list(text, "page.txt")
    record, problems = read_atlas_page(text, "page.txt")
    assert record is not None or problems


@QUIET
@given(
    st.lists(
        st.one_of(PAGE, st.sampled_from(["<p>", "</p>", "<li>", "<h2>", "<a href='", "'>", "<pre>", "<!--"])),
        max_size=12,
    )
)
def test_no_html_makes_a_reader_fail(pieces: list[str]) -> None:
    text = "<html><body>" + "".join(pieces)
    record, problems = read_atlas_html(text, "page.html")
    assert record is not None or problems
    assert looks_like_atlas_page(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b[31m",
        "\ud800 · \udfff · 2016",
        "·" * 5000,
        "· " * 5000 + "2016",
        "A, " * 5000 + "· Rest · 2016",
        "(" * 20000,
        "Quick Summary\n" * 2000,
        "E2 " * 3000,
        "@article{a, author = {" * 500,
        "[x](https://a) " * 3000,
        "<div>" * 5000 + "<p>x",
        "Quick Summary\n<script>alert(1)</script>\nWhy It Matters\n\\end{document}\\input{/etc/passwd}",
        "Primary citation\n" + "a, " * 3000 + "(2016). b",
    ],
)
def test_hostile_text_ends_in_time_and_without_an_exception(text: str) -> None:
    looks_like_atlas_page(text)
    looks_like_atlas_list(text)
    for read in (read_atlas_page, read_atlas_html):
        record, problems = read(text, "page.txt")
        json.dumps(summary_to_plain(record) if record else {}).encode("utf-8")
        assert record is not None or problems
