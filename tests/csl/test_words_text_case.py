import pytest

from atlas_cite.csl.output.html import write_html
from atlas_cite.csl.output.tree import plain
from atlas_cite.csl.words.rich_text import rich_text
from atlas_cite.csl.words.text_case import apply_case, convert

ROWS = [
    ("lowercase", "Great HOPES", "great hopes"),
    ("uppercase", "straße", "STRASSE"),
    ("capitalize-first", "the end of it", "The end of it"),
    ("capitalize-first", "(the end)", "(The end)"),
    ("capitalize-all", "the END of a day", "The END Of A Day"),
    ("sentence", "The Great Day", "The great day"),
    ("title", "the end of a day", "The End of a Day"),
    ("title", "what we live for", "What We Live For"),
    ("title", "days: a history", "Days: A History"),
    ("title", "why? the answer", "Why? The Answer"),
    ("title", "for now. for all", "For Now. for All"),
    ("title", "iPhone and DNA tests", "iPhone and DNA Tests"),
    ("title", "out-of-date maps", "Out-of-Date Maps"),
    ("title", "pro-social acts", "Pro-Social Acts"),
    ("title", "cat/dog fights", "Cat/Dog Fights"),
    ("title", "a wave—with hope—of change", "A Wave—with Hope—of Change"),
    ("title", "east–west trade", "East–West Trade"),
    ("title", "forms of β-carotene", "Forms of β-Carotene"),
    ("title", "arte e vida, n.", "Arte e Vida, n."),
    ("title", "meta-study of in-house e-readers", "Meta-Study of in-House e-Readers"),
    ("title", "e-readers at home", "E-Readers at Home"),
    ("title", "homes, e-readers at work", "Homes, e-Readers at Work"),
    ("title", "the last warm-up", "The Last Warm-Up"),
    ("title", "what c’est means", "What c’est Means"),
    ("title", "tags like #home and @work", "Tags like #home and @work"),
    ("title", "notes, e.g. of p.foo", "Notes, e.g. of p.Foo"),
    ("title", "type 07-x", "Type 07-x"),
    ("title", "life of J. d’Or", "Life of J. d’Or"),
    ("title", "the city of arvâsî", "The City of Arvâsî"),
    ("unknown", "As it Is", "As it Is"),
]


@pytest.mark.parametrize(("case", "text", "printed"), ROWS)
def test_text_is_put_in_the_case_asked(case: str, text: str, printed: str) -> None:
    assert convert(case, text) == printed


RICH = [
    ("title", 'an "open case" in law', "An “Open Case” in Law"),
    ("title", "the <i>big cat</i> of it", "The <i>Big Cat</i> of It"),
    ("title", 'the <span class="nocase">van der</span> case', "The van der Case"),
    ("title", "a <sup>high one</sup> and <sc>small caps</sc> again", None),
    ("uppercase", 'one <span class="nocase">two</span> ß', "ONE two SS"),
]


@pytest.mark.parametrize(("case", "text", "printed"), RICH)
def test_marked_up_text_keeps_its_marks_and_its_protected_words(case: str, text: str, printed: str | None) -> None:
    found = apply_case(case, rich_text(text), "en-US")
    if printed is None:
        assert plain(found) == "A high one and small caps Again"
    else:
        from atlas_cite.csl.output.finish import FinishOptions, finish

        assert write_html(finish(found, FinishOptions())) == printed


def test_title_case_is_for_english_alone() -> None:
    assert convert("title", "der blaue reiter", "de-DE") == "der blaue reiter"
    assert convert("title", "the blue rider", "en-GB") == "The Blue Rider"


def test_turkish_has_a_dotted_capital_i() -> None:
    assert convert("uppercase", "dil ıd", "tr") == "DİL ID"
    assert convert("lowercase", "IŞIK", "tr") == "ışık"
