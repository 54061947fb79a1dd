"""A Crossref stand-in for matching: works rebuilt from references, decoys beside them, and a BM25 search.

The data stay in ../shared; nothing here is imported by the package.
"""

from __future__ import annotations

import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atlas_cite.model.doi import Doi
from atlas_cite.model.text import folded
from atlas_cite.model.work import Answer, Outcome, SearchAnswer, Work
from atlas_cite.sources.crossref.mapping import read_work

SHARED = Path(__file__).resolve().parents[4] / "shared"
Record = dict[str, Any]

_APA = re.compile(
    r"^(?P<authors>.*?)\s*\((?P<year>\d{4}|n\.d\.)(?:, [A-Z][a-z]+(?: \d+)?)?\)\. (?P<title>.+?[.?!]) (?P<rest>[^.].*)$"
)
_REST = re.compile(
    r"^(?P<container>.+?)(?:, (?P<volume>[\w .-]+?)?(?:\((?P<issue>[^)]+)\))?)?"
    r"(?:, (?P<page>[\w.]+(?:[–-][\w.]+)?))?\.?$"
)
_PERSON = re.compile(r"([^,&…]+(?:, (?:Jr|Sr|I{2,3}|IV)\.?)?), ((?:\w[’'\w]*\.[ -]?)+)(?:, | |$)")


@dataclass(frozen=True)
class Case:
    """A reference, the DOIs that are right (none: no work is), and the kind of input it is."""

    text: str
    right: frozenset[str]
    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def apa_records() -> list[Record]:
    """Works read back from the APA strings; those that do not read well are left out."""
    rows = lines(SHARED / "matching/artificial-apa-7.5k.jsonl.gz")
    records = (_apa_record(row["ref"], row["gt"]) for row in rows if row["ref"])
    return [record for record in records if record]


def _apa_record(text: str, doi: str) -> Record | None:
    match = _APA.match(text)
    if not match:
        return None
    people = re.sub(r"\(Eds?\.\)\.?", "", match["authors"]).replace("… ", "").replace("& ", "")
    authors = [{"family": family.strip(), "given": given.strip()} for family, given in _PERSON.findall(people + " ")]
    rest = _REST.match(match["rest"])
    if not rest or (match["authors"] and not authors):
        return None
    record: Record = {
        "DOI": doi,
        "type": "journal-article" if rest["volume"] or rest["page"] else "book-chapter",
        "title": [match["title"].rstrip(".")],
        "author": authors,
        "container-title": [rest["container"]],
        "issued": {"date-parts": [[int(match["year"])]] if match["year"].isdigit() else [[None]]},
    }
    record |= {name: rest[name].strip().replace("–", "-") for name in ("volume", "issue", "page") if rest[name]}
    return record


def real_records() -> list[Record]:
    return [*lines(SHARED / "crossref/works.jsonl"), *lines(SHARED / "crossref/mecfs.jsonl")]


def structured_cases(pool: Sequence[Record], rng: random.Random, absent: float) -> tuple[list[Case], list[Record]]:
    """The structured references, and works rebuilt from those that are not `absent`.

    Titles and fellow authors, which most of these references leave out and registered works have, are borrowed.
    """
    cases, records = [], []
    for row in lines(SHARED / "matching/crossref-structured-2000-valid.jsonl.gz"):
        reference, right = row["ref"], row["gt"]
        dois = [right] if isinstance(right, str) else right or []
        kind = "article title" if "article-title" in reference else "no article title"
        gone = not dois or rng.random() < absent
        if not gone:
            first = _structured_record(reference, dois[0], pool, rng)
            records.append(first)
            records += [{**first, "DOI": doi} for doi in dois[1:] if rng.random() < 0.5]
        elif rng.random() < 0.5 and "volume-title" in reference:
            records.append(_book_review(reference, rng))
        cases.append(Case("", frozenset(dois if not gone else ()), f"structured, {kind}", reference))
    return cases, records


def _structured_record(reference: Mapping[str, str], doi: str, pool: Sequence[Record], rng: random.Random) -> Record:
    borrowed = rng.choice(pool)
    title = reference.get("article-title") or (
        reference.get("volume-title", "") if not reference.get("first-page") else ""
    )
    if not title and rng.random() < 0.6:
        title = borrowed["title"][0]
    authors = [_family(reference["author"], rng)] if "author" in reference else []
    if authors and rng.random() < 0.7:
        authors += rng.choice(pool).get("author", [])[:4]
    year = reference.get("year", "")[:4]
    container = reference.get("journal-title") or (reference.get("volume-title") if reference.get("first-page") else "")
    record: Record = {
        "DOI": doi,
        "type": "journal-article" if "journal-title" in reference else "book-chapter" if container else "book",
        "title": [title] if title else [],
        "author": authors,
        "container-title": [container] if container else [],
        "issued": {"date-parts": [[int(year) if year.isdigit() else None]]},
    }
    record |= {name: reference[name] for name in ("volume", "issue") if name in reference}
    if page := reference.get("first-page"):
        last = f"-{int(page) + rng.randint(1, 14)}" if page.isdigit() and rng.random() < 0.8 else ""
        record["page"] = page + last
    return record


def _family(author: str, rng: random.Random) -> dict[str, str]:
    words = author.replace(",", "").split()
    family = [word for word in words if len(word.strip(".")) > 2 or (len(word) == 2 and word[1].islower())] or words[:1]
    return {"family": " ".join(family), "given": rng.choice(("A.", "Maria", "J. R."))}


def _book_review(reference: Mapping[str, str], rng: random.Random) -> Record:
    """A journal's review of the book that a reference without a DOI cites."""
    year = reference.get("year", "2000")[:4]
    return {
        "DOI": f"10.2307/{rng.randrange(10**7)}",
        "type": "journal-article",
        "title": [reference["volume-title"]],
        "author": [{"family": "Reviewer", "given": "A."}, _family(reference.get("author", "Nemo"), rng)],
        "container-title": [rng.choice(("Biometrics", "Isis", "The American Historical Review"))],
        "volume": str(rng.randint(10, 90)),
        "page": str(rng.randint(100, 900)),
        "issued": {"date-parts": [[int(year) + rng.randint(0, 2) if year.isdigit() else None]]},
    }


def decoys(record: Record, others: Sequence[Record], rng: random.Random) -> Iterator[Record]:
    """Works that resemble `record` and are not it, two or three of the many kinds."""
    kinds = (_next_page, _same_author, _notice, _reply, _part_two, _preprint, _component, _review, _truncated, _chapter)
    for kind in rng.sample(kinds, 3):
        made = kind(record, _invented(others, rng), rng)
        if made:
            yield {**made, "DOI": f"{made.get('prefix', '10.5555')}/decoy.{rng.randrange(10**9)}"}


def _invented(others: Sequence[Record], rng: random.Random) -> Record:
    """A work that does not exist: the halves of two titles, somebody's names, another journal's numbers."""
    one, other, third = rng.sample(others, 3)
    left, right = _title(one).split(), _title(other).split()
    title = " ".join(left[: len(left) // 2 + 1] + right[len(right) // 2 :])
    return {**third, "title": [title], "author": one.get("author"), "page": str(rng.randint(2, 3000))}


def _titled(record: Record, title: str) -> Record:
    return {**record, "title": [title]}


def _title(record: Record) -> str:
    return record["title"][0] if record.get("title") else ""


def _next_page(record: Record, other: Record, rng: random.Random) -> Record | None:
    first = str(record.get("page", "")).partition("-")[0]
    if not first.isdigit():
        return None
    page = int(first) + rng.randint(1, 12)
    return {**record, "title": other.get("title"), "author": other.get("author"), "page": f"{page}-{page + 6}"}


def _same_author(record: Record, other: Record, rng: random.Random) -> Record | None:
    kept = {**other, "author": record.get("author"), "issued": record.get("issued")}
    return kept | ({"container-title": record.get("container-title")} if rng.random() < 0.5 else {})


def _notice(record: Record, other: Record, rng: random.Random) -> Record | None:
    word = rng.choice(("Erratum to: ", "Corrigendum: ", "Correction to: ", "Retraction: "))
    return _later(_titled(record, word + _title(record)), rng) if _title(record) else None


def _reply(record: Record, other: Record, rng: random.Random) -> Record | None:
    word = rng.choice(("Reply to: ", "Comment on “{}”", "Response to {}", "{}: reply"))
    title = word.format(_title(record)) if "{}" in word else word + _title(record)
    return _later({**_titled(record, title), "author": other.get("author")}, rng) if _title(record) else None


def _part_two(record: Record, other: Record, rng: random.Random) -> Record | None:
    return _later(_titled(record, _title(record) + rng.choice((" II", ". Part 2", ": Part II"))), rng)


def _later(record: Record, rng: random.Random) -> Record:
    first = str(record.get("page", "")).partition("-")[0]
    page = {"page": str(int(first) + rng.randint(9, 300) if first.isdigit() else rng.randint(2, 3000))}
    volume = str(record.get("volume", ""))
    moved = {"volume": str(int(volume) + 1)} if volume.isdigit() and rng.random() < 0.5 else {}
    return {**record, **page, **moved}


def _preprint(record: Record, other: Record, rng: random.Random) -> Record | None:
    kept = {name: record[name] for name in ("title", "author", "issued") if name in record}
    return {**kept, "type": "posted-content", "subtype": "preprint", "prefix": rng.choice(("10.1101", "10.65215"))}


def _component(record: Record, other: Record, rng: random.Random) -> Record | None:
    return {**record, "type": "component"}


def _review(record: Record, other: Record, rng: random.Random) -> Record | None:
    return {**_titled(record, "Review for: " + _title(record)), "type": "peer-review"}


def _truncated(record: Record, other: Record, rng: random.Random) -> Record | None:
    """Another work with the title alone; never of the sought title, which would be the sought work."""
    title = " ".join(_title(record).split()[:-2] + _title(other).split()[-2:])
    return {"type": "journal-article", "title": [title], "issued": {"date-parts": [[None]]}}


def _chapter(record: Record, other: Record, rng: random.Random) -> Record | None:
    if record.get("type") not in {"book", "monograph"}:
        return None
    title = rng.choice(("Introduction", "Index", "Conclusion"))
    return {**record, "type": "book-chapter", "title": [title], "container-title": record.get("title")}


class StandIn:
    """A registry that answers from `records` as Crossref does, in this process; counts what it is asked."""

    def __init__(self, records: Iterable[Record], *, with_numbers: bool = True) -> None:
        self.records = {str(record["DOI"]).lower(): record for record in records}
        self._dois = list(self.records)
        self._works: dict[str, Work | None] = {}
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths = []
        for number, doi in enumerate(self._dois):
            counts = Counter(folded(_searchable(self.records[doi], with_numbers)).split())
            self._lengths.append(sum(counts.values()))
            for word, count in counts.items():
                self._postings[word].append((number, count))
        self._average = sum(self._lengths) / max(1, len(self._lengths))
        self.searches = 0
        self.fetches = 0

    def fetch(self, dois: Sequence[Doi], progress: object = None) -> list[Answer]:
        self.fetches += len(dois)
        works = [self._work(doi.text) for doi in dois]
        return [
            Answer(doi, Outcome.FOUND, work) if work else Answer(doi, Outcome.ABSENT, None, "doi-absent", "none")
            for doi, work in zip(dois, works, strict=True)
        ]

    def search_many(self, queries: Sequence[str], *, rows: int = 20, progress: object = None) -> list[SearchAnswer]:
        self.searches += len(set(queries))
        return [SearchAnswer(Outcome.FOUND, tuple(self.found(query, rows))) for query in queries]

    def found(self, query: str, rows: int) -> list[Work]:
        return [work for doi in self.ranked(query, rows) if (work := self._work(doi))]

    def ranked(self, query: str, rows: int) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        many = len(self._dois) * 0.12
        for word, times in Counter(folded(query).split()).items():
            postings = self._postings.get(word, ())
            if not postings or len(postings) > many:
                continue
            weight = times * math.log(1 + (len(self._dois) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, count in postings:
                norm = count + 1.2 * (0.25 + 0.75 * self._lengths[number] / self._average)
                scores[number] += weight * count * 2.2 / norm
        best = sorted(scores, key=lambda number: (-scores[number], self._dois[number]))
        return [self._dois[number] for number in best[:rows]]

    def _work(self, doi: str) -> Work | None:
        if doi not in self._works:
            record = self.records.get(doi)
            self._works[doi] = read_work(record, "2026-11-25") if record else None
        return self._works[doi]


def _searchable(record: Record, with_numbers: bool) -> str:
    people = [
        f"{person.get('given', '')} {person.get('family', '')} {person.get('name', '')}"
        for role in ("author", "editor")
        for person in record.get(role) or []
    ]
    dates = record.get("issued", {}).get("date-parts") or [[None]]
    numbers = [record.get(name) or "" for name in ("volume", "issue", "page")] if with_numbers else []
    texts = [*(record.get("title") or []), *(record.get("subtitle") or []), *(record.get("container-title") or [])]
    texts += record.get("short-container-title") or []
    return " ".join(map(str, (*texts, *people, *numbers, dates[0][0] if dates[0] and dates[0][0] else "")))
