"""Shorten: a text cut to a length at the end of a sentence or item, and marked where something is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atlas_cite.model.summary import Block, Bullets, Paragraph

# A stop, with what closes behind it, before a blank and what can begin a sentence; East Asian stops need no blank.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[^\s\W_a-zß-ÿ]|\s+[\"'“‘«(\[¿¡])|[。！？][」』）”]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:[A-Za-z]|al|approx|ca|cf|Dr|e\.g|i\.e|etc|Fig|Figs|Mr|Mrs|Ms|No|Nos|pp|Prof|Ref|resp|St|vs|vol|"
    r"bzw|d\.h|z\.B|usw|Nr|p\.ex|env|p\.ej)\.$"
)
# A letter of a script that puts no blanks between words counts as half a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def shortened(blocks: Sequence[Block], most_words: int, mark: str) -> tuple[Block, ...]:
    """As many whole sentences and list items, from the beginning, as have `most_words` words; at least one.

    What is kept ends with `mark` when anything is left out.
    """
    kept: list[Block] = []
    left = float(most_words)
    for block in blocks:
        units = list(_units(block))
        taken: list[str] = []
        for unit in units:
            if (kept or taken) and _words(unit) > left:
                break
            left -= _words(unit)
            taken.append(unit)
        if taken:
            kept.append(_joined(block, taken))
        if len(taken) < len(units):
            return (*kept[:-1], _marked(kept[-1], mark))
    return tuple(kept)


def cut_title(title: str, most_characters: int) -> str:
    """A title of at most so many characters, cut between words where it has any, and marked where it is cut."""
    if len(title) <= most_characters:
        return title
    beginning = title[:most_characters]
    whole_words = beginning.rpartition(" ")[0]
    return f"{whole_words if len(whole_words) > most_characters // 2 else beginning} …"


def _units(block: Block) -> Iterator[str]:
    """What is kept or left whole: a list's items, a paragraph's sentences."""
    if isinstance(block, Bullets):
        yield from block.items
    elif block.text.strip():
        yield from sentences(block.text)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with its stop; an abbreviation, and a stop inside a link, end none."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        sentence = text[start : match.end()]
        if _ABBREVIATION.search(sentence) or sentence.count("[") != sentence.count("]"):
            continue
        yield sentence.strip()
        start = match.end()
    if rest := text[start:].strip():
        yield rest


def _words(text: str) -> float:
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced / 2


def _joined(block: Block, units: list[str]) -> Block:
    if isinstance(block, Bullets):
        return Bullets(tuple(units))
    return Paragraph(" ".join(units))


def _marked(block: Block, mark: str) -> Block:
    if isinstance(block, Bullets):
        return Bullets((*block.items[:-1], f"{block.items[-1]} {mark}"))
    return Paragraph(f"{block.text} {mark}")
