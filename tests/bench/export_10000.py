"""10,000 entries to BibTeX and RIS: atlas-cite, pandoc and citation.js from the same CSL-JSON, whole processes in turn.

Run: `python tests/bench/export_10000.py [--python PYTHON_WITH_PYPANDOC] [--node NODE_MODULES]`.  The entries are the
real Crossref records, repeated under keys of their own.  Prints seconds, and each peer's time over ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlas_cite.export.csl_json import render_csl_json
from bench.readers.facts import library

CITATION_JS = """
const {{Cite}} = require("{node}/@citation-js/core");
require("{node}/@citation-js/plugin-bibtex"); require("{node}/@citation-js/plugin-ris");
const fs = require("fs");
fs.writeFileSync(process.argv[2], new Cite(JSON.parse(fs.readFileSync(process.argv[1], "utf8"))).format("{kind}"));
"""


def seconds(command: list[str]) -> float | None:
    """How long a command takes; None when it fails or is not there."""
    started = time.perf_counter()
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--node", default="/work/tools/node_modules")
    options = parser.parse_args()
    found = subprocess.run(
        [options.python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"],
        capture_output=True,
        text=True,
        check=False,
    )
    pandoc = found.stdout.strip() or "pandoc"
    entries = (replace(each, key=f"k{number}") for number, each in enumerate(islice(cycle(library()), 10_000)))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.json"
        items = json.loads("".join(render_csl_json(entries, lambda _: ())))
        source.write_text(
            json.dumps([{name: each[name] for name in each if name != "custom"} for each in items]), "utf-8"
        )
        for kind, ending in (("bibtex", "bib"), ("ris", "ris")):
            output = f"{folder}/out.{ending}"
            ours = seconds([sys.executable, "-m", "atlas_cite", "export", str(source), "-q", "-o", output])
            peers = {
                "citation.js": ["node", "-e", CITATION_JS.format(node=options.node, kind=kind), str(source), output]
            }
            if kind == "bibtex":
                peers["pandoc"] = [pandoc, "-f", "csljson", "-t", kind, str(source), "-o", output]
            print(f"{kind:8}atlas-cite {ours:.2f} s" if ours else f"{kind:8}atlas-cite failed")
            for name, command in peers.items():
                took = seconds(command)
                print(f"{'':8}{name} " + (f"{took:.2f} s, {took / ours:.1f} x ours" if took and ours else "failed"))


if __name__ == "__main__":
    main()
