"""Style search: styles by what one remembers of their name, with a sample of each."""

from __future__ import annotations

from dataclasses import dataclass

from atlas_cite.styles import find_style, search_styles


@dataclass(frozen=True, slots=True)
class StyleSample:
    """A style as a search shows it: its name, its title, and one reference as it prints it."""

    name: str
    title: str
    reference: str


def sample_styles(query: str, limit: int) -> tuple[list[StyleSample], int]:
    """The first `limit` styles that match, each with a sample reference, and how many match in all."""
    from atlas_cite.render.bibliography import sample_reference

    found = search_styles(query)
    samples = [StyleSample(each.name, each.title, sample_reference(find_style(each.name))) for each in found[:limit]]
    return samples, len(found)
