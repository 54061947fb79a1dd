"""Terms, ordinals, date forms and options of one language, with every fallback merged once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from atlas_cite.csl.style.documents import read_locale
from atlas_cite.csl.style.nodes import DateElement, LocaleNode, Term

FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long", "long": ""}
"""The form to look for where a term lacks one."""

FALLBACK = "en-US"
"""The locale that completes all others."""

PRIMARY_DIALECTS = {
    "af": "af-ZA", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR",
    "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "is": "is-IS",
    "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN",
    "nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU",
    "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA",
    "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
"""The dialect that stands for a language, as the specification's fallback has it."""


@dataclass(frozen=True, slots=True)
class Locale:
    """The merged locale; look terms up with `term`, ordinals with `ordinal_suffix`."""

    language: str
    terms: Mapping[tuple[str, str, str], Term]
    dates: Mapping[str, DateElement]
    options: Mapping[str, str]
    ordinals: Mapping[str, Mapping[int, Term]] = field(default_factory=dict)

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """The term in the form asked or the next in the fallback order; None where it is unknown."""
        while form:
            found = self.terms.get((name, form, gender)) or self.terms.get((name, form, ""))
            if found is not None:
                return found
            form = FORM_FALLBACK.get(form, "")
        return None

    def term(self, name: str, form: str = "long", *, plural: bool = False, gender: str = "") -> str:
        """The text of a term, "" where it is unknown."""
        found = self.find(name, form or "long", gender)
        if found is None:
            return ""
        return found.multiple if plural else found.single

    def has(self, name: str) -> bool:
        """Whether the term is defined in any form."""
        return self.find(name, "verb-short") is not None

    def gender(self, name: str) -> str:
        """The grammatical gender of a term, "" where none is given."""
        found = self.find(name)
        return found.gender if found else ""

    def flag(self, option: str, default: str = "false") -> bool:
        """Whether a style option of the locale is on."""
        return self.options.get(option, default) == "true"


def merge(language: str, layers: Iterable[LocaleNode]) -> Locale:
    """One locale of all `layers`, later ones winning; a layer's ordinals replace all earlier ones."""
    terms: dict[tuple[str, str, str], Term] = {}
    dates: dict[str, DateElement] = {}
    options: dict[str, str] = {}
    for layer in layers:
        if any(_is_ordinal(term.name) for term in layer.terms):
            terms = {key: term for key, term in terms.items() if not _is_ordinal(key[0])}
        for term in layer.terms:
            terms[term.name, term.form, term.gender_form] = term
        dates.update({date.form: date for date in layer.dates})
        options.update(layer.options)
    return Locale(language, terms, dates, options)


def _is_ordinal(name: str) -> bool:
    return name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdigit())


def load_locale(language: str, in_style: tuple[LocaleNode, ...] = ()) -> Locale:
    """The locale of `language` with the specification's fallbacks: in-style, dialect, language, en-US."""
    language = canonical(language)
    base = language.split("-", maxsplit=1)[0]
    names = dict.fromkeys([PRIMARY_DIALECTS.get(base, base), language])
    own = [node for name in names if name != FALLBACK and (node := _bundled(name)) is not None]
    fallback = _bundled(FALLBACK)
    layers = own if fallback is None else [_completing(fallback, own), *own]
    for wanted in dict.fromkeys(["", base, language]):
        layers += [node for node in in_style if node.language == wanted]
    return merge(language, layers)


def _completing(fallback: LocaleNode, own: list[LocaleNode]) -> LocaleNode:
    """The fallback without the terms a language has in any form: its long form comes before an English short one.

    Symbols stay: they are nobody's words.
    """
    known = {term.name for node in own for term in node.terms}
    kept = tuple(term for term in fallback.terms if term.form == "symbol" or term.name not in known)
    return replace(fallback, terms=kept)


def canonical(language: str) -> str:
    """The dialect a bare language code stands for, the code itself otherwise."""
    language = (language or "en-US").replace("_", "-")
    head, _, tail = language.partition("-")
    if not tail:
        return PRIMARY_DIALECTS.get(head.lower(), head.lower())
    return f"{head.lower()}-{tail.upper() if len(tail) == 2 else tail}"


@cache
def _bundled(name: str) -> LocaleNode | None:
    path = _folder() / f"locales-{name}.xml"
    return read_locale(path.read_bytes()) if path.is_file() else None


@cache
def _folder() -> Path:
    if folder := os.environ.get("CSL_LOCALES"):
        return Path(folder)
    spec = find_spec("citeproc")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("no CSL locales: install citeproc-py, which carries them, or set CSL_LOCALES")
    return Path(spec.origin).parent / "data" / "locales"
