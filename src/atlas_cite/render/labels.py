"""Labels: the words around an annotation, in the language asked for."""

from __future__ import annotations

from atlas_cite.tables.labels import ENGLISH, LABELS

LANGUAGES = tuple(LABELS)
"""The languages that labels are to be had in."""


def label(name: str, language: str = "en", **values: str) -> str:
    """The label called `name` in `language` (a BCP 47 tag), with `values` filled in; English when there is no other."""
    words = LABELS.get(language.partition("-")[0].lower(), ENGLISH)
    text = words.get(name, ENGLISH.get(name, name.replace("_", " ").replace("-", " ").capitalize()))
    for placeholder, value in values.items():
        text = text.replace(f"{{{placeholder}}}", value)
    return text


def is_known(name: str) -> bool:
    """Whether there is a label of this name."""
    return name in ENGLISH


def label_language(tag: str) -> str:
    """The language that labels for a document in `tag` are in: its own, or English."""
    language = tag.partition("-")[0].lower()
    return language if language in LABELS else "en"
