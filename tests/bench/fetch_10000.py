"""Fetch 1,000 and 10,000 DOIs, each in a process of its own, and say how much memory each took at most.

    python tests/bench/fetch_10000.py

The loopback Crossref, a process of its own, is fast and its records are as large as real ones (an abstract, forty
references), so that what is kept of a record shows.  The last line is JSON.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from resolve_1000 import record

from loopback.crossref_server import CrossrefServer, Policy

COUNTS = (1_000, 10_000)
FAST = Policy("polite", 1_000, 300, 3)


def serve(address: multiprocessing.Queue[str], count: int) -> None:
    bulk = {"abstract": "<jats:p>" + "word " * 200 + "</jats:p>"}
    references = [{"key": str(number), "unstructured": "x" * 80} for number in range(40)]
    records = [{**record(number), **bulk, "reference": references} for number in range(count)]
    with CrossrefServer(records, polite=FAST) as server:
        address.put(server.url)
        time.sleep(3600)


def fetch(url: str, count: int, figures: multiprocessing.Queue[dict[str, Any]]) -> None:
    from atlas_cite.model.doi import Doi
    from atlas_cite.sources.cache import Cache
    from atlas_cite.sources.crossref import Crossref, CrossrefSettings

    dois = [Doi.parse(record(number)["DOI"]) for number in range(count)]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder) / "cache.db") as cache:
        settings = CrossrefSettings(url=url, mailto="bench@example.org")
        with Crossref(settings, cache, today=date(2026, 11, 22)) as crossref:
            found = sum(answer.work is not None for answer in crossref.fetch(dois))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - start
    figures.put({"count": count, "found": found, "seconds": round(seconds, 1), "peak_mib": round(peak, 1)})


def main() -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    spawn = multiprocessing.get_context("spawn")
    address: Any = spawn.Queue()
    server = spawn.Process(target=serve, args=(address, max(COUNTS)), daemon=True)
    server.start()
    url = address.get()
    results = []
    for count in COUNTS:
        figures: Any = spawn.Queue()
        client = spawn.Process(target=fetch, args=(url, count, figures))
        client.start()
        results.append(figures.get())
        client.join()
        sys.stdout.write(", ".join(f"{key} {value}" for key, value in results[-1].items()) + "\n")
    server.kill()
    small, large = results
    each = (large["peak_mib"] - small["peak_mib"]) * 1024 / (large["count"] - small["count"])
    sys.stdout.write(f"each work more: {each:.1f} KiB, of records of some 9 KiB\n")
    sys.stdout.write(json.dumps({"bench": "fetch_10000", "runs": results, "kib_each": round(each, 1)}) + "\n")


if __name__ == "__main__":
    main()
