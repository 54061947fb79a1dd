"""Names turned round: `Last, First, Suffix`, as RIS, EndNote and spreadsheets write them."""

from __future__ import annotations

from atlas_cite.model.name import Name

_JOINED = ("'", "’", "-")


def inverted_name(name: Name) -> str:
    """`Last, First, Suffix`; a name that is not divided stands as it is, with a comma at its end if it has another."""
    if is_undivided(name):
        return f"{name.literal}," if "," in name.literal else name.literal
    last = family_with_particles(name)
    given = name.given if name.family else ""
    parts = [last, given, name.suffix] if name.suffix else [last, given] if given or "," in last else [last]
    return ", ".join(parts)


def is_undivided(name: Name) -> bool:
    """Whether the name is a group's, or one nobody divided into parts."""
    return bool(name.literal) or not (name.family or name.given)


def family_with_particles(name: Name) -> str:
    """The family name behind its particles (`van der Meer`, `d'Arc`); the given name where there is no other."""
    particles = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    joint = "" if not particles or particles.endswith(_JOINED) else " "
    return f"{particles}{joint}{name.family or name.given}"
