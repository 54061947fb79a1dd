"""Import of 1,000 atlas pages of every layout: pages a second.

Run: `python tests/bench/import_1000.py`.  Prints a line for people and one line of JSON.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from atlas_cite.export.records import render_records_jsonl
from atlas_cite.sources.atlas import looks_like_atlas_page, read_atlas

PAGES = Path(__file__).parents[1] / "data" / "atlas" / "pages"
COUNT = 1000
FILLER = " More was said of rest, in words that carry no result." * 4


def pages(count: int) -> Iterator[tuple[str, str]]:
    """`count` pages of the length of real copies, made of the fixtures with a title and slug of their own each."""
    fixtures = [path for path in sorted(PAGES.iterdir()) if path.suffix != ".json"]
    for number, path in enumerate(itertools.islice(itertools.cycle(fixtures), count)):
        text = path.read_bytes().decode("utf-8")
        longer = text.replace("one spring.", f"one spring.{FILLER}").replace("count.", f"count.{FILLER}")
        yield f"{path.stem}-{number}{path.suffix}", longer.replace("counting-rest", f"counting-rest-{number}")


def main() -> int:
    """Detect, read and write the pages; the texts are made before the clock starts."""
    texts = list(pages(COUNT))
    size = sum(len(text) for _, text in texts)
    start = time.perf_counter()
    records = []
    problems = 0
    for name, text in texts:
        if not looks_like_atlas_page(text):
            sys.stderr.write(f"not recognised: {name}\n")
        found, reported = read_atlas(text, name)
        records += found
        problems += len(reported)
    written = len(render_records_jsonl(records))
    seconds = time.perf_counter() - start
    rate = COUNT / seconds
    sys.stdout.write(f"{COUNT} pages ({size // COUNT} characters each): {seconds:.2f} s, {rate:.0f} pages a second\n")
    report = {
        "bench": "import_1000",
        "pages": COUNT,
        "records": len(records),
        "problems": problems,
        "bytes_out": written,
        "seconds": round(seconds, 3),
        "pages_per_second": round(rate),
    }
    sys.stdout.write(json.dumps(report) + "\n")
    return 0 if len(records) >= COUNT else 1


if __name__ == "__main__":
    raise SystemExit(main())
