"""What every test shares: no internet, no settings of one's own, and a Crossref on loopback."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from loopback.crossref_server import CrossrefServer

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104  # compared with, not bound to


def pytest_configure() -> None:
    """Forget the settings of whoever runs the tests: the README has them set ATLAS_CITE_CACHE."""
    for name in [name for name in os.environ if name.startswith("ATLAS_CITE_")]:
        del os.environ[name]


class InternetUsed(AssertionError):
    """A test tried to reach something outside this machine."""


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost,::1")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost,::1")

    def guarded(original: Callable[..., Any], host_of: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            host = host_of(*arguments)
            if isinstance(host, bytes):
                host = host.decode()
            if isinstance(host, str) and not host.startswith(LOOPBACK):
                raise InternetUsed(f"a test may not reach {host}: tests need no internet")
            return original(*arguments, **options)

        return call

    def peer(_: socket.socket, address: Any) -> Any:
        return address[0] if isinstance(address, tuple) else None

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect, peer))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex, peer))
    monkeypatch.setattr(socket, "getaddrinfo", guarded(socket.getaddrinfo, lambda host, *_: host))


@pytest.fixture
def crossref_server() -> Iterator[Callable[..., CrossrefServer]]:
    """Start Crossrefs on loopback: call it as `CrossrefServer`; all stop when the test ends."""
    with ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(CrossrefServer(*arguments, **options))
