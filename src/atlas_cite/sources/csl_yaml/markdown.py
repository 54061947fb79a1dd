"""Markdown in the texts of CSL-YAML as CSL-JSON's rich text.

Source: pandoc's manual, "Inline formatting"; what is no emphasis stands as it is.
"""

from __future__ import annotations

import re

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~ ])"
    r"|\*\*(?P<b>(?!\s)(?:\\.|[^\\*]|\*(?!\*))+)\*\*"
    r"|\*(?P<i>(?!\s)(?:\\.|[^\\*]|\*\*[^*]+\*\*)+)\*"
    r"|(?<!\w)_(?P<u>(?!\s)(?:\\.|[^\\_])+)_(?!\w)"
    r"|\^(?P<sup>(?:\\.|[^\\^\s])+)\^"
    r"|~(?P<sub>(?:\\.|[^\\~\s])+)~"
    r"|\[(?P<span>(?:\\.|[^\\\[\]]|\[(?:\\.|[^\\\[\]])*\]\{[^{}]*\})+)\]\{(?P<class>\.nocase|\.smallcaps)\}"
)
_TAGS = {"b": "b", "i": "i", "u": "i", "sup": "sup", "sub": "sub"}
_SPANS = {".nocase": '<span class="nocase">', ".smallcaps": '<span style="font-variant:small-caps">'}


def from_markdown(text: str) -> str:
    """The rich text that `text` says; its paragraphs become lines."""
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH_BREAK.split(text))
    return "\n".join(_inline(part) for part in paragraphs if part)


def _inline(text: str) -> str:
    return _TOKEN.sub(_rich, text)


def _rich(match: re.Match[str]) -> str:
    if match["escaped"]:
        return match["escaped"]
    if match["span"]:
        return f"{_SPANS[match['class']]}{_inline(match['span'])}</span>"
    kind = next(name for name in _TAGS if match[name])
    return f"<{_TAGS[kind]}>{_inline(match[kind])}</{_TAGS[kind]}>"
