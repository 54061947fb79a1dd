"""The export command as a user runs it: several files, profiles, keys, and manuscripts that follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas_cite.cli.library import export_command

BIB = """\
@article{old one,
  author = {Müller, Jörg and {World Health Organization}},
  title = {Müdigkeit und ME/CFS},
  journal = {Journal of Rest}, shortjournal = {J. Rest}, year = {2020}, langid = {german},
  annote = {Mine: 5\\% & more.

    - a point},
}
@book{kept, author = {Roe, Ann}, title = {Rest 漢字}, year = {2019}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.bib").write_text(BIB, "utf-8")
    return tmp_path


def export(*arguments: str) -> Result:
    return CliRunner().invoke(export_command, ["old.bib", "--offline", *arguments])


def test_several_files_are_written_in_one_run(folder: Path) -> None:
    assert export("-o", "a.bib", "-o", "a.ris", "-o", "a.json").exit_code == 0
    assert (folder / "a.bib").read_text("utf-8").startswith("@article{muller2020mudigkeit,")
    assert (folder / "a.ris").read_text("utf-8").startswith("TY  - JOUR\nID  - muller2020mudigkeit\n")
    assert len(json.loads((folder / "a.json").read_text("utf-8"))) == 2


def test_formats_and_outputs_pair_or_share_a_name(folder: Path) -> None:
    assert export("-t", "biblatex", "-o", "x.bib", "-t", "ris", "-o", "y.txt").exit_code == 0
    assert "journaltitle" in (folder / "x.bib").read_text("utf-8")
    assert (folder / "y.txt").read_text("utf-8").startswith("TY  - ")
    assert export("-t", "bibtex", "-t", "ris", "-o", "z.{format}").exit_code == 0
    assert {path.name for path in folder.glob("z.*")} == {"z.ris", "z.bibtex"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-t", "bibtex", "-t", "ris"), "2 formats and 1 outputs do not pair"),
        (("-o", "a.bib", "-o", "a.bib"), "two outputs have one name"),
        (("-t", "ris", "--latex", "ascii"), "none of the formats is LaTeX text"),
        (("--keys", "{nothing}"), "there is no field 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    assert message in str(export(*arguments).exception)


def test_a_profile_chooses_format_and_field(folder: Path) -> None:
    assert "N1  - <p>Mine: 5% &amp; more.</p><ul><li>a point</li></ul>\n" in export("--for", "zotero").stdout
    assert "RN  - Mine: 5% & more.\nRN  - - a point\n" in export("--for", "endnote").stdout
    assert "journaltitle = " in export("--for", "papis").stdout
    assert export("--for", "typst", "-o", "t.bib").exit_code == 0
    assert "date = {2020}" in (folder / "t.bib").read_text("utf-8")
    assert export("--for", "pandoc").stdout.startswith("[")


def test_ascii_and_abbreviated_journals(folder: Path) -> None:
    done = export("-t", "bibtex", "--latex", "ascii", "--journals", "abbreviated")
    assert 'M{\\"u}ller, J{\\"o}rg' in done.stdout
    assert "journal = {J. Rest}" in done.stdout
    assert "shortjournal" not in done.stdout
    assert "漢 字 [latex-characters]" in done.stderr


def test_keys_are_pinned_unless_rekeyed_and_manuscripts_follow(folder: Path) -> None:
    (folder / "thesis.tex").write_text("See \\cite{kept, other}.\nkept \\citep{kept}\n", "utf-8")
    (folder / "notes.md").write_text("As [@kept] says; kept@x.org\r\n", "utf-8", newline="")
    pinned = export("--keys", "{author}{year}")
    assert "@book{kept," in pinned.stdout
    assert "@article{Mueller2020," in pinned.stdout
    done = export(
        "-o", "new.bib", "--rekey", "--keys", "author-year", "--key-map", "map.json",
        "--rename-in", "thesis.tex", "--rename-in", "notes.md",
    )  # fmt: skip
    assert done.exit_code == 0
    assert json.loads((folder / "map.json").read_text("utf-8")) == {"old one": "Mueller2020", "kept": "Roe2019"}
    assert (folder / "thesis.tex").read_text("utf-8") == "See \\cite{Roe2019, other}.\nkept \\citep{Roe2019}\n"
    assert (folder / "notes.md").read_bytes() == b"As [@Roe2019] says; kept@x.org\r\n"
    assert "thesis.tex:2: kept -> Roe2019\n" in done.stderr
    assert "@book{Roe2019," in (folder / "new.bib").read_text("utf-8")


def test_a_manuscript_that_is_not_utf_8_is_left_alone_and_told(folder: Path) -> None:
    (folder / "latin.tex").write_bytes(b"\\cite{kept} caf\xe9")
    done = export("-o", "new.bib", "--rekey", "--rename-in", "latin.tex")
    assert done.exit_code == 1
    assert "latin.tex: it is not UTF-8" in done.stderr
    assert (folder / "latin.tex").read_bytes() == b"\\cite{kept} caf\xe9"
