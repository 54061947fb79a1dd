"""10,000 entries to BibTeX and RIS: atlas-cite, pandoc and citation.js from the same CSL-JSON, the best of some runs.

Run: `PEERS_PYTHON=… NODE_PATH=… python tests/bench/export_10000.py [--runs N] [--repeated]`.  PEERS_PYTHON is a Python
with pypandoc_binary, NODE_PATH has @citation-js.  The entries are the real Crossref records, ten or so times over, each
under a key, a DOI and a title of its own; with `--repeated` the titles are as they are, and our memory of texts helps.
Prints seconds of whole processes, seconds inside (without starting the interpreter and loading the program), and each
peer's time over ours.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlas_cite.export.csl_json import render_csl_json
from bench.readers.facts import library
from bench.readers.running import NODE, pandoc

OURS = """
import sys, time
from atlas_cite.cli.main import run
from atlas_cite.export import bibtex, ris
from atlas_cite.render import annotation
started = time.perf_counter()
run(["export", sys.argv[1], "-q", "-o", sys.argv[2]])
print(time.perf_counter() - started)
"""
CITATION_JS = """
const {{Cite}} = require("{node}/@citation-js/core");
require("{node}/@citation-js/plugin-bibtex"); require("{node}/@citation-js/plugin-ris");
const fs = require("fs"), started = performance.now();
fs.writeFileSync(process.argv[2], new Cite(JSON.parse(fs.readFileSync(process.argv[1], "utf8"))).format("{kind}"));
console.log((performance.now() - started) / 1000);
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a whole process, and inside it if it says so."""

    whole: float
    inside: float | None


def items(*, repeated: bool) -> Iterator[dict[str, Any]]:
    """The records as CSL-JSON, without what only we read."""
    records = json.loads("".join(render_csl_json(library(), lambda _: ())))
    for number, record in enumerate(islice(cycle(records), 10_000)):
        item = {name: value for name, value in record.items() if name != "custom"} | {"id": f"k{number}"}
        if not repeated:
            item |= {name: f"{item[name]} {number}" for name in ("title",) if name in item}
            item |= {"DOI": f"{item['DOI']}.{number}"} if "DOI" in item else {}
        yield item


def best(command: list[str], runs: int) -> Took | None:
    """The shortest of several runs; None when the program fails or is not there."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    wholes, insides = [], []
    for _ in range(runs):
        started = time.perf_counter()
        try:
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        except (OSError, subprocess.CalledProcessError):
            return None
        wholes.append(time.perf_counter() - started)
        insides += [float(line) for line in done.stdout.split()[-1:]]
    return Took(min(wholes), min(insides, default=None))


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--repeated", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.json"
        source.write_text(json.dumps(list(items(repeated=options.repeated))), "utf-8")
        for kind, ending in (("bibtex", "bib"), ("ris", "ris")):
            output = f"{folder}/out.{ending}"
            commands = {
                "atlas-cite": [sys.executable, "-c", OURS, str(source), output],
                "citation.js": ["node", "-e", CITATION_JS.format(node=NODE, kind=kind), str(source), output],
            }
            if kind == "bibtex" and shutil.which(pandoc()):
                commands["pandoc"] = [pandoc(), "-f", "csljson", "-t", kind, str(source), "-o", output]
            took = {name: best(command, options.runs) for name, command in commands.items()}
            for name, each in took.items():
                print(f"{kind:8}{name:12}{_compared(each, took['atlas-cite'])}")


def _compared(each: Took | None, ours: Took | None) -> str:
    if each is None or ours is None:
        return "failed"
    inside = "" if each.inside is None or ours.inside is None else f", inside {each.inside:.2f} s"
    ratio = "" if each is ours else f", {each.whole / ours.whole:.2f} x ours"
    return f"{each.whole:.2f} s{inside}{ratio}"


if __name__ == "__main__":
    main()
