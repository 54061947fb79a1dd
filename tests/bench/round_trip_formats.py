"""Read the other exports back with other people's readers, and count the fields that came back the same.

    python tests/bench/round_trip_formats.py [WORKS.jsonl] [--show N]

WORKS.jsonl holds Crossref works, one a line (default: ../shared/crossref/works.jsonl).  Every entry carries an
annotation.  Readers that are not installed are named and passed over: pip install pypandoc_binary nbib biopython typst
rdflib extruct; bibutils (xml2ris) and poppler (pdftotext) as programs.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from atlas_cite.document.tree import Block, BulletList, Heading, Paragraph, Text
from atlas_cite.export.coins import render_coins
from atlas_cite.export.csl_yaml import render_csl_yaml
from atlas_cite.export.csv_table import render_csv
from atlas_cite.export.endnote_xml import render_endnote_xml
from atlas_cite.export.hayagriva import render_hayagriva
from atlas_cite.export.json_ld import render_json_ld
from atlas_cite.export.meta_tags import render_meta_tags
from atlas_cite.export.mods import render_mods
from atlas_cite.export.nbib import render_nbib
from atlas_cite.export.zotero_rdf import render_zotero_rdf
from atlas_cite.model.entry import Entry
from atlas_cite.model.provenance import Origin
from atlas_cite.model.text import folded
from atlas_cite.sources.crossref.mapping import read_work
from atlas_cite.sources.csl_yaml import read_csl_yaml
from atlas_cite.sources.csv_table import read_csv
from atlas_cite.sources.endnote_xml import read_endnote_xml
from atlas_cite.sources.nbib import read_nbib
from atlas_cite.stated_status import with_stated

Facts = dict[str, str]
Render = Callable[..., Iterable[str]]
_SHARED = Path(__file__).resolve().parents[3] / "shared" / "crossref" / "works.jsonl"
_ANNOTATION: tuple[Block, ...] = (
    Paragraph((Text("A summary: 5% of 12 & more, <b>not</b> bold, [sic] *this*, $x$."),)),
    Heading(3, (Text("Observed findings"),)),
    BulletList(((Text("one = two"),), (Text("TY  - three"),))),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("works", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--show", type=int, default=0, help="print so many differences of each reader")
    arguments = parser.parse_args()
    entries = load(arguments.works)
    print(f"{len(entries)} works, each with an annotation")
    print("| format | reader | fields | the same | % | differing |\n|---|---|---|---|---|---|")
    for format_name, reader_name, render, read, names in READERS:
        text = "".join(render(entries, lambda _: _ANNOTATION))
        try:
            found = read(text)
        except (ImportError, OSError) as error:
            print(f"| {format_name} | {reader_name} | not installed: {error} | | | |")
            continue
        report(format_name, reader_name, entries, found, names.split(), arguments.show)


def load(path: Path) -> list[Entry]:
    works = [read_work(json.loads(line), "2026-11-22") for line in path.read_text("utf-8").splitlines()]
    return [
        Entry(
            f"w{number}",
            work.item,
            dict.fromkeys(work.item.fields, Origin("crossref")),
            status=with_stated(work.status, work.item, None),
        )
        for number, work in enumerate(works)
        if work
    ]


def expected(entry: Entry) -> Facts:
    item = entry.item
    pages = item.text("page") or (item.text("number") if item.type.startswith(("article", "review")) else "")
    return {
        "title": folded(item.text("title")),
        "authors": "; ".join(_last_name(name.literal or name.family_with_particles) for name in item.names("author")),
        "year": str(item.year or ""),
        "date": item.date("issued").iso() if item.date("issued") else "",  # type: ignore[union-attr]
        "container": folded(item.text("container-title")),
        "volume": item.text("volume"),
        "issue": item.text("issue"),
        "pages": pages.replace("–", "-"),
        "publisher": folded(item.text("publisher")),
        "doi": item.text("DOI"),
        "note": "a summary 5 of 12 more not bold sic this x observed findings one two ty three",
    }


def _last_name(text: str) -> str:
    return folded(text.partition(",")[0])


def report(
    format_name: str, reader: str, entries: list[Entry], found: list[Facts], names: list[str], show: int
) -> None:
    compared, differing = 0, Counter[str]()
    if len(found) != len(entries):
        print(f"| {format_name} | {reader} | {len(found)} of {len(entries)} entries | | | |")
        return
    for entry, facts in zip(entries, found, strict=True):
        wanted = expected(entry)
        for name in names:
            if not wanted[name]:
                continue
            compared += 1
            same = wanted[name] == facts.get(name, "") or (name == "note" and wanted[name] in facts.get(name, ""))
            same = folded(wanted[name]) in facts["line"] if "line" in facts else same
            if not same:
                differing[name] += 1
                if differing[name] <= show:
                    print(
                        f"  {entry.key} {name}: {wanted[name][:150]!r} != {facts.get(name, '')[:150]!r}",
                        file=sys.stderr,
                    )
    bad = differing.total()
    share = 100 * (compared - bad) / compared
    told = ", ".join(f"{name} {count}" for name, count in differing.most_common())
    print(f"| {format_name} | {reader} | {compared} | {compared - bad} | {share:.2f} | {told} |", flush=True)


def ours(read: Callable[[str, str], Any]) -> Callable[[str], list[Facts]]:
    def facts(text: str) -> list[Facts]:
        references, _ = read(text, "export")
        return [
            expected_of(reference.item, f"{reference.item.text('annote')} {reference.item.text('note')}")
            for reference in references
        ]

    return facts


def expected_of(item: Any, note: str) -> Facts:
    return expected(Entry("k", item, dict.fromkeys(item.fields, Origin("x")))) | {"note": folded(note)}


def pandoc(source: str) -> Callable[[str], list[Facts]]:
    def read(text: str) -> list[Facts]:
        import pypandoc

        program = pypandoc.get_pandoc_path()
        run = subprocess.run(
            [program, "-f", source, "-t", "csljson"], input=text, capture_output=True, text=True, check=True
        )
        return [_csl_facts(csl) for csl in json.loads(run.stdout)]

    return read


def _csl_facts(csl: dict[str, Any]) -> Facts:
    from atlas_cite.model.item import Item

    note = csl.get("note", "")
    return expected_of(
        Item.from_csl(csl | {"page": csl.get("page", csl.get("pages", "")), "issue": csl.get("issue", "")}), note
    )


def nbib_library(text: str) -> list[Facts]:
    import nbib

    return [
        {
            "title": folded(each.get("title", "")),
            "people": "; ".join(_last_name(name["author"]) for name in each.get("authors", [])),
            "date": each.get("publication_date", ""),
            "year": each.get("publication_date", "")[:4],
            "container": folded(each.get("journal", "")),
            "volume": each.get("journal_volume", ""),
            "issue": each.get("journal_issue", ""),
            "pages": each.get("pages", "").replace("–", "-"),
            "doi": each.get("doi", ""),
        }
        for each in nbib.read(text + "\n")
    ]


def biopython(text: str) -> list[Facts]:
    from Bio import Medline

    def names(each: dict[str, Any]) -> str:
        return "; ".join(_last_name(name) for name in each.get("FAU", []))

    return [
        {
            "title": folded(each.get("TI", "")),
            "people": names(each),
            "year": each.get("DP", "")[:4],
            "container": folded(each.get("JT", "") or " ".join(each.get("BTI", []))),
            "volume": each.get("VI", ""),
            "issue": each.get("IP", ""),
            "pages": each.get("PG", "").replace("–", "-"),
            "publisher": folded(" ".join(each.get("PB", []))),
            "doi": next((value.removesuffix(" [doi]") for value in each.get("AID", []) if value.endswith("[doi]")), ""),
            "note": folded(" ".join(each.get("GN", []))),
        }
        for each in Medline.parse(io.StringIO(text))
    ]


def typst_page(text: str) -> list[Facts]:
    """Every entry in a line of a page of the greatest width, in the order of the file."""
    import typst

    if shutil.which("pdftotext") is None:
        raise ImportError("pdftotext")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "works.yml").write_text(text, "utf-8")
        keys = [line[:-1] for line in text.splitlines() if line and line[0] == "w" and line.endswith(":")]
        cited = "\n".join(f"#cite(<{key}>, form: none)" for key in keys)
        style = '#bibliography("works.yml", style: "vancouver")'
        Path(folder, "page.typ").write_text(f"#set page(width: 500cm, height: auto)\n{cited}\n{style}\n", "utf-8")
        typst.compile(Path(folder) / "page.typ", output=Path(folder) / "page.pdf")
        command = ["pdftotext", "-layout", str(Path(folder) / "page.pdf"), "-"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = {
        number: line
        for line in out.splitlines()
        for number, dot, line in [line.strip().partition(".")]
        if dot and number.isdigit()
    }
    return [{"line": folded(lines.get(str(number), ""))} for number in range(1, len(keys) + 1)]


def rdf(text: str) -> list[Facts]:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=text, format="xml", publicID="x:")
    space = {
        "z": rdflib.Namespace("http://www.zotero.org/namespaces/export#"),
        "bib": rdflib.Namespace("http://purl.org/net/biblio#"),
        "dc": rdflib.Namespace("http://purl.org/dc/elements/1.1/"),
        "dcterms": rdflib.Namespace("http://purl.org/dc/terms/"),
        "foaf": rdflib.Namespace("http://xmlns.com/foaf/0.1/"),
        "prism": rdflib.Namespace("http://prismstandard.org/namespaces/1.2/basic/"),
    }
    items = sorted(graph.subjects(space["z"].itemType), key=lambda name: int(str(name).rpartition("_")[2]))
    return [_rdf_facts(graph, space, item) for item in items]


def _rdf_facts(graph: Any, space: dict[str, Any], item: Any) -> Facts:
    from rdflib.container import Container

    def one(subject: Any, name: Any) -> str:
        return str(graph.value(subject, name) or "") if subject is not None else ""

    container = next(
        (
            part
            for part in graph.objects(item, space["dcterms"].isPartOf)
            if (part, None, space["bib"].Series) not in graph
        ),
        None,
    )
    people = graph.value(item, space["bib"].authors)
    names = Container(graph, people).items() if people is not None else []
    numbers = [str(value) for part in (item, container) for value in graph.objects(part, space["dc"].identifier)]
    notes = [str(graph.value(note, rdflib_value())) for note in graph.objects(item, space["dcterms"].isReferencedBy)]
    publisher = graph.value(item, space["dc"].publisher)
    return {
        "title": folded(one(item, space["dc"].title)),
        "authors": "; ".join(_last_name(one(name, space["foaf"].surname)) for name in names),
        "year": one(item, space["dc"].date)[:4],
        "date": one(item, space["dc"].date),
        "container": folded(
            one(container, space["dc"].title) or _extra(one(item, space["dc"].description), "Container Title")
        ),
        "volume": one(container, space["prism"].volume) or one(item, space["prism"].volume),
        "issue": one(container, space["prism"].number) or one(item, space["prism"].number),
        "pages": one(item, space["bib"].pages).replace("–", "-"),
        "publisher": folded(one(publisher, space["foaf"].name)),
        "doi": next((value[4:] for value in numbers if value.startswith("DOI ")), ""),
        "note": folded(_html_text(notes[0])) if notes else "",
    }


def _extra(text: str, label: str) -> str:
    return next((line.removeprefix(f"{label}: ") for line in text.splitlines() if line.startswith(f"{label}: ")), "")


def rdflib_value() -> Any:
    from rdflib import RDF

    return RDF.value


def _html_text(note: str) -> str:
    from lxml import html

    return " ".join(html.fromstring(f"<div>{note}</div>").xpath("//text()"))


def bibutils(text: str) -> list[Facts]:
    import rispy

    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        out = subprocess.run(["xml2ris", file.name], capture_output=True, text=True, check=True).stdout
    return [_ris_facts(each) for each in rispy.loads(out.removeprefix("\ufeff"))]


def _ris_facts(each: dict[str, Any]) -> Facts:
    titles = (each.get("journal_name"), each.get("secondary_title"), *each.get("unknown_tag", {}).get("BT", []))
    pages = (each.get("start_page", ""), each.get("end_page", ""))
    return {
        "title": folded(each.get("title", "")),
        "authors": "; ".join(_last_name(name) for name in each.get("authors", [])),
        "year": each.get("year", ""),
        "container": folded(next((title for title in titles if title), "")),
        "volume": each.get("volume", ""),
        "issue": each.get("number", ""),
        "pages": "-".join(page for page in pages if page).replace("–", "-"),
        "publisher": folded(each.get("publisher", "")),
        "doi": each.get("doi", ""),
        "note": folded(" ".join(each.get("notes", []))),
    }


def extruct_json_ld(text: str) -> list[Facts]:
    import extruct

    script = text.replace("</", "<\\/")
    page = f'<html><head><script type="application/ld+json">{script}</script></head></html>'
    (document,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return [_thing_facts(thing) for thing in document["@graph"]]


def _thing_facts(thing: dict[str, Any]) -> Facts:
    chain, part = [], thing.get("isPartOf", {})
    while part:
        chain.append(part)
        part = part.get("isPartOf", {})
    people = [name.get("familyName", name["name"]) for name in thing.get("author", [])]
    return {
        "title": folded(thing.get("name", "")),
        "authors": "; ".join(map(_last_name, people)),
        "year": thing.get("datePublished", "")[:4],
        "container": folded(
            next((each["name"] for each in chain if each.get("name") and "Series" not in each["@type"]), "")
        ),
        "volume": next((each["volumeNumber"] for each in (thing, *chain) if each.get("volumeNumber")), ""),
        "issue": next((each["issueNumber"] for each in chain if each.get("issueNumber")), ""),
        "publisher": folded(thing.get("publisher", {}).get("name", "")),
        "doi": next((each["value"] for each in thing.get("identifier", []) if each["propertyID"] == "doi"), ""),
        "note": folded(" ".join(each["text"] for each in thing.get("comment", []))),
    }


def lxml_coins(text: str) -> list[Facts]:
    from lxml import html

    found = []
    for span in html.fromstring(f"<div>{text}</div>").iter("span"):
        fields = parse_qs(span.get("title"))

        def first(*names: str, fields: dict[str, list[str]] = fields) -> str:
            return next((fields[f"rft.{name}"][0] for name in names if f"rft.{name}" in fields), "")

        doi = next((value.removeprefix("info:doi/") for value in fields["rft_id"] if value.startswith("info:doi/")), "")
        found.append(
            {
                "title": folded(first("atitle", "title", "btitle")),
                "year": first("date")[:4],
                "date": first("date"),
                "volume": first("volume"),
                "doi": doi,
            }
        )
    return found


def lxml_meta(text: str) -> list[Facts]:
    from lxml import html

    found = []
    for block in text.split("<!-- ")[1:]:
        tags: dict[str, list[str]] = {}
        for tag in html.fromstring(f"<div><!-- {block}</div>").iter("meta"):
            tags.setdefault(tag.get("name"), []).append(tag.get("content"))
        first = {name: values[0] for name, values in tags.items()}
        found.append(
            {
                "title": folded(first.get("citation_title", "")),
                "authors": "; ".join(_last_name(name) for name in tags.get("citation_author", [])),
                "year": first.get("DC.date", "")[:4],
                "date": first.get("DC.date", ""),
                "container": folded(first.get("DC.relation.isPartOf", "")),
                "volume": first.get("citation_volume", ""),
                "issue": first.get("citation_issue", ""),
                "publisher": folded(first.get("DC.publisher", "")),
                "doi": first.get("citation_doi", ""),
                "note": folded(" ".join(tags.get("DC.description", []))),
            }
        )
    return found


_ALL = "title authors year date container volume issue pages publisher doi note"
READERS: tuple[tuple[str, str, Render, Callable[[str], list[Facts]], str], ...] = (
    ("csl-yaml", "ours", render_csl_yaml, ours(read_csl_yaml), _ALL),
    ("csl-yaml", "pandoc", render_csl_yaml, pandoc("markdown"), _ALL),
    ("endnote-xml", "ours", render_endnote_xml, ours(read_endnote_xml), _ALL),
    (
        "endnote-xml",
        "pandoc",
        render_endnote_xml,
        pandoc("endnotexml"),
        "title authors year container volume pages publisher",
    ),
    ("nbib", "ours", render_nbib, ours(read_nbib), _ALL),
    ("nbib", "nbib", render_nbib, nbib_library, "title year volume issue pages doi"),
    ("nbib", "Biopython", render_nbib, biopython, "title year container volume issue pages publisher doi note"),
    ("csv", "ours", render_csv, ours(read_csv), _ALL),
    ("hayagriva", "Typst", render_hayagriva, typst_page, "title year volume"),
    ("zotero-rdf", "rdflib", render_zotero_rdf, rdf, _ALL),
    ("mods", "bibutils", render_mods, bibutils, "title authors year container volume issue pages publisher doi note"),
    (
        "json-ld",
        "extruct",
        render_json_ld,
        extruct_json_ld,
        "title authors year container volume issue publisher doi note",
    ),
    ("coins", "lxml, urllib", render_coins, lxml_coins, "title year date volume doi"),
    (
        "meta-tags",
        "lxml",
        render_meta_tags,
        lxml_meta,
        "title authors year date container volume issue publisher doi note",
    ),
)

if __name__ == "__main__":
    main()
