"""Matching of references against a stand-in index with decoys: precision and recall of *sure*, and speed.

Run: `python tests/bench/match_references.py [--part tuning|held-out] [--rows 20]`.  Needs ../shared/matching.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from matching import styles
from matching.stand_in import Case, Record, StandIn, apa_records, decoys, real_records, structured_cases

from atlas_cite.match import weights
from atlas_cite.match.decide import decide
from atlas_cite.match.reference_text import query_of
from atlas_cite.match.sought import Sought
from atlas_cite.merge import sought_from
from atlas_cite.model.text import folded
from atlas_cite.model.verdict import Certainty, Verdict
from atlas_cite.pipeline.matching import AT_ONCE, match_listed
from atlas_cite.sources.references import Listed, deposited_reference

ABSENT = 1 / 7
CITED = {
    "journal-article",
    "book-chapter",
    "proceedings-article",
    "book",
    "monograph",
    "posted-content",
    "dissertation",
}


@dataclass(frozen=True)
class Judged:
    """A case, its verdict, and whether the right work was among the candidates."""

    case: Case
    verdict: Verdict
    candidates: int
    was_there: bool

    @property
    def best(self) -> str:
        return self.verdict.candidates[0].doi.text if self.verdict.candidates else ""


def build(
    seed: int, part: str, *, with_numbers: bool, thin: bool = False, absent: float = ABSENT
) -> tuple[StandIn, list[Case]]:
    """The index and the cases of one part; parts are told by a checksum, so that a case never changes sides."""
    rng = random.Random(seed)
    pool = apa_records()
    structured, rebuilt = structured_cases(pool, rng, absent)
    sources = [*pool, *(each for each in real_records() if each.get("type") in CITED and each.get("title"))]
    raw_cases, records = [], list(rebuilt)
    twins: dict[str, list[Record]] = defaultdict(list)
    for record in sources:
        twins[_work_key(record)].append(record)
    for group in twins.values():
        gone = rng.random() < absent
        right = frozenset(() if gone else (record["DOI"].lower() for record in group))
        for record in group:
            text, kind = styles.raw(record, rng)
            records += [] if gone else [record]
            records += decoys(record, pool, rng)
            raw_cases.append(Case(text, right, kind))
    for record in rebuilt:
        records += decoys(record, pool, rng)
    kept = [each for each in (*structured, *raw_cases) if part in {"both", _part(each)}]
    records = [thinned(each, rng) for each in records] if thin else records
    return StandIn(records, with_numbers=with_numbers), kept


def thinned(record: Record, rng: random.Random) -> Record:
    """A record as poor as many are: one author, no issue, no last page, now and then a short name or no year."""
    kept = {name: value for name, value in record.items() if name not in {"issue", "short-container-title"}}
    kept["author"] = (record.get("author") or [])[:1]
    kept["page"] = str(record.get("page") or "").partition("-")[0]
    if record.get("container-title") and rng.random() < 0.4:
        kept["container-title"] = [styles.abbreviated(record["container-title"][0])]
    return kept | ({"issued": {"date-parts": [[None]]}} if rng.random() < 0.02 else {})


def _work_key(record: Record) -> str:
    """What makes two records one work: registered twice, a work has two right DOIs, or none when it is taken out."""
    people = record.get("author") or [{}]
    first = str(record.get("page", "")).partition("-")[0]
    return folded(f"{record['title'][0]} {people[0].get('family', '')} {first}")


def _part(case: Case) -> str:
    return "tuning" if zlib.crc32((case.text or json.dumps(case.fields)).encode()) % 2 else "held-out"


def sought_of(case: Case) -> Sought:
    return sought_from(deposited_reference(case.fields, "bench")) if case.fields else Sought(text=case.text)


def run(index: StandIn, cases: Sequence[Case], rows: int) -> tuple[list[Judged], float]:
    judged, seconds, compared = [], 0.0, 0
    for case in cases:
        sought = sought_of(case)
        works = index.found(sought.query, rows)
        start = time.perf_counter()
        verdict = decide(sought, works)
        seconds += time.perf_counter() - start
        compared += len(works)
        was_there = any(work.doi.text in case.right for work in works)
        judged.append(Judged(case, verdict, len(works), was_there))
    return judged, compared / seconds


def run_whole(index: StandIn, cases: Sequence[Case], rows: int) -> tuple[list[Judged], float]:
    """The same through the whole verb: DOIs fetched, one search, a second where the first leaves doubt."""
    judged = []
    start = time.perf_counter()
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        matched, _ = match_listed([listed(case) for case in some], index)
        judged += [Judged(case, each.verdict, rows, True) for case, each in zip(some, matched, strict=True)]
    print(f"{index.searches} searches and {index.fetches} DOIs for {len(cases)} references")
    return judged, len(cases) / (time.perf_counter() - start)


def listed(case: Case) -> Listed:
    return Listed("", "", case.text, deposited_reference(case.fields, "bench") if case.fields else None)


def print_curve(index: StandIn, cases: Sequence[Case]) -> None:
    """How many rows must be asked for."""
    for name in ("raw", "structured"):
        some = [case for case in cases if case.right and bool(case.fields) == (name == "structured")]
        ranked = [(case.right, index.ranked(query_of(sought_of(case)), 100)) for case in some]
        places = [min((found.index(doi) for doi in right if doi in found), default=999) for right, found in ranked]
        for rows in (1, 2, 3, 5, 10, 20, 50):
            print(f"{name}: the work is among {rows:2} rows for {sum(at < rows for at in places) / len(places):.4f}")


def figures(judged: Iterable[Judged], threshold: float | None = None) -> tuple[int, int, int, int]:
    """How many there are, have a work, are answered, and rightly."""
    total = exist = answered = right = 0
    for each in judged:
        total += 1
        exist += bool(each.case.right)
        said = each.verdict.doi.text if each.verdict.doi else ""
        if threshold is not None:
            said = each.best if each.verdict.confidence >= threshold and _open(each.verdict) else ""
        answered += bool(said)
        right += said in each.case.right
    return total, exist, answered, right


def _open(verdict: Verdict) -> bool:
    """Whether only the threshold can have kept a verdict from being sure."""
    return verdict.certainty is Certainty.SURE or not any(
        "too few" in each or "preprint" in each for each in verdict.reasons
    )


def line(name: str, judged: Iterable[Judged], threshold: float | None = None) -> str:
    total, exist, answered, right = figures(judged, threshold)
    precision, recall = right / max(1, answered), right / max(1, exist)
    return f"{name:34} {total:6} {exist:6} {answered:6} {right:6}  {precision:.4f} {recall:.4f}"


def main() -> int:
    """Print the table of one part."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", default="held-out")
    parser.add_argument("--absent", type=float, default=ABSENT, help="share of the works taken out of the index")
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plain-index", action="store_true", help="an index without volume, issue and page")
    parser.add_argument("--thin", action="store_true", help="records with one author, no issue, no last page")
    parser.add_argument("--show", choices=["wrong", "missed"], default=None)
    parser.add_argument("--whole", action="store_true", help="through the whole verb, counting requests")
    parser.add_argument("--curve", action="store_true", help="only how many rows are needed")
    parser.add_argument("--limit", type=int, default=10**9)
    options = parser.parse_args()
    index, cases = build(
        options.seed, options.part, with_numbers=not options.plain_index, thin=options.thin, absent=options.absent
    )
    if options.curve:
        print_curve(index, cases[: options.limit])
        return 0
    judged, rate = (run_whole if options.whole else run)(index, cases[: options.limit], options.rows)
    print(f"{len(index.records)} works, {options.part} part, {options.rows} rows")
    print(f"{'':34} {'refs':>6} {'exist':>6} {'sure':>6} {'right':>6}  {'P':6} {'R':6}")
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups["structured" if each.case.fields else "raw"].append(each)
        groups[each.case.kind].append(each)
    for name in sorted(groups, key=lambda name: (name not in {"raw", "structured"}, name)):
        print(line(name, groups[name]))
    for name in ("raw", "structured"):
        found = Counter(each.was_there for each in groups[name] if each.case.right)
        print(f"{name}: the right work is among the rows for {found[True] / max(1, found.total()):.4f}")
        for threshold in (0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 0.9999):
            print(line(f"  confidence >= {threshold}", groups[name], threshold))
    print(f"{rate:.0f} {'references' if options.whole else 'comparisons'} a second (sure from {weights.SURE})")
    why = Counter(
        each.verdict.reasons[-1].split("10.")[-1][-18:] for each in judged if each.case.right and not each.verdict.doi
    )
    print("not sure, though the work exists:", dict(why.most_common(8)))
    if options.show:
        show(judged, options.show)
    return 0


def show(judged: Iterable[Judged], what: str) -> None:
    for each in judged:
        said = each.verdict.doi.text if each.verdict.doi else ""
        wrong = said and said not in each.case.right
        missed = each.case.right and not said and each.was_there
        if (what == "wrong" and wrong) or (what == "missed" and missed):
            print(f"\n[{each.case.kind}] {each.case.text or dict(each.case.fields)}")
            print(f"  right {set(each.case.right)}; {each.verdict.certainty} {each.verdict.confidence}")
            for one in each.verdict.candidates[:3]:
                print(f"   {one.doi} {one.confidence} {one.title[:90]!r}: {'; '.join(one.reasons)}")
            print(f"   {each.verdict.reasons}")


if __name__ == "__main__":
    raise SystemExit(main())
