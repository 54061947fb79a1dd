"""`python -m atlas_cite.csl`: answers the suite runner's lines until its input ends."""

from __future__ import annotations

import gc
import sys

from atlas_cite.csl.suite import answer_lines


def main() -> None:
    """Answer each line of standard input with a line on standard output."""
    gc.set_threshold(50_000, 20, 50)  # rendering makes many small objects and no cycles
    for reply in answer_lines(sys.stdin):
        sys.stdout.write(reply + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
