"""RTF: read back with a small reader of the specification's own rules."""

import re

import pytest
from document_cases import ADDRESS, FULL, HOSTILE, document_of, full_paragraphs

from atlas_cite.document.characters import one_line
from atlas_cite.document.rtf import render_rtf
from atlas_cite.document.tree import Document, Paragraph, ReferenceEntry, Text

_TOKEN = re.compile(
    r"\\u(?P<unicode>-?\d+)\?|\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\(?P<sign>.)|(?P<other>.)", re.DOTALL
)


_HIDDEN = re.compile(r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|footer|listtext|fldinst)")


def tokens(rtf):
    """The tokens of the text that a reader sees; raises when braces do not pair."""
    depth, hidden = 0, []
    for match in _TOKEN.finditer(rtf):
        if match["other"] == "{":
            depth += 1
            hidden += [depth] if _HIDDEN.match(rtf, match.start()) else []
        elif match["other"] == "}":
            hidden = [each for each in hidden if each != depth]
            depth -= 1
            assert depth >= 0
        elif not hidden:
            yield match
    assert depth == 0


def paragraphs(rtf):
    """(style number, text) of each paragraph of the body."""
    found, style, units = [], 0, []
    for token in tokens(rtf):
        if token["word"] == "par":
            found.append((style, _text(units)))
            units = []
        elif token["word"] == "s":
            style = int(token["number"])
        elif token["word"] in {"tab", "line"}:
            units.append(ord("\t" if token["word"] == "tab" else "\n"))
        elif not token["word"] and token[0] != "\n":
            units.append(_unit(token))
    return found


def _unit(token):
    """The UTF-16 unit that a token stands for."""
    if token["unicode"]:
        return int(token["unicode"]) % 65536
    return 0xA0 if token["sign"] == "~" else ord(token["sign"] or token["other"])


def _text(units):
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")


def names(rtf):
    """The style sheet: name by number."""
    sheet = rtf.split("{\\stylesheet")[1].split("\n")[0]
    return {int(number): name for number, name in re.findall(r"\{\\s(\d+)[^;{}]*? ([A-Z][\w ]*);\}", sheet)}


def test_every_block_is_a_paragraph_in_its_named_style():
    rtf = render_rtf(FULL)
    badges = "\u00a0Evidenzgrad:\u00a0E2\u00a0Moderate\u00a0  \u00a0PEM:\u00a0required\u00a0"
    assert [(names(rtf)[style], text) for style, text in paragraphs(rtf)] == full_paragraphs(badges)


def test_formats_links_languages_and_lists_are_controls():
    rtf = render_rtf(FULL)
    for control in (
        "{\\i Journal}", "{\\b 12}", "{\\scaps Caps}", "{\\sub 2}", "{\\super 3}", "{\\ul under}",
        "\\lang1031", "\\lang1033",
        f'HYPERLINK "{ADDRESS}"', "\\ls1\\ilvl0", "\\keepn", "{\\*\\bkmkstart key_1}", "{\\*\\bkmkstart key_1_2}",
        "{\\title A title}",
    ):  # fmt: skip
        assert control in rtf, control


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_as_it_is(text):
    rtf = render_rtf(document_of(text))
    assert rtf.isascii()
    found = [text for _, text in paragraphs(rtf)]
    shown = one_line(text)
    assert found[0] == shown
    assert found[1] == f"{shown}\t{shown * 4}"


def test_right_to_left_paragraphs_say_so():
    rtf = render_rtf(Document("t", (Paragraph((Text("שלום"),), "annotation", "he"),), "en"))
    assert "\\rtlpar\\lang1037" in rtf


def test_an_unknown_language_is_not_taken_for_another():
    rtf = render_rtf(Document("t", (ReferenceEntry("k", ((Text("x"),),), language="qaa"),), "en"))
    assert "\\lang1024" in rtf


def test_letters_from_right_to_left_have_the_size_of_their_style():
    sizes = re.findall(r"\\rtlch\\af(\d)\\afs(\d+)(?:\\a(b))?\\ltrch\\f(\d)\\fs(\d+)(?:\\(b))?\\cf", render_rtf(FULL))
    assert len(sizes) > 20
    assert all(size[:3] == size[3:] for size in sizes)
