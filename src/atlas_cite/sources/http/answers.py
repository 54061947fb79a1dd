"""Answers: what a service sent back, checked and bounded, and why it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from atlas_cite.sources.http.faults import OFTEN, ONCE, ExchangeFault
from atlas_cite.sources.http.pacing import PATIENCE

MOST_BYTES = 64 * 1024 * 1024
"""An answer that unpacks to more is none: fifty works with thousands of references each stay well below."""

_FAULTS = {
    403: ("service-refused", ONCE, "it blocked this client (403)"),
    404: ("doi-absent", ONCE, "it has no such record (404)"),
    410: ("doi-absent", ONCE, "the record is gone (410)"),
    429: ("rate-limited", OFTEN, "it was asked too often (429)"),
}
"""HTTP status -> problem code, how often to try, what it means; 5xx and the rest are in `fault_of`."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """One answer, read whole; `redirected` when another path answered than the one asked."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    redirected: bool = False

    @property
    def kind(self) -> str:
        """The media type without its parameters, lower-cased."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_json(answer: HttpAnswer) -> Any:
    """The parsed body; raises ExchangeFault, worth trying again, for what is no JSON."""
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        kind = answer.kind or "no content type"
        reason = f"{host_of(answer.url)} answered with what is no JSON ({kind}, {len(answer.content)} bytes)"
        raise ExchangeFault("bad-answer", reason, attempts=OFTEN) from error


def fault_of(answer: HttpAnswer) -> ExchangeFault | None:
    """Why an answer is none, or None for a good one."""
    if 200 <= answer.status < 300:
        return None
    host = host_of(answer.url)
    wait = retry_after(answer.headers)
    if answer.status in _FAULTS:
        problem, attempts, meaning = _FAULTS[answer.status]
        attempts = ONCE if wait is not None and wait > PATIENCE else attempts
        return ExchangeFault(problem, f"{host}: {meaning}", attempts=attempts, retry_after=wait, status=answer.status)
    detail = _detail(answer.content)
    message = f"{host} answered {answer.status}" + (f": {detail}" if detail else "")
    attempts = OFTEN if answer.status >= 500 and (wait is None or wait <= PATIENCE) else ONCE
    return ExchangeFault("service-error", message, attempts=attempts, retry_after=wait, status=answer.status)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from a number or a date; a date is measured against the answer's own."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def host_of(url: str) -> str:
    """Where an address leads, without what was asked there."""
    return urlsplit(url).netloc.rpartition("@")[2] or url


def _detail(content: bytes) -> str:
    """What a Crossref error body says, shortened; its `message` is a list (400) or an object (500)."""
    try:
        message = json.loads(content).get("message")
    except (ValueError, RecursionError, AttributeError):
        return ""
    first = message[0] if isinstance(message, list) and message else message
    text = first.get("message") if isinstance(first, dict) else first
    return " ".join(text.split())[:200] if isinstance(text, str) else ""
