"""Resolve DOIs against the loopback Crossref with its polite limits enforced, beside habanero's own way.

    python tests/bench/resolve_1000.py [--count 1000] [--latency 0.0]

Prints requests, seconds, the least seconds the limits allow, and 429s; the last line is JSON.  habanero asks for a
hundred DOIs one by one, as `works(ids=[...])` does, scaled to the same count; it does not pace itself, so on a fast
server most of its requests fail at the limit, and on a slow one (`--latency 0.42`, Crossref's median) it waits.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import warnings
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from atlas_cite.model.doi import Doi
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from loopback.crossref_server import POLITE, CrossrefServer

PEER_COUNT = 100


def record(number: int) -> dict[str, Any]:
    return {
        "DOI": f"10.1016/j.bench.2020.{number:06d}",
        "type": "journal-article",
        "title": [f"A study of <i>fatigue</i> number {number}"],
        "author": [{"given": f"Given {each}", "family": f"Family{number}"} for each in range(6)],
        "container-title": ["Behaviour Research and Therapy"],
        "issued": {"date-parts": [[2013, 7]]},
        "volume": "51",
        "page": "368-376",
    }


def ours(server: CrossrefServer, dois: list[Doi]) -> dict[str, Any]:
    """One run that asks and one that need not."""
    settings = CrossrefSettings(url=server.url, mailto="bench@example.org")
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder) / "cache.db") as cache:
        seconds = []
        for _ in range(2):
            with Crossref(settings, cache, today=date(2026, 11, 22)) as crossref:
                start = time.perf_counter()
                answers = crossref.fetch(dois)
                seconds.append(time.perf_counter() - start)
                found = sum(answer.work is not None for answer in answers)
    lists, singles = len(server.requests("list")), len(server.requests("single"))
    least = max((lists - 1) / POLITE.list, (singles - 1) / POLITE.single, 0.0)
    return {
        "found": found,
        "requests": len(server.log),
        "seconds": round(seconds[0], 2),
        "least_seconds": round(least, 2),
        "ratio": round(seconds[0] / least, 2) if least else None,
        "too_many": len(server.requests(status=429)),
        "seconds_cached": round(seconds[1], 3),
    }


def habaneros(server: CrossrefServer, dois: list[Doi], count: int) -> dict[str, Any]:
    """habanero's own `works(ids=…)` over as many DOIs as patience allows, scaled."""
    import habanero

    crossref = habanero.Crossref(base_url=server.url, mailto="bench@example.org", timeout=30)
    before, start = len(server.log), time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answers = crossref.works(ids=[doi.quoted for doi in dois], warn=True)
    scale = count / len(dois)
    return {
        "found": round(sum(answer is not None for answer in answers) * scale),
        "requests": round((len(server.log) - before) * scale),
        "seconds": round((time.perf_counter() - start) * scale, 2),
        "too_many": round(len(server.requests(status=429)) * scale),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds the server takes for an answer")
    options = parser.parse_args()
    os.environ["NO_PROXY"] = "127.0.0.1"
    records = [record(number) for number in range(options.count)]
    dois = [Doi.parse(each["DOI"]) for each in records]
    with CrossrefServer(records, enforce=True, latency=options.latency) as server:
        result = ours(server, dois)
    with CrossrefServer(records, enforce=True, latency=options.latency) as server:
        peer = habaneros(server, dois[:PEER_COUNT], options.count)
    for name, figures in (("atlas-cite", result), (f"habanero works(ids=[{PEER_COUNT}]), scaled", peer)):
        sys.stdout.write(f"{name}: " + ", ".join(f"{key} {value}" for key, value in figures.items()) + "\n")
    line = {"bench": "resolve", "count": options.count, "atlas_cite": result, "habanero": peer}
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
