"""BibTeX, BibLaTeX and RIS read back by other people's programs: which fields arrive, over the real Crossref records.

Run: `python tests/bench/round_trip_bibtex.py [--python PEERS_PYTHON] [--node NODE_MODULES] [--show N]`.  Readers:
pandoc and pybtex (in PEERS_PYTHON), bibtexparser and rispy (our own), bibutils, citation.js (in NODE_MODULES), biber
--tool.  A reader that is not installed is left out.  A field counts as arrived when its words are the same, whatever
signs stand between.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.export.annotation import annotation_paragraphs
from atlas_cite.export.biblatex import render_biblatex
from atlas_cite.export.bibtex import render_bibtex
from atlas_cite.export.ris import render_ris
from atlas_cite.latex.decode import decode_plain
from atlas_cite.model.entry import Entry
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.sources.bibtex.dates import read_date, read_year_month_day
from atlas_cite.sources.bibtex.names import read_names
from atlas_cite.sources.crossref.mapping import read_work

WORKS = Path(__file__).resolve().parents[3] / "shared" / "crossref" / "works.jsonl"
FIELDS = ("title", "authors", "date", "volume", "pages", "doi", "annotation")
ANNOTATION: tuple[Block, ...] = (
    Paragraph((Text("A summary of 5% & more – in two_parts, at 37 °C."),)),
    Heading(3, (Text("Observed findings"),)),
    BulletList(((Text("one finding"),), (Text("another, with an é"),))),
)
Facts = dict[str, str]
Reader = Callable[[Path], dict[str, Facts]]
PEERS = "peers"


def library() -> list[Entry]:
    """The real records as entries, each under a key of its own."""
    works = [read_work(json.loads(line), "2026-11-22") for line in WORKS.read_text("utf-8").splitlines()]
    return [
        Entry(f"w{number}", work.item, dict.fromkeys(work.item.fields, Origin("crossref")))
        for number, work in enumerate(works)
        if work
    ]


def normal(field: str, value: str) -> str:
    """A value as it is compared: words alone; pages without what repeats."""
    if field == "pages":
        ends = [end for end in folded(value).split() if end]
        return " ".join(ends if len(ends) != 2 or ends[0] != ends[1] else ends[:1])
    return folded(value)


def expected(entry: Entry) -> Facts:
    """What a reader should find of an entry."""
    item = entry.item
    date = item.date("issued")
    return {
        "title": item.text("title"),
        "authors": "; ".join(f"{name.dropping_particle} {name.sort_family}" for name in item.names("author")),
        "date": "-".join(f"{part:02d}" for part in date.start[:2]) if date and not date.end else "",
        "volume": item.text("volume"),
        "pages": item.text("page"),
        "doi": item.text("DOI"),
        "annotation": " ".join(annotation_paragraphs(ANNOTATION)),
    }


def of_csl(items: list[dict[str, Any]]) -> dict[str, Facts]:
    """The facts of CSL-JSON items; pandoc gives formulas in them as LaTeX."""
    return {
        str(each.get("id") or each.get("citation-key")): {
            "title": decode_plain(str(each.get("title", ""))).text,
            "authors": "; ".join(_csl_name(name) for name in each.get("author", ())),
            "date": "-".join(f"{int(part):02d}" for part in (each.get("issued", {}).get("date-parts") or [[]])[0][:2]),
            "volume": str(each.get("volume", "")),
            "pages": str(each.get("page", "")),
            "doi": str(each.get("DOI", "")),
            "annotation": str(each.get("annote") or each.get("note", "")),
        }
        for each in items
    }


def _csl_name(name: dict[str, str]) -> str:
    particles = (name.get("dropping-particle", ""), name.get("non-dropping-particle", ""))
    return name.get("literal") or " ".join(part for part in (*particles, name.get("family", "")) if part)


def of_fields(entries: dict[str, dict[str, str]]) -> dict[str, Facts]:
    """The facts of BibTeX fields as a parser gives them, LaTeX decoded by our own reader."""
    return {key: _of_bibtex_fields(fields) for key, fields in entries.items()}


def _of_bibtex_fields(fields: dict[str, str]) -> Facts:
    if "date" in fields:
        date = read_date(fields["date"]).date
    else:
        date = read_year_month_day(fields.get("year", ""), fields.get("month", ""), "").date
    return {
        "title": decode_plain(fields.get("title", "")).text,
        "authors": "; ".join(name.sort_family for name in read_names(fields.get("author", "")).names),
        "date": "-".join(f"{part:02d}" for part in date.start[:2]) if date and not date.end else "",
        "volume": decode_plain(fields.get("volume", "")).text,
        "pages": decode_plain(fields.get("pages", "")).text,
        "doi": fields.get("doi", ""),
        "annotation": decode_plain(fields.get("annote") or fields.get("annotation", "")).text,
    }


def of_mods(xml: bytes) -> dict[str, Facts]:
    """The facts of bibutils' MODS."""
    namespace = {"m": "http://www.loc.gov/mods/v3"}
    found: dict[str, Facts] = {}
    for mods in etree.fromstring(xml, etree.XMLParser(recover=True, huge_tree=True)).iterfind("m:mods", namespace):

        def text(path: str, mods: Any = mods) -> str:
            return " ".join(node.text or "" for node in mods.iterfind(path, namespace))

        names = [
            " ".join(
                part.text or ""
                for part in name.iterfind("m:namePart", namespace)
                if part.get("type") in {"family", None}
            )
            for name in mods.iterfind("m:name", namespace)
            if any(role.text in {"author", "aut"} for role in name.iterfind("m:role/m:roleTerm", namespace))
        ]
        parts = [part.text or "" for part in mods.iterfind("m:titleInfo/*", namespace)]
        dates = text(".//m:dateIssued").split() or text(".//m:part/m:date").split()
        found[mods.get("ID") or ""] = {
            "title": " ".join(parts),
            "authors": "; ".join(names),
            "date": dates[0][:7] if dates else "",
            "volume": text(".//m:detail[@type='volume']/m:number"),
            "pages": text(".//m:extent/*") or text(".//m:detail[@type='page']/m:number"),
            "doi": text("m:identifier[@type='doi']"),
            "annotation": text("m:note") or text("m:bibtex-annote"),
        }
    return found


def run(command: list[str], stdin: str = "") -> bytes:
    """What a program prints."""
    return subprocess.run(command, input=stdin.encode(), capture_output=True, check=True).stdout


def peer(python: str, program: str) -> Callable[[Path], Any]:
    """A reader that runs a Python program in the peers' interpreter; it prints JSON."""
    return lambda path: json.loads(run([python, "-W", "ignore", "-c", program, str(path)]))


BIBTEXPARSER = """
import json, sys, bibtexparser
read = bibtexparser.parse_file(sys.argv[1])
assert not read.failed_blocks
print(json.dumps({each.key: {field.key: field.value for field in each.fields} for each in read.entries}))
"""
PYBTEX = """
import json, sys
from pybtex.database import parse_file
read = parse_file(sys.argv[1], bib_format="bibtex")
print(json.dumps({key: {name.lower(): value for name, value in each.fields.items()}
    | {"author": " and ".join(map(str, each.persons.get("author", [])))} for key, each in read.entries.items()}))
"""
RISPY = """
import json, sys, rispy
print(json.dumps(rispy.load(open(sys.argv[1], encoding="utf-8"))))
"""
CITATION_JS = """
const {{Cite}} = require("{node}/@citation-js/core");
require("{node}/@citation-js/plugin-bibtex"); require("{node}/@citation-js/plugin-ris");
const text = require("fs").readFileSync(process.argv[1], "utf8");
console.log(JSON.stringify(new Cite(text, {{forceType: "{kind}"}}).data));
"""


def of_rispy(records: list[dict[str, Any]]) -> dict[str, Facts]:
    """The facts of rispy's records."""
    return {
        each["id"]: {
            "title": each.get("title", ""),
            "authors": "; ".join(
                name.rstrip(",") if name.endswith(",") else name.partition(",")[0] for name in each.get("authors", ())
            ),
            "date": "-".join(part for part in each.get("date", each.get("year", "")).split("/")[:2] if part),
            "volume": each.get("volume", ""),
            "pages": f"{each.get('start_page', '')} {each.get('end_page', '')}",
            "doi": each.get("doi", ""),
            "annotation": " ".join(each.get("notes", ())),
        }
        for each in records
    }


def biber(path: Path) -> dict[str, Facts]:
    """The facts of the file that biber writes in tool mode, through bibtexparser."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "tool.bib"
        run(["biber", "--tool", "--quiet", f"--output-file={output}", f"--logfile={folder}/log", str(path)])
        read = json.loads(run([sys.executable, "-W", "ignore", "-c", BIBTEXPARSER, str(output)]))
    return of_fields({key: {name.lower(): value for name, value in fields.items()} for key, fields in read.items()})


def readers(python: str, node: str) -> Iterator[tuple[str, str, Reader]]:
    """Format, name and function of every reader that is installed."""
    found = subprocess.run(
        [python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"],
        capture_output=True,
        text=True,
        check=False,
    )
    pandoc = found.stdout.strip() or shutil.which("pandoc") or ""
    has_node = bool(shutil.which("node")) and Path(node, "@citation-js").is_dir()
    for kind, js in (("bibtex", "@bibtex/text"), ("biblatex", "@biblatex/text"), ("ris", "@ris/file")):
        if pandoc:
            yield (
                kind,
                "pandoc",
                lambda path, kind=kind: of_csl(json.loads(run([pandoc, "-f", kind, "-t", "csljson", str(path)]))),
            )
        if has_node:
            program = CITATION_JS.format(node=node, kind=js)
            yield (
                kind,
                "citation.js",
                lambda path, program=program: of_csl(json.loads(run(["node", "-e", program, str(path)]))),
            )
        if shutil.which("bib2xml"):
            program = "ris2xml" if kind == "ris" else "biblatex2xml" if kind == "biblatex" else "bib2xml"
            yield (
                kind,
                "bibutils",
                lambda path, program=program: of_mods(run([program, "-i", "utf8", "-un", str(path)])),
            )
    for kind in ("bibtex", "biblatex"):
        yield kind, "bibtexparser", lambda path: of_fields(peer(sys.executable, BIBTEXPARSER)(path))
        yield kind, "pybtex", lambda path: of_fields(peer(python, PYBTEX)(path))
        if shutil.which("biber"):
            yield kind, "biber --tool", biber
    yield "ris", "rispy", lambda path: of_rispy(peer(sys.executable, RISPY)(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--node", default="/work/tools/node_modules")
    parser.add_argument("--show", type=int, default=0, help="how many differences to print for each reader and field")
    options = parser.parse_args()
    entries = library()
    wanted = {entry.key: expected(entry) for entry in entries}
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for kind, render in (("bibtex", render_bibtex), ("biblatex", render_biblatex), ("ris", render_ris)):
            files[kind] = Path(folder) / f"library.{'ris' if kind == 'ris' else 'bib'}.{kind}"
            files[kind].write_text("".join(render(entries, lambda _: ANNOTATION)), "utf-8")
        print(f"{'format':9}{'reader':14}" + "".join(f"{field:>12}" for field in (*FIELDS, "all")))
        for kind, name, read in readers(options.python, options.node):
            try:
                found = read(files[kind])
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{kind:9}{name:14} failed: {getattr(error, 'stderr', b'')[-300:] or error}")
                continue
            report(kind, name, wanted, found, options.show)


def report(kind: str, name: str, wanted: dict[str, Facts], found: dict[str, Facts], show: int) -> None:
    """One line of the table, and some of what differs."""
    total: Counter[str] = Counter()
    arrived: Counter[str] = Counter()
    differences: defaultdict[str, list[str]] = defaultdict(list)
    for key, facts in wanted.items():
        for field in FIELDS:
            if not facts[field]:
                continue
            total[field] += 1
            got = found.get(key, {}).get(field, "")
            want, have = normal(field, facts[field]), normal(field, got)
            if want == have or (field == "annotation" and want in have):
                arrived[field] += 1
            else:
                differences[field].append(f"{key}: {facts[field]!r} <> {got!r}")
    shares = [*(arrived[field] / total[field] for field in FIELDS), sum(arrived.values()) / sum(total.values())]
    print(f"{kind:9}{name:14}" + "".join(f"{share:>12.2%}" for share in shares))
    for field, lines in differences.items():
        for line in lines[:show]:
            print(f"    {field}: {line[:400]}")


if __name__ == "__main__":
    main()
