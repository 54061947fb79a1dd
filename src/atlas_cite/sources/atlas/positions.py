"""Paragraphs without headings -> parts, by position (layout P).

Source: ../shared/ATLAS.md §5 and §6, trap 11.
"""

from __future__ import annotations

from collections.abc import Sequence

from atlas_cite.model.summary import Paragraph, Part
from atlas_cite.sources.atlas.draft import Draft, shortened
from atlas_cite.sources.atlas.lines import Line
from atlas_cite.sources.atlas.parts import belongs_together, set_apart
from atlas_cite.sources.atlas.sentences import DISCLAIMS, ENDS_SENTENCE

_BY_POSITION = (Part.QUICK_SUMMARY, Part.WHY_IT_MATTERS, Part.NOT_PROVEN)
"""The three paragraphs of a page without headings (layout P)."""

_SHORTEST_CUT = 25
"""How many characters of a paragraph that the copy cuts are enough to take it for one."""


def read_positions(lines: Sequence[Line], draft: Draft, *, whole: bool, wrapped: bool) -> None:
    """Read the paragraphs of a page without headings; `whole` tells that the page's end was seen behind them."""
    paragraphs = _prose_units(lines, draft, wrapped=wrapped)
    texts = [text for _, text in paragraphs]
    disclaimers = [place for place, text in enumerate(texts) if DISCLAIMS.match(text)]
    in_order = not disclaimers or len(texts) < 3 or 2 in disclaimers
    if len(texts) == 3 and in_order:
        chosen = dict(enumerate(_BY_POSITION))
    elif len(texts) < 3 and not whole and not disclaimers:
        chosen = dict(enumerate(_BY_POSITION[: len(texts)]))
    else:
        chosen = _certain_positions(len(texts), disclaimers)
    for place, (line, text) in enumerate(paragraphs):
        if place in chosen:
            draft.parts.setdefault(chosen[place], []).append(Paragraph(text))
        else:
            set_apart([Paragraph(text)], line, draft, f"paragraph {place + 1} of {len(texts)} has no certain part")
    if whole and len(texts) < 3:
        message = f"a page without headings has three paragraphs; this one has {len(texts)}"
        draft.report("paragraphs-missing", lines[0].number if lines else 1, message)


def _prose_units(lines: Sequence[Line], draft: Draft, *, wrapped: bool) -> list[tuple[Line, str]]:
    """The paragraphs of a page without headings, without lines too short to be one."""
    units: list[tuple[Line, str]] = []
    previous: Line | None = None
    for line in lines:
        if previous and units and belongs_together(previous, line, in_item=False, wrapped=wrapped, items=False):
            units[-1] = (units[-1][0], f"{units[-1][1]} {line.linked}")
        else:
            units.append((line, line.linked))
        previous = line
    prose: list[tuple[Line, str]] = []
    for place, (line, text) in enumerate(units):
        is_cut = place == len(units) - 1 and place <= 2 and len(text) >= _SHORTEST_CUT
        if len(text) < 60 and not ENDS_SENTENCE.search(text) and not is_cut:
            draft.unassigned.append(Paragraph(text))
            draft.report("unknown-line", line.number, f"this line is no paragraph of the summary: “{shortened(text)}”")
        else:
            prose.append((line, text))
    return prose


def _certain_positions(count: int, disclaimers: Sequence[int]) -> dict[int, Part]:
    """What is certain of another number of paragraphs: the first of many, the last that says what is not proven."""
    chosen: dict[int, Part] = {}
    if count > 3 and 0 not in disclaimers:
        chosen[0] = Part.QUICK_SUMMARY
    if list(disclaimers) == [count - 1]:
        chosen[count - 1] = Part.NOT_PROVEN
    return chosen
