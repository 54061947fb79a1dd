"""Serving: what every HTTP stand-in on loopback does to be there while a test runs."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Self


class Serving:
    """A server between `with` and its end; a subclass says by `handler` how it answers."""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """The class that answers one connection."""
        raise NotImplementedError

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._httpd.server_port}"

    def __enter__(self) -> Self:
        self._httpd = _Httpd(("127.0.0.1", 0), self.handler())
        self._thread = threading.Thread(target=self._httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()


class _Httpd(ThreadingMixIn, HTTPServer):
    daemon_threads = True
    request_queue_size = 64
