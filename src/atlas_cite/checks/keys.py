"""Key rules: keys that manuscripts cite and no file has, and entries that no manuscript cites."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from atlas_cite.checks.finding import Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject


def _undefined(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    known = {each.key for each in corpus}
    for use in corpus.uses or ():
        if use.key not in known:
            near = get_close_matches(use.key, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Add the entry, or correct the key."
            yield None, Hit(f"{use.key} is cited here and defined nowhere", hint, place=use.place, key=use.key)


def _unused(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    if corpus.uses is None:
        return
    used = {use.key for use in corpus.uses}
    for subject in corpus:
        if subject.key not in used:
            yield subject, Hit(f"{subject.key} is cited nowhere", "Take it out, or leave it for later.")


RULES = (
    Rule(
        "keys/undefined",
        Level.ERROR,
        "A manuscript cites a key that is not defined",
        "LaTeX prints [?] and pandoc prints the key.",
        whole=_undefined,
    ),
    Rule(
        "keys/unused",
        Level.NOTE,
        "An entry is cited nowhere",
        "No manuscript given with --against cites it.",
        whole=_unused,
    ),
)
