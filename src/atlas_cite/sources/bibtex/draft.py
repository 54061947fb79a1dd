"""What has been made of one .bib entry so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from atlas_cite.bibfile.file import BibField
from atlas_cite.errors import Problem, Severity
from atlas_cite.latex.decode import Decoded
from atlas_cite.model.item import Value
from atlas_cite.sources.bibtex.blocks import RawEntry


@dataclass(slots=True)
class Draft:
    """An entry in the making.

    CSL `fields`, raw fields `left` that nobody has taken, `notes` that go into `extra`, and the name variables whose
    lists are `truncated`.
    """

    entry: RawEntry
    where: str
    fields: dict[str, Value] = field(default_factory=dict)
    left: dict[str, BibField] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    truncated: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown_commands: dict[str, int] = field(default_factory=dict)

    def report(self, code: str, line: int, message: str, severity: Severity = Severity.WARNING, hint: str = "") -> None:
        """Add a problem at `line` of the file."""
        self.problems.append(Problem(code, f"{self.where}:{line}", message, hint, severity))

    def text(self, decoded: Decoded, line: int) -> str:
        """The text that was decoded; what nobody knows in it is remembered with its line."""
        for command in decoded.unknown:
            self.unknown_commands.setdefault(command, line)
        return decoded.text
