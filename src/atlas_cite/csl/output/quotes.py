"""Quotation marks of a locale and which pair a level of nesting takes."""

from __future__ import annotations

from typing import NamedTuple


class QuoteMarks(NamedTuple):
    """The four quotation marks of a locale, as its terms give them."""

    open_quote: str = "“"
    close_quote: str = "”"
    open_inner_quote: str = "‘"
    close_inner_quote: str = "’"

    def pair(self, depth: int) -> tuple[str, str]:
        """The marks around text inside `depth` other quotations: outer and inner ones in turn."""
        if depth % 2:
            return self.open_inner_quote, self.close_inner_quote
        return self.open_quote, self.close_quote


ENGLISH_QUOTES = QuoteMarks()
