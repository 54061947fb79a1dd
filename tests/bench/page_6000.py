"""A page of 6,000 studies in headless Chromium: its size, first paint, search, filter, sort, switch of style.

Run: `NODE_PATH=… python tests/bench/page_6000.py [NUMBER]`.  NODE_PATH has playwright-core; CHROMIUM names the browser
where `chromium` is not on the path.  The studies are the demo's, numbered in title, key and DOI and spread over the
years.  Times are milliseconds until the script was done, and until the result was painted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from atlas_cite.demo import make_demo
from atlas_cite.model.library import Library
from atlas_cite.model.plain import entry_from_plain
from atlas_cite.pipeline.webpages import WebPageRequest, web_page

IN_BROWSER = Path(__file__).parents[1] / "webpage" / "in_browser.js"


def studies(folder: Path, number: int) -> Library:
    """`number` studies made from the demo's."""
    make_demo(folder)
    samples = json.loads((folder / "library.json").read_text("utf-8"))
    found = []
    for at, sample in enumerate(islice(cycle(samples), number)):
        changed = {"id": f"{sample['id']}-{at}", "title": f"{sample['title']} {at}", "DOI": f"{sample['DOI']}.{at}"}
        issued = {"issued": {"date-parts": [[1990 + at % 36]]}}
        found.append(entry_from_plain(sample | changed | issued))
    return Library(tuple(found))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = studies(folder, number)
        begun = time.perf_counter()
        pieces, _ = web_page(library, WebPageRequest(("apa", "vancouver"), charts=True))
        page = folder / "page.html"
        with page.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        written = time.perf_counter() - begun
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
        seen = subprocess.run(
            ["node", str(IN_BROWSER), str(page)],
            env=os.environ | {"CHROMIUM": chromium},
            capture_output=True,
            text=True,
            check=True,
        )
        print(f"{number} studies in two styles: {page.stat().st_size / 2**20:.1f} MiB, written in {written:.1f} s")
    result = json.loads(seen.stdout)
    print(f"first paint {result['first_paint']} ms, loaded {result['loaded']} ms, requests {len(result['requests'])}")
    for action, times in result["times"].items():
        print(f"{action:24} script {times['handled']:5} ms, painted {times['painted']:5} ms  {times.get('shown', '')}")


if __name__ == "__main__":
    main()
