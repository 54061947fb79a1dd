"""A matrix of ten styles and four formats over 500 studies: built, built again, and made one by one; beside pandoc.

    python tests/bench/build_matrix.py [ENTRIES] [--pandoc PATH]

pandoc makes the same references in the same styles and formats (HTML, DOCX, LaTeX, plain text), one run each, from the
same CSL-JSON, without annotations, groups or filters, which it does not have; so do we here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from atlas_cite.styles import find_style

STYLES = (
    "apa", "vancouver", "nature", "ieee", "chicago-author-date", "the-lancet", "elsevier-vancouver", "acs",
    "american-medical-association", "harvard-cite-them-right",
)  # fmt: skip
FORMATS = {"html": "html", "docx": "docx", "latex": "latex", "text": "plain"}
"""Ours, and what pandoc calls it."""


def item(number: int) -> dict[str, object]:
    people = [{"family": f"Walker{number % 97}", "given": "Ann B."}, {"family": "Müller", "given": "Jörg"}]
    return {
        "id": f"walker{number}",
        "type": "article-journal",
        "title": f"On walking number {number} and the people in the north of the country",
        "author": people,
        "container-title": "Journal of Walking",
        "volume": str(number % 40),
        "issue": str(number % 12),
        "page": f"{number}-{number + 9}",
        "issued": {"date-parts": [[1980 + number % 45]]},
        "DOI": f"10.5555/walk.{number}",
    }


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "atlas_cite", *arguments, "--offline", "-q"], check=True, stdout=subprocess.DEVNULL
    )


def one_by_one(folder: Path) -> None:
    for style in STYLES:
        for name in FORMATS:
            path = str(folder / f"{style}.{name}")
            ours(
                "bibliography",
                str(folder / "studies.json"),
                "--annotate",
                "none",
                "--style",
                style,
                "-t",
                name,
                "-o",
                path,
            )


def by_pandoc(pandoc: str, folder: Path) -> None:
    (folder / "all.md").write_text(f"---\nbibliography: {folder / 'studies.json'}\nnocite: '@*'\n---\n", "utf-8")
    for style in STYLES:
        for name in FORMATS.values():
            csl, output = str(find_style(style).path), str(folder / f"pandoc-{style}.{name}")
            command = [pandoc, str(folder / "all.md"), "--citeproc", "--csl", csl, "-s", "-t", name, "-o", output]
            subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=500)
    parser.add_argument("--pandoc", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "studies.json").write_text(json.dumps([item(number) for number in range(given.entries)]), "utf-8")
        lists = f"style = {json.dumps(STYLES)}\nto = {json.dumps(list(FORMATS))}\n"
        text = f'inputs = ["studies.json"]\n[[bibliographies]]\n{lists}annotate = "none"\n'
        (folder / "build.toml").write_text(text, "utf-8")
        build = ["build", str(folder / "build.toml")]
        two = timed(lambda: ours(*build, "-j", "2"))
        again = timed(lambda: ours(*build, "-j", "2"))
        one = timed(lambda: ours(*build, "-j", "1", "--force", "-o", str(folder / "single")))
        single = timed(lambda: one_by_one(folder))
        print(f"{len(STYLES)} styles x {len(FORMATS)} formats, {given.entries} studies: two processes {two:.1f} s,")
        print(f"one {one:.1f} s, again with nothing changed {again:.2f} s; a run for each file {single:.1f} s")
        if given.pandoc:
            peer = timed(lambda: by_pandoc(given.pandoc, folder))
            print(f"pandoc, a run for each file {peer:.1f} s: {peer / two:.1f} x as long as ours in two processes")


if __name__ == "__main__":
    main()
