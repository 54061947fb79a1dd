"""Services that misbehave below and beside HTTP: each costs one typed fault, in bounded time and memory."""

from __future__ import annotations

import logging
import resource
import sys
import threading
import time
import zlib
from collections.abc import Callable
from datetime import date

import pytest

from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.sources.cache import Cache
from atlas_cite.sources.crossref import Crossref, CrossrefSettings
from atlas_cite.sources.http.pacing import Clock
from loopback.crossref_server import CrossrefServer, Fault
from loopback.fake_clock import FakeClock
from loopback.raw_server import RawServer, Step

Serve = Callable[..., CrossrefServer]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def fetch(url: str, *texts: str, timeout: float = 5.0) -> list[Answer]:
    fake = FakeClock()
    settings = CrossrefSettings(url, "we@example.org", timeout=timeout, doi_url=url)
    clock = Clock(fake.now, fake.sleep, fake.now)
    with Cache() as cache, Crossref(settings, cache, today=date(2026, 11, 22), clock=clock) as crossref:
        return crossref.fetch([Doi.parse(text, exact=True) for text in texts])


def bomb(size: int) -> bytes:
    """gzip of `size` bytes of blanks, made without holding them."""
    packing = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    packed = b"".join(packing.compress(b" " * 1_000_000) for _ in range(size // 1_000_000))
    return packed + packing.flush()


def test_a_gzip_bomb_is_given_up_before_it_fills_the_memory() -> None:
    body = bomb(400_000_000)
    head = HEAD + f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with RawServer([head + body]) as server:
        [answer] = fetch(server.url, "10.1234/a")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (answer.outcome, answer.code) == (Outcome.UNKNOWN, "bad-answer")
    assert "64 MiB" in answer.reason
    if sys.platform == "linux":  # elsewhere the figure has another unit
        assert grown < 250_000
    assert len(server.requests) == 1


SLOW: list[tuple[str, list[Step]]] = [
    ("headers", [HEAD, *[step for number in range(400) for step in (f"X-{number}: y\r\n".encode(), 0.05)]]),
    ("body", [HEAD + b"Content-Length: 4000\r\n\r\n", *[step for _ in range(400) for step in (b" ", 0.05)]]),
    ("chunks", [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[s for _ in range(400) for s in (b"1\r\n \r\n", 0.05)]]),
]


@pytest.mark.parametrize("steps", [row[1] for row in SLOW], ids=[row[0] for row in SLOW])
def test_an_answer_that_drips_is_given_up(steps: list[Step]) -> None:
    began = time.monotonic()
    with RawServer(steps) as server:
        [answer] = fetch(server.url, "10.1234/a", timeout=0.2)
    assert (answer.outcome, answer.code) == (Outcome.UNKNOWN, "network-error")
    assert time.monotonic() - began < 15  # the drip goes on for 20 s


RAW: list[tuple[str, list[Step]]] = [
    ("huge headers", [b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 2_000_000 + b"\r\n\r\n"]),
    ("endless headers", [b"HTTP/1.1 200 OK\r\n" + b"X-Many: x\r\n" * 100_000 + b"\r\n"]),
    ("not HTTP", [b"SSH-2.0-OpenSSH_9.6\r\n"]),
    ("nothing", [b""]),
    ("a bad status line", [b"HTTP/1.1 abc\r\n\r\n"]),
    ("a negative length", [HEAD + b"Content-Length: -5\r\n\r\n"]),
    ("two lengths", [HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}"]),
    ("a bad chunk", [HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n"]),
]


@pytest.mark.parametrize("steps", [row[1] for row in RAW], ids=[row[0] for row in RAW])
def test_what_is_no_http_is_a_network_error(steps: list[Step]) -> None:
    with RawServer(steps) as server:
        [answer] = fetch(server.url, "10.1234/a")
    assert (answer.outcome, answer.code, answer.work) == (Outcome.UNKNOWN, "network-error", None)
    assert "\n" not in answer.reason


REDIRECTS = [
    ("another host", "http://198.51.100.7/works/10.1234%2Fa", "another host"),
    ("another scheme", "ftp://127.0.0.1/works/10.1234%2Fa", "another host"),
    ("a file", "file:///etc/passwd", "another host"),
    ("itself", "/works/10.1234%2Fa", "in circles"),
]


@pytest.mark.parametrize(("target", "says"), [row[1:] for row in REDIRECTS], ids=[row[0] for row in REDIRECTS])
def test_a_redirect_that_is_no_alias_is_not_followed(crossref_server: Serve, target: str, says: str) -> None:
    fault = Fault(302, headers={"Location": target})
    server = crossref_server([{"DOI": "10.1234/b", "title": ["B"]}], faults={"10.1234/a": fault})
    bad, good = fetch(server.url, "10.1234/a", "10.1234/b")
    assert (bad.outcome, bad.code) == (Outcome.UNKNOWN, "bad-answer")
    assert says in bad.reason
    assert good.outcome is Outcome.FOUND


def test_an_alias_may_be_named_by_another_name_of_this_machine(crossref_server: Serve) -> None:
    server = crossref_server([{"DOI": "10.1234/b", "title": ["B"]}])
    target = server.url.replace("127.0.0.1", "localhost") + "/works/10.1234%2Fb"
    server.faults["10.1234/a"] = Fault(301, headers={"Location": target})
    [answer] = fetch(server.url, "10.1234/a")
    assert answer.work is not None
    assert (answer.asked.text, answer.work.doi.text) == ("10.1234/a", "10.1234/b")


def test_the_contact_is_in_no_log(crossref_server: Serve, caplog: pytest.LogCaptureFixture) -> None:
    server = crossref_server([{"DOI": "10.1234/a", "title": ["A"]}], aliases={"10.1234/b": "10.1234/a"})
    with caplog.at_level(logging.DEBUG):
        fetch(server.url, "10.1234/a", "10.1234/b", "10.1234/c")
    assert "HTTP Request" in caplog.text
    assert "example.org" not in caplog.text


def test_a_server_that_hangs_up_while_idle_is_asked_anew(crossref_server: Serve) -> None:
    body = b'{"message":{"DOI":"10.1234/a","title":["A"]}}'
    answer = HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body  # and then the connection is closed
    with RawServer([answer]) as server:
        [first] = fetch(server.url, "10.1234/a")
        [again] = fetch(server.url, "10.1234/a")
    assert (first.outcome, again.outcome) == (Outcome.FOUND, Outcome.FOUND)


def test_no_thread_outlives_a_run(crossref_server: Serve) -> None:
    server = crossref_server([{"DOI": "10.1234/a", "title": ["A"]}])
    fetch(server.url, "10.1234/a")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("asking")]
