"""The check command: reports in every form, exit codes, and what it explains."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas_cite.cli.main import run
from loopback.crossref_server import CrossrefServer, Fault

FILE = """@article{a, title = {RETRACTED: A study of fatigue in adults}, author = {SMITH, J. and <b>x</b>, Y.},
  journal = {Brain}, year = {2013}, volume = {null}, doi = {10.5555/a\\_b}}
"""


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(FILE)
    return path


def check(bib: Path, *options: str) -> int:
    return run(["check", str(bib), "--cache", str(bib.parent / "cache.sqlite"), *options])


def test_text_shows_the_line_and_the_place(bib: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(bib) == 0
    text = capsys.readouterr().out
    assert "2:54  warning" in text
    assert "[identity/doi-latex]" in text
    assert "      |   journal = {Brain}, year = {2013}, volume = {null}, doi = {10.5555/a\\_b}}\n" in text


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 0), ("warning", 1), ("note", 1)])
def test_the_exit_code_is_set_by_the_gravest(bib: Path, fail_on: str, code: int) -> None:
    assert check(bib, "--fail-on", fail_on) == code


def test_json_sarif_github_and_html(bib: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(bib, "--format", "json")
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {"rule", "level", "file", "line", "column", "message", "fix", "fingerprint"} <= findings[0].keys()
    assert next(each["fix"] for each in findings if each["rule"] == "identity/doi-latex")["value"] == "10.5555/a_b"
    check(bib, "-o", str(tmp_path / "out.sarif"))
    sarif = json.loads((tmp_path / "out.sarif").read_text())
    results = sarif["runs"][0]["results"]
    rules = [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]]
    assert sarif["version"] == "2.1.0"
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in results)
    assert len(results) == len(findings)
    change = next(each["fixes"][0] for each in results if each["ruleId"] == "identity/doi-latex")
    replacement = change["artifactChanges"][0]["replacements"][0]
    region = replacement["deletedRegion"]
    line = FILE.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "{10.5555/a\\_b}"
    assert replacement["insertedContent"]["text"] == "{10.5555/a_b}"
    check(bib, "--format", "github")
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    check(bib, "-o", str(tmp_path / "out.html"))
    assert "<b>x</b>" not in (tmp_path / "out.html").read_text()


def test_a_baseline_leaves_out_what_is_known(bib: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = tmp_path / "known.json"
    assert check(bib, "--write-baseline", str(known), "--fail-on", "note") == 0
    capsys.readouterr()
    bib.write_text(f"% a line above\n{FILE}")
    assert check(bib, "--baseline", str(known), "--fail-on", "note") == 0
    assert "nothing found" in capsys.readouterr().out


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--rules"]) == 0
    assert "identity/doi-other-work" in capsys.readouterr().out
    assert run(["check", "--explain", "content/mojibake"]) == 0
    assert "Windows-1252" in capsys.readouterr().out
    assert run(["check", "--explain", "content/mojibak"]) == 2


def test_a_registry_that_does_not_answer_is_never_nothing_found(
    bib: Path, crossref_server: Callable[..., CrossrefServer], capsys: pytest.CaptureFixture[str]
) -> None:
    server = crossref_server(faults={"10.5555/a_b": Fault(403, b"blocked", in_batches=True)})
    seen = bib.parent / "seen.json"
    assert check(bib, "--since", str(seen), "--crossref-url", server.url) == 1
    told = capsys.readouterr()
    assert told.out == "nothing found, and not everything could be looked at: see the errors\n"
    assert "1 works could not be asked about, and nothing is known of them" in told.err
    assert "10.5555/a_b" in told.err


def test_a_night_tells_only_what_is_new(
    bib: Path, crossref_server: Callable[..., CrossrefServer], capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"DOI": "10.5555/a_b", "type": "journal-article", "title": ["A study of fatigue in adults"]}
    update = {"DOI": "10.5555/notice", "type": "retraction", "source": "publisher", "updated": {"date-parts": [[2026]]}}
    seen = str(bib.parent / "seen.json")
    first = crossref_server([record])
    assert check(bib, "--since", seen, "--crossref-url", first.url) == 0
    assert "nothing found" in capsys.readouterr().out
    second = crossref_server([record | {"updated-by": [update]}])
    assert check(bib, "--since", seen, "--crossref-url", second.url, "--refresh", "0") == 1
    assert "new since the last check: retraction of 10.5555/a_b, notice 10.5555/notice" in capsys.readouterr().out
    assert check(bib, "--since", seen, "--crossref-url", second.url, "--refresh", "0") == 0
    assert "nothing found" in capsys.readouterr().out


def test_the_configuration_sets_levels(bib: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "my.toml").write_text('[check]\nlevel = ["content=off", "identity/doi-latex=error"]\n')
    assert check(bib, "--config", str(tmp_path / "my.toml"), "--format", "json") == 1
    levels = {each["rule"]: each["level"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert levels["identity/doi-latex"] == "error"
    assert not [rule for rule in levels if rule.startswith("content/")]


def test_commands_of_every_package_count_as_citing(
    bib: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_text("\\parencites[1]{a}{missing}\n")
    assert check(bib, "--against", str(paper)) == 1
    text = capsys.readouterr().out
    assert "missing is cited here and defined nowhere" in text
    assert "keys/unused" not in text


def test_a_night_asks_once_for_fifty_records_and_forgets_nothing_when_it_breaks_off(
    tmp_path: Path, crossref_server: Callable[..., CrossrefServer], capsys: pytest.CaptureFixture[str]
) -> None:
    records, seen = tmp_path / "records.jsonl", tmp_path / "seen.json"
    dois = [f"10.5555/night.{number:03d}" for number in range(101)]
    works = [{"DOI": doi, "type": "journal-article", "title": [f"A study of {doi}"]} for doi in dois]
    records.write_text("".join(json.dumps({"title": f"A study of {doi}", "doi": doi}) + "\n" for doi in dois))
    server = crossref_server(works)

    def night(*, asked_again: bool = True) -> tuple[int, str, int]:
        """Exit code, what was told, and how many requests it took; a day has passed when all is asked again."""
        server.log.clear()
        options = ["--since", str(seen), "--crossref-url", server.url, "--mailto", "a@example.org"]
        code = run(
            ["check", str(records), *options, "--cache", str(tmp_path / "c.sqlite"), "-q"]
            + (["--refresh", "0"] if asked_again else [])
        )
        return code, capsys.readouterr().out, len(server.log)

    assert night() == (0, "nothing found\n", 3)
    assert night(asked_again=False) == (0, "nothing found\n", 0)  # the same night again
    retracted = {"DOI": "10.5555/notice", "type": "retraction", "source": "publisher"}
    for doi in (dois[0], dois[60]):
        server.records[doi]["updated-by"] = [retracted]
    server.faults[dois[61]] = Fault(403, b"blocked", in_batches=True)
    before = json.loads(seen.read_text())["works"]
    code, told, _ = night()
    assert code == 1
    assert "not everything could be looked at" in told
    assert json.loads(seen.read_text())["works"].keys() == before.keys()
    server.faults.clear()
    code, later, requests = night()
    assert (code, requests) == (1, 3)
    assert sum((told + later).count(f"retraction of {doi}") for doi in (dois[0], dois[60])) == 2
    assert night() == (0, "nothing found\n", 3)


def test_the_hook_runs_as_pre_commit_runs_it(bib: Path, tmp_path: Path) -> None:
    """The entry of `.pre-commit-hooks.yaml`, with the file names behind it."""
    hooks = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")
    entry = re.search(r"^  entry: atlas-cite (.+)$", hooks, re.MULTILINE)
    pattern = re.search(r"^  files: (.+)$", hooks, re.MULTILINE)
    assert entry
    assert pattern
    assert re.search(pattern[1], bib.name)
    options = ["--cache", str(tmp_path / "cache.sqlite")]
    assert run([*entry[1].split(), *options, str(bib)]) == 0
    bib.write_text("@book{a, title = {One}, doi = {10.5555/a}}\n@book{a, title = {One}\n")
    assert run([*entry[1].split(), *options, str(bib)]) == 1


def test_many_notes_of_one_kind_are_counted_and_not_listed(bib: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bib.write_text("".join(f"@misc{{k{number}, title = {{T}}, month = {{March}}}}\n" for number in range(40)))
    check(bib)
    text = capsys.readouterr().out
    assert text.count("[content/month-word]") == 4
    assert "37 more like these" in text
    assert "40 notes" in text


@pytest.mark.parametrize("options", [(), ("--fix",)], ids=["checked", "mended"])
def test_the_report_is_written(bib: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """The option was taken and did nothing."""
    assert check(bib, *options, "--offline", "--report", str(tmp_path / "report.json")) == 0
    assert "problems" in json.loads((tmp_path / "report.json").read_text())
