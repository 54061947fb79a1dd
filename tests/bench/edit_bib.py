"""Reading, editing and writing 7,000 entries, beside bibtexparser's own parse and write and bibtex-tidy.

    python tests/bench/edit_bib.py [FILE.bib]                 # without FILE: entries made up here, about 6 MB

bibtex-tidy (npm) is taken from PATH or from the environment variable BIBTEX_TIDY; without it that line is left out.
Every entry is changed: one field replaced, one added.  Times are the best of three, all in one run; memory is the peak
of Python's own allocations over the file that was read, for one change and for all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from atlas_cite.bibfile.dialect import dialect_of
from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.edits import Edit, SetField
from atlas_cite.bibfile.file import BibFile
from atlas_cite.bibfile.read import read_bib_file

ENTRIES = 7000
PROSE = "Fatigue after exertion, {PEM} in particular, was measured on two days by 40 % of the centres. " * 6


def made_up() -> bytes:
    return "\n".join(_entry(number) for number in range(ENTRIES)).encode()


def _entry(number: int) -> str:
    return f"""@article{{key{number},
  author    = {{M{{\\"u}}ller, Anna B. and de la Cruz, Juan and {{World Health Organization}} and Doe, J{number}}},
  title     = {{The role of {{ME/CFS}} in study {number}: a {{DNA}} based approach}},
  journal   = {{Journal of Studies}},
  year      = {{{1990 + number % 30}}},
  month     = jan # "~{number % 28 + 1}",
  volume    = {{{number % 90}}},
  pages     = {{{number}--{number + 9}}},
  doi       = {{10.5555/study.{number}_x}},
  url       = {{https://example.org/a%20b?{number}#c}},
  keywords  = {{fatigue, exertion, cohort}},
  abstract  = {{{PROSE}}},
}}
"""


def edits(file: BibFile) -> list[Edit]:
    return [
        edit
        for entry in file.entries
        for edit in (SetField(entry.index, "year", "1066"), SetField(entry.index, "pmid", "1"))
    ]


def ours(data: bytes) -> bytes:
    file = read_bib_file(data, "bench.bib")
    dialect_of(file)
    return apply_edits(file, edits(file))[0].data


def bibtexparsers(data: bytes) -> str:
    import bibtexparser

    return str(bibtexparser.write_string(bibtexparser.parse_string(data.decode())))


def best_of_three(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def peak_mib(file: BibFile, wanted: list[Edit]) -> float:
    tracemalloc.start()
    apply_edits(file, wanted)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def main() -> None:
    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else made_up()
    file = read_bib_file(data, "bench.bib")
    print(f"{len(file.entries)} entries, {len(data) / 2**20:.1f} MiB, {len(edits(file))} changes")
    own = best_of_three(lambda: ours(data))
    theirs = best_of_three(lambda: bibtexparsers(data))
    print(f"atlas-cite: read, dialect, edit, encode  {own:6.2f} s")
    print(f"bibtexparser: parse, write               {theirs:6.2f} s   ours is {own / theirs:.2f} x")
    if tidy := os.environ.get("BIBTEX_TIDY") or shutil.which("bibtex-tidy"):
        time_tidy = best_of_three(lambda: subprocess.run([tidy], input=data, capture_output=True, check=True))
        print(f"bibtex-tidy: format, whole process       {time_tidy:6.2f} s   ours is {own / time_tidy:.2f} x")
    one, all_of_them = peak_mib(file, edits(file)[:1]), peak_mib(file, edits(file))
    print(f"memory of applying: 1 change {one:.1f} MiB, all {all_of_them:.1f} MiB")


if __name__ == "__main__":
    main()
