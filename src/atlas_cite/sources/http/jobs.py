"""Jobs: questions that run a few at a time, whose results arrive in the calling thread as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")

AT_ONCE = 3
"""More than a service lets anyone ask at once would only wait."""

_WAITING = 5.0
"""Seconds between two calls of `waiting` at most."""


def run(
    jobs: Iterable[Callable[[], Result]],
    take: Callable[[Result], Iterable[Callable[[], Result]]],
    report: Callable[[], None],
    stop: Callable[[], None],
    waiting: Callable[[], None] = lambda: None,
) -> None:
    """Run `jobs` and those that `take` returns for a result, until none is left; `report` is called after each.

    `waiting` is called now and then while nothing comes back.  When interrupted, `stop` is called, what is running
    ends, and what was answered by then is still taken.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="asking") as pool:
        pending = {pool.submit(job) for job in jobs}
        try:
            while pending:
                for future in wait(pending, _WAITING, return_when=FIRST_COMPLETED).done:
                    pending.remove(future)
                    pending |= {pool.submit(job) for job in take(future.result())}
                    report()
                waiting()
        except BaseException:
            stop()
            pool.shutdown(cancel_futures=True)
            _take_answered(pending, take)
            raise


def _take_answered(futures: set[Future[Result]], take: Callable[[Result], object]) -> None:
    for future in futures:
        if not future.cancelled() and future.exception() is None:
            take(future.result())
