"""A person's list of journals: read in the forms it comes in, and taken before the registry's own names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from atlas_cite.enrich.journal_list import parse_journal_list
from atlas_cite.errors import UnreadableInput
from enrich.registered import RECORDS

LIST = """# ours
Journal of Invented Medicine;J. Inv. Medic.;JIM
Acta of Nothing, and Less;Acta Noth.
Gut;Gut
Bulletin A;Bull.
Bulletin B;Bull.
"""


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        '"Acta of Nothing, and Less","Acta Noth."\n"Gut","Gut"\nBulletin A,Bull.\nBulletin B,Bull.\n',
        "# old\nActa of Nothing, and Less = Acta Noth.\nGut = Gut\nBulletin A = Bull.\nBulletin B=Bull.\n",
    ],
    ids=["semicolons", "commas", "equals signs"],
)
def test_a_list_is_read_in_the_forms_it_comes_in(text: str) -> None:
    journals = parse_journal_list(text, "list.csv")
    assert journals.abbreviation("ACTA of nothing and less") == "Acta Noth."
    assert journals.abbreviation("Acta Noth") == "Acta Noth."
    assert journals.full("acta noth.") == "Acta of Nothing, and Less"
    assert (journals.full("gut"), journals.abbreviation("Gut")) == ("Gut", "Gut")
    assert (journals.full("Bull."), journals.abbreviation("Bulletin B")) == ("", "Bull.")
    assert (journals.full("Unheard"), journals.abbreviation("")) == ("", "")


@pytest.mark.parametrize("text", ["", "# nothing\n", "one\ntwo\n", ";\n;;\n"])
def test_what_is_no_list_is_named(text: str) -> None:
    with pytest.raises(UnreadableInput, match="no list of journals"):
        parse_journal_list(text, "list.csv")


TITLE = "Effects of pacing on daily activity in people with chronic illness"
FILE = f"""@string{{acta = {{Acta of Nothing, and Less}}}}
@article{{a, author = {{Brook, Anna L.}}, title = {{{TITLE}}}, year = 2019, journal = {{J Invent Med}}}}
@article{{b, author = {{Nobody, N.}}, title = {{In no registry at all}}, journal = {{Acta of Nothing, and Less}}}}
@article{{c, title = {{In none}}, journal = acta}}
@article{{d, title = {{Nor this}}, journal = {{Unheard of \\& unlisted}}}}
@article{{e, author = {{Brook, Anna L.}}, title = {{{TITLE}}}, year = 2019, doi = {{10.5555/pacing}}}}
"""


@pytest.mark.parametrize(
    ("form", "journals"),
    [
        ("iso4", ["{J. Inv. Medic.}", "{Acta Noth.}", "acta", "{Unheard of \\& unlisted}", "{J. Inv. Medic.}"]),
        ("nlm", ["{J Inv Medic}", "{Acta Noth}", "acta", "{Unheard of \\& unlisted}", "{J Inv Medic}"]),
        ("full", ["{Journal of Invented Medicine}", "{Acta of Nothing, and Less}", "acta", "{Unheard of \\& unlisted}",
                  "{Journal of Invented Medicine}"]),
    ],
)  # fmt: skip
def test_journals_are_named_as_the_list_has_them(
    form: str,
    journals: list[str],
    tmp_path: Path,
    crossref_server: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", crossref_server(RECORDS).url)
    monkeypatch.setenv("ATLAS_CITE_CACHE", str(tmp_path / "cache.sqlite"))
    bib, listed = tmp_path / "refs.bib", tmp_path / "list.csv"
    bib.write_text(FILE)
    listed.write_text(LIST)
    run(["enrich", str(bib), "--in-place", "-q", "--journals", form, "--journal-list", str(listed)])
    lines = [line for line in bib.read_text().splitlines() if line.startswith("@article")]
    for line, journal in zip(lines, journals, strict=True):
        assert f"journal = {journal}" in line
    after = bib.read_bytes()
    run(["enrich", str(bib), "--in-place", "-q", "--journals", form, "--journal-list", str(listed)])
    assert bib.read_bytes() == after


def test_a_list_without_a_form_is_a_mistake(tmp_path: Path) -> None:
    bib, listed = tmp_path / "refs.bib", tmp_path / "list.csv"
    bib.write_text(FILE)
    listed.write_text(LIST)
    assert run(["enrich", str(bib), "--journal-list", str(listed), "--offline"]) == 2
    assert run(["enrich", str(bib), "--journals", "nlm", "--journal-list", str(bib), "--offline"]) != 0
    assert run(["enrich", str(bib), "--journals", "nlm", "--journal-list", "none.csv", "--offline"]) != 0
    assert bib.read_text() == FILE
