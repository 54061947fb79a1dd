"""What a line's words show: the end of a sentence, and the beginning of what a study does not prove."""

from __future__ import annotations

import re

from atlas_cite.sources.atlas.lines import Line

ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*(?:\s*\[\d+\])?$|[.!?…][\"'”’»)\]*_]+$|\]\(\S+\)\.?$")
SENTENCE_BREAK = re.compile(r"(?<!^\d)(?<!^\d\d)[.!?][\"'”’)\]]*\s+(?=[A-Z“\"(])")
DISCLAIMS = re.compile(
    r"^(?:this|the|our|these) (?:[\w-]+ ){0,2}?"
    r"(?:stud(?:y|ies)|trial|review|paper|work|research|analysis|report|guideline|article|survey|experiment|finding)s?\b"
    r".{0,80}?\b(?:(?:does|do|can) not|cannot|can[’']t|(?:does|do)n[’']t)\s+(?:\w+\s+){0,2}?"
    r"(?:prove|establish|show|demonstrate|mean|confirm|tell|imply)\b",
    re.IGNORECASE,
)
"""How the atlas begins what a study does not prove; in the past tense it would be a finding."""


def goes_on(before: Line, after: Line) -> bool:
    """Whether `after` must be the rest of `before`'s sentence."""
    if after.mark or after.level or before.level or after.blank_before or ENDS_SENTENCE.search(before.text):
        return False
    first = after.text.split()[0].strip("(“\"'")
    return first.isalpha() and first.islower()
