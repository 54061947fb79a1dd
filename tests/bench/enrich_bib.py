"""Enriching a file of 7,000 entries without the network, beside bibtexparser's own parse and write, and bibtex-tidy.

    python tests/bench/enrich_bib.py [ENTRIES] [--tidy /work/tools/node_modules/.bin/bibtex-tidy]

Every entry is known to a registry in memory and lacks five fields, so every entry changes.
"""

from __future__ import annotations

import argparse
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Sequence

import bibtexparser

from atlas_cite.bibfile.read import read_bib_file
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


def entry(number: int) -> str:
    return f"""@article{{walker{number},
  author    = {{Walker, Ann B. and M{{\\"u}}ller, J{{\\"o}}rg and de la Cruz, In{{\\'e}}s}},
  title     = {{On walking {{DNA}} number {number} and the {{IL-6}} of people in the north of the country}},
  journal   = {{Journal of Walking}},
  year      = {{2019}},
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
    fields: dict[str, Value] = {
        "title": f"On walking DNA number {number} and the IL-6 of people in the north of the country",
        "author": (Name("Walker", "Ann B."), Name("Müller", "Jörg"), Name("de la Cruz", "Inés")),
        "container-title": "Journal of Walking",
        "volume": "12",
        "issue": "3",
        "page": f"{number}-{number + 9}",
        "ISSN": "0028-0836",
        "issued": Date((2019, 4)),
    }
    return Work(Doi.parse(f"10.5555/walk.{number}"), Item("article-journal", fields), "2026-11-25")


def enrich(data: bytes, shelf: Shelf) -> bytes:
    file = read_bib_file(data, "bench.bib")
    subjects, _ = bib_subjects(file)
    found, _ = look_up(subjects, shelf, search=False)
    setting = Setting(Policy(), spelling_of(file)[0], Memory())
    plans = tuple(plan_entry(subject, each, setting) for subject, each in zip(subjects, found, strict=True))
    result, _ = enriched(Enrichment(file, Plan("bench.bib", file.sha256, "2026-11-25", plans), Memory()))
    return result


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def formatted(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, check=True, input=data, stdout=subprocess.PIPE).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=7000)
    parser.add_argument("--tidy", default="", help="path of bibtex-tidy")
    given = parser.parse_args()
    text = "".join(map(entry, range(given.entries)))
    data, shelf = text.encode(), Shelf(given.entries)
    ours = seconds(lambda: enrich(data, shelf))
    peer = seconds(lambda: bibtexparser.write_string(bibtexparser.parse_string(text)))
    print(f"{given.entries} entries: parse, plan, write {ours:.2f} s; bibtexparser's parse and write {peer:.2f} s")
    print(f"ratio {ours / peer:.2f} (wanted: at most 1.5)")
    if given.tidy:
        # Given a file's name without a terminal, bibtex-tidy reads standard input instead (TESTCASES.md B24).
        command = [given.tidy, "--quiet", "--v2"]
        tidy = seconds(lambda: formatted(command, data), 1)
        print(f"bibtex-tidy {tidy:.2f} s: {ours / tidy:.2f} of it")
    tracemalloc.start()
    enrich(data, shelf)
    print(f"peak {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MiB for a file of {len(data) / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
