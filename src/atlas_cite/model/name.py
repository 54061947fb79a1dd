"""Name: a person or a group, in the parts CSL knows.

Source: CSL 1.0.2 specification, "Name variables"; CSL-JSON schema, `name-variable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_CSL_KEYS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "non-dropping-particle": "non_dropping_particle",
    "dropping-particle": "dropping_particle",
    "literal": "literal",
}
_JOINED = ("'", "’", "-")
"""What joins a particle to the name behind it."""

_REMEMBERED = 8192

_CSL_FLAGS = {"comma-suffix": "comma_suffix", "static-ordering": "static_ordering"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family` and the rest) or a group or undivided name (`literal` alone)."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    non_dropping_particle: str = ""
    dropping_particle: str = ""
    literal: str = ""
    comma_suffix: bool = False
    static_ordering: bool = False
    orcid: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the name is known."""
        return not (self.family or self.given or self.literal)

    @property
    def sort_family(self) -> str:
        """The family name with its particle, or the group's name: what matching and keys compare."""
        particle = f"{self.non_dropping_particle} " if self.non_dropping_particle else ""
        return self.literal or (particle + self.family).strip() or self.given

    @property
    def is_undivided(self) -> bool:
        """Whether this is a group's name, or one that nobody divided into parts."""
        return bool(self.literal) or not (self.family or self.given)

    @property
    def family_with_particles(self) -> str:
        """The family name behind its particles (`van der Meer`, `d'Arc`); the given name where there is no other."""
        particles = " ".join(part for part in (self.dropping_particle, self.non_dropping_particle) if part)
        joint = "" if not particles or particles.endswith(_JOINED) else " "
        return f"{particles}{joint}{self.family or self.given}"

    @property
    def inverted(self) -> str:
        """`Last, First, Suffix`; an undivided name stands as it is, with a comma at its end if it has another."""
        if self.is_undivided:
            return f"{self.literal}," if "," in self.literal else self.literal
        last = self.family_with_particles
        given = self.given if self.family else ""
        parts = [last, given, self.suffix] if self.suffix else [last, given] if given or "," in last else [last]
        return ", ".join(parts)

    @classmethod
    def from_csl(cls, value: object) -> Name | None:
        """Read a CSL-JSON name object (or a bare string, as a literal); None when it names nobody."""
        if isinstance(value, str):
            return cls(literal=_clean(value)) if value.strip() else None
        if not isinstance(value, Mapping):
            return None
        family, given = value.get("family"), value.get("given")
        if len(value) == 2 and isinstance(family, str) and isinstance(given, str):
            return _person(family, given)
        parts: dict[str, Any] = {}
        for key, said in value.items():
            if key in _CSL_KEYS:
                parts[_CSL_KEYS[key]] = _clean(said)
            elif key in _CSL_FLAGS:
                parts[_CSL_FLAGS[key]] = str(said).lower() in {"1", "true"}
        name = cls(**parts)
        return None if name.is_empty else name

    def to_csl(self) -> dict[str, Any]:
        """This name as a CSL-JSON name object; ORCID has no place there."""
        csl: dict[str, Any] = {key: getattr(self, attribute) for key, attribute in _CSL_KEYS.items()}
        csl |= {key: getattr(self, attribute) for key, attribute in _CSL_FLAGS.items()}
        return {key: value for key, value in csl.items() if value}

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        words = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return " ".join(word for word in words if word)


@lru_cache(_REMEMBERED)
def _person(family: str, given: str) -> Name | None:
    """A name of two parts, as most are; most people in a library wrote more than one work."""
    name = Name(_clean(family), _clean(given))
    return None if name.is_empty else name


def _clean(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return " ".join(str(value).split()) if isinstance(value, int | float) else ""
