"""A server on loopback that sends exactly the bytes it is told to, as slowly as it is told to, and nothing of HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable
from typing import Self

Step = bytes | float
"""Bytes to send, or seconds to wait."""


class RawServer:
    """Answers every connection by `steps`, once the request's headers have come; use as a context manager."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = list(steps)
        self.requests: list[bytes] = []
        self._over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listening.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            self.requests.append(request)
            try:
                for step in self.steps:
                    if isinstance(step, bytes):
                        connection.sendall(step)
                    else:
                        time.sleep(step)
                    if self._over.is_set():
                        return
            except OSError:
                return  # the client had enough
