import pytest

from atlas_cite.csl.collation import collator
from atlas_cite.csl.disambiguate import year_suffix
from atlas_cite.csl.elements.number import formed
from atlas_cite.csl.item import Date, Moment, citation_label, prepare, read_date_value
from atlas_cite.csl.locale import canonical, load_locale
from atlas_cite.csl.output.tree import Span, Text, plain
from atlas_cite.csl.positions import Cluster, set_positions
from atlas_cite.csl.run import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite
from atlas_cite.csl.sort import compare
from atlas_cite.csl.substitute import substitute_authors


@pytest.mark.parametrize(("at", "letters"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")])
def test_year_suffixes_go_on_after_z(at: int, letters: str) -> None:
    assert year_suffix(at) == letters


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2020, 3, 4]]}, Date(Moment(2020, 3, 4))),
        ({"date-parts": [["2020", "3"]]}, Date(Moment(2020, 3))),
        ({"date-parts": [[2019], [2020]]}, Date(Moment(2019), Moment(2020))),
        ({"date-parts": [[2020]], "season": 2}, Date(Moment(2020, season=2))),
        ({"date-parts": [[2020, 14]]}, Date(Moment(2020, season=2))),
        ({"date-parts": [[-44, 3, 15]], "circa": True}, Date(Moment(-44, 3, 15), circa=True)),
        ({"literal": "in press"}, Date(literal="in press")),
        ({"raw": "2020-05"}, Date(Moment(2020, 5))),
        ({"date-parts": [[None]]}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_date_is_read_in_all_its_forms(value: object, date: Date | None) -> None:
    assert read_date_value(value) == date


def names(*families: str) -> list[dict[str, str]]:
    return [{"family": family} for family in families]


@pytest.mark.parametrize(
    ("families", "label"),
    [(["Asthma"], "Asth99"), (["Roe", "Noakes"], "RoNo99"), (["A1", "B2", "C3"], "A1BC99"), (["Aa"] * 5, "AAAA99")],
)
def test_a_label_is_made_of_names_and_year(families: list[str], label: str) -> None:
    item = prepare({"id": "a", "author": names(*families), "issued": {"date-parts": [[1999]]}})
    assert citation_label(item) == label


def positions(*clusters: list[Cite], notes: tuple[int, ...] = ()) -> list[list[int]]:
    made = [Cluster(cites, note=notes[at] if notes else at + 1) for at, cites in enumerate(clusters)]
    set_positions(made)
    return [[cite.position for cite in cluster.cites] for cluster in made]


@pytest.mark.parametrize(
    ("clusters", "expected"),
    [
        ([[Cite("a")], [Cite("a")]], [[FIRST], [IBID]]),
        ([[Cite("a")], [Cite("b")], [Cite("a")]], [[FIRST], [FIRST], [SUBSEQUENT]]),
        ([[Cite("a")], [Cite("a", "3")]], [[FIRST], [IBID_WITH_LOCATOR]]),
        ([[Cite("a", "3")], [Cite("a", "3")]], [[FIRST], [IBID]]),
        ([[Cite("a", "3")], [Cite("a")]], [[FIRST], [SUBSEQUENT]]),
        ([[Cite("a"), Cite("b")], [Cite("b")]], [[FIRST, FIRST], [SUBSEQUENT]]),
        ([[Cite("a"), Cite("a")]], [[FIRST, IBID]]),
    ],
)
def test_positions_follow_from_what_stands_before(clusters: list[list[Cite]], expected: list[list[int]]) -> None:
    assert positions(*clusters) == expected


def test_ibid_does_not_reach_over_a_note_in_between() -> None:
    assert positions([Cite("a")], [Cite("a")], notes=(1, 3)) == [[FIRST], [SUBSEQUENT]]


def test_a_later_cite_knows_its_first_note_and_whether_it_is_near() -> None:
    clusters = [Cluster([Cite("a")], 1), Cluster([Cite("b")], 2), Cluster([Cite("a")], 6), Cluster([Cite("b")], 9)]
    set_positions(clusters)
    assert [(one.cites[0].first_note, one.cites[0].near_note) for one in clusters[2:]] == [(1, True), (2, False)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("apple", "Banana"), ("Ärger", "Azur"), ("Al-Zahra", "Alzheimer"), ("de Wit", "Dean"), ("ØRSTED", "Otto")],
)
def test_texts_sort_by_their_letters(first: str, second: str) -> None:
    collate = collator("en-US")
    assert compare(((collate(first),),), ((collate(second),),), (False,)) < 0
    assert compare(((collate(first),),), ((collate(second),),), (True,)) > 0


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_empty_sorts_last_either_way(*, descending: bool) -> None:
    assert compare((None,), (("a",),), (descending,)) > 0


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [("1", "ordinal", "1st"), ("12", "ordinal", "12th"), ("23", "ordinal", "23rd"), ("111", "ordinal", "111th"),
     ("3", "long-ordinal", "third"), ("11", "long-ordinal", "11th"), ("4", "roman", "iv"), ("4a", "roman", "4a"),
     ("5", "numeric", "5")],
)  # fmt: skip
def test_a_number_takes_its_form(number: str, form: str, printed: str) -> None:
    assert formed(load_locale("en-US"), number, form, "") == printed


@pytest.mark.parametrize(("asked", "dialect"), [("de", "de-DE"), ("en_gb", "en-GB"), ("", "en-US"), ("xx", "xx")])
def test_a_language_stands_for_its_main_dialect(asked: str, dialect: str) -> None:
    assert canonical(asked) == dialect


def test_a_locale_falls_back_to_its_language_and_then_to_english() -> None:
    austrian = load_locale("de-AT")
    assert austrian.term("month-01") == "Jänner"
    assert austrian.term("and") == "und"
    assert load_locale("xx-YY").term("and") == "and"


def test_a_term_falls_back_to_its_longer_form() -> None:
    locale = load_locale("en-US")
    assert locale.term("page", "symbol", plural=True) == "pp."
    assert locale.term("no such term") == ""


def entry(*people: str) -> tuple[Span, ...]:
    children = tuple(Span((Text(person),), tag="name") for person in people)
    return (Span(children, tag="names", suffix=". "), Span((Text("T"),)))


@pytest.mark.parametrize(
    ("rule", "second"),
    [("complete-all", "Ann. Eve. T"), ("complete-each", "Ann. Eve. T"), ("partial-each", "—. Eve. T"),
     ("partial-first", "—. Eve. T")],
)  # fmt: skip
def test_repeated_names_are_replaced_by_the_rule(rule: str, second: str) -> None:
    trees = list(substitute_authors([entry("Ann. ", "Bob"), entry("Ann. ", "Eve")], "—. ", rule))
    assert plain(trees[1]) == second


def test_all_the_same_names_become_one_mark() -> None:
    trees = list(substitute_authors([entry("Ann ", "Bob"), entry("Ann ", "Bob")], "———", "complete-all"))
    assert plain(trees[1]) == "———. T"
