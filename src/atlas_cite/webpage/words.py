"""The page's own words in the language of the page: what is written on its controls, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_OTHER_NAMES = {"no": "nb", "nn": "nb"}
"""Languages that are read well enough in the words of another."""


def words_of(language: str) -> Mapping[str, str]:
    """The words in a language (a BCP 47 tag), in English where there are none."""
    primary = language.partition("-")[0].lower()
    words = all_words()
    return words.get(_OTHER_NAMES.get(primary, primary), words["en"])


@cache
def all_words() -> Mapping[str, Mapping[str, str]]:
    """Every word by language and name."""
    text = files("atlas_cite.webpage").joinpath("words.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))
