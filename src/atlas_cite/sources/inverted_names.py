"""Names turned round (`Last, First, Suffix`), as RIS, EndNote, MEDLINE and spreadsheets write them."""

from __future__ import annotations

from atlas_cite.model.name import Name
from atlas_cite.model.text import decode_entities, tidy


def read_inverted_name(text: str) -> Name:
    """`Last, First, Suffix`; a name without a comma, or with one at its end, is not divided."""
    text = tidy(decode_entities(text))
    if "," not in text or text.endswith(","):
        return Name(literal=text.rstrip(", "))
    family, given, *rest = [part.strip() for part in text.split(",")]
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return Name(" ".join(words[count:]), given, ", ".join(rest), non_dropping_particle=" ".join(words[:count]))
