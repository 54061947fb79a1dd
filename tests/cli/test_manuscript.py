"""`cite --in` as a user runs it: the cases of tests/data/manuscripts, options, exit codes, outputs."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas_cite.cli.main import run
from atlas_cite.manuscript.citations import Note
from atlas_cite.model.library import Library
from atlas_cite.pipeline.libraries import Lookup, load_library
from atlas_cite.pipeline.manuscripts import Manuscript, ManuscriptRequest, cite_manuscripts, open_manuscripts

DATA = Path(__file__).parents[1] / "data" / "manuscripts"
LIBRARY = str(DATA / "library.json")
CASES = sorted((DATA / "cases").iterdir())


def parts(case: Path) -> tuple[list[tuple[str, str]], str, str]:
    """The case's settings, its manuscript, and what is to come out."""
    head, manuscript, out = re.split(r"^---- (?:in|out)\n", case.read_text("utf-8"), flags=re.MULTILINE)
    pairs = [(name, value) for name, _, value in (line.partition(": ") for line in head.splitlines())]
    return pairs, manuscript, out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder one below the library's, as the cases are."""
    shutil.copy(LIBRARY, tmp_path / "library.json")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_manuscript_is_cited(case: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, manuscript, out = parts(case)
    said = dict(pairs)
    (folder / case.name).write_text(manuscript, "utf-8")
    options = ["../library.json", "--style", said["style"]] if "style" in said else []
    code = run(["cite", "--in", case.name, *options, "-o", f"out{case.suffix}"])
    error = capsys.readouterr().err
    assert (folder / f"out{case.suffix}").read_text("utf-8") == out
    assert code == int(said.get("code", 0)), error
    for wanted in [value for name, value in pairs if name == "said"]:
        assert wanted in error


def cited(text: str, *options: str, name: str = "m.md") -> tuple[int, str]:
    """The exit code and what is written for a manuscript in the current folder."""
    Path(name).write_bytes(text.encode())
    code = run(["cite", "--in", name, LIBRARY, "-q", "-o", f"out-{name}", *options])
    return code, Path(f"out-{name}").read_bytes().decode()


def test_line_ends_and_the_byte_order_mark_stay(folder: Path) -> None:
    code, text = cited("\ufeffOne [@doe2005].\r\n\r\nTwo.\r\n")
    assert code == 0
    assert text.startswith("\ufeffOne (Doe, 2005).\r\n\r\nTwo.\r\n\r\n# References\r\n\r\nDoe, J. ")
    assert text.endswith("Harbour Press.\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_chapters_are_one_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.md").write_text("One [@lee2010].\n")
    Path("two.md").write_text("Two [@doe2005; @lee2010].\n")
    command = ["cite", "--in", "one.md", "--in", "two.md", LIBRARY, "--style", "nature", "-q"]
    assert run([*command, "-o", "cited-{name}.md"]) == 0
    assert Path("cited-one.md").read_text() == "One^1^.\n"
    assert Path("cited-two.md").read_text().startswith("Two^1,2^.\n\n# References\n\n1\\. Lee")
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("One^1^.\n\nTwo^1,2^.\n\n# References\n")


def test_notes_are_numbered_over_chapters(folder: Path) -> None:
    Path("one.md").write_text("One [@doe2005].\n")
    Path("two.md").write_text("Two [@doe2005, 3].\n")
    style = ["--style", "chicago-notes-bibliography-subsequent-ibid"]
    assert run(["cite", "--in", "one.md", "--in", "two.md", LIBRARY, *style, "-q", "-o", "{name}-out.md"]) == 0
    assert Path("one-out.md").read_text() == (
        "One.[^cite-1]\n\n[^cite-1]: Jane Doe, *First Book* (Harbour Press, 2005).\n"
    )
    assert Path("two-out.md").read_text().endswith("\n[^cite-2]: Ibid., 3.\n")


def test_labels_of_ones_own_are_not_taken(folder: Path) -> None:
    _, text = cited("One [@doe2005].[^cite-1]\n\n[^cite-1]: Mine.\n", "--style", "chicago-notes-bibliography")
    assert "One.[^cite-cite-1][^cite-1]" in text


def test_a_retracted_work_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = {
        "id": "bad",
        "type": "article-journal",
        "title": "RETRACTED: A study of sleep",
        "issued": {"date-parts": [[2001]]},
    }
    Path("bad.json").write_text(json.dumps([item]))
    Path("m.md").write_text("One.\n\nTwo [@bad].\n")
    assert run(["cite", "--in", "m.md", "bad.json"]) == 0
    out, error = capsys.readouterr()
    assert "m.md:3:7: bad is cited: retraction" in error
    assert "Retract" in out.partition("# References")[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--in", "m.md", LIBRARY, "-o", "m.docx"], "pandoc m.md -o m.docx"),
        (["--in", "m.tex", LIBRARY, "-o", "m.pdf"], "pdflatex m.tex"),
        (["--in", "m.md", LIBRARY, "-o", "m.md"], "the output is also an input"),
        (["--in", "m.md", LIBRARY, "--locator", "p. 3"], "--locator is not for manuscripts"),
        (["--in", "m.md", LIBRARY, "--style", "no-such-style-at-all"], "no citation style has this name"),
        (["--in", "m.md"], "name a bibliography in the manuscript's front matter"),
        (["--in", "m.md", "--in", "m.tex", LIBRARY], "of two kinds"),
        (["--in", "m.org", LIBRARY], "cannot be printed in this kind of text"),
        ([], "Missing argument"),
        ([LIBRARY, "--annotate", "all"], "--annotate is for manuscripts"),
        (["--in", "m.md", LIBRARY, "--annotate", "nonsense"], "no such annotation part"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("m.md", "m.tex", "m.org"):
        Path(name).write_text("One.\n")
    assert run(["cite", *arguments]) == 2
    assert message in " ".join(capsys.readouterr().err.split())


def test_a_text_that_is_not_utf_8_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("m.md").write_bytes("Müller [@doe2005]".encode("latin-1"))
    assert run(["cite", "--in", "m.md", LIBRARY, "-o", "out.md"]) == 1
    assert "not UTF-8" in capsys.readouterr().err
    assert not Path("out.md").exists()


def test_annotations_are_to_be_had(folder: Path) -> None:
    Path("noted.bib").write_text("@book{noted, title = {Noted}, annote = {A remark of mine.}}\n")
    Path("m.md").write_text("[@noted]\n")
    for parts_asked, is_there in (("none", False), ("note", True)):
        run(["cite", "--in", "m.md", "noted.bib", "--annotate", parts_asked, "-q", "-o", "out.md"])
        assert ("> A remark of mine." in Path("out.md").read_text()) is is_there


SIGNS = st.text(alphabet="[]()@-;,p. \n`abc{}\\*_<>!^$:#|\"'~&", max_size=60)


@pytest.fixture(scope="module")
def library() -> Library:
    loaded, _ = load_library([LIBRARY], io.BytesIO(), Lookup(offline=True))
    return loaded


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(SIGNS, st.sampled_from(["[@doe2005]", "@lee2010", "[-@doe2006, p. 3]"])), max_size=6))
def test_nothing_outside_a_citation_changes(library: Library, tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "m.md"
    path.write_bytes("".join(pieces).encode())
    manuscripts, _ = open_manuscripts([path])
    (text,), _ = cite_manuscripts(manuscripts, library, ManuscriptRequest("apa"))
    position = 0
    for start, end in outside(manuscripts[0]):
        kept = manuscripts[0].read.text[start:end]
        position = text.find(kept, position)
        assert position >= 0, kept
        position += len(kept)


def outside(manuscript: Manuscript) -> Iterator[tuple[int, int]]:
    """The stretches between citations, one character short of each: a full stop can be taken in."""
    citations = [
        citation
        for passage in manuscript.read.passages
        for citation in (passage.citations if isinstance(passage, Note) else (passage,))
    ]
    start = 0
    for citation in sorted(citations, key=lambda each: each.start):
        yield start, citation.start
        start = min(citation.end + 1, len(manuscript.read.text))
    yield start, max(start, len(manuscript.read.text.rstrip()))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography", "ieee", "nature"])
@pytest.mark.parametrize("package", ["natbib", "biblatex", "hyperref", "geometry"])
def test_a_latex_manuscript_compiles(package: str, style: str, folder: Path) -> None:
    text = (
        f"\\documentclass{{article}}\n\\usepackage{{{package}}}\n\\begin{{document}}\n"
        "\\section[Short \\cite{doe2005}]{A heading \\cite{doe2005}}\n"
        "\\begin{itemize}\\item \\cite{doe2006} begins\\item[\\cite{doe2005}] label\\end{itemize}\n"
        "\\begin{tabular}{ll} a & \\cite{smith2006} \\\\ \\cite{lee2010} & [b] \\end{tabular}\n"
        "Text~\\cite[see][p.~3]{doe2005,smith2006}. \\textcite{lee2010}"
        "\\footnote{In a note \\cite{vries2001}.}\\footcite{page2010}\n\n\\fullcite{mueller2015} 100\\%\n"
        "\\bibliography{refs}\n\\end{document}\n"
    )
    code, _ = cited(text, "--style", style, name="m.tex")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "out-m.tex"]
    compiled = subprocess.run(command, capture_output=True, cwd=folder, check=False)
    assert code == 0
    assert compiled.returncode == 0, compiled.stdout.decode("utf-8", "replace")[-2000:]
