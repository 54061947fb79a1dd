"""Uses: which keys a manuscript, or LaTeX's .aux file of one, cites, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas_cite.manuscript import latex, markdown

_AUX = re.compile(r"\\(?:citation|abx@aux@cite(?:\{\d+\})?|abx@aux@segm\{\d+\}\{\d+\})\{([^{}]*)\}")


def find_uses(text: str, ending: str) -> Iterator[tuple[str, int]]:
    """Each key that is cited and where it stands, in characters from 0; `ending` tells what kind of text it is.

    `.aux` is LaTeX's, `.tex`, `.ltx` and `.latex` are LaTeX, anything else is Markdown.
    """
    if ending == ".aux":
        for match in _AUX.finditer(text):
            for key in re.finditer(r"[^,\s*]+", match[1]):
                yield key[0], match.start(1) + key.start()
        return
    find = latex.find_citations if ending in {".tex", ".ltx", ".latex"} else markdown.find_citations
    for citation in find(text):
        for work in citation.works:
            yield work.key, work.start


def cites_everything(text: str) -> bool:
    r"""Whether a text cites every entry: `\\nocite{*}` in LaTeX, `nocite: '@*'` in pandoc's metadata."""
    return bool(re.search(r"\\nocite\{[^{}]*\*[^{}]*\}|\\citation\{\*\}|^nocite:[^\n]*@\*|^\s+@\*", text, re.MULTILINE))
