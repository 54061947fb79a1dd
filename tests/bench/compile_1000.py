"""1,000 varied entries compiled: bibtex and pdfLaTeX (ASCII and UTF-8), biber and pdfLaTeX, biber and LuaLaTeX, Typst.

Run: `python tests/bench/compile_1000.py [--python PYTHON_WITH_TYPST] [--keep FOLDER]`.  The entries are the real
Crossref records and the exports' own hostile cases, each with an annotation.  Prints what each program counts as an
error; exit code 1 when there is any.  What pdfLaTeX has no font for is left to LuaLaTeX; a program that is missing is
said.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlas_cite.document.tree import Block, Paragraph, Text
from atlas_cite.export.annotation import Place
from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.latex.ascii import unsettable
from atlas_cite.model.entry import Entry
from atlas_cite.model.name import Name
from bench.readers.facts import ANNOTATION, WORKS, library
from export.entry_cases import ALL, HOSTILE, entry

SIGNS = (
    r"\input{/etc/passwd}", r"\write18{ls}", "}", "{", "%", "100 % of", "a % b", "$", "$$", "x_1^2", "~", "#1", "&",
    "^^M", "\\", "\\end{document}", "@article{x,", '"', "''", "``", "<i>", "</i>", "--", "é" * 40, "ﬁ", "ß", "İı",
    "ỹ", "ế", "α ≥ β", "½ ‰ №", "“‘”’", "a\u00a0b", "−5", "CO₂ m²", "\u200bx", "漢字", "Ελλάδα", "Усталость",
    "😀", "שלום", "\x00\x07",
)  # fmt: skip


def hostile() -> Iterator[Entry]:
    """Entries with a troublesome text in the title, the names, the journal, and the note."""
    for number, sign in enumerate(SIGNS):
        fields = {
            "title": f"A {sign} title",
            "author": (Name(sign, f"A {sign}"), Name(literal=f"Group {sign}")),
            "container-title": f"{sign} Journal of {sign}",
            "publisher": sign,
            "note": f"{sign} note {sign}",
            "URL": f"https://x.org/{sign}",
            "abstract": HOSTILE,
        }
        yield entry(f"hostile{number}", "article-journal", fields)
        yield entry(f"hostile{number}b", "report", fields)
    yield entry("thousand", "article-journal", {"title": "T", "author": (Name("Roe", "Ann"),) * 1000})
    yield entry("long", "article-journal", {"title": "T", "abstract": "word % & " * 12_000})


def entries() -> list[Entry]:
    """At least 1,000 entries, each under a key of its own."""
    real = library() if WORKS.exists() else []
    return [*real, *(replace(each, key=f"case-{each.key}") for each in ALL), *hostile()]


def annotation(one: Entry) -> tuple[Block, ...]:
    """The annotation of an entry, with hostile text in it."""
    return (*ANNOTATION, Paragraph((Text(SIGNS[len(one.key) % len(SIGNS)]),)))


def run(command: list[str], folder: Path) -> str:
    """What a program says; its exit code is no measure here, as LaTeX programs differ."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # without it biber writes Latin-1
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=600, env=environment)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


BIBTEX_DOCUMENT = r"""\documentclass{article}\usepackage[T1]{fontenc}\usepackage{url}
\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{library}\end{document}
"""
BIBLATEX_DOCUMENT = r"""\documentclass{article}\usepackage[T1]{fontenc}
\usepackage[backend=biber,style=reading,uniquename=false,uniquelist=false,maxnames=3,texencoding=utf8,bibencoding=utf8]{biblatex}\addbibresource{library.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


def latex(program: str, processor: str, document: str) -> Callable[[str, Path], list[str]]:
    """A run of LaTeX, the bibliography processor, and LaTeX twice; gives the lines that tell of errors."""

    def compiled(text: str, folder: Path) -> list[str]:
        (folder / "library.bib").write_text(text, "utf-8")
        source = document.replace(r"\usepackage[T1]{fontenc}", "") if program == "lualatex" else document
        (folder / "main.tex").write_text(source, "utf-8")
        tex = [program, "-interaction=nonstopmode", "-no-shell-escape", "main.tex"]
        run(tex, folder)
        said = run([processor, "main"], folder)
        found = re.findall(r"^.*(?:ERROR|error message|I was expecting|I'm ending|Illegal).*$", said, re.MULTILINE)
        for _ in range(2):
            log = run(tex, folder)
        if "Output written" not in log.replace("\n", ""):
            found.append("no output was written")
        return found + re.findall(r"^!.*$", (folder / "main.log").read_text("utf-8", "replace"), re.MULTILINE)

    return compiled


def typst(python: str) -> Callable[[str, Path], list[str]]:
    """A run of Typst over the file, every entry printed."""

    def compiled(text: str, folder: Path) -> list[str]:
        (folder / "library.bib").write_text(text, "utf-8")
        (folder / "main.typ").write_text('#bibliography("library.bib", full: true, style: "apa")\n', "utf-8")
        said = run([python, "-c", "import typst; typst.compile('main.typ', output='main.pdf')"], folder)
        return [line for line in said.splitlines() if "rror" in line]

    return compiled


def bib(
    render: Callable[..., Iterable[str]], *, ascii_only: bool = False, settable: bool = False, **more: object
) -> str:
    """The library as a .bib text; with `settable`, without the entries that pdfLaTeX has no font for."""
    pieces = render(entries(), annotation, ascii_only=ascii_only, **more)
    return "".join(piece for piece in pieces if not (settable and unsettable(piece)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    runs = (
        ("bibtex, pdflatex, ASCII", "bibtex", latex("pdflatex", "bibtex", BIBTEX_DOCUMENT),
         bib(render_bibtex, ascii_only=True, settable=True)),
        ("bibtex, pdflatex, UTF-8", "bibtex", latex("pdflatex", "bibtex", BIBTEX_DOCUMENT),
         bib(render_bibtex, settable=True)),
        ("biber, pdflatex, UTF-8", "biber", latex("pdflatex", "biber", BIBLATEX_DOCUMENT),
         bib(render_biblatex, settable=True)),
        ("biber, lualatex, all", "lualatex", latex("lualatex", "biber", BIBLATEX_DOCUMENT), bib(render_biblatex)),
        ("typst, BibLaTeX, all", options.python, typst(options.python), bib(render_biblatex, place=Place("note"))),
    )  # fmt: skip
    failed = 0
    for number, (name, needs, compile_text, text) in enumerate(runs):
        count = len(re.findall(r"^@", text, re.MULTILINE))
        if shutil.which(needs) is None:
            print(f"{name:26} {needs} is not installed")
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = (options.keep / str(number)) if options.keep else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            errors = compile_text(text, folder)
        failed += len(errors)
        print(f"{name:26} {count:5} entries {len(errors):4} errors")
        for line in errors[:10]:
            print(f"    {line[:200]}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
