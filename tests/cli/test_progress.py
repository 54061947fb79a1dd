"""Progress: what is said, and how often."""

from __future__ import annotations

import io

import pytest

from atlas_cite.cli.progress import Progress, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


LINES = [
    ((0, 10_000, 0, 0.0), "looking up 0 of 10,000"),
    ((350, 10_000, 350, 2.0), "looking up 350 of 10,000 · 175/s · 0:55 left"),
    ((9_350, 10_000, 350, 100.0), "looking up 9,350 of 10,000 · 3.5/s · 3:06 left"),
    ((10_000, 10_000, 5_000, 50.0), "looking up 10,000 of 10,000 · 100/s"),
]


@pytest.mark.parametrize(("figures", "said"), LINES)
def test_lines(figures: tuple[int, int, int, float], said: str) -> None:
    assert line(*figures) == said


def told(stream: io.StringIO, steps: list[tuple[float, int, int]]) -> str:
    seconds = iter([step[0] for step in steps])
    progress = Progress(stream, lambda: next(seconds))
    for _, done, total in steps:
        progress(done, total)
    progress.close()
    return stream.getvalue()


def test_a_terminal_has_one_line_that_is_rewritten() -> None:
    text = told(Terminal(), [(0, 0, 100), (0.01, 1, 100), (1, 50, 100), (2, 100, 100)])
    assert text.count("\n") == 1
    assert [part.strip() for part in text.split("\r")[1:]] == [
        "looking up 0 of 100",
        "looking up 50 of 100 · 50/s · 0:01 left",
        "looking up 100 of 100 · 50/s",
    ]


def test_a_log_has_a_line_now_and_then_and_a_second_look_up_begins_anew() -> None:
    steps = [(0, 40, 100), (1, 50, 100), (6, 70, 100), (7, 100, 100), (8, 0, 4), (9, 4, 4), (9, 0, 0)]
    assert told(io.StringIO(), steps).splitlines() == [
        "looking up 40 of 100",
        "looking up 70 of 100 · 5.0/s · 0:06 left",
        "looking up 100 of 100 · 8.6/s",
        "looking up 0 of 4",
        "looking up 4 of 4 · 4.0/s",
    ]
