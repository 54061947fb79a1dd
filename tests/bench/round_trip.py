"""Every export read back by other people's programs: which facts of the real Crossref records arrive.

Run: `PEERS_PYTHON=… NODE_PATH=… python tests/bench/round_trip.py [FORMAT…] [--show N] [--markdown]`.  PEERS_PYTHON is a
Python with pypandoc_binary, bibtexparser, pybtex, rispy, nbib, biopython, rdflib, extruct and typst; NODE_PATH has
@citation-js; bibutils, biber and pdftotext are programs.  A reader that is not installed is left out, and said.  A fact
has arrived when its words are the same, whatever signs stand between.  What a reader has no place for is not counted,
and stands in the last column.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlas_cite.formats import EXPORT_FORMATS, load_function
from bench.readers.bibliographies import (
    Reader,
    biber_reader,
    bibtexparser_reader,
    bibutils_reader,
    citation_js_reader,
    pandoc_reader,
    pybtex_reader,
    rispy_reader,
)
from bench.readers.facts import ANNOTATION, FIELDS, Facts, agrees, expected, library
from bench.readers.others import READERS
from bench.readers.running import NotInstalled
from bench.readers.web import READERS as WEB_READERS
from export.entry_cases import ALL


@dataclass(frozen=True, slots=True)
class Row:
    """A format and a reader of it; `lacks` are the facts it does not give, with the reason."""

    format: str
    name: str
    read: Reader
    lacks: Mapping[str, str] = field(default_factory=dict)


def _bib(kind: str, citation_js: str, bibutils: str) -> tuple[Row, ...]:
    return (
        Row(kind, "bibtexparser", bibtexparser_reader),
        Row(kind, "pybtex", pybtex_reader),
        Row(kind, "pandoc", pandoc_reader(kind)),
        Row(kind, "citation.js", citation_js_reader(citation_js)),
        Row(kind, "biber --tool", biber_reader),
        Row(kind, "bibutils", bibutils_reader(bibutils, ".bib")),
    )


ASKED = frozenset({"title", "authors", "given", "year", "date", "volume", "pages", "doi", "annotation"})
"""The facts that have to arrive in 99.5 of 100 cases; a share of its own, besides that of all."""

_NO_NAMES = {"authors": "people and groups in lists of their own", "given": "as authors"}
ROWS = (
    *_bib("bibtex", "@bibtex/text", "bib2xml"),
    *_bib("biblatex", "@biblatex/text", "biblatex2xml"),
    Row("ris", "rispy", rispy_reader),
    Row("ris", "citation.js", citation_js_reader("@ris/file")),
    Row("ris", "bibutils", bibutils_reader("ris2xml", ".ris")),
    Row("ris", "pandoc", pandoc_reader("ris"), {"date": "the year alone", "annotation": "no N1, RN or other note"}),
    Row("csl-json", "pandoc", pandoc_reader("csljson")),
    Row("csl-json", "citation.js", citation_js_reader("@else/json")),
    Row("csl-yaml", "pandoc", pandoc_reader("markdown")),
    Row("endnote-xml", "lxml", READERS["lxml"]),
    Row(
        "endnote-xml",
        "pandoc",
        pandoc_reader("endnotexml"),
        {"doi": "not read", "issue": "not read", "annotation": "no notes", "date": "the year alone"},
    ),
    Row("nbib", "Biopython", READERS["Biopython"], _NO_NAMES | {"date": "as the line stands"}),
    Row(
        "nbib",
        "nbib",
        READERS["nbib"],
        _NO_NAMES
        | {"date": "as the line stands", "publisher": "not read", "annotation": "no GN", "container": "books not read"},
    ),
    Row("zotero-rdf", "rdflib", READERS["rdflib"]),
    Row("mods", "bibutils", READERS["xml2ris"], {"date": "the year alone in RIS"}),
    Row(
        "hayagriva",
        "Typst",
        READERS["Typst"],
        {name: "the style prints it otherwise, or not" for name in FIELDS if name not in {"title", "year", "volume"}},
    ),
    Row("json-ld", "extruct", WEB_READERS["json-ld"]),
    Row(
        "coins",
        "lxml, urllib",
        WEB_READERS["coins"],
        dict.fromkeys(
            ("authors", "given", "container", "publisher", "annotation"), "by the kind of COinS, or no field"
        ),
    ),
    Row(
        "meta",
        "lxml",
        WEB_READERS["meta"],
        {"given": "in one with the family name", "container": "by type", "annotation": "no tag"},
    ),
    *(Row(name, "ours", READERS["ours"]) for name in ("bibtex", "biblatex", "ris", "endnote-xml", "nbib", "csv")),
    Row("csl-json", "ours", READERS["ours"], {"annotation": "the summary itself is read, from `custom`"}),
)


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--show", type=int, default=0, help="how many differences to print for each reader and fact")
    parser.add_argument("--hostile", action="store_true", help="the exports' own hostile cases, not the real records")
    parser.add_argument("--markdown", action="store_true", help="print a table for a README")
    options = parser.parse_args()
    bar = "|" if options.markdown else " "
    entries = list(ALL) if options.hostile else library()
    wanted = {entry.key: expected(entry) for entry in entries}
    written: dict[str, str] = {}
    names = [f"{name:>10}" for name in FIELDS]
    heads = [f"{'format':11}", f"{'reader':13}", *names, f"{'asked':>8}", f"{'all':>8}", " does not give"]
    print(bar.join(heads))
    if options.markdown:
        print(bar.join("---" for _ in heads))
    for row in ROWS:
        if options.formats and row.format not in options.formats:
            continue
        if row.format not in written:
            render = load_function(next(each.function for each in EXPORT_FORMATS if each.name == row.format))
            written[row.format] = "".join(render(entries, lambda _: ANNOTATION))  # type: ignore[arg-type]
        try:
            found = row.read(written[row.format])
        except (NotInstalled, OSError, subprocess.CalledProcessError) as error:
            print(f"{row.format:11}{bar}{row.name:13}{bar}failed: {getattr(error, 'stderr', b'')[-300:] or error}")
            continue
        report(row, wanted, found, options.show, bar)


def report(row: Row, wanted: Mapping[str, Facts], found: Mapping[str, Facts], show: int, bar: str) -> None:
    """One line of the table, and some of what differs."""
    total: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    differences: defaultdict[str, list[str]] = defaultdict(list)
    for place, (key, facts) in enumerate(wanted.items()):
        got = found.get(key) or found.get(f"#{place}") or {}
        for name in FIELDS:
            if name in row.lacks or not facts[name].strip("; "):
                continue
            total[name] += 1
            if _has_arrived(name, facts[name], got):
                arrived[name] += 1
            else:
                differences[name].append(f"{key}: {facts[name]!r} <> {got.get(name, '')!r}")
    shares = [f"{arrived[name] / total[name]:>10.2%}" if total[name] else f"{'-':>10}" for name in FIELDS]
    asked, every = (
        sum(arrived[name] for name in names) / sum(total[name] for name in names) for names in (ASKED, FIELDS)
    )
    lacking = ", ".join(f"{name} ({reason})" for name, reason in row.lacks.items())
    print(
        bar.join([f"{row.format:11}", f"{row.name:13}", *shares, f"{asked:>8.2%}", f"{every:>8.2%}", f" {lacking}"]),
        flush=True,
    )
    for name, lines in differences.items():
        for line in lines[:show]:
            print(f"    {name} ({len(lines)}): {line[:300]}")


def _has_arrived(name: str, wanted: str, got: Facts) -> bool:
    if "whole" in got:
        return agrees("annotation", wanted, got["whole"])
    return agrees(name, wanted, got.get(name, ""))


if __name__ == "__main__":
    main()
