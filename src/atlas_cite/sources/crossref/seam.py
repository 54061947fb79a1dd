"""The seam to habanero: its HTTP calls go to a transport of ours while one is at work, and nowhere new otherwise.

habanero (pinned to 2.9) calls `httpx2.get` in two modules.  A stand-in takes the name `httpx2` there once and for all;
it passes every call on to httpx2 itself unless the running thread is inside `routed`, so other users of habanero in the
same process notice nothing.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol


class Get(Protocol):
    """What answers in place of `httpx2.get`."""

    def __call__(self, url: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> JsonAnswer:
        """The parsed answer; raises ExchangeFault, which habanero lets pass."""


class JsonAnswer:
    """A good answer in the shape habanero expects of a response; `redirected` says whether an alias led here."""

    status_code = 200
    reason_phrase = "OK"
    headers: Mapping[str, str] = {"Content-Type": "application/json"}
    text = ""

    def __init__(self, value: dict[str, Any], *, redirected: bool = False) -> None:
        self._value = value
        self.redirected = redirected

    def json(self) -> dict[str, Any]:
        """The parsed body."""
        return self._value

    def raise_for_status(self) -> JsonAnswer:
        """Nothing to raise: faults never get here."""
        return self


_current: ContextVar[Get | None] = ContextVar("atlas_cite_habanero_transport", default=None)
_installing = threading.Lock()


class _StandIn:
    """The module httpx2 as habanero sees it."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def get(self, url: str, **options: Any) -> Any:
        ours = _current.get()
        if ours is None:
            return self._module.get(url, **options)
        return ours(url, options.get("params") or {}, options.get("headers") or {})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def install() -> None:
    """Put the stand-in into habanero; once is enough, again is harmless."""
    with _installing:
        for name in ("habanero.request", "habanero.request_class"):
            # By full name: the attribute `habanero.request` could be the function of that name.
            module: Any = importlib.import_module(name)
            if not isinstance(module.httpx2, _StandIn):
                module.httpx2 = _StandIn(module.httpx2)


@contextmanager
def routed(get: Get) -> Iterator[None]:
    """Within this block and thread, habanero asks through `get`."""
    token = _current.set(get)
    try:
        yield
    finally:
        _current.reset(token)
