"""Enriching a file of 7,000 entries without the network, beside bibtexparser's own parse and write, and bibtex-tidy.

    python tests/bench/enrich_bib.py [ENTRIES] [--tidy PATH_OF/bibtex-tidy]

Ours and bibtexparser's times are seconds on the processor, which other programs disturb less than the clock: the best
of three rounds each, taken in turn, every round in a fork of its own so that no cache is warm; the registry in memory
is frozen before, so that the garbage collector goes through what a round itself makes.  Ours reads bytes, looks every
entry up in a registry in memory, verifies its DOI, plans, edits, reads every changed entry again, and gives bytes;
bibtexparser parses a text and writes it.  bibtex-tidy is timed by the clock inside node (it works in threads too), the
best of three, from text to text, without the start of the process: compare with it on a machine that is idle.

Every entry is known to the registry and lacks five fields, so every entry changes.  People and journals recur as they
do in libraries: 21,000 authors are 9,000 people, a few of them often; 600 journals.  Titles are all different.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

import bibtexparser

from atlas_cite.bibfile.edit import apply_edits
from atlas_cite.bibfile.file import BibFile
from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.enrich.edits import plan_edits
from atlas_cite.enrich.lookup import look_up
from atlas_cite.enrich.memory import Memory
from atlas_cite.enrich.plan import Plan
from atlas_cite.enrich.planning import Setting, plan_entry
from atlas_cite.enrich.policy import Policy
from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.work import Answer, Outcome, PubmedAnswer, SearchAnswer, Work
from atlas_cite.pipeline.bib_entries import bib_subjects
from atlas_cite.pipeline.enriching import Enrichment, enriched, spelling_of

ABSTRACT = "People who paced their activity were followed for a year and did a little more by the end of it. " * 8
BEGINNINGS = "Bar Cor Dal Fen Gar Hol Jan Kel Lun Mar Nor Pol Ros Sol Tor Ul Van Wal Yar Zim".split()
MIDDLES = "a be di lo mu ni o ra se ti".split()
ENDINGS = 'berg ck dahl feld g{\\"u}l holm k{\\"o}ter lund mann n{\\\'e}s quist rd son tz vist'.split()
GIVEN = "Ann B.|J{\\\"o}rg|In{\\'e}s|Mary Lou|P. Q.|Sam|Tom\\'a{\\v s}|Ute|Vera C.|Will".split("|")
PLAIN = str.maketrans("", "", "{}\\")
FIELDS = "health sleep walking pain memory muscle nerve energy heart fever".split()
KINDS = "Archives Annals Journal Bulletin Review Letters".split()
NODE = """
const {{ tidy }} = require({module});
const text = require("fs").readFileSync(0, "utf8");
let best = Infinity;
for (let round = 0; round < 3; round++) {{
  const start = performance.now();
  tidy(text);
  best = Math.min(best, performance.now() - start);
}}
console.log(best / 1000);
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What an entry and its record are made of."""

    people: tuple[tuple[str, Name], ...]
    journal: str
    title: str
    year: int


@cache
def person(number: int) -> tuple[str, Name]:
    """A person in LaTeX, and as a registry has them."""
    chosen = Random(number)
    family = chosen.choice(BEGINNINGS) + chosen.choice(MIDDLES) + chosen.choice(ENDINGS)
    given = chosen.choice(GIVEN)
    return f"{family}, {given}", Name(_letters(family), _letters(given))


def _letters(latex: str) -> str:
    from atlas_cite.latex.decode import decode_plain

    return decode_plain(latex).text


@cache
def made(number: int) -> Made:
    chosen = Random(-number - 1)
    people = tuple(person(int(9000 * chosen.random() ** 2)) for _ in range(3))
    journal = int(600 * chosen.random() ** 2)
    name = f"{KINDS[journal % 6]} of {FIELDS[journal // 6 % 10].title()} and {FIELDS[journal // 60].title()} Studies"
    title = f"On {chosen.choice(FIELDS)} after {chosen.choice(FIELDS)}: {{DNA}} number {number} and the {{IL-6}} of"
    return Made(people, name, f"{title} people in the {chosen.choice(FIELDS)} of the country", 1990 + number % 30)


def entry(number: int) -> str:
    it = made(number)
    return f"""@article{{key{number},
  author    = {{{" and ".join(latex for latex, _ in it.people)}}},
  title     = {{{it.title}}},
  journal   = {{{it.journal}}},
  year      = {{{it.year}}},
  doi       = {{10.5555/walk.{number}}},
  abstract  = {{{ABSTRACT}}},
  keywords  = {{walking, pacing, fatigue}}
}}

"""


class Shelf:
    """A registry in memory that knows `count` works."""

    def __init__(self, count: int) -> None:
        self.works = {work.doi: work for work in map(_work, range(count))}

    def fetch(self, dois: Sequence[Doi], progress: object = None) -> list[Answer]:
        return [Answer(doi, Outcome.FOUND, self.works[doi]) for doi in dois]

    def search_many(self, queries: Sequence[str], *, rows: int = 20, progress: object = None) -> list[SearchAnswer]:
        return [SearchAnswer(Outcome.FOUND) for _ in queries]

    def identify(self, names: Sequence[str]) -> list[PubmedAnswer]:
        raise NotImplementedError("the bench's file names no PubMed ids")


def _work(number: int) -> Work:
    it = made(number)
    fields: dict[str, Value] = {
        "title": it.title.translate(PLAIN),
        "author": tuple(name for _, name in it.people),
        "container-title": it.journal,
        "volume": str(number % 90 + 1),
        "issue": str(number % 12 + 1),
        "page": f"{number}-{number + 9}",
        "ISSN": "0028-0836",
        "issued": Date((it.year, number % 12 + 1)),
    }
    return Work(Doi.parse(f"10.5555/walk.{number}"), Item("article-journal", fields), "2026-11-25")


def planned(file: BibFile, shelf: Shelf) -> Plan:
    subjects, _ = bib_subjects(file)
    found, _ = look_up(subjects, shelf, search=False)
    setting = Setting(Policy(), spelling_of(file)[0], Memory())
    plans = tuple(plan_entry(subject, each, setting) for subject, each in zip(subjects, found, strict=True))
    return Plan("bench.bib", file.sha256, "2026-11-25", plans)


def enrich(data: bytes, shelf: Shelf) -> bytes:
    file = read_bib_file(data, "bench.bib")
    result, _ = enriched(Enrichment(file, planned(file, shelf), Memory()))
    return result


def seconds(work: Callable[[], object]) -> float:
    """The seconds on the processor that `work` takes in a fork of this process, where it is done for the first time."""
    gc.collect()
    gc.freeze()  # what was there before is not what is measured
    forking = get_context("fork")
    times = forking.SimpleQueue()

    def timed() -> None:
        start = time.process_time()
        work()
        times.put(time.process_time() - start)

    process = forking.Process(target=timed)
    process.start()
    process.join()
    return float(times.get())


def tidy_seconds(tidy: Path, data: bytes) -> float:
    """The best of three times bibtex-tidy takes inside node."""
    module = tidy.resolve().parent.parent / "bibtex-tidy.js"
    script = NODE.format(module=json.dumps(str(module)))
    return float(subprocess.run(["node", "-e", script], check=True, input=data, stdout=subprocess.PIPE).stdout)


def peak_mib(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def print_memory(data: bytes, shelf: Shelf) -> None:
    """What applying takes for one change and for all: above the bytes that it gives, it must be the same."""
    file = read_bib_file(data, "bench.bib")
    edits = list(plan_edits(planned(file, shelf), file))
    for count in (1, len(edits) // 2, len(edits)):
        peak = peak_mib(lambda count=count: apply_edits(file, edits[:count]))  # type: ignore[misc]
        print(f"memory of {count} changes: {peak:.1f} MiB")
    print(f"memory of everything: {peak_mib(lambda: enrich(data, shelf)):.0f} MiB for {len(data) / 2**20:.1f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=7000)
    parser.add_argument("--tidy", default="", help="path of bibtex-tidy")
    given = parser.parse_args()
    text = "".join(map(entry, range(given.entries)))
    data, shelf = text.encode(), Shelf(given.entries)
    enrich(entry(0).encode(), shelf)  # what is imported when first used
    ours = theirs = float("inf")
    for _ in range(3):
        ours = min(ours, seconds(lambda: enrich(data, shelf)))
        theirs = min(theirs, seconds(lambda: bibtexparser.write_string(bibtexparser.parse_string(text))))
    print(f"{given.entries} entries: read, look up, plan, write {ours:.2f} s")
    print(f"bibtexparser: parse, write {theirs:.2f} s")
    print(f"ratio {ours / theirs:.2f} (wanted: at most 1.5)")
    if given.tidy:
        tidy = tidy_seconds(Path(given.tidy), data)
        print(f"bibtex-tidy inside node {tidy:.2f} s: ours is {ours / tidy:.2f} of it (wanted: below 1)")
    print_memory(data, shelf)


if __name__ == "__main__":
    main()
