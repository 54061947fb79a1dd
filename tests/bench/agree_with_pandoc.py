"""How far `cite --in` and pandoc's citeproc print the same: the manuscripts of tests/data, in the styles given.

    python tests/bench/agree_with_pandoc.py PANDOC [STYLE ...] [--show]

Both outputs are turned into plain text by pandoc, so that only words and marks count; `--show` prints what differs.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from atlas_cite.cli.main import run
from atlas_cite.styles import find_style

DATA = Path(__file__).parents[1] / "data" / "manuscripts"
STYLES = ("apa", "elsevier-vancouver", "chicago-notes-bibliography", "ieee", "nature")


def main() -> None:
    pandoc, *styles = [each for each in sys.argv[1:] if each != "--show"]
    for style in styles or STYLES:
        same = total = 0
        for manuscript in sorted(DATA.glob("[0-9]*.md")):
            ours, theirs = _ours(pandoc, manuscript, style), _theirs(pandoc, manuscript, style)
            total += len(theirs)
            same += len(ours & theirs)
            if "--show" in sys.argv and ours != theirs:
                print(f"{style} {manuscript.stem}")
                print(*(f"  ours   {each}" for each in sorted(ours - theirs)), sep="\n")
                print(*(f"  pandoc {each}" for each in sorted(theirs - ours)), sep="\n")
        print(f"{style}: {same} of {total} paragraphs the same ({same / total:.1%})")


def _theirs(pandoc: str, manuscript: Path, style: str) -> set[str]:
    options = ["--citeproc", "--bibliography", str(DATA / "library.json"), "--csl", str(find_style(style).path)]
    return _plain(pandoc, manuscript, *options)


def _ours(pandoc: str, manuscript: Path, style: str) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / manuscript.name
        run(["cite", "--in", str(manuscript), str(DATA / "library.json"), "--style", style, "-o", str(output), "-q"])
        return _plain(pandoc, output)


def _plain(pandoc: str, manuscript: Path, *options: str) -> set[str]:
    command = [pandoc, str(manuscript), "-t", "plain", "--wrap=none", *options]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    paragraphs = {" ".join(each.split()) for each in re.split(r"\n\n+", text)}
    return paragraphs - {"", "References", "Literatur"}


if __name__ == "__main__":
    main()
