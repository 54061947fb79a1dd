"""The errors of atlas-cite, and failure as data.

AtlasCiteError              everything this package raises on purpose
├── InvalidDoi              text that is no DOI; says what is wrong with it
├── UnreadableInput         an input that cannot be opened, decoded or recognised
├── InvalidSettings         an option, configuration value or combination that cannot work
├── StyleNotFound           no such style; carries near names
├── StyleFault              a style or locale that was found and cannot be used
├── CacheFault              the cache file is damaged, or not a cache
└── NotSaved                a file that is not written: it changed underneath, is read-only, or has nothing to take back

One bad item must not cost the others, so batch verbs do not raise for an item:
they return `(result, problems)`, each problem a `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class AtlasCiteError(Exception):
    """An error with the input it concerns, what is wrong, and what to do about it."""

    def __init__(self, message: str, *, subject: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.hint = hint


class InvalidDoi(AtlasCiteError):
    """A text that is not a DOI."""


class UnreadableInput(AtlasCiteError):
    """An input that cannot be opened, decoded or recognised."""


class InvalidSettings(AtlasCiteError):
    """An option, a configuration value, or a combination of them, that cannot work."""


class StyleNotFound(AtlasCiteError):
    """A style name that leads to no style."""


class StyleFault(AtlasCiteError):
    """A style or locale that exists and cannot be used."""


class CacheFault(AtlasCiteError):
    """A cache file that is damaged, or is not a cache."""


class NotSaved(AtlasCiteError):
    """A file that is left as it is: it changed since it was read, cannot be written, or has nothing to take back."""


class Severity(StrEnum):
    """How much a problem matters to the exit code."""

    ERROR = "error"
    """Something asked for could not be done: exit code 1."""
    ASK = "ask"
    """A person has to decide: exit code 1 with --strict."""
    WARNING = "warning"
    """Done, with something a reader should know: exit code 1 with --strict."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure or doubt about one item, as data.

    `code` is a stable short name such as `doi-absent`; `subject` names the input (a DOI, `file:line`, a key);
    `message` says what is wrong and `hint` what to do.
    """

    code: str
    subject: str
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)

    @classmethod
    def from_error(cls, error: AtlasCiteError, code: str, subject: str = "") -> Problem:
        """Turn an error into a problem about `subject` (by default the error's own subject)."""
        return cls(code, subject or error.subject, error.message, error.hint)

    def __str__(self) -> str:
        text = f"{self.subject}: {self.message}" if self.subject else self.message
        return f"{text} [{self.code}]" + (f"\n  {self.hint}" if self.hint else "")
