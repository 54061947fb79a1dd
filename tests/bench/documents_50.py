"""Fifty studies with every part to Word and PDF, beside pandoc with the same content in the same run.

Run: PANDOC=/path/to/pandoc python tests/bench/documents_50.py [COUNT]

After start-up is the time inside a process that has loaded everything: the second of two runs.  pandoc is given the
Markdown that we made, once with the references ready and once with --citeproc beside it; its PDF goes through pdfLaTeX.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from annotated import made_library, ours, pandoc, run, write_inputs

from atlas_cite.formats import DOCUMENT_FORMATS
from atlas_cite.model.library import Library
from atlas_cite.pipeline.documents import AnnotationRequest, BibliographyRequest, bibliography
from atlas_cite.styles import find_style


def inside(library: Library, name: str) -> float:
    """Seconds for one document in a process that has made one already."""
    chosen = next(each for each in DOCUMENT_FORMATS if each.name == name)
    request = BibliographyRequest("apa", AnnotationRequest("all"), format=chosen)
    bibliography(library, request)
    begun = time.perf_counter()
    bibliography(library, request)
    return time.perf_counter() - begun


def main() -> None:
    """Print what each took, and the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    apa = str(find_style("apa").path)
    library = made_library(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(library, folder)
        run(ours("--annotate", "all", "-o", "out.md"), folder)
        program = pandoc()
        for ending in ("docx", "pdf"):
            print(f"{ending}: atlas-cite after start-up    {inside(library, ending):6.2f} s")
            whole = run(ours("--annotate", "all", "-o", f"out.{ending}"), folder)
            print(f"{ending}: atlas-cite, whole process    {whole}")
            if not program or (ending == "pdf" and not shutil.which("pdflatex")):
                continue
            engine = ["-V", "fontfamily=mathptmx"] if ending == "pdf" else []  # its default may not be installed
            text = run([program, *engine, "out.md", "-o", f"p.{ending}"], folder)
            print(f"{ending}: pandoc, our Markdown         {text}  {text.to(whole)}")
            citeproc = ["--citeproc", "--bibliography=items.json", f"--csl={apa}"]
            both = run([program, *engine, *citeproc, "all.md", "out.md", "-o", f"q.{ending}"], folder)
            print(f"{ending}: pandoc, and its references   {both}  {both.to(whole)}")


if __name__ == "__main__":
    main()
