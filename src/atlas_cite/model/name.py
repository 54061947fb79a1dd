"""Name: a person or a group, in the parts CSL knows.

Source: CSL 1.0.2 specification, "Name variables"; CSL-JSON schema, `name-variable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CSL_KEYS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "non-dropping-particle": "non_dropping_particle",
    "dropping-particle": "dropping_particle",
    "literal": "literal",
}
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

    @classmethod
    def from_csl(cls, value: object) -> Name | None:
        """Read a CSL-JSON name object (or a bare string, as a literal); None when it names nobody."""
        if isinstance(value, str):
            return cls(literal=_clean(value)) if value.strip() else None
        if not isinstance(value, Mapping):
            return None
        texts = {attribute: _clean(value.get(key)) for key, attribute in _CSL_KEYS.items()}
        flags = {attribute: str(value.get(key, "")).lower() in {"1", "true"} for key, attribute in _CSL_FLAGS.items()}
        name = cls(**texts, **flags)  # type: ignore[arg-type]  # both tables name attributes of the right kind
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


def _clean(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
