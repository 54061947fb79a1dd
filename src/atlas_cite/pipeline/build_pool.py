"""Making many targets at once: processes that are handed the library, and what is left when one of them dies."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from types import FrameType

from atlas_cite.model.library import Library
from atlas_cite.pipeline.build_jobs import Made, Order, bundled, failed, make

_MOST_DEATHS = 3
"""After so many processes that died one after another, none having made anything, the fault is not the targets'."""
_SECONDS_TO_CLEAR = 1.0


@dataclass(slots=True)
class _Work:
    """What a process has to work with, sent to it once, and whether it is at work, or was told to stop."""

    library: Library
    folder: Path
    is_making: bool = False
    is_stopped: bool = False


_work: _Work | None = None


def make_all(library: Library, orders: Sequence[Order], folder: Path, processes: int) -> Iterator[tuple[str, Made]]:
    """Every order made, as they are finished, each with its target's file.

    When a process dies, the orders not yet made are made one after another, so that only the one it died of is lost.
    """
    left = bundled(orders)
    if min(processes, len(left)) < 2:
        for bundle in left:
            yield from make(library, bundle, folder)
        return
    deaths = 0
    while left and deaths < _MOST_DEATHS:
        done: set[int] = set()
        for at, made in _made_by(min(processes, len(left)), library, left, folder):
            done.add(at)
            yield from made
        left = [[order] for at, bundle in enumerate(left) if at not in done for order in bundle]
        if left and processes == 1:
            yield from _died(left.pop(0))  # one process takes them in their order
        deaths = 0 if done else deaths + 1
        processes = 1
    for bundle in left:
        yield from _died(bundle)


def _died(bundle: Sequence[Order]) -> list[tuple[str, Made]]:
    error = ChildProcessError("the process that made it died; is there memory enough?")
    return [(order.file, failed(order, error)) for order in bundle]


def _made_by(
    processes: int, library: Library, bundles: Sequence[Sequence[Order]], folder: Path
) -> Iterator[tuple[int, list[tuple[str, Made]]]]:
    """What processes make of the bundles, each with its place among them, until one of the processes dies."""
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (library, folder)) as pool:
        try:
            with _interruption_later():
                futures = {pool.submit(_make_shared, bundle): at for at, bundle in enumerate(bundles)}
            for future in as_completed(futures):
                at, error = futures[future], future.exception()
                if error is None:
                    yield at, future.result()
                elif not isinstance(error, BrokenProcessPool):
                    yield at, [(order.file, failed(order, error)) for order in bundles[at]]
        except BrokenProcessPool:  # it died before all was submitted
            return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interruption_later() -> Iterator[None]:
    """Let an interruption wait while processes begin, which inherit that: in their imports it prints a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(library: Library, folder: Path) -> None:
    """Begin a process: it keeps the library, and ends when the one that has begun it says so."""
    global _work  # noqa: PLW0603  # the way to hand a process what all its tasks share
    _work = _Work(library, folder)
    signal.signal(signal.SIGINT, _interrupted)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end_with_parent() -> None:
    """End this process when the one that has begun it is gone: it would wait for ever, and write into a later build."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _thread.interrupt_main()  # what is half written is cleared away
        time.sleep(_SECONDS_TO_CLEAR)
        os._exit(1)


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    """Leave what is being made, and make no more: a person who interrupts does not wait for a long document."""
    if _work is not None:
        _work.is_stopped = True
        if _work.is_making:
            raise KeyboardInterrupt


def _make_shared(bundle: Sequence[Order]) -> list[tuple[str, Made]]:
    if _work is None:
        raise RuntimeError("the process was begun without a library")
    if _work.is_stopped:
        raise KeyboardInterrupt
    _work.is_making = True
    try:
        return make(_work.library, bundle, _work.folder)
    finally:
        _work.is_making = False
