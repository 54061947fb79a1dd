"""The two line protocols of the public suite's runner: a case or a document as JSON in, its output as JSON out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from atlas_cite.csl.compile import Program
from atlas_cite.csl.document import Document
from atlas_cite.csl.load import load_style
from atlas_cite.csl.output.html import write_html, write_html_bibliography
from atlas_cite.csl.output.tree import Node
from atlas_cite.csl.positions import Cluster
from atlas_cite.csl.processor import Entry, Processor
from atlas_cite.csl.run import Cite

EMPTY = "[CSL STYLE ERROR: reference with no printed form.]"
"""What the suite expects for a citation or an entry that prints nothing."""

Json = dict[str, Any]


def answer_case(case: Json) -> Json:
    """The output of one suite case."""
    program = load_style(case["csl"].encode()).program
    items = [{**item, "id": str(item.get("id", at))} for at, item in enumerate(case["input"])]
    if case.get("citations"):
        return {"name": case["name"], "output": _edited(program, items, case["citations"], case["mode"])}
    for identifiers in case.get("bibentries") or ():
        wanted = {str(identifier) for identifier in identifiers}
        items = [item for item in items if item["id"] in wanted]
    processor = Processor(program, items)
    if case["mode"] == "bibliography":
        return {"name": case["name"], "output": _bibliography(processor, case.get("bibsection"))}
    clusters = case.get("citation_items") or [[{"id": identifier} for identifier in processor.document.items]]
    lines = [_html(processor.citation(read_cluster(cluster, {}))) for cluster in clusters]
    return {"name": case["name"], "output": "\n".join(lines)}


def _bibliography(processor: Processor, section: Json | None = None) -> str:
    area = processor.document.program.bibliography
    numbered = area is not None and area.numbered
    entries = [entry for entry in processor.bibliography(section) if entry.nodes or numbered]
    return write_html_bibliography(_entry(processor, entry) for entry in entries)


def _entry(processor: Processor, entry: Entry) -> str:
    """The entry, or what stands for an empty one in a numbered list."""
    return _html(entry.nodes) if entry.nodes else f"{processor.document.numbers[entry.id]}. {EMPTY}"


def _html(nodes: tuple[Node, ...]) -> str:
    return write_html(nodes) or EMPTY


def read_cite(item: Mapping[str, Any]) -> Cite:
    """A cite as citeproc's JSON has it."""
    return Cite(
        id=str(item["id"]),
        locator=str(item.get("locator") or "").strip(),
        label=str(item.get("label") or "page"),
        prefix=str(item.get("prefix") or ""),
        suffix=str(item.get("suffix") or ""),
        suppress_author=bool(item.get("suppress-author")),
        author_only=bool(item.get("author-only")),
        position=int(item.get("position") or 0),
        near_note=bool(item.get("near-note")),
        first_note=int(item.get("first-reference-note-number") or 0),
    )


def read_cluster(cites: Sequence[Mapping[str, Any]], properties: Mapping[str, Any], identifier: str = "") -> Cluster:
    """A citation as citeproc's JSON has it; `composite` and `infix` may stand with a cite as well."""
    composite = any(cite.get("composite") for cite in cites)
    infix = next((str(cite["infix"]) for cite in cites if cite.get("infix")), "")
    return Cluster(
        [read_cite(cite) for cite in cites],
        int(properties.get("noteIndex") or 0),
        identifier,
        "composite" if composite else str(properties.get("mode") or ""),
        str(properties.get("infix") or infix),
    )


def _edited(program: Program, items: list[Json], edits: list[Any], mode: str) -> str:
    """The document after its last edit, the citations that changed with it marked."""
    earlier: dict[str, tuple[Any, ...]] = {}
    lines: dict[str, str] = {}
    facts: dict[str, tuple[Any, ...]] = {}
    repeated: set[str] = set()
    order: list[Json] = []
    for at, (citation, before, after) in enumerate(edits):
        order = _apply(order, citation, before, after)
        if at < len(edits) - 2 and mode != "bibliography":
            continue
        processor, clusters = _composed(program, items, order)
        citations = processor.citations(clusters)
        if mode == "bibliography" and at == len(edits) - 1:
            return _bibliography(processor)
        lines = {cluster.id: _html(nodes) for cluster, nodes in zip(clusters, citations, strict=True)}
        repeated = {cite.id for cluster in clusters for cite in cluster.cites if cite.position}
        earlier, facts = facts, {one.id: _facts(processor.document, one, lines[one.id]) for one in clusters}
    changed = {key for key, known in facts.items() if _differs(earlier.get(key), known, repeated)}
    changed.add(str(edits[-1][0].get("citationID")))
    return "\n".join(f"{'>>' if key in changed else '..'}[{at}] {line}" for at, (key, line) in enumerate(lines.items()))


def _facts(document: Document, cluster: Cluster, line: str) -> tuple[Any, ...]:
    """What a citation rests on: its text and, for each cite, item, disambiguation, position and note."""
    cites = tuple(
        (cite.id, document.disambiguation.get(cite.id), cite.position, cite.first_note or cluster.note)
        for cite in cluster.cites
    )
    return line, cites


def _differs(before: tuple[Any, ...] | None, after: tuple[Any, ...], repeated: set[str]) -> bool:
    """Whether a citation counts as changed: a note's number alone matters only where later cites refer to it."""
    if before is None or before[0] != after[0] or len(before[1]) != len(after[1]):
        return True
    return any(
        one[:3] != other[:3] or (one != other and other[0] in repeated)
        for one, other in zip(before[1], after[1], strict=True)
    )


def _apply(order: list[Json], citation: Json, before: list[Any], after: list[Any]) -> list[Json]:
    known = {str(one.get("citationID")): one for one in order}
    known[str(citation.get("citationID"))] = citation
    sequence = [*before, [citation.get("citationID"), citation.get("properties", {}).get("noteIndex", 0)], *after]
    return [
        {**known[str(key)], "properties": {**known[str(key)].get("properties", {}), "noteIndex": note}}
        for key, note in sequence
        if str(key) in known
    ]


def _composed(program: Program, items: list[Json], order: list[Json]) -> tuple[Processor, list[Cluster]]:
    clusters = [read_cluster(each["citationItems"], each["properties"], str(each.get("citationID"))) for each in order]
    cited = list(dict.fromkeys(cite.id for cluster in clusters for cite in cluster.cites))
    by_id = {item["id"]: item for item in items}
    return Processor(program, [by_id[identifier] for identifier in cited if identifier in by_id]), clusters


def answer_document(request: Json) -> Json:
    """Order, entries and citations of a whole document."""
    started = time.perf_counter()
    program = load_style(Path(request["style"]).read_bytes(), language=request.get("locale") or "").program
    items = {str(item["id"]): {**item, "id": str(item["id"])} for item in request["items"]}
    clusters = [_document_cluster(cluster) for cluster in request["clusters"]]
    cited = dict.fromkeys(cite.id for cluster in clusters for cite in cluster.cites) or items
    processor = Processor(program, [items[identifier] for identifier in cited if identifier in items])
    citations = [_html(nodes) for nodes in processor.citations(clusters)]
    entries = {entry.id: write_html(entry.nodes) for entry in processor.bibliography()}
    return {
        "name": request["name"],
        "order": list(processor.document.items),
        "entries": entries,
        "citations": citations,
        "errors": {},
        "seconds": time.perf_counter() - started,
    }


def _document_cluster(cluster: Any) -> Cluster:
    """A cluster of a document request: identifiers, cites, or citeproc's citation with its properties."""
    if isinstance(cluster, dict):
        return read_cluster(cluster["citationItems"], cluster.get("properties", {}))
    return read_cluster([cite if isinstance(cite, dict) else {"id": cite} for cite in cluster], {})


def answer_lines(lines: Iterable[str]) -> Iterator[str]:
    """One JSON line for each JSON line; a failure is answered, not raised."""
    for line in lines:
        if not line.strip():
            continue
        request = json.loads(line)
        answer: Callable[[Json], Json] = answer_document if "style" in request else answer_case
        try:
            reply = answer(request)
        except Exception as error:  # noqa: BLE001 - the protocol has every failure as an answer
            reply = {"name": request.get("name"), "error": f"{type(error).__name__}: {error}"[:300]}
        yield json.dumps(reply)
