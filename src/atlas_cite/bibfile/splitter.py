"""bibtexparser's splitter, with its blocks read by our scan.

The splitter goes through the file and finds the blocks.  What it makes of one has no offsets and no columns, and a
fault may cost it what follows; so each block is handed over, and the splitter goes on behind what was read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from bibtexparser.model import ImplicitComment
from bibtexparser.splitter import _MARK_PATTERN, Splitter

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of becomes a Problem


class HandingSplitter(Splitter):
    """Hands the offset of each block's `@` to `read_block`, which answers with the offset where to go on."""

    def __init__(self, text: str, read_block: Callable[[int], int]) -> None:
        super().__init__(text)
        self._hand_over = read_block

    def _handle_entry(self, m: re.Match[str], m_val: str) -> Any:
        return self._handed_over(m)

    def _handle_string(self, m: re.Match[str]) -> Any:
        return self._handed_over(m)

    def _handle_preamble(self, m: re.Match[str]) -> Any:
        return self._handed_over(m)

    def _handle_explicit_comment(self, m: re.Match[str]) -> Any:
        return self._handed_over(m)

    def _handed_over(self, mark: re.Match[str]) -> Any:
        # The splitter has put a line end before the text, so its offsets are ours and one.
        end = self._hand_over(mark.start() - 1) + 1
        self._unaccepted_mark = None
        self._closing_delimiter = "}"
        self._markiter: Any = _MARK_PATTERN.finditer(self.bibstr, end)
        self._current_char_index: int = end - 1
        return ImplicitComment(comment="")
