"""A maintainer's night: 6,145 records checked for what changed, against the loopback Crossref with its limits enforced.

    python tests/bench/check_nightly.py [--records 6145] [--free]

Four nights: the first learns; on the second a retraction, a correction and a new page number are told; the third
says nothing; the fourth is broken off by a server that blocks us, and the night after tells what it could not.  Prints
requests, findings and seconds of each.  With `--free` the limits are not enforced.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from atlas_cite.cli.main import run
from loopback.crossref_server import CrossrefServer, Fault


def doi(number: int) -> str:
    return f"10.5555/night.{number:05d}"


def registered(number: int) -> dict[str, Any]:
    return {
        "DOI": doi(number),
        "type": "journal-article",
        "title": [f"A study of fatigue number {number}"],
        "author": [{"given": "Ann", "family": f"Walker{number}"}],
        "container-title": ["Journal of Walking"],
        "issued": {"date-parts": [[2019, 4]]},
    }


def update(number: int, kind: str) -> dict[str, Any]:
    notice = {"DOI": f"10.5555/notice.{number}", "type": kind, "source": "publisher"}
    return {"updated-by": [notice | {"updated": {"date-parts": [[2026, 11, 25]]}}]}


def write_records(folder: Path, count: int) -> Path:
    path = folder / "records.jsonl"
    rows = (
        {"title": f"A study of fatigue number {number}", "doi": doi(number), "year": 2019, "slug": f"walker-{number}"}
        for number in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def night(name: str, folder: Path, records: Path, server: CrossrefServer, *, refresh: str = "0") -> None:
    """One run; `refresh` 0 stands for the day that has passed since the run before."""
    found = folder / "found.json"
    start = time.perf_counter()
    code = run(
        ["check", str(records), "--since", str(folder / "seen.json"), "--cache", str(folder / "cache.sqlite"),
         "--crossref-url", server.url, "--mailto", "bench@example.org", "--refresh", refresh, "-o", str(found), "-q"]
    )  # fmt: skip
    rules = sorted(each["rule"] for each in json.loads(found.read_text())["findings"])
    seconds = time.perf_counter() - start
    print(f"{name}: {len(server.log)} requests, exit code {code}, {seconds:.1f} s, told: {rules}")
    server.log.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=6145)
    parser.add_argument("--free", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = write_records(folder, options.records)
        works = [registered(number) for number in range(options.records)]
        with CrossrefServer(works, enforce=not options.free) as server:
            night("first night", folder, records, server)
            server.records[doi(5)] |= update(5, "retraction")
            server.records[doi(77)] |= update(77, "correction")
            server.records[doi(99)] |= {"page": "1-9"}
            night("second night", folder, records, server)
            night("third night", folder, records, server)
            server.records[doi(3)] |= update(3, "retraction")
            server.records[doi(options.records - 1)] |= update(1, "withdrawal")
            server.faults[doi(options.records - 40)] = Fault(403, b"blocked", in_batches=True)
            night("broken night", folder, records, server)
            server.faults.clear()
            night("the night after", folder, records, server)


if __name__ == "__main__":
    main()
