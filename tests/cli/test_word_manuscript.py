"""`cite --in` with a Word file: what is typed in its runs is replaced in their look, and nothing else changes."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.text.paragraph import Paragraph

from atlas_cite.cli.main import run
from atlas_cite.document.docx_text import DocxText, Replacement
from atlas_cite.document.tree import Emphasis, Text

LIBRARY = str(Path(__file__).parents[1] / "data" / "manuscripts" / "library.json")


def written(*paragraphs: list[tuple[str, str]]) -> bytes:
    """A Word file of paragraphs, each of runs with a look: "", bold, italic."""
    package = docx.Document()
    for runs in paragraphs:
        paragraph = package.add_paragraph()
        for text, look in runs:
            added = paragraph.add_run(text)
            if look:
                setattr(added.font, look, True)
    output = io.BytesIO()
    package.save(output)
    return output.getvalue()


def looks(paragraph: Paragraph) -> list[tuple[str, str]]:
    """The runs with text, each with its formats."""
    names = ("bold", "italic", "superscript")
    return [
        (each.text, " ".join(name for name in names if getattr(each.font, name)))
        for each in paragraph.runs
        if each.text
    ]


def cited(tmp_path: Path, data: bytes, style: str) -> tuple[int, list[Paragraph]]:
    (tmp_path / "in.docx").write_bytes(data)
    out = tmp_path / "out.docx"
    code = run(["cite", "--in", str(tmp_path / "in.docx"), LIBRARY, "--style", style, "-q", "-o", str(out)])
    return code, list(docx.Document(str(out)).paragraphs)


def test_citations_are_printed_in_the_look_of_their_runs(tmp_path: Path) -> None:
    data = written(
        [("Plain [@doe2005, p. 3] and ", ""), ("bold [see @page2010] end", "bold"), (" more", "italic")],
        [("Split [", ""), ("@lee2010", "italic"), (", 5", ""), ("].", "bold")],
        [("@doe2006 [33] says; mail a@doe2005.org @who", "")],
    )
    code, paragraphs = cited(tmp_path, data, "apa")
    assert code == 0
    assert looks(paragraphs[0]) == [
        ("Plain ", ""), ("(Doe, 2005, p. 3)", ""), (" and ", ""), ("bold ", "bold"), ("(see ", "bold"),
        ("A Page without an Author", "bold italic"), (", 2010)", "bold"), (" end", "bold"), (" more", "italic"),
    ]  # fmt: skip
    assert looks(paragraphs[1]) == [("Split ", ""), ("(Lee et al., 2010, p. 5)", ""), (".", "bold")]
    assert paragraphs[2].text == "Doe (2006, p. 33) says; mail a@doe2005.org @who"
    assert [each.text for each in paragraphs[3:]] == [
        "References",
        "A page without an author. (2010, May 4). https://example.org/a_b",
        "Doe, J. (2005). First book. Harbour Press.",
        "Doe, J. (2006). A short article. Journal of Things, 3(2), 33–38.",
        "Lee, C., Kim, D., Park, E., & Cho, F. (2010). Four authors at work. Annals of Work, 12, 101–140.",
    ]
    assert paragraphs[3].style is not None
    assert paragraphs[3].style.name == "Heading 1"
    assert ("First book", "italic") in looks(paragraphs[5])


def test_superscripts_close_up(tmp_path: Path) -> None:
    _, paragraphs = cited(tmp_path, written([("Known [@doe2005; @lee2010].", "")]), "nature")
    assert looks(paragraphs[0]) == [("Known", ""), ("1,2", "superscript"), (".", "")]


def test_unknown_keys_are_told_with_their_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, paragraphs = cited(tmp_path, written([("One", "")], [("Two [@doe205]", "")]), "apa")
    assert code == 1
    assert looks(paragraphs[1]) == [("Two ", ""), ("(", ""), ("doe205?", "bold"), (")", "")]
    assert "in.docx, paragraph 2: no entry has the key doe205" in capsys.readouterr().err


def test_a_table_and_line_breaks_are_read(tmp_path: Path) -> None:
    package = docx.Document()
    package.add_table(1, 1).cell(0, 0).text = "In [@doe2005]"
    package.add_paragraph("First\nsecond [@lee2010]\tthird")
    package.save(str(tmp_path / "made.docx"))
    cited(tmp_path, (tmp_path / "made.docx").read_bytes(), "ieee")
    result = docx.Document(str(tmp_path / "out.docx"))
    assert result.tables[0].cell(0, 0).text == "In [1]"
    assert result.paragraphs[0].text == "First\nsecond [2]\tthird"


def test_citations_in_footnotes_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = docx.Document()
    package.add_paragraph("One.")
    text = "<w:footnotes xmlns:w='x'><w:t>See [</w:t><w:t>@doe2005]</w:t></w:footnotes>"
    notes = Part(PackURI("/word/footnotes.xml"), "application/xml", text.encode(), package.part.package)
    package.part.relate_to(notes, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    package.save(str(tmp_path / "made.docx"))
    code, paragraphs = cited(tmp_path, (tmp_path / "made.docx").read_bytes(), "apa")
    assert code == 1
    assert "doe2005 is cited in a footnote" in capsys.readouterr().err
    assert [each.text for each in paragraphs] == ["One."]


@pytest.mark.parametrize(
    ("name", "arguments", "code", "message"),
    [
        ("in.docx", ["--style", "chicago-notes-bibliography", "-o", "out.docx"], 2, "footnotes cannot be put"),
        ("in.docx", ["-o", "out.md"], 2, "needs an INPUT with the works and -o FILE.docx"),
        ("in.docx", [], 2, "needs an INPUT"),
        ("in.docx", ["-o", "in.docx"], 2, "the output is also an input"),
        ("bad.docx", ["-o", "out.docx"], 1, "cannot be read as a Word document"),
    ],
)
def test_what_cannot_be_done_is_said(
    name: str,
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.docx").write_bytes(written([("One [@doe2005]", "")]))
    Path("bad.docx").write_bytes(b"PK\x03\x04 no such thing")
    assert run(["cite", "--in", name, LIBRARY, *arguments]) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("start", "end"), [(start, end) for start in range(8) for end in range(start + 1, 9)])
def test_any_stretch_over_any_runs_is_replaced(start: int, end: int) -> None:
    document = DocxText(written([("ab", ""), ("cd", "bold"), ("efg", "italic"), ("hi", "")]), "x.docx")
    document.replace([Replacement(start, end, (Text("<"), Emphasis((Text(">"),))))])
    paragraph = docx.Document(io.BytesIO(document.save())).paragraphs[0]
    text = "abcdefghi"
    assert paragraph.text == f"{text[:start]}<>{text[end:]}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_result(tmp_path: Path) -> None:
    cited(tmp_path, written([("Bold ", "bold"), ("[@doe2005]", "")]), "apa")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "txt:Text"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "out.docx")], check=True, capture_output=True)
    assert "Bold (Doe, 2005)\nReferences\n" in (tmp_path / "out.txt").read_text("utf-8-sig")
