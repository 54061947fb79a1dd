import pytest

from atlas_cite.csl.output.finish import FinishOptions, finish
from atlas_cite.csl.output.html import write_html
from atlas_cite.csl.output.tree import Text
from atlas_cite.csl.words.rich_text import rich_text

ROWS = [
    ("plain", "plain"),
    ("a <i>b</i> c", "a <i>b</i> c"),
    ("a <b>b <i>c</i></b>", "a <b>b <i>c</i></b>"),
    ("x<sup>2</sup><sub>1</sub>", "x<sup>2</sup><sub>1</sub>"),
    ("<sc>Abc</sc>", '<span style="font-variant:small-caps;">Abc</span>'),
    ('<span style="font-variant: small-caps;">Abc</span>', '<span style="font-variant:small-caps;">Abc</span>'),
    ("<span  style=' font-variant: small-caps; '>Ab</span>", '<span style="font-variant:small-caps;">Ab</span>'),
    ('<span class="nocase">Abc</span>', "Abc"),
    ("<span  class='nocase' >Abc</span>", "Abc"),
    ("<i>a <i>b</i> c</i>", '<i>a <span style="font-style:normal;">b</span> c</i>'),
    ("a</i> b", "a&#60;/i&#62; b"),
    ("<i>a b", "&#60;i&#62;a b"),
    ("<i>a <b>b</i> c</b>", "<i>a &#60;b&#62;b</i> c&#60;/b&#62;"),
    ("<script>x</script>", "&#60;script&#62;x&#60;/script&#62;"),
    ("a & b < c", "a &#38; b &#60; c"),
    ('say "yes" now', "say “yes” now"),
    ("say 'yes' now", "say “yes” now"),
    ("say “yes ‘no’ yes” now", "say “yes ‘no’ yes” now"),
    ("'You don't know': a tale", "“You don’t know”: a tale"),
    ("it's the '90s", "it’s the ’90s"),
    ("l'''", "l’’’"),
    ('a "b " c', 'a "b " c'),
    ('a 5" disc', 'a 5" disc'),
    ('("<i>x</i>")', "(“<i>x</i>”)"),
    ('"a <i>b" c</i>', '"a <i>b" c</i>'),
    ("Ali’s “dogs’ home”", "Ali’s “dogs’ home”"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "html"), ROWS)
def test_markup_and_quotation_marks_of_a_field_are_read(text: str, html: str) -> None:
    assert write_html(finish(rich_text(text), FinishOptions())) == html


def test_plain_text_is_one_node() -> None:
    assert rich_text("don't") == (Text("don’t"),)


@pytest.mark.parametrize(
    "text", ["<i>" * 5000 + "x" + "</i>" * 5000, "“(" * 5000, "\"'" * 5000, "<" * 5000, '<i>"' * 3000]
)
def test_hostile_markup_is_read_without_running_deep(text: str) -> None:
    assert "x" in write_html(finish((*rich_text(text), Text("x")), FinishOptions()))
