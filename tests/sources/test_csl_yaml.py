from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.export.csl_markdown import plain_to_markdown, to_markdown
from atlas_cite.model.date import Date
from atlas_cite.model.item import Value
from atlas_cite.sources.csl_yaml import read_csl_yaml
from atlas_cite.sources.csl_yaml.markdown import from_markdown


@pytest.mark.parametrize(
    ("line", "variable", "value"),
    [
        (
            "title: The *E. coli* and H~2~O in [mRNA]{.nocase}",
            "title",
            'The <i>E. coli</i> and H<sub>2</sub>O in <span class="nocase">mRNA</span>',
        ),
        (
            "title: '**Bold** and _slanted_, snake_case_words, 5 * 3'",
            "title",
            "<b>Bold</b> and <i>slanted</i>, snake_case_words, 5 * 3",
        ),
        (r"title: 'a\*b \<5% \\ \[z\]'", "title", r"a*b <5% \ [z]"),
        ("title: no", "title", "no"),
        ("volume: 1e3", "volume", "1e3"),
        ("issued: 2013-07/2014", "issued", Date((2013, 7), (2014,))),
        ("issued: 2013", "issued", Date((2013,))),
        ("issued:\n  - year: 2013\n    month: 7", "issued", Date((2013, 7))),
        ("issued:\n    year: 2013\n    season: 2", "issued", Date((2013,), season=2)),
        ("issued:\n    date-parts: [[2013, 7]]\n    circa: true", "issued", Date((2013, 7), circa=True)),
        ("note: |\n    One\n    paragraph.\n\n    - two", "note", "One paragraph.\n- two"),
        (r"DOI: '10.1002/(sici)1099\<635::aid\>3.0.co;2-8'", "DOI", "10.1002/(sici)1099<635::aid>3.0.co;2-8"),
    ],
)
def test_markdown_and_dates_become_csls(line: str, variable: str, value: Value) -> None:
    (reference,), problems = read_csl_yaml(f"references:\n- id: a\n  type: book\n  {line}\n", "a.yaml")
    assert reference.item.fields.get(variable) == value
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert reference.origin.where == "a.yaml:2"


def test_a_file_without_references_is_told() -> None:
    references, problems = read_csl_yaml("title: T\n", "a.yaml")
    assert references == []
    assert [problem.code for problem in problems] == ["csl-yaml-empty"]


words = st.one_of(
    st.text(max_size=15), st.lists(st.sampled_from(list("\\`*_[]<>~^$@'\"{}.-&!() a1")), max_size=12).map("".join)
)


@given(words.map(lambda text: " ".join(text.split())))
def test_any_plain_text_is_itself_again(text: str) -> None:
    assert from_markdown(plain_to_markdown(text)) == text


@pytest.mark.parametrize(
    "rich",
    [
        "<i>E. coli</i>",
        "a<sup>b c</sup>d",
        '<span class="nocase">eNotes</span> and <b>b</b>',
        'H <span style="font-variant:small-caps">i</span>',
        "<i>a <sub>2</sub> b</i>",
        "5 < 6 & 7 > 3 * 2",
    ],
)
def test_rich_text_is_itself_again(rich: str) -> None:
    assert from_markdown(to_markdown(rich)) == rich
