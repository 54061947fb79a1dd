"""A divided page: its sections with their lines, and what was taken out of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from atlas_cite.model.summary import Part
from atlas_cite.sources.atlas.header import Header
from atlas_cite.sources.atlas.headings import Kind
from atlas_cite.sources.atlas.lines import Line


@dataclass(slots=True)
class Section:
    """A heading, if there was one, and the lines under it."""

    kind: Kind
    heading: Line | None = None
    part: Part | None = None
    lines: list[Line] = field(default_factory=list)
    is_marked: bool = False
    """Whether any line has a list mark."""

    def add(self, line: Line) -> None:
        """Take one more line."""
        self.lines.append(line)
        self.is_marked = self.is_marked or bool(line.mark)


@dataclass(slots=True)
class Sections:
    """A divided page: its sections in order, and the lines that were taken by rules of their own."""

    sections: list[Section] = field(default_factory=list)
    header: Header | None = None
    badges: list[Line] = field(default_factory=list)
    addresses: list[Line] = field(default_factory=list)
    footers: list[Line] = field(default_factory=list)
    snapshots: list[Line] = field(default_factory=list)
    """Citations of the atlas's page that stand without a heading."""
    notices: list[Line] = field(default_factory=list)
    """Lines that are nothing but `Retracted` and the like."""
    repeated: list[Line] = field(default_factory=list)
    """Headings that stood before without content, as in a table of contents."""

    def of(self, kind: Kind) -> list[Section]:
        """The sections of one kind."""
        return [section for section in self.sections if section.kind is kind]

    def lines_of(self, kind: Kind) -> list[Line]:
        """The lines of all sections of one kind."""
        return [line for section in self.of(kind) for line in section.lines]

    @property
    def parts(self) -> list[Part]:
        """The parts that have a heading, in the page's order."""
        return [section.part for section in self.sections if section.part is not None]
