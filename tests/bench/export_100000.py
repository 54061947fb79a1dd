"""Export a saved library of 10,000 and of 100,000 entries (JSON Lines) to a format each, and compare time and memory.

    python tests/bench/export_100000.py [WORKS.jsonl] [--formats nbib,ris] [--sizes 10000,100000]

The entries are the Crossref works of WORKS.jsonl (default: ../shared/crossref/works.jsonl), under keys and DOIs
of their own.  Memory is the greatest resident set of the whole process; flat means that ten times the entries need
little more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from atlas_cite.export.csl_json import render_library_lines
from atlas_cite.formats import EXPORT_FORMATS
from atlas_cite.model.entry import Entry
from atlas_cite.model.provenance import Origin
from atlas_cite.sources.crossref.mapping import read_work

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "crossref" / "works.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("works", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--formats", default=",".join(each.name for each in EXPORT_FORMATS))
    parser.add_argument("--sizes", default="10000,100000")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            with (Path(folder) / f"{size}.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(render_library_lines(entries(arguments.works, size)))
        print("| format | " + " | ".join(f"{size} entries: s, MiB" for size in sizes) + " | memory ratio |")
        print("|---" * (len(sizes) + 2) + "|")
        for name in arguments.formats.split(","):
            runs = [export(Path(folder), size, name) for size in sizes]
            cells = " | ".join(f"{seconds:.1f}, {memory:.0f}" for seconds, memory in runs)
            print(f"| {name} | {cells} | {runs[-1][1] / runs[0][1]:.2f} |", flush=True)


def entries(works: Path, size: int) -> Iterator[Entry]:
    read = [read_work(json.loads(line), "2026-11-22") for line in works.read_text("utf-8").splitlines()]
    for number, work in enumerate(islice(cycle([work for work in read if work]), size)):
        item = work.item.with_fields({"DOI": f"{work.doi.text}.{number}"})
        status = replace(work.status, checked="2026-11-22", updates=(), notice_for=())
        yield Entry(f"w{number}", item, dict.fromkeys(item.fields, Origin("crossref")), status=status)


def export(folder: Path, size: int, name: str) -> tuple[float, float]:
    """Seconds and MiB of one export, run as a process of its own."""
    output = folder / f"out-{size}-{name}"
    command = [sys.executable, "-m", "atlas_cite", "export", f"{size}.jsonl", "-t", name, "-o", str(output), "-q"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if code:
        sys.exit(f"{name}: the export failed: {process.stderr.read().decode() if process.stderr else ''}")
    output.unlink()
    return seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


if __name__ == "__main__":
    main()
