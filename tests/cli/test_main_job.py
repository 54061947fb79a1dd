"""The main job as a user runs it: a page in; a citation, an annotated bibliography and a BibTeX file out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.styles import find_style

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = """\
Effects of pacing on daily activity in people with chronic illness.
Brook, Anna L, van der Meer, Jos, Núñez, Inés et al. · Journal of invented medicine (Oxford, England) · 2019 · DOI
Quick Summary
People who paced their activity were followed for a year. They did a little more by the end of it.
Why It Matters
Pacing is what many people are told to do, and few studies have measured it.
Observed Findings
Mean steps a day rose from 2,100 to 2,600 (p<0.05)
Sleep did not change
Inferred Conclusions
Pacing may help some people do more
Remaining Questions
Does the gain last?
What This Study Does Not Prove
It does not prove that pacing caused the change—there was no control group.
About the PEM badge: “PEM required” means post-exertional malaise was required; others are “PEM not required”.
"""

RECORD: dict[str, Any] = {
    "DOI": "10.5555/pacing.2019.12",
    "type": "journal-article",
    "title": ["Effects of Pacing on Daily Activity in People with Chronic Illness"],
    "container-title": ["Journal of Invented Medicine"],
    "volume": "12",
    "issue": "3",
    "page": "101-119",
    "author": [
        {"given": "Anna L.", "family": "Brook", "sequence": "first"},
        {"given": "Jos", "family": "van der Meer", "sequence": "additional"},
        {"given": "Inés", "family": "Núñez", "sequence": "additional"},
        {"given": "Wei", "family": "Li", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[2019, 4]]},
    "published-print": {"date-parts": [[2019, 4]]},
}
DECOYS = [
    RECORD | {"DOI": "10.5555/erratum", "title": [f"Erratum: {RECORD['title'][0]}"]},
    RECORD | {"DOI": "10.5555/other", "title": ["Sleep and Steps: A Cohort"], "author": [{"family": "Other"}]},
    RECORD | {"DOI": "10.5555/retracted", "title": ["A Withdrawn Claim about Blood Cells and Daily Rhythms"],
              "author": [{"family": "Gone", "given": "A."}],
              "updated-by": [{"DOI": "10.5555/notice", "type": "retraction", "source": "publisher",
                              "updated": {"date-parts": [[2021, 5, 6]]}}]},
]  # fmt: skip

APA = (
    "Brook, A. L., van der Meer, J., Núñez, I., & Li, W. (2019). Effects of pacing on daily activity in people with "
    "chronic illness. Journal of Invented Medicine, 12(3), 101–119. https://doi.org/10.5555/pacing.2019.12"
)


@pytest.fixture
def run(tmp_path: Path, crossref_server: Callable[..., Any]) -> Run:
    """Run the program in `tmp_path` against a Crossref on loopback that knows the study among others."""
    server = crossref_server([RECORD, *DECOYS])
    environment = os.environ | {
        "ATLAS_CITE_CROSSREF_URL": server.url,
        "ATLAS_CITE_MAILTO": "tests@example.org",
        "ATLAS_CITE_CACHE": str(tmp_path / "cache.sqlite"),
        "NO_PROXY": "127.0.0.1",
    }
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")

    def call(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "atlas_cite", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return call


def test_the_apa_reference_reads_as_apa_prints_it(run: Run) -> None:
    done = run("cite", "page.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert APA in " ".join(done.stdout.split())
    assert "(Brook et al., 2019)" in done.stdout


def test_the_bibliography_has_the_reference_and_then_the_six_parts(run: Run) -> None:
    text = " ".join(run("bibliography", "page.txt").stdout.split())
    parts = [
        APA,
        "People who paced their activity were followed for a year. They did a little more by the end of it.",
        "Pacing is what many people are told to do, and few studies have measured it.",
        "- Mean steps a day rose from 2,100 to 2,600 (p<0.05) - Sleep did not change",
        "- Pacing may help some people do more",
        "- Does the gain last?",
        "It does not prove that pacing caused the change—there was no control group.",
        "Post-exertional malaise as a criterion: unknown",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("target", "has"), [("markdown", "*Journal of Invented Medicine*"), ("html", "<i>Journal of Invented Medicine</i>")]
)
def test_markdown_and_html_carry_the_italics_and_the_link(run: Run, target: str, has: str) -> None:
    done = run("bibliography", "page.txt", "-t", target)
    assert done.returncode == 0
    assert has in done.stdout.replace("em>", "i>")
    assert "https://doi.org/10.5555/pacing.2019.12" in done.stdout
    assert "p<0.05" not in done.stdout or target == "markdown"


def test_bibtex_is_written_and_reads_back(run: Run, tmp_path: Path) -> None:
    assert run("export", "page.txt", "-o", "refs.bib").returncode == 0
    text = (tmp_path / "refs.bib").read_text("utf-8")
    for expected in ("{12}", "{3}", "{101--119}", "10.5555/pacing.2019.12", "annote", "does not prove that pacing"):
        assert expected in text
    again = run("export", "refs.bib", "-t", "bibtex")
    assert again.returncode == 0
    assert again.stdout == text


def test_a_library_is_asked_for_once_and_used_again(run: Run, tmp_path: Path) -> None:
    assert run("resolve", "page.txt", "-o", "library.json").returncode == 0
    (item,) = json.loads((tmp_path / "library.json").read_text("utf-8"))
    assert item["DOI"] == "10.5555/pacing.2019.12"
    assert item["custom"]["atlas-cite"]["verdict"]["certainty"] == "sure"
    done = run("bibliography", "library.json", "--offline", "--style", "vancouver")
    assert done.returncode == 0
    assert "2019" in done.stdout


def test_a_second_run_asks_nothing(run: Run) -> None:
    first = run("cite", "page.txt")
    second = run("cite", "page.txt", "--offline")
    assert (second.returncode, second.stdout) == (0, first.stdout)


def test_offline_says_what_is_missing_and_writes_the_rest(run: Run) -> None:
    done = run("cite", "page.txt", "10.5555/pacing.2019.12", "--offline")
    assert done.returncode == 1
    assert done.stderr.count("[offline]") == 2
    assert "Brook" in done.stdout


def test_one_bad_doi_costs_only_itself(run: Run) -> None:
    done = run("cite", "10.5555/nowhere", "page.txt", "10.1000/a b", "no-such-file.txt")
    assert done.returncode == 1
    assert " ".join(done.stdout.split()) == f"(Brook et al., 2019) {APA}"
    for code in ("doi-absent", "doi-invalid", "input-missing"):
        assert f"[{code}]" in done.stderr


def test_a_retraction_is_the_first_thing_under_its_entry_and_on_standard_error(run: Run) -> None:
    done = run("bibliography", "10.5555/retracted", "--annotate", "none")
    assert done.returncode == 0
    assert "[work-retracted]" in done.stderr
    assert "Retract" in done.stdout
    assert "10.5555/notice" in done.stdout
    assert run("bibliography", "10.5555/retracted", "--strict").returncode == 1


def test_the_report_tells_origins_conflicts_verdicts_and_problems(run: Run, tmp_path: Path) -> None:
    run("cite", "page.txt", "10.5555/nowhere", "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["entries"][0]["origins"]["volume"]["source"] == "crossref"
    assert report["entries"][0]["verdict"]["certainty"] == "sure"
    assert [problem["code"] for problem in report["problems"]] == ["doi-absent"]


def test_standard_input_and_a_pipe_work(run: Run) -> None:
    done = run("import", "-", stdin=PAGE)
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["pem"] == "unknown"
    again = run("cite", "-", stdin=done.stdout)
    assert APA in " ".join(again.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["cite", "page.txt", "--style", "vancuver"], "vancouver"),
        (["bibliography", "page.txt", "--annotate", "sumary"], "summary"),
        (["export", "page.txt", "-t", "bibtexx"], "bibtex"),
        (["export", "page.txt", "-o", "refs.xyz"], ".bib"),
        (["export", "page.txt", "-o", "page.txt", "-t", "ris"], "also an input"),
        (["bibliography", "page.txt", "--style", "apa", "--style", "mla", "-o", "x.md"], "{style}"),
        (["bibliography", "page.txt", "--style", "apa", "--style", "APA", "-o", "{style}.md"], "to one file"),
        (["bibliografy", "page.txt"], "bibliography"),
        (["cite"], "INPUT"),
        (["cite", "page.txt", "--prefer", "titel=record"], "title=record"),
        (["cite", "page.txt", "--locale", "xx-YY"], "locale"),
        (["export", ".", "-o", "page.txt", "-t", "ris"], "also an input"),
        (["cite", "page.txt", "--refresh", "soon"], "7d"),
    ],
)
def test_a_usage_error_says_the_remedy(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_style_file_s_folder_is_no_part_of_the_output_s_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "ours.csl").write_bytes(Path(find_style("apa").path).read_bytes())
    style = str(tmp_path / "styles" / "ours.csl")
    assert run("bibliography", "page.txt", "--style", style, "-o", "out/refs-{style}.md").returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["refs-ours.md"]


def test_the_page_is_untouched_by_everything(run: Run, tmp_path: Path) -> None:
    for command in ("import", "resolve", "cite", "bibliography", "export"):
        run(command, "page.txt")
    assert (tmp_path / "page.txt").read_text("utf-8") == PAGE
    assert {path.name for path in tmp_path.iterdir()} <= {
        "page.txt",
        "cache.sqlite",
        "cache.sqlite-wal",
        "cache.sqlite-shm",
    }


def test_a_configuration_file_gives_defaults_and_its_faults_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "atlas-cite.toml").write_text('[bibliography]\nstyle = ["vancouver"]\n[cite]\nstyle = "vancouver"\n')
    assert "1. Brook AL" in run("bibliography", "page.txt").stdout
    assert "(Brook et al., 2019)" not in run("cite", "page.txt").stdout
    (tmp_path / "atlas-cite.toml").write_text("[cite]\nstile = 1\n")
    done = run("cite", "page.txt")
    assert done.returncode == 2
    assert "stile" in done.stderr


def test_the_demo_replaces_nothing_of_the_users(run: Run, tmp_path: Path) -> None:
    (tmp_path / "library.json").write_text("mine")
    done = run("demo", ".")
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert (tmp_path / "library.json").read_text() == "mine"
