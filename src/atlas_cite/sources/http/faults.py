"""ExchangeFault: why an exchange with a service brought no answer."""

from __future__ import annotations

from atlas_cite.errors import AtlasCiteError

OFTEN, TWICE, ONCE = 4, 2, 1
"""How often an exchange is worth trying in all."""


class ExchangeFault(AtlasCiteError):
    """No usable answer; `code` is the problem code of `model.work.Answer`.

    `attempts` is how often such an exchange is worth trying in all; `retry_after` the seconds a service asked to wait.
    `status` is the HTTP status, 0 when there was none.
    """

    def __init__(
        self, code: str, message: str, *, attempts: int = 1, retry_after: float | None = None, status: int = 0
    ) -> None:
        super().__init__(message)
        self.code = code
        self.attempts = attempts
        self.retry_after = retry_after
        self.status = status
