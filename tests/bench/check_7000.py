"""Checking a file of 7,000 entries offline, the whole process, beside `biber --tool --validate-datamodel`.

    python tests/bench/check_7000.py [ENTRIES | FILE.bib] [--tidy PATH_OF/bibtex-tidy]

Whole processes on both sides, start included, one after the other on one file; biber is left out where it is not
installed; the ratio is of seconds on the processor, which other programs do not disturb. biber validates fields
against its data model and rewrites the file; ours runs every rule, duplicates among them. The entries are made up as
in `enrich_bib.py`; of every hundred, one stands there again under another key with a word of its title changed, one
has another's DOI, and three have a page range, a year or a name that is wrong.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enrich_bib import entry

FAULTS = {
    10: lambda number: entry(number).replace(f"{{key{number},", f"{{again{number},").replace("people in", "persons in"),
    30: lambda number: entry(number).replace(f"walk.{number}", f"walk.{number - 1}"),
    50: lambda number: entry(number).replace("  year", "  pages     = {381--37},\n  year"),
    70: lambda number: entry(number).replace("= {19", "= {29").replace("= {20", "= {30"),
    90: lambda number: entry(number).replace(" and ", " AND "),
}


def made_up(count: int) -> str:
    texts = []
    for number in range(count):
        faulty = FAULTS.get(number % 100, entry)
        texts.append(faulty(number) if number % 100 != 10 else entry(number) + faulty(number))
    return "".join(texts)


@dataclass(frozen=True, slots=True)
class Run:
    """A process: its seconds by the clock and on the processor, and the MiB of the largest process so far."""

    clock: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s ({self.processor:.2f} s on the processor)"


def run(command: Sequence[str], folder: Path, given: bytes = b"") -> Run:
    environment = os.environ | {"ATLAS_CITE_CACHE": str(folder / "cache.sqlite")}
    before, start = _used(), time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)
    clock = time.perf_counter() - start
    return Run(clock, _used() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="7000", help="a number of entries, or a file")
    parser.add_argument("--tidy", default="", help="path of bibtex-tidy")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = made_up(int(given.what)) if given.what.isdigit() else Path(given.what).read_text("utf-8")
        (folder / "big.bib").write_text(text, "utf-8")
        ours = run([sys.executable, "-m", "atlas_cite", "check", "big.bib", "--offline"], folder)
        print(f"{given.what}: atlas-cite check {ours}, {ours.memory:.0f} MiB (wanted: below 10 s)")
        if given.tidy:
            # Given a file's name without a terminal, bibtex-tidy reads standard input instead.
            tidy = run([given.tidy, "--duplicates", "--quiet", "--v2"], folder, text.encode())
            print(f"bibtex-tidy --duplicates {tidy}: ours is {ours.processor / tidy.processor:.2f} of it")
        if biber := shutil.which("biber"):
            validated = run([biber, "--tool", "--validate-datamodel", "--nolog", "big.bib"], folder)
            print(f"biber --validate-datamodel {validated}: ours is {ours.processor / validated.processor:.2f} of it")


if __name__ == "__main__":
    main()
