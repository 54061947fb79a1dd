"""What is compared when another program reads a file of ours: the real records, their facts, and when two agree."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.export.annotation import annotation_paragraphs
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.sources.crossref.mapping import read_work

WORKS = Path(__file__).resolve().parents[4] / "shared" / "crossref" / "works.jsonl"
FIELDS = (
    "title", "authors", "given", "year", "date", "container", "volume", "issue", "pages", "publisher", "doi",
    "annotation",
)  # fmt: skip
"""`authors` are family names with particles, and groups; `given` are given names and suffixes; `date` has the month."""

Facts = Mapping[str, str]

ANNOTATION: tuple[Block, ...] = (
    Paragraph((Text("A summary of 5% & more – in two_parts, at 37 °C."),)),
    Heading(3, (Text("Observed findings"),)),
    BulletList(((Text("one = finding"),), (Text("TY  - another, with an é"),))),
)


def library(path: Path = WORKS) -> list[Entry]:
    """The real records as entries, each under a key of its own."""
    works = [read_work(json.loads(line), "2026-11-22") for line in path.read_text("utf-8").splitlines()]
    return [
        Entry(f"w{number}", work.item, dict.fromkeys(work.item.fields, Origin("crossref")))
        for number, work in enumerate(works)
        if work
    ]


def facts_of(item: Item, annotation: str = "") -> Facts:
    """The facts of a CSL item."""
    date = item.date("issued")
    names = item.names("author")
    pages = item.text("page") or (item.text("number") if item.type.startswith(("article", "review")) else "")
    return {
        "title": item.text("title"),
        "authors": "; ".join(map(_family, names)),
        "given": "; ".join(f"{name.given if name.family else ''} {name.suffix}" for name in names),
        "year": str(item.year or ""),
        "date": "-".join(f"{part:02d}" for part in date.start[:2]) if date and not date.end else "",
        "container": item.text("container-title"),
        "volume": item.text("volume"),
        "issue": item.text("issue"),
        "pages": pages,
        "publisher": item.text("publisher"),
        "doi": item.text("DOI"),
        "annotation": annotation,
    }


def _family(name: Name) -> str:
    return name.literal or name.family_with_particles


def expected(entry: Entry) -> Facts:
    """What a reader should find of an entry."""
    return facts_of(entry.item, " ".join(annotation_paragraphs(ANNOTATION)))


def of_csl(items: list[dict[str, Any]]) -> dict[str, Facts]:
    """The facts of CSL-JSON items as a program printed them."""
    return {
        str(each.get("id") or each.get("citation-key")): facts_of(
            Item.from_csl(_with_text(each)), str(each.get("annote") or each.get("note", ""))
        )
        for each in items
    }


def _with_text(csl: dict[str, Any]) -> dict[str, Any]:
    """Pandoc gives formulas in titles as LaTeX, which our own decoder makes text, and pages of EndNote as `pages`."""
    from atlas_cite.latex.decode import decode_plain

    title = str(csl.get("title", ""))
    pages = csl.get("page") or csl.get("pages", "")
    return csl | {"title": decode_plain(title).text if "$" in title else title, "page": pages}


def agrees(field: str, wanted: str, got: str) -> bool:
    """Whether two values have the same words; pages without what repeats, an annotation whatever stands beside it."""
    want, have = _normal(field, wanted), _normal(field, got)
    return want == have or (field == "annotation" and want in have)


def _normal(field: str, value: str) -> str:
    words = folded(value)
    if field != "pages":
        return words
    ends = words.split()
    return ends[0] if len(ends) == 2 and ends[0] == ends[1] else words
