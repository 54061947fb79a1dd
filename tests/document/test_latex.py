"""LaTeX: what is written, and that pdfLaTeX and LuaLaTeX compile it where they are installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from document_cases import ADDRESS, ARRANGED, FULL, HOSTILE, arranged_of, document_of

from atlas_cite.document.latex import render_latex
from atlas_cite.document.tree import BulletList, Document, Emphasis, Heading, Link, Paragraph, ReferenceEntry, Text


def body(document):
    found = re.search(r"\\labelcolumn\{.*?\}\n\n(.*)\n\n\\end\{document\}", render_latex(document), re.DOTALL)
    return found[1]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph((Text("50 % of {a} & b_c"),)), r"50 \% of \textbraceleft{}a\textbraceright{} \& b\_c"),
        (Paragraph((Emphasis((Text("Title"),)), Text(" [a]"))), r"\emph{Title} [a]"),
        (Paragraph((Emphasis((Text("Title"),)), Text("[a]"))), r"\emph{Title}{}[a]"),
        (Paragraph((Text("a\u00a0b"),)), "a~b"),
        (Paragraph((Link(ADDRESS, (Text("x y"),)),)), r"\href{https://doi.org/10.1000/456\%23789}{x y}"),
        (
            Paragraph((Link("https://e.org/a.b", (Text("https://e.org/a.b"),)),)),
            r"\href{https://e.org/a.b}{https://\allowbreak{}e.\allowbreak{}org/\allowbreak{}a.\allowbreak{}b}",
        ),
        (Paragraph((Text("x"),), "status"), "\\begin{statusnotice}\nx\n\\end{statusnotice}"),
        (
            Paragraph((Text("x"),), "annotation", "en"),
            "\\begin{annotation}\n\\inlanguage{en}{x}\n\\end{annotation}",
        ),
        (
            BulletList(((Text("a"),), (Text("[b]"),))),
            "\\begin{annotationlist}\n\\item a\n\\item {}[b]\n\\end{annotationlist}",
        ),
        (BulletList(((Text("PEM: required"),),), "badge"), "\\begin{badges}\n\\badge{PEM: required}\n\\end{badges}"),
        (Heading(2, (Text("A_b"),), "x y"), r"\hypertarget{x-y}{}\subsection{\texorpdfstring{A\_b}{A\_b}}\label{x-y}"),
        (
            ReferenceEntry("k", ((Text("x"),), (Text("y"),)), (Text("[1]"),)),
            "\\labelledreference{{}[1]}{\\hypertarget{k}{}x\\newline\ny}\\entryspace{1}",
        ),
        (
            ReferenceEntry("k", ((Text("x"),),), hanging_indent=True, spacing=0),
            "\\hangingreference{\\hypertarget{k}{}x}\\entryspace{0}",
        ),
    ],
)
def test_blocks_call_the_preambles_commands(block, expected):
    assert body(Document("t", (block,))) == expected


def test_what_pdflatex_may_not_know_is_declared_once():
    text = render_latex(Document("t", (Paragraph((Text("日本日 é – α"),)),)))
    assert re.findall(r"^\\ensurecharacter\{(.)\}\{(\w+)\}$", text, re.MULTILINE) == [("日", "65E5"), ("本", "672C")]


def compiled(document, folder, engine):
    (folder / "a.tex").write_text(render_latex(document), "utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
def test_pdflatex_compiles_hostile_text(tmp_path: Path):
    blocks = tuple(block for text in HOSTILE for made in (document_of, arranged_of) for block in made(text).blocks)
    compiled(Document(HOSTILE[0], (*FULL.blocks, *ARRANGED.blocks, *blocks)), tmp_path, "pdflatex")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("lualatex"), reason="lualatex is not installed")
def test_lualatex_compiles_hostile_text(tmp_path: Path):
    blocks = tuple(block for text in HOSTILE for made in (document_of, arranged_of) for block in made(text).blocks)
    compiled(Document(HOSTILE[0], (*FULL.blocks, *ARRANGED.blocks, *blocks)), tmp_path, "lualatex")
