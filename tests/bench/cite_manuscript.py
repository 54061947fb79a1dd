"""Citing in a manuscript of 300 pages with 2,000 citations of 1,000 works, beside pandoc's citeproc in the same run.

    python tests/bench/cite_manuscript.py [PANDOC] [--style STYLE] [--rounds N]

Prints the best time of each as a whole process, and the ratio; without PANDOC only ours.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from atlas_cite.styles import find_style

WORKS = 1_000
CITATIONS = 2_000
WORDS = 300 * 350
"""A page of 350 words."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pandoc", nargs="?")
    parser.add_argument("--style", default="apa")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "library.json").write_text(json.dumps(_library()))
        (folder / "thesis.md").write_text(_manuscript())
        style = str(find_style(asked.style).path)
        ours = [sys.executable, "-m", "atlas_cite", "cite", "--in", "thesis.md", "library.json", "--style", style]
        mine = _best([*ours, "-q", "-o", "ours.md"], folder, asked.rounds)
        print(f"atlas-cite cite --in, {asked.style}: {mine:.2f} s")
        if asked.pandoc:
            options = ["--citeproc", "--bibliography", "library.json", "--csl", style, "-t", "markdown-citations"]
            theirs = _best([asked.pandoc, "thesis.md", *options, "-o", "theirs.md"], folder, asked.rounds)
            print(f"pandoc --citeproc: {theirs:.2f} s; ours takes {mine / theirs:.2f} of its time")


def _best(command: list[str], folder: Path, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def _library() -> list[dict[str, object]]:
    chance = random.Random(7)
    names = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu"]
    return [
        {
            "id": f"work{number}",
            "type": "article-journal",
            "author": [
                {"family": f"{chance.choice(names)}{chance.choice(names).lower()}n", "given": chance.choice("ABCDEFGH")}
                for _ in range(chance.randint(1, 6))
            ],
            "title": f"Finding number {number} about {chance.choice(names)}",
            "container-title": f"Journal of {chance.choice(names)}",
            "volume": str(chance.randint(1, 60)),
            "page": f"{number}-{number + 9}",
            "issued": {"date-parts": [[chance.randint(1990, 2024)]]},
        }
        for number in range(WORKS)
    ]


def _manuscript() -> str:
    chance = random.Random(11)
    order = [*range(WORKS), *(chance.randrange(WORKS) for _ in range(CITATIONS - WORKS))]
    chance.shuffle(order)
    words = ["lorem", "things", "are", "said", "of", "harbours", "and", "walls"]
    paragraphs = []
    for number in range(0, CITATIONS, 4):
        sentences = []
        for work in order[number : number + 4]:
            said = " ".join(chance.choice(words) for _ in range(WORDS // CITATIONS))
            sentences.append(f"{said} {_citation(chance, work)}.")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def _citation(chance: random.Random, work: int) -> str:
    other = chance.randrange(WORKS)
    forms = (f"[@work{work}]", f"[see @work{work}, pp. 3-5; @work{other}]", f"@work{work} [p. 3]", f"[-@work{work}, 4]")
    return chance.choice(forms)


if __name__ == "__main__":
    main()
