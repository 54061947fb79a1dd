from pathlib import Path

import pytest

from atlas_cite.csl import Cite, Cluster, Processor, StyleError, load_style
from atlas_cite.csl.output.plain import write_plain

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
PARENT = "http://www.zotero.org/styles/parent"


def style(citation: str, *, macros: str = "") -> bytes:
    return f"{HEAD}{macros}<citation><layout>{citation}</layout></citation></style>".encode()


def citation(source: bytes, item: dict[str, object]) -> str:
    processor = Processor(load_style(source).program, [{"id": "a", "type": "book", **item}])
    return write_plain(processor.citations([Cluster([Cite("a")])])[0])


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        (b"", ["line 1: <style>: not well-formed XML"]),
        (b"<book/>", ["line 1: <book>: is no CSL style (the root must be <style>)"]),
        (f"{HEAD}</style>".encode(), ["line 1: <style>: has no <citation>"]),
        (style('<text macro="x"/>'), ['line 1: <text>: macro "x" is not defined (define it or correct the name)']),
        (style("<text/>"), ["line 1: <text>: needs exactly one of variable, macro, term and value"]),
        (
            style("\n<number/>\n<choose><if/></choose>"),
            ["line 2: <number>: has no variable", "line 3: <if>: has no condition"],
        ),
        (
            style('<text macro="x"/>', macros='\n<macro name="x"><group><text macro="y"/></group></macro>\n'
                  '<macro name="y"><choose><if type="book"><text macro="x"/></if></choose></macro>'),
            ['line 2: <macro>: "x" calls itself', 'line 3: <macro>: "y" calls itself'],
        ),
    ],
)  # fmt: skip
def test_a_faulty_style_names_all_its_faults_at_once(source: bytes, faults: list[str]) -> None:
    with pytest.raises(StyleError) as raised:
        load_style(source)
    assert len(raised.value.problems) == len(faults)
    for problem, fault in zip(raised.value.problems, faults, strict=True):
        assert str(problem).startswith(fault)


def test_a_harmless_fault_is_reported_and_the_style_used() -> None:
    loaded = load_style(style('<text variable="title" font-style="slanted"/><box/>'))
    assert {problem.fatal for problem in loaded.problems} == {False}
    assert len(loaded.problems) == 2


def test_a_dependent_style_takes_its_parents_layout_and_its_own_language() -> None:
    child = (
        f'{HEAD.removesuffix(">")} default-locale="fr-FR"><info>'
        f'<link href="{PARENT}" rel="independent-parent"/></info></style>'
    ).encode()
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return style('<text term="and"/>')

    processor = Processor(load_style(child, fetch_parent=fetch).program, [{"id": "a"}])
    assert asked == [PARENT]
    assert write_plain(processor.citations([Cluster([Cite("a")])])[0]) == "et"


def test_a_dependent_style_without_its_parent_says_whose_it_needs() -> None:
    child = f'{HEAD}<info><link href="{PARENT}" rel="independent-parent"/></info></style>'.encode()
    with pytest.raises(StyleError, match=PARENT):
        load_style(child)


def test_a_style_that_is_its_own_parent_is_refused() -> None:
    child = f'{HEAD}<info><link href="{PARENT}" rel="independent-parent"/></info></style>'.encode()
    with pytest.raises(StyleError, match="depends on itself"):
        load_style(child, fetch_parent=lambda _: child)


def test_an_entity_from_outside_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    source = f'<!DOCTYPE style [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + style(
        '<text term="x"/><text variable="title"/>',
        macros='<locale><terms><term name="x">&e;</term></terms></locale>',
    )
    assert "secret" not in citation(source, {"title": "T"})


@pytest.mark.parametrize(
    "item",
    [
        {"issued": {"date-parts": [[None]]}},
        {"issued": {"date-parts": None}},
        {"issued": {"date-parts": [["x", "y"]]}},
        {"issued": {"date-parts": [2020]}},
        {"author": "Doe"},
        {"author": [None, 3, {"family": None}, {"literal": ""}]},
        {"volume": "9" * 5000},
        {"volume": "²"},
        {"title": {"not": "a text"}},
    ],
)
def test_a_bad_value_is_left_out_and_raises_nothing(item: dict[str, object]) -> None:
    source = style(
        '<names variable="author"/><date variable="issued" form="text"/>'
        '<number variable="volume" form="ordinal"/><text variable="title"/><text value="."/>'
    )
    assert citation(source, item).endswith(".")


def test_a_group_of_empty_variables_takes_its_terms_with_it() -> None:
    source = style('<group><text term="in"/><text variable="container-title"/></group><text value="x"/>')
    assert citation(source, {}) == "x"


def test_the_delimiter_of_a_group_goes_into_a_choose() -> None:
    source = style(
        '<group delimiter=", "><text value="a"/><choose><if type="book"><text value="b"/>'
        '<text value="c"/></if></choose></group>'
    )
    assert citation(source, {}) == "a, b, c"


def test_a_style_whose_macros_unfold_without_end_is_refused() -> None:
    doubling = "".join(
        f'<macro name="m{at}"><text macro="m{at + 1}"/><text macro="m{at + 1}"/></macro>' for at in range(40)
    )
    with pytest.raises(StyleError, match="unfold"):
        load_style(style('<text macro="m0"/>', macros=f'{doubling}<macro name="m40"><text value="x"/></macro>'))


def test_a_style_whose_macros_are_nested_too_deeply_is_refused() -> None:
    chain = "".join(f'<macro name="m{at}"><text macro="m{at + 1}"/></macro>' for at in range(1500))
    with pytest.raises(StyleError, match="deep"):
        load_style(style('<text macro="m0"/>', macros=f'{chain}<macro name="m1500"><text value="x"/></macro>'))
