"""Safe fixes and merging, through the readers, the rules, the plan and the file: nothing else may change."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.checks.mending import mending_rules
from atlas_cite.checks.rules import RULES
from atlas_cite.cli.main import run
from atlas_cite.pipeline.checking import CheckRequest
from atlas_cite.pipeline.enriching import enriched
from atlas_cite.pipeline.libraries import Lookup
from atlas_cite.pipeline.mending import plan_mending

TODAY = date(2026, 11, 25)


def mended(text: str, tmp_path: Path, *, merge: bool = False, request: CheckRequest | None = None) -> str:
    path = tmp_path / "refs.bib"
    path.write_text(text, "utf-8", newline="")
    lookup = Lookup(offline=True, cache=tmp_path / "cache.sqlite")
    mending, _ = plan_mending(str(path), request or CheckRequest(), lookup, today=TODAY, merge=merge)
    data, problems = enriched(mending.enrichment)
    assert not problems
    return data.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("doi = {https://doi.org/10.5555/ABCD.1}", "doi = {10.5555/abcd.1}"),
        (r"doi = {10.5555/a\_b}", "doi = {10.5555/a_b}"),
        ("doi = {10.5555/ab.}", "doi = {10.5555/ab}"),
        ("doi = {10.1111/j.}", "doi = {10.1111/j.}"),
        ("doi = {10.5555/J.BRAT.2013}", "doi = {10.5555/j.brat.2013}"),
        ('doi = "10.5555/J.BRAT.2013"', 'doi = "10.5555/j.brat.2013"'),
        ("doi = {10.1109/CVPR.2016.90}", "doi = {10.1109/CVPR.2016.90}"),
        ("doi = {10.1016/S0140-6736(11)60096-2}", "doi = {10.1016/S0140-6736(11)60096-2}"),
        ("issn = {00057967}", "issn = {0005-7967}"),
        ("issn = {ISSN 0005–7967; 2434561x}", "issn = {0005-7967, 2434-561X}"),
        ("isbn = {ISBN-13: 978–3–16–148410–0}", "isbn = {978-3-16-148410-0}"),
        ("pages = {368-376}", "pages = {368--376}"),
        ("pages = {pp. 368–76, 380}", "pages = {368--76, 380}"),
        ("pages = {S1-12--S1-20}", "pages = {S1-12--S1-20}"),
        ("pages = {e33693}", "pages = {e33693}"),
        ("pages = {Chap.15}", "pages = {Chap.15}"),
        ("pages = {P08003}", "pages = {P08003}"),
        ("pages = {P12-P19}", "pages = {P12--P19}"),
        ("pages = {p 12}", "pages = {12}"),
        ("month = {March}", "month = mar"),
        ("month = {sept.}", "month = sep"),
        ("month = 3", "month = 3"),
        ("month = {Spring}", "month = {Spring}"),
        ("author = {MÃ¼ller, Jörg}", "author = {Müller, Jörg}"),
        ("journal = {Brain &amp; Behavior}", r"journal = {Brain \& Behavior}"),
        ("title = {The <i>APOE</i> gene}", r"title = {The \emph{APOE} gene}"),
        ("title = {CO<sub>2</sub> and <p>more</p>}", r"title = {{CO}\textsubscript{2} and more}"),
        ("title = {A < B and <mml:math>x</mml:math>}", "title = {A < B and <mml:math>x</mml:math>}"),
        ("title = {{On DNA in chronic fatigue}}", "title = {On {DNA} in chronic fatigue}"),
        ("title = {{Growth of cities in the Detroit region}}", "title = {Growth of cities in the {Detroit} region}"),
        ("title = {{Growth in the Detroit Region}}", "title = {{Growth in the Detroit Region}}"),
        ("title = {{Die Theorie der Gravitation}}", "title = {{Die Theorie der Gravitation}}"),
        (r"title = {{Lessons from Toru{\'n} for planets}}", r"title = {Lessons from {Toru}{\'n} for planets}"),
        ("title = {{On <b>DNA</b> &amp; mRNA.}}", r"title = {On \textbf{DNA} \& {mRNA}}"),
        ("title = {Toward A Theory of Long-COVID and SARS-CoV-2}",
         "title = {Toward A Theory of Long-{COVID} and {SARS-CoV-2}}"),
        ("title = {DNA über alles}, langid = {german}", "title = {DNA über alles}, langid = {german}"),
        ("title = {ON DNA}", "title = {ON DNA}"),
        ("title = name # { and DNA}", "title = name # { and DNA}"),
    ],
)  # fmt: skip
def test_a_safe_fix(old: str, new: str, tmp_path: Path) -> None:
    before, after = "@string{name = {Names}}\r\n% mine\r\n@Article{a,\r\n  x = 1, ", " ,\r\n}\r\n@comment{DNA}"
    assert mended(before + old + after, tmp_path) == before + new + after
    assert mended(before + new + after, tmp_path) == before + new + after


def test_a_url_goes_only_when_asked(tmp_path: Path) -> None:
    text = "@article{a, doi = {10.5555/a}, url = {https://doi.org/10.5555/a}}"
    assert mended(text, tmp_path) == text
    plan = tmp_path / "plan.toml"
    assert check(tmp_path, "--fix-plan", str(plan)) == 0
    assert "do = false" in plan.read_text()
    plan.write_text(plan.read_text().replace("do = false", "do = true"))
    assert run(["enrich", str(tmp_path / "refs.bib"), "--apply", str(plan)]) == 0
    assert (tmp_path / "refs.bib").read_text() == "@article{a, doi = {10.5555/a}}"


def test_a_rule_that_is_off_mends_nothing(tmp_path: Path) -> None:
    text = "@article{a, pages = {1-2}, month = {March}}"
    request = CheckRequest(levels={"content/pages-form": "off"})
    assert mended(text, tmp_path, request=request) == "@article{a, pages = {1-2}, month = mar}"


def test_every_rule_that_can_be_mended_says_how(tmp_path: Path) -> None:
    assert {rule.name for rule in mending_rules({})} == {rule.name for rule in RULES.values() if rule.fix}


def check(tmp_path: Path, *options: str) -> int:
    return run(["check", str(tmp_path / "refs.bib"), "--cache", str(tmp_path / "cache.sqlite"), *options])


def test_fixes_are_shown_written_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "@article{a, pages = {1-2}}\n"
    path = tmp_path / "refs.bib"
    path.write_text(text)
    assert check(tmp_path, "--fix") == 0
    assert "    - pages = {1-2}\n    + pages = {1--2}" in capsys.readouterr().out
    assert path.read_text() == text
    assert check(tmp_path, "--fix", "--in-place") == 0
    assert path.read_text() == "@article{a, pages = {1--2}}\n"
    assert run(["enrich", str(path), "--undo"]) == 0
    assert path.read_text() == text
    assert check(tmp_path, "--fix", "-o", str(tmp_path / "other.bib")) == 0
    assert (tmp_path / "other.bib").read_text() == "@article{a, pages = {1--2}}\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--in-place",),
        ("--fix", "--merge"),
        ("--fix", "--key-map", "x.json"),
        ("--fix", "--in-place", "-o", "y.bib"),
        ("--merge", "--rename-in", "refs.bib"),
    ],
)
def test_options_that_do_not_go_together(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text("@article{a, pages = {1-2}}\n")
    assert check(tmp_path, *options) == 2
    assert [each.name for each in tmp_path.iterdir() if each.suffix in {".json", ".bib"}] == ["refs.bib"]


def test_several_files_are_mended_as_pre_commit_gives_them(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.bib" for name in "ab"]
    for file in files:
        file.write_text("@article{a, pages = {1-2}}\n")
    names = list(map(str, files))
    cache = ["--cache", str(tmp_path / "cache.sqlite")]
    assert run(["check", *names, "--fix", "--fix-plan", str(tmp_path / "p.toml"), *cache]) == 2
    assert run(["check", "--fix", "--in-place", "--quiet", *cache, *names]) == 0
    assert {file.read_text() for file in files} == {"@article{a, pages = {1--2}}\n"}


def test_only_bib_files_are_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.json").write_text('[{"id": "a", "type": "book", "title": "A book"}]')
    assert run(["check", str(tmp_path / "r.json"), "--fix", "--cache", str(tmp_path / "c.sqlite")]) == 2
    assert "only .bib files can be mended" in capsys.readouterr().err


DUPLICATES = """% my library
@article{walker2019,
  author = {Walker, A. and M\\"uller, J.},
  title = {On walking and the {IL-6} of people in the north},
  journal = {Journal of Walking},
  year = {2019},
  volume = {12},
  doi = {10.5555/WALK.1},
  keywords = {walking, pacing},
}

@inbook{part, title = {A part}, crossref = {walker2019b}, xdata = {x, walker2019b}}

@Article{walker2019b,
  author = {Walker, Ann and M{\\"u}ller, J{\\"o}rg},
  title = {On Walking and the {IL-6} of People in the North},
  journal = {J. Walking},
  year = 2019,
  month = apr,
  volume = {13},
  pages = {1--9},
  doi = {https://doi.org/10.5555/walk.1},
  keywords = {pacing; fatigue},
  note = {My note},
}

% the end
@book{other, title = {Another}}
"""


def test_merging_loses_nothing(tmp_path: Path) -> None:
    text = mended(DUPLICATES.replace("crossref = {walker2019b}, ", ""), tmp_path, merge=True)
    file = read_bib_file(text.encode(), "refs.bib")
    assert [entry.key for entry in file.entries] == ["walker2019", "part", "other"]
    kept = {field.name: field.text for field in file.entries[0].fields}
    assert kept["author"] == r"""Walker, Ann and M{\"u}ller, J{\"o}rg"""
    assert kept["keywords"] == "walking, pacing, fatigue"
    assert (kept["month"], kept["pages"], kept["note"]) == ("apr", "1--9", "My note")
    assert (kept["volume"], kept["journal"]) == ("12", "Journal of Walking")
    assert "walker2019b: " in kept["merged"]
    assert "volume = {13}" in kept["merged"]
    assert file.entries[1].text("xdata") == "x,walker2019"
    assert "month = apr," in text
    assert text.startswith("% my library\n")
    assert text.endswith("\n\n% the end\n@book{other, title = {Another}}\n")
    assert "\n\n\n" not in text


def test_a_parent_stays_behind_its_children(tmp_path: Path) -> None:
    text = mended(DUPLICATES, tmp_path, merge=True)
    file = read_bib_file(text.encode(), "refs.bib")
    assert [entry.key for entry in file.entries] == ["part", "walker2019b", "other"]
    assert file.entries[0].text("crossref") == "walker2019b"


def test_manuscripts_follow_merged_keys(tmp_path: Path) -> None:
    path, paper, keys = tmp_path / "refs.bib", tmp_path / "paper.tex", tmp_path / "keys.json"
    path.write_text(DUPLICATES.replace("crossref = {walker2019b}, ", ""))
    paper.write_text("\\cite[p. 3]{walker2019b} and \\verb|\\cite{walker2019b}|")
    assert check(tmp_path, "--merge", "--in-place", "--key-map", str(keys), "--rename-in", str(paper)) == 0
    assert json.loads(keys.read_text()) == {"walker2019b": "walker2019"}
    assert paper.read_text() == "\\cite[p. 3]{walker2019} and \\verb|\\cite{walker2019b}|"
    assert (
        check(
            tmp_path, "--level", "content=off", "--level", "status=off", "--level", "bibtex=off", "--fail-on", "warning"
        )
        == 0
    )


def test_the_cited_key_is_kept(tmp_path: Path) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_text("\\cite{walker2019b}")
    text = DUPLICATES.replace("crossref = {walker2019b}, ", "")
    merged = mended(text, tmp_path, merge=True, request=CheckRequest(against=(paper,)))
    assert "@Article{walker2019b," in merged
    assert "@article{walker2019," not in merged


def test_a_saved_merge_is_applied_by_enrich(tmp_path: Path) -> None:
    path, plan = tmp_path / "refs.bib", tmp_path / "plan.toml"
    path.write_text(DUPLICATES)
    assert check(tmp_path, "--merge", "--fix-plan", str(plan)) == 0
    assert path.read_text() == DUPLICATES
    assert run(["enrich", str(path), "--apply", str(plan)]) == 0
    assert "walker2019," not in path.read_text()
    assert run(["enrich", str(path), "--undo"]) == 0
    assert path.read_text() == DUPLICATES


PAPER = "author = {Smith, Ann}, title = {A long enough title about several things}, year = {2019}"


@pytest.mark.parametrize(
    "second",
    [
        "@article{b, " + PAPER + ", journal = {Nature}, volume = {3}, doi = {10.5555/b}}",  # another DOI
        "@phdthesis{b, " + PAPER + ", school = {Walker}, volume = {2}}",  # a thesis and its article
        "@article{b, " + PAPER + ", journal = {Science}, volume = {2}}",  # another journal
        "@article{b, " + PAPER + ", journal = {Nature}, volume = {3}}",  # another volume
        "@article{b, " + PAPER + "}",  # nothing but the title speaks for it
        "@inbook{b, author = {Smith, Ann}, title = {Quite another chapter of that book}, doi = {10.5555/a}}",
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_not_merged(second: str, tmp_path: Path) -> None:
    text = "@article{a, " + PAPER + ", journal = {Nature}, volume = {2}, doi = {10.5555/a}}\n" + second + "\n"
    assert mended(text, tmp_path, merge=True) == text


def test_entries_without_doi_that_agree_in_all_are_merged(tmp_path: Path) -> None:
    text = "@article{a, " + PAPER + ", journal = {Nature}, volume = {2}}\n@article{b, " + PAPER + ", volume = {2}}\n"
    assert mended(text, tmp_path, merge=True) == text.splitlines()[0] + "\n"


def test_biblatex_keeps_the_old_key_as_an_alias(tmp_path: Path) -> None:
    text = (
        "@article{a, title = {T of it}, journaltitle = {N}, date = {2019}, doi = {10.5555/a}}\n"
        "@article{b, title = {T of it}, journaltitle = {N}, date = {2019}, doi = {10.5555/a}}\n"
    )
    assert mended(text, tmp_path, merge=True) == text.splitlines()[0][:-1] + ", ids = {b}}\n"
