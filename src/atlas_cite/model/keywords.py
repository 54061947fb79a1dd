"""Keywords: CSL's one text as the words it lists, and back."""

from __future__ import annotations

from collections.abc import Iterable


def split_keywords(text: str) -> tuple[str, ...]:
    """The keywords of a CSL `keyword`: parted by semicolons where it has any, else by commas."""
    words = (word.strip() for word in text.split(";" if ";" in text else ","))
    return tuple(word for word in words if word)


def join_keywords(words: Iterable[str]) -> str:
    """The CSL `keyword` that `split_keywords` takes apart again; a comma inside a word asks for semicolons."""
    found = [word.strip() for word in words if word.strip()]
    if any(";" in word for word in found):
        found = [word.replace(";", ",") for word in found]
    if any("," in word for word in found):
        return "; ".join(found) if len(found) > 1 else f"{found[0]};"
    return ", ".join(found)
