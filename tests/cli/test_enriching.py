"""Enriching a .bib file as a user does it: shown, planned, written, taken back."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.cli.main import run
from enrich.registered import RECORDS

LIBRARY = r"""% My thesis
@string{jim = {Journal of Invented Medicine}}

@article{brook2019,
  author = {Brook, A. L. and van der Meer, Jos and M{\"u}ller, In{\'e}s},
  title = {Effects of Pacing on Daily Activity in People with Chronic Illness},
  journal = jim,
  year = 2019, % checked
  doi = {10.5555/PACING}
}
text between entries
@Article{nodoi,
  Author = "Brook, Anna L. and {\L}uczak, Ewa",
  Title = "Sleep, steps and {IL-6} after in vivo exposure to {CO2}: a cohort",
  Year = "2021"
}
"""
DONE = LIBRARY.replace(
    "  year = 2019, % checked\n",
    "  volume = 12,\n  number = 3,\n  pages = {101--119},\n  year = 2019, % checked\n  month = apr,\n"
    "  issn = {0028-0836},\n",
)
ENCODED = """% Encoding: NAME
@article{key,
  title = {Sleep, steps and IL-6 after in vivo exposure to CO2: a cohort},
  note = {Größe},
  year = 2021,
  author = {Brook, Anna L.},
  volume = 14
}
"""


@dataclass
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def enrich(
    tmp_path: Path,
    crossref_server: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Callable[..., Done]:
    """Run `enrich` in `tmp_path` against a Crossref on loopback that knows RECORDS."""
    server = crossref_server(RECORDS, aliases={"10.5555/old-pacing": "10.5555/pacing"})
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "CROSSREF_URL": server.url,
        "DOI_URL": server.doi_url,
        "CACHE": str(tmp_path / "cache.sqlite"),
        "MAILTO": "tests@example.org",
    }.items():
        monkeypatch.setenv(f"ATLAS_CITE_{name}", value)

    def call(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run(["enrich", *arguments])
        sys.stdout.flush()
        read = capfdbinary.readouterr()
        return Done(code, read.out.decode(), read.err.decode())

    return call


def written(text: str, path: str = "refs.bib") -> Path:
    Path(path).write_bytes(text.encode())
    return Path(path)


def stamp(file: Path) -> tuple[int, int]:
    """What changes whenever a file is written or replaced."""
    return file.stat().st_mtime_ns, file.stat().st_ino


def entry(fields: str, kind: str = "article") -> str:
    return f"@{kind}{{key,\n{fields}}}\n"


TITLE = "Effects of pacing on daily activity in people with chronic illness"
STATED = f"  author = {{Brook, Anna L.}},\n  title = {{{TITLE}}},\n"


def test_the_default_shows_each_value_with_reason_and_source_and_writes_nothing(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    before = stamp(file)
    done = enrich("refs.bib")
    assert done.code == 0
    assert file.read_text() == LIBRARY
    assert stamp(file) == before
    assert [path.name for path in Path().iterdir() if path.suffix != ".sqlite"] == ["refs.bib"]
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[0].startswith("@ refs.bib:4  @article{brook2019}  % 10.5555/pacing (sure, ")
    (volume,) = [line for line in lines if line.startswith("+ volume = {12}")]
    assert "missing; crossref 10.5555/pacing, 20" in volume
    assert "\x1b" not in done.out


def test_in_place_changes_nothing_but_what_is_missing_and_a_second_run_nothing_at_all(
    enrich: Callable[..., Done],
) -> None:
    file = written(LIBRARY)
    assert enrich("refs.bib", "--in-place", "--no-search").code == 0
    assert file.read_text() == DONE
    before = stamp(file)
    again = enrich("refs.bib", "--in-place", "--no-search")
    assert "nothing to change" in again.err
    assert stamp(file) == before


def test_an_entry_without_a_doi_is_found_and_filled_in_its_own_style(enrich: Callable[..., Done]) -> None:
    written(LIBRARY)
    assert enrich("refs.bib", "-o", "new.bib").code == 0
    found = Path("new.bib").read_text().partition("@Article{nodoi")[2]
    for line in ('Doi = "10.5555/sleep"', 'Volume = "14"', 'Pages = "7--9"', "Month = feb"):
        assert line in found, found
    assert Path("refs.bib").read_text() == LIBRARY


def test_undo_restores_every_byte_also_after_several_runs(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    enrich("refs.bib", "--in-place", "--no-search")
    first = file.read_bytes()
    enrich("refs.bib", "--in-place", "--field", "abstract=keep")
    assert file.read_bytes() != first
    assert enrich("refs.bib", "--undo").code == 0
    assert file.read_bytes() == first
    assert enrich("refs.bib", "--undo").code == 0
    assert file.read_bytes() == LIBRARY.encode()
    assert enrich("refs.bib", "--undo").code == 1


def test_undo_refuses_a_file_that_changed_unless_forced(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    enrich("refs.bib", "--in-place")
    file.write_text(file.read_text() + "% mine\n")
    assert enrich("refs.bib", "--undo").code == 1
    assert "% mine" in file.read_text()
    assert enrich("refs.bib", "--undo", "--force").code == 0
    assert file.read_text() == LIBRARY


def test_a_plan_is_toml_for_this_file_and_apply_does_exactly_that(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    assert enrich("refs.bib", "--plan", "plan.toml").code == 0
    assert file.read_text() == LIBRARY
    text = Path("plan.toml").read_text()
    plan = tomllib.loads(text)
    assert plan["sha256"] == hashlib.sha256(LIBRARY.encode()).hexdigest()
    assert [each["key"] for each in plan["entry"]] == ["brook2019", "nodoi"]
    volume = text.index("field = 'volume'")
    edited = text[:volume].rpartition("do = true")
    text = "do = false".join([edited[0], edited[2] + text[volume:]]).replace("new = '101--119'", "new = '101--120'")
    Path("plan.toml").write_text(text)
    requests = Path("cache.sqlite").stat().st_mtime_ns
    assert enrich("refs.bib", "--apply", "plan.toml").code == 0
    changed = file.read_text().partition("text between")[0]
    assert "volume" not in changed
    assert "pages = {101--120}" in changed
    assert Path("cache.sqlite").stat().st_mtime_ns == requests


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda text: text.replace("sha256 = '", "sha256 = 'f"), "changed since the plan"),
        (lambda text: text.replace("key = 'brook2019'", "key = 'other'"), "is not there"),
        (lambda text: text.replace("field = 'volume'", "field = 'vol{ume'"), "no name of a field"),
        (lambda text: text.replace("do = true", "do = 'yes'"), "neither true nor false"),
        (lambda text: text.replace("[[entry]]", "[[entry"), "no TOML any more"),
        (lambda text: text.replace("atlas-cite-plan = 1", ""), "no plan of atlas-cite"),
        (lambda text: text.replace("new = '12'", "new = '12}'"), "braces"),
    ],
    ids=["another state", "another key", "bad field", "bad do", "broken", "no plan", "braces"],
)
def test_a_plan_that_cannot_be_meant_is_refused_and_the_file_stays(
    enrich: Callable[..., Done], spoil: Callable[[str], str], fault: str
) -> None:
    file = written(LIBRARY)
    enrich("refs.bib", "--plan", "plan.toml")
    Path("plan.toml").write_text(spoil(Path("plan.toml").read_text()))
    done = enrich("refs.bib", "--apply", "plan.toml")
    assert done.code != 0
    assert fault in done.err
    assert "volume" not in file.read_text()


def test_apply_refuses_a_file_that_changed(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    enrich("refs.bib", "--plan", "plan.toml")
    file.write_text(LIBRARY + "\n")
    assert enrich("refs.bib", "--apply", "plan.toml").code == 2
    assert file.read_text() == LIBRARY + "\n"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (STATED.replace(TITLE, "Grazing cows in the Alps since the war").replace("Brook", "Stone"), "doi-other-work"),
        ("  author = {Brook, Anna L.},\n  title = {Walking and talking in winter},\n  year = 2019,\n", "doi-doubtful"),
        (STATED.replace("Brook", "Other"), "doi-doubtful"),
        (STATED + "  year = 1999,\n", "doi-doubtful"),
        (STATED + "  volume = 99,\n  journal = {Acta Botanica},\n", "doi-doubtful"),
        ("", "doi-doubtful"),
    ],
    ids=["another work", "same author", "other author", "other year", "other place", "says nothing"],
)
def test_a_doi_is_no_proof_and_what_it_leads_to_is_not_written(
    enrich: Callable[..., Done], fields: str, code: str
) -> None:
    text = entry(f"{fields}  doi = {{10.5555/pacing}},\n")
    file = written(text)
    done = enrich("refs.bib", "--in-place")
    assert f"[{code}]" in done.err
    assert file.read_text() == text


def test_the_right_doi_is_offered_for_a_wrong_one_and_waits(enrich: Callable[..., Done]) -> None:
    text = entry(f"{STATED}  year = 2019,\n  doi = {{10.5555/retracted}},\n")
    file = written(text)
    done = enrich("refs.bib")
    assert done.code == 1
    assert "? doi = {10.5555/pacing}" in done.out
    assert "Retracted" not in done.out
    enrich("refs.bib", "--in-place", "--interactive", stdin=b"y\n")
    assert file.read_text() == text.replace("10.5555/retracted", "10.5555/pacing")


def test_a_key_that_names_author_and_year_vouches_for_a_bare_doi(enrich: Callable[..., Done]) -> None:
    file = written("@article{brook2019pacing, doi = {10.5555/pacing}}\n")
    assert enrich("refs.bib", "--in-place").code == 0
    assert "Effects of pacing" in file.read_text()


def test_interactive_writes_what_is_accepted_and_leaves_what_is_not(enrich: Callable[..., Done]) -> None:
    stub = "@article{{{0}, doi = {{10.5555/{1}}}}}\n"
    file = written(stub.format("one", "pacing") + stub.format("two", "sleep"))
    done = enrich("refs.bib", "--in-place", "--interactive", stdin=b"n\ny\n")
    assert done.err.count("Is this the work") == 2
    assert "[doi-doubtful]" in done.err
    assert "two: the DOI" not in done.err  # that one is settled
    assert "<i>" not in done.err
    text = file.read_text()
    assert text.startswith(stub.format("one", "pacing"))
    assert "volume = {14}" in text
    file.write_text(stub.format("one", "pacing"))
    assert enrich("refs.bib", "--in-place", "-i").code == 0
    assert file.read_text() == stub.format("one", "pacing")


def test_an_alias_and_a_retraction_are_told(enrich: Callable[..., Done]) -> None:
    title = "A withdrawn claim about blood cells and daily rhythms in volunteers"
    gone = f"@article{{gone, author = {{Gone, A.}}, title = {{{title}}}, year = 2019}}\n"
    written(entry(f"{STATED}  doi = {{10.5555/old-pacing}},\n") + gone)
    done = enrich("refs.bib", "--plan", "plan.toml")
    assert "[doi-alias]" in done.err
    assert "[work-retracted]" in done.err
    assert "https://doi.org/10.5555/notice" in done.err
    entries = {each["key"]: each for each in tomllib.loads(Path("plan.toml").read_text())["entry"]}
    assert entries["gone"]["status"].startswith("Retracted, 2021-05-06")
    assert "doi" not in [change["field"] for change in entries["key"]["change"]]


def test_a_policy_comes_from_the_configuration_and_the_command_line_overrules_it(enrich: Callable[..., Done]) -> None:
    Path("atlas-cite.toml").write_text('[enrich.fields]\nvolume = "keep"\nissn = "keep"\nall = "ask"\n')
    journal = "Journal of Invented Medicine"
    text = entry(f"{STATED}  journal = {{{journal}}},\n  pages = {{1--2}},\n  doi = {{10.5555/pacing}},\n")
    file = written(text)
    enrich("refs.bib", "--in-place", "--field", "issn=fill", "--replace", "pages")
    changed = file.read_text()
    assert "volume" not in changed
    assert "number" not in changed
    assert "issn = {0028-0836}" in changed
    assert "pages = {101--119}" in changed
    assert enrich("refs.bib", "--field", "colour=fill").code == 2
    assert enrich("refs.bib", "--field", "title=burn").code == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["year = 2019", "month = apr"]),
        (("--dates", "online"), ["year = 2018", "month = dec"]),
        (("--dates", "earliest"), ["year = 2018", "month = dec"]),
        (("--field", "month=keep"), ["year = 2019"]),
    ],
)
def test_the_date_that_is_wanted_is_written_and_named(
    enrich: Callable[..., Done], options: tuple[str, ...], expected: list[str]
) -> None:
    written(entry(f"{STATED}  volume = 12,\n  doi = {{10.5555/pacing}},\n"))
    enrich("refs.bib", "-o", "new.bib", *options)
    dates = [line.strip(" ,") for line in Path("new.bib").read_text().splitlines() if "year" in line or "month" in line]
    assert sorted(dates) == sorted(expected)


def test_biblatex_files_get_biblatex_fields(enrich: Callable[..., Done]) -> None:
    other = "@article{o,\n  journaltitle = {X},\n  date = {2001-02},\n  title = {Über dies und das im Garten}\n}\n"
    written(entry(f"{STATED}  doi = {{10.5555/pacing}},\n") + other)
    enrich("refs.bib", "-o", "new.bib", "--no-search")
    new = Path("new.bib").read_text()
    assert "journaltitle = {Journal of Invented Medicine}" in new
    assert "date = {2019-04}" in new
    assert "month" not in new


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("full", "Journal of Invented Medicine"),
        ("iso4", "J. Invent. Med."),
        ("nlm", "J Invent Med"),
        ("keep", "J. of Invented Medicine"),
    ],
)
def test_journals_are_named_as_asked_and_macros_stay(enrich: Callable[..., Done], form: str, expected: str) -> None:
    text = entry(f"{STATED}  year = 2019,\n  journal = {{J. of Invented Medicine}},\n  doi = {{10.5555/pacing}},\n")
    written(LIBRARY + text)
    enrich("refs.bib", "-o", "new.bib", "--journals", form)
    new = Path("new.bib").read_text()
    assert f"journal = {{{expected}}}" in new
    assert "journal = jim," in new


def test_a_title_replaced_keeps_its_markup_and_protects_words_not_the_whole(enrich: Callable[..., Done]) -> None:
    text = entry(
        "  author = {Brook, Anna L. and Luczak, Ewa},\n  title = {Sleep, steps and IL6: a cohort},\n  year = 2021,\n"
        "  journal = {Journal of Invented Medicine},\n  volume = 14,\n  pages = {7--9},\n  doi = {10.5555/sleep},\n"
    )
    written(text)
    enrich("refs.bib", "-o", "new.bib", "--replace", "title,author")
    new = Path("new.bib").read_text()
    title = "Sleep, steps and {IL-6} after \\emph{in vivo} exposure to {CO\\textsubscript{2}}: a cohort"
    assert f"  title = {{{title}}},\n" in new
    assert "{\\L}uczak, Ewa" in new


@pytest.mark.parametrize("name", ["latin-1", "utf-16", "utf-8-sig", "cp1252"])
def test_an_encoding_is_kept_and_what_it_lacks_becomes_latex(enrich: Callable[..., Done], name: str) -> None:
    text = ENCODED.replace("\n", "\r\n").replace("NAME", "UTF-16" if "16" in name else name)
    file = Path("refs.bib")
    file.write_bytes(text.encode(name))
    assert enrich("refs.bib", "--in-place", "--replace", "author").code == 0
    new = file.read_bytes().decode(name)
    assert "note = {Größe}" in new
    assert ("{\\L}uczak" in new) == (name in {"latin-1", "cp1252"})
    assert new.count("\n") == new.count("\r\n")
    enrich("refs.bib", "--undo")
    assert file.read_bytes() == text.encode(name)


def test_preprints_are_told_and_on_request_become_the_article_with_both_dois(enrich: Callable[..., Done]) -> None:
    text = entry(
        "  author = {Nor{\\'e}n, {\\AA}sa},\n"
        "  title = {Counting heartbeats at night in a hundred volunteers with fatigue},\n"
        "  publisher = {bioRxiv},\n  year = 2021,\n  doi = {10.1101/2021.01.01.000001},\n",
        "misc",
    )
    file = written(text)
    done = enrich("refs.bib", "--in-place")
    assert "published as 10.5555/published [preprint-published]" in done.err
    assert "10.5555/published" not in file.read_text()
    assert enrich("refs.bib", "--in-place", "--update-preprints").code == 0
    new = file.read_text()
    for line in (
        "@article{key,", "doi = {10.5555/published}", "eprint = {10.1101/2021.01.01.000001}",
        "archiveprefix = {bioRxiv}", "journal = {Journal of Invented Medicine}", "volume = 20",
        "pages = {50--58}", "year = 2022",
    ):  # fmt: skip
        assert line in new, new
    assert "publisher" not in new
    assert "nothing to change" in enrich("refs.bib", "--in-place", "--update-preprints").err


def test_broken_entries_stay_are_named_with_line_and_column_and_cost_only_themselves(
    enrich: Callable[..., Done],
) -> None:
    broken = "@article{broken,\n  title = {Unclosed,\n  year = 2001\n}\n\n"
    file = written(broken + LIBRARY)
    done = enrich("refs.bib", "--in-place")
    assert done.code == 1
    assert "error: refs.bib:2:11: " in done.err
    assert "begins in line 1 with `@article{broken,`" in done.err
    assert file.read_text().startswith(broken)
    assert "volume = 12" in file.read_text()


def test_fields_that_are_inherited_are_not_filled(enrich: Callable[..., Done]) -> None:
    parent = "@proceedings{parent, title = {Journal of Invented Medicine}, year = 2019, publisher = {P}}\n"
    child = entry(f"{STATED}  crossref = {{parent}},\n  doi = {{10.5555/pacing}},\n", "inproceedings")
    written(child + parent)
    enrich("refs.bib", "-o", "new.bib", "--no-search")
    new = Path("new.bib").read_text()
    assert "volume = 12" in new or "volume = {12}" in new
    assert new.count("year") == 1
    assert "booktitle" not in new


def test_a_report_tells_of_every_field_and_of_what_was_dropped(enrich: Callable[..., Done]) -> None:
    written(entry(f"{STATED}  year = 2019,\n  volume = 13,\n  pages = {{101--119}},\n  doi = {{10.5555/pacing}},\n"))
    assert enrich("refs.bib", "--report", "report.json", "-q").code == 0
    (told,) = json.loads(Path("report.json").read_text())["entries"]
    number = next(each for each in told["fields"] if each["field"] == "number")
    assert {name: number[name] for name in ("value", "source", "doi", "sure", "written")} == {
        "value": "3", "source": "crossref", "doi": "10.5555/pacing", "sure": "sure", "written": True,
    }  # fmt: skip
    assert number["date"].startswith("20")
    dropped = [(each["field"], each["kept"], each["dropped"]) for each in told["dropped"]]
    assert dropped[0][:2] == ("author", "Brook, Anna L.")
    assert dropped[1:] == [("volume", "13", "12")]


def test_a_sidecar_keeps_later_runs_from_undoing_a_persons_change(enrich: Callable[..., Done]) -> None:
    file = written(entry(f"{STATED}  year = 2019,\n  doi = {{10.5555/pacing}},\n"))
    before = file.read_text()
    enrich("refs.bib", "--in-place", "--sidecar")
    assert Path("refs.bib.atlas.json").exists()
    changed = file.read_text().replace("101--119", "101--118").replace("  issn = {0028-0836},\n", "")
    file.write_text(changed)
    enrich("refs.bib", "--in-place", "--replace", "pages")
    assert file.read_text() == changed
    Path("refs.bib").write_text(before)  # taken back by other means: everything may be written again
    enrich("refs.bib", "--in-place")
    assert "issn" in file.read_text()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("refs.bib", "--in-place", "-o", "x.bib"), 2),
        (("refs.bib", "--undo", "--apply", "p.toml"), 2),
        (("refs.bib", "-o", "refs.bib"), 2),
        (("-", "--in-place"), 2),
        (("missing.bib",), 1),
        (("refs.bib", "--apply", "missing.toml"), 1),
    ],
)
def test_what_cannot_be_meant_is_refused(enrich: Callable[..., Done], arguments: tuple[str, ...], code: int) -> None:
    file = written(LIBRARY)
    assert enrich(*arguments).code == code
    assert file.read_text() == LIBRARY


def test_standard_input_is_read_and_standard_output_written(enrich: Callable[..., Done]) -> None:
    done = enrich("-", "-o", "-", "--no-search", stdin=LIBRARY.encode())
    assert done.code == 0
    assert done.out == DONE


def test_offline_names_what_could_not_be_looked_up(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    done = enrich("refs.bib", "--in-place", "--offline")
    assert done.code == 1
    assert "[offline]" in done.err
    assert file.read_text() == LIBRARY


def test_a_read_only_file_is_left_alone(enrich: Callable[..., Done]) -> None:
    file = written(LIBRARY)
    file.chmod(0o444)
    done = enrich("refs.bib", "--in-place")
    assert done.code == 1
    assert "read-only" in done.err
    assert file.read_text() == LIBRARY


def test_text_from_a_registry_cannot_drive_the_terminal_or_break_the_file(
    enrich: Callable[..., Done], crossref_server: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = "Effects of pacing }@comment{ \\input{/etc/passwd} \x1b[31m% on $daily activity"
    record = RECORDS[0] | {"container-title": [evil], "short-container-title": [], "publisher": evil}
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", crossref_server([record]).url)
    file = written(entry(f"{STATED}  year = 2019,\n  volume = 12,\n  doi = {{10.5555/pacing}},\n") + LIBRARY)
    done = enrich("refs.bib", "--in-place", "-v", "--no-search")
    assert "\x1b" not in done.out + done.err
    text = file.read_text()
    assert "\x1b" not in text
    assert "\\input{" not in text
    assert "journal = {" in text
    assert "refs.bib" not in enrich("refs.bib", "-q", "--no-search").err


PAGE = """\
Effects of pacing on daily activity in people with chronic illness.
Brook, Anna L, van der Meer, Jos, Müller, Inés · Journal of invented medicine (Oxford, England) · 2019 · DOI
Quick Summary
People who paced their activity were followed for a year. They did a little more by the end of it.
What This Study Does Not Prove
It does not prove that pacing caused the change {there was no control group} & 5% left.
"""


@pytest.mark.parametrize("doi", ["", "10.5555/pacing"], ids=["by title, author and year", "by DOI"])
def test_an_atlas_page_annotates_its_study(enrich: Callable[..., Done], doi: str) -> None:
    Path("page.txt").write_text(PAGE.replace("DOI", doi or "DOI"), "utf-8")
    file = written(LIBRARY)
    assert enrich("refs.bib", "--in-place", "--records", "page.txt", "--annotate", "summary,not-proven").code == 0
    first, _, rest = file.read_text().partition("text between")
    assert "They did a little more by the end of it." in first
    assert "\\textbraceleft{}there was no control group\\textbraceright{} \\& 5\\% left" in first
    assert "annote = {Summary:" in first
    assert "annote" not in rest
    before = stamp(file)
    enrich("refs.bib", "--in-place", "--records", "page.txt", "--annotate", "summary,not-proven")
    assert stamp(file) == before


@pytest.mark.parametrize(
    ("option", "name"),
    [
        (("--for", "biblatex"), "annotation"),
        (("--for", "zotero"), "annote"),
        (("--for", "jabref"), "comment"),
        (("--annotation-field", "note"), "note"),
    ],
    ids=str,
)
def test_an_annotation_goes_where_the_program_looks(
    enrich: Callable[..., Done], option: tuple[str, ...], name: str
) -> None:
    Path("page.txt").write_text(PAGE, "utf-8")
    written(LIBRARY)
    assert enrich("refs.bib", "-o", "new.bib", "--records", "page.txt", *option).code == 0
    assert f"{name} = {{Summary:" in Path("new.bib").read_text()


def test_an_annotation_replaces_what_we_wrote_and_never_a_persons_note(enrich: Callable[..., Done]) -> None:
    Path("page.txt").write_text(PAGE, "utf-8")
    file = written(LIBRARY)
    enrich("refs.bib", "--in-place", "--records", "page.txt", "--sidecar")
    Path("page.txt").write_text(PAGE.replace("a little more", "a little less"), "utf-8")
    enrich("refs.bib", "--in-place", "--records", "page.txt")
    assert "a little less" in file.read_text()
    assert "a little more" not in file.read_text()
    file.write_text(file.read_text().replace("a little less", "my own words"))
    done = enrich("refs.bib", "--in-place", "--records", "page.txt")
    assert "[annotation-kept]" in done.err
    assert "my own words" in file.read_text()
    mine = LIBRARY.replace("year = 2019,", "year = 2019, annote = {Mine.},")
    Path("mine.bib").write_text(mine)
    assert "[annotation-kept]" in enrich("mine.bib", "--in-place", "--records", "page.txt").err
    assert "annote = {Mine.}" in Path("mine.bib").read_text()


def test_records_that_find_no_entry_and_records_of_another_work_are_told(enrich: Callable[..., Done]) -> None:
    Path("page.txt").write_text(PAGE.replace("Effects of pacing on", "Nothing to do with"), "utf-8")
    written(LIBRARY)
    assert "[record-alone]" in enrich("refs.bib", "--records", "page.txt").err
    wrong = PAGE.replace("Effects of pacing on daily activity in people", "Grazing cows in the Alps").replace(
        "Brook, Anna L, van der Meer, Jos, Müller, Inés", "Stone, Peter"
    )
    Path("page.txt").write_text(wrong.replace("DOI", "10.5555/pacing"), "utf-8")
    done = enrich("refs.bib", "--records", "page.txt")
    assert "[record-alone]" in done.err
    assert "annote" not in done.out
