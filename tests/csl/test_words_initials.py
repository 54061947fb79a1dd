import pytest

from atlas_cite.csl.words.initials import initialize, normalize_initials

INITIALIZED = [
    ("M. (Mike)", ". ", "M. (Mike)"),
    ("J.-p.", ".", "J.-p."),
    ("-", ".", "-"),
    ("Mary Jane", ". ", "M. J."),
    ("Mary Jane", ".", "M.J."),
    ("Mary Jane", "", "MJ"),
    ("Mary Jane", " ", "M J"),
    ("Hui-Xiao Li", ". ", "H.-X. L."),
    ("Hui-Xiao Li", "", "H-XL"),
    ("Guo-ping", "", "G"),
    ("Jean de Paris", ". ", "J. de P."),
    ("Jean de Paris", ".", "J. de P."),
    ("ME", ". ", "M."),
    ("ME.", ". ", "ME."),
    ("M.E.", ". ", "M. E."),
    ("Ph. M.E.", ".", "Ph.M.E."),
    ("TSerendorj", ".", "Ts."),
    ("Günter Ümit", ". ", "G. Ü."),
    ("É. Zoé", ". ", "É. Z."),
    ("<b>Mary</b> Jane", ". ", "<b>M.</b> J."),
    ("<b>Mary</b>-Jane", ". ", "<b>M.</b>-J."),
    ("", ". ", ""),
    ("李", ". ", "李"),
    ("1st", ". ", "1st"),
    ("Robert (Bob) J.", ". ", "R. (Bob) J."),
    ("p, . v .", ". ", "p, v"),
]

NORMALIZED = [
    ("Tung‐Min", ". ", "Tung‐Min"),
    ("Ph.D", ". ", "Ph. D."),
    ("ME", ". ", "ME"),
    ("M.E", ". ", "M. E."),
    ("M E.", ".", "M.E."),
    ("John M.E.", " ", "John M E"),
    ("John M.E.", "", "John ME"),
    ("Me.", ". ", "Me."),
    ("Ph. M.E.", "", "PhME"),
    ("A. Alan", ". ", "A. Alan"),
    ("Mary Jane", ". ", "Mary Jane"),
    ("Jean-Luc", ". ", "Jean-Luc"),
]


@pytest.mark.parametrize(("given", "mark", "printed"), INITIALIZED)
def test_given_names_become_initials(given: str, mark: str, printed: str) -> None:
    assert initialize(given, mark) == printed


@pytest.mark.parametrize(("given", "mark", "printed"), NORMALIZED)
def test_initials_that_are_there_take_the_mark_and_whole_names_stay(given: str, mark: str, printed: str) -> None:
    assert normalize_initials(given, mark) == printed


def test_the_hyphen_goes_where_the_style_has_none() -> None:
    assert initialize("Hui-Xiao", ".", hyphen=False) == "H.X."
