"""How long the program takes to say its version and its help, beside a bare Python and the libraries it keeps out.

Run: python tests/bench/start_up.py
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "atlas-cite --version": ["-m", "atlas_cite", "--version"],
    "atlas-cite --help": ["-m", "atlas_cite", "--help"],
    "import click": ["-c", "import click"],
    "import habanero": ["-c", "import habanero"],
    "import citeproc": ["-c", "import citeproc"],
}


def seconds(arguments: list[str]) -> float:
    """Wall time of one new process."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Time each command in turn, RUNS times, and print medians in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    medians = {name: round(statistics.median(each) * 1000, 1) for name, each in times.items()}
    for name, milliseconds in medians.items():
        print(f"{name:24} {milliseconds:8.1f} ms")
    print(json.dumps({"bench": "start_up", "milliseconds": medians}))


if __name__ == "__main__":
    main()
