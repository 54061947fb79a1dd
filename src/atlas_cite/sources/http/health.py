"""Health: whether asking a service on makes sense, or would be rude or vain."""

from __future__ import annotations

import threading

from atlas_cite.sources.http.faults import ExchangeFault

_TRIES, _TRIES_IN_TROUBLE = 4, 2
_FIRST_PROBE = 3


class Health:
    """Counts failed exchanges in a row; once stopped, every `check` raises.

    After three failures a probe is due.  A service that answers it is well and the requests were at fault, so the next
    probe comes twice as late.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped: ExchangeFault | None = None
        self._failed = 0
        self._probe_after = _FIRST_PROBE

    @property
    def tries(self) -> int:
        """How often one exchange is worth trying at the moment."""
        return _TRIES_IN_TROUBLE if self._failed else _TRIES

    def check(self) -> None:
        """Raise ExchangeFault when nothing more may be asked."""
        if stopped := self._stopped:
            raise ExchangeFault(stopped.code, stopped.message, status=stopped.status)

    def stop(self, fault: ExchangeFault) -> None:
        """Ask nothing more, because of `fault`; the first reason stays."""
        with self._lock:
            self._stopped = self._stopped or fault

    def succeeded(self) -> None:
        """An exchange came to an answer, be it 404."""
        with self._lock:
            self._failed = 0

    def failed(self) -> bool:
        """An exchange failed for good; whether the service should be probed now."""
        with self._lock:
            self._failed += 1
            if self._stopped or self._failed < self._probe_after:
                return False
            self._failed = 0
            self._probe_after *= 2
            return True
