"""The hostile cases compile where LaTeX is installed; tests/bench/compile_1000.py does the same with 1,000 entries."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from bench.compile_1000 import BIBLATEX_DOCUMENT, BIBTEX_DOCUMENT, bib, latex

RUNS = {
    "ascii": ("bibtex", BIBTEX_DOCUMENT, render_bibtex, True),
    "unicode": ("bibtex", BIBTEX_DOCUMENT, render_bibtex, False),
    "biblatex": ("biber", BIBLATEX_DOCUMENT, render_biblatex, False),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_hostile_entries_compile_without_an_error(name: str, tmp_path: Path) -> None:
    processor, document, render, ascii_only = RUNS[name]
    if not (shutil.which("pdflatex") and shutil.which(processor)):
        pytest.skip(f"needs pdflatex and {processor}")
    text = bib(render, ascii_only=ascii_only, settable=True)
    # The real records are the benchmark's; and the thousand authors take biber minutes.
    hostile = [each for each in re.split(r"\n(?=@)", text) if re.match(r"@\w+\{(?:case-|hostile)", each)]
    assert len(hostile) > 100
    assert latex("pdflatex", processor, document)("\n".join(hostile), tmp_path) == []
