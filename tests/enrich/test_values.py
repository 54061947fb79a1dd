"""New values in the file's dialect, and which values say the same."""

from __future__ import annotations

import pytest

from atlas_cite.enrich.dates import chosen_date
from atlas_cite.enrich.journals import journal_name
from atlas_cite.enrich.policy import Dates, Journals
from atlas_cite.enrich.proposing import Spelling
from atlas_cite.enrich.values import agrees, encoded, is_same
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name

AS_LETTERS, AS_COMMANDS = Spelling(), Spelling(letters_as_commands=True)


@pytest.mark.parametrize(
    ("kind", "value", "letters", "commands"),
    [
        ("text", "Müller & Söhne", r"Müller \& Söhne", r"M{\"u}ller \& S{\"o}hne"),
        ("names", (Name("Łuczak", "Żaneta"),), "Łuczak, Żaneta", r"{\L}uczak, {\.Z}aneta"),
        ("names", (Name(literal="WHO & Co, Ltd"),), r"{WHO \& Co, Ltd}", r"{WHO \& Co, Ltd}"),
        ("title", "IL-6 in <i>E. coli</i>", r"{IL-6} in \emph{E. coli}", r"{IL-6} in \emph{E. coli}"),
        ("title", "Whole", "Whole", "Whole"),
        ("verbatim", "10.1000/a_b%20ü", "10.1000/a_b%20ü", "10.1000/a_b%20ü"),
        ("pages", "368-376", "368--376", "368--376"),
        ("pages", "368–376, 380", "368--376, 380", "368--376, 380"),
        ("pages", "S1-2-S1-9", "S1-2-S1-9", "S1-2-S1-9"),
        ("pages", "e101", "e101", "e101"),
    ],
)  # fmt: skip
def test_a_value_is_spelled_as_the_file_spells(kind: str, value: Value, letters: str, commands: str) -> None:
    assert encoded(kind, value, AS_LETTERS.spell) == letters  # type: ignore[arg-type]
    assert encoded(kind, value, AS_COMMANDS.spell) == commands  # type: ignore[arg-type]


def test_what_the_encoding_lacks_is_a_command_and_the_rest_letters() -> None:
    latin = Spelling(missing=lambda text: "".join(each for each in text if ord(each) > 255))
    assert latin.spell("Größe Łódź") == r"Größe {\L}ód{\'z}"


@pytest.mark.parametrize(
    ("variable", "here", "there", "same", "agree"),
    [
        ("title", "A B", "a b", True, True),
        ("title", "TNF–α", "TNF-α", True, True),
        ("title", "In <i>vivo</i>", "In vivo", True, True),
        ("title", "Muller", "Müller", False, True),
        ("title", "One", "Two", False, False),
        ("page", "368-76", "368-376", True, True),
        ("ISSN", "0028-0836, 1476-4687", "14764687", True, True),
        ("ISSN", "0028-0836", "1476-4687", False, False),
        ("author", (Name("Heins", "M. J."),), (Name("Heins", "Marianne J."),), False, True),
        ("author", (Name("Heins", "Marianne J."),), (Name("Heins", "M. J."),), True, True),
        ("author", (Name("Heins", "Marianne"),), (Name("Heins", "Marianne J."),), False, True),
        ("author", (Name("Heins", "M."), Name("K", "H.")), (Name("Heins", "M."),), False, False),
        ("container-title", "J. Invent. Med.", "Journal of Invented Medicine", False, True),
    ],
)
def test_which_values_say_the_same(variable: str, here: Value, there: Value, *, same: bool, agree: bool) -> None:
    assert is_same(variable, here, there) is same
    assert agrees(variable, here, there) is agree


@pytest.mark.parametrize(
    ("full", "short", "iso4", "nlm"),
    [
        ("Behaviour Research and Therapy", "Behav Res Ther", "Behav. Res. Ther.", "Behav Res Ther"),
        ("Behaviour Research and Therapy", "Behav. Res. Ther.", "Behav. Res. Ther.", "Behav Res Ther"),
        ("PLOS ONE", "PLoS ONE", "PLoS ONE", "PLoS ONE"),
        ("Nature", "", "Nature", "Nature"),
        ("Journal of Walking", "", "", ""),
        ("Social Science & Medicine", "Soc Sci Med", "Soc. Sci. Med.", "Soc Sci Med"),
    ],
)
def test_journals_in_each_form(full: str, short: str, iso4: str, nlm: str) -> None:
    item = Item("article-journal", {"container-title": full} | ({"container-title-short": short} if short else {}))
    assert [journal_name(item, form) for form in (Journals.FULL, Journals.ISO4, Journals.NLM)] == [full, iso4, nlm]


@pytest.mark.parametrize(
    ("issued", "available", "issue", "online", "earliest"),
    [
        ("2019-04", "2018-12-20", "2019-04", "2018-12-20", "2018-12-20"),
        ("2019", None, "2019", "2019", "2019"),
        (None, "2018-12", "2018-12", "2018-12", "2018-12"),
        ("2013", "2013-05-01", "2013", "2013-05-01", "2013-05-01"),
        (None, None, "", "", ""),
    ],
)
def test_the_date_that_counts(
    issued: str | None, available: str | None, issue: str, online: str, earliest: str
) -> None:
    said = {"issued": issued, "available-date": available}
    item = Item("article", {name: date for name, text in said.items() if text and (date := Date.parse(text))})
    chosen = [chosen_date(item, choice) for choice in (Dates.ISSUE, Dates.ONLINE, Dates.EARLIEST)]
    assert [each.iso() if each else "" for each in chosen] == [issue, online, earliest]
