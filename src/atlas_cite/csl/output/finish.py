"""The late passes over the output tree: quotes, flip-flop, punctuation collisions and spacing.

The tree is laid out as a line of pieces (text, and where formatting and quotes open and close), so that
marks meet over the borders of any number of spans; then the tree is built again from the line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from atlas_cite.csl.output.pieces import CLOSE, CloseQuote, Open, OpenQuote, Piece, build
from atlas_cite.csl.output.punctuation import LEAVE_QUOTES, MARKS, MOVE_INTO_QUOTES, join
from atlas_cite.csl.output.quotes import ENGLISH_QUOTES, QuoteMarks
from atlas_cite.csl.output.tree import NO_FORMATTING, Formatting, Link, Node, Span, Text, is_empty, plain

PLAIN_VALUES = frozenset({"", "normal", "none", "baseline"})
PLAIN = Formatting("normal", "normal", "normal", "none", "baseline")

CLOSE_UP = frozenset(".,")
"""Marks that stand right behind a block's last word, whatever space the block ends with."""

TYPED_MARKS = {"inner-quotes": ("‘", "’"), "outer-quotes": ("“", "”")}
"""The curly quotation marks an author typed, by the tag of the quotation."""


@dataclass(frozen=True, slots=True)
class FinishOptions:
    """What the late passes need of a locale: its quotation marks and where punctuation goes."""

    punctuation_in_quote: bool = False
    quote_marks: QuoteMarks = ENGLISH_QUOTES


def finish(nodes: Iterable[Node], options: FinishOptions) -> tuple[Node, ...]:
    """The tree as it is printed: no affix, quote, tag or collision left in it."""
    line = _Line(options)
    line.add(nodes, NO_FORMATTING, 0)
    return build(line.pieces)


@dataclass(slots=True)
class _Line:
    """The pieces laid out so far, and where the last text among them stands.

    `inner` and `display` are where a mark goes that belongs to the last text: before the first closing quotation
    mark after it, and before the end of the display block it stands in; -1 where nothing closed since.
    """

    options: FinishOptions
    pieces: list[Piece] = field(default_factory=list)
    last_text: int = -1
    inner: int = -1
    display: int = -1
    before_last: tuple[int, int, int] = (-1, -1, -1)

    def add(self, nodes: Iterable[Node], around: Formatting, depth: int) -> None:
        """Lay out nodes that stand in formatting `around` and inside `depth` quotations."""
        for node in nodes:
            if isinstance(node, Text):
                if node.text:
                    self.text(node.text)
            elif isinstance(node, Link):
                self._enclosed(node, node.children, around, depth)
            elif not is_empty(node.children):
                self._span(node, around, depth)

    def _span(self, node: Span, around: Formatting, depth: int) -> None:
        if node.tag == "fixed":
            self._lay(plain(node.children))
            return
        if node.display:
            self._open_display(node)
        if node.prefix:
            self.text(node.prefix)
        if node.quotes:
            self._quoted(node, around, depth)
        else:
            self._styled(node, around, depth + (node.tag == "unquoted"))
        if node.suffix:
            self.text(node.suffix)
        if node.display:
            self._close_display(node)

    def _open_display(self, node: Span) -> None:
        """Begin a block; what follows the margin still meets the mark that its text begins with."""
        margin = (self.last_text, self.inner, self.display) if node.display == "right-inline" else None
        self._barrier(Open(Span((), display=node.display)))
        if margin is not None and margin[2] == len(self.pieces) - 2:
            self.last_text, self.inner, self.display = margin

    def _close_display(self, node: Span) -> None:
        """End a block; the space an entry ends with stands outside its hanging part."""
        text = self._last() if self.last_text >= 0 else ""
        trailing = node.display == "right-inline" and text.endswith(" ")
        if trailing:
            self.pieces[self.last_text] = text.rstrip(" ")
        self.display = len(self.pieces)
        self.pieces.append(CLOSE)
        if trailing:
            self._lay(" ")

    def _quoted(self, node: Span, around: Formatting, depth: int) -> None:
        follows = self._follows_locale(node.tag, depth)
        opening, closing = self.options.quote_marks.pair(depth) if follows else TYPED_MARKS[node.tag]
        self._barrier(OpenQuote(opening))
        self._styled(node, around, depth + follows)
        mark = "" if node.tag else self._expelled_mark()
        if self.inner < 0:
            self.inner = len(self.pieces)
        self.pieces.append(CloseQuote(closing))
        if mark:
            self._lay(mark)

    def _follows_locale(self, tag: str, depth: int) -> bool:
        """Whether a quotation takes the locale's marks: curly ones typed do so where they are the locale's own."""
        typed = TYPED_MARKS.get(tag)
        if typed is None:
            return True
        return typed == self.options.quote_marks.pair(0) or (depth > 0 and typed == self.options.quote_marks.pair(1))

    def _expelled_mark(self) -> str:
        """Take the mark a field ends with out of the style's quotes, where the locale wants punctuation outside."""
        text = self._last() if self.last_text >= 0 else ""
        if self.options.punctuation_in_quote or self.inner >= 0 or len(text) < 2 or text[-1] not in LEAVE_QUOTES:
            return ""
        self.pieces[self.last_text] = text[:-1]
        return text[-1]

    def _styled(self, node: Span, around: Formatting, depth: int) -> None:
        if node.style is NO_FORMATTING or node.style == NO_FORMATTING:
            self.add(node.children, around, depth)
            return
        change = flipped(node.style, around, flips=node.tag == "markup")
        if change == NO_FORMATTING:
            self.add(node.children, around, depth)
            return
        inside = Formatting(*(new or old for new, old in zip(change, around, strict=True)))
        self._enclosed(Span((), change), node.children, inside, depth)

    def _enclosed(self, node: Span | Link, children: Iterable[Node], around: Formatting, depth: int) -> None:
        self.pieces.append(Open(node))
        self.add(children, around, depth)
        self.pieces.append(CLOSE)

    def _barrier(self, piece: Piece) -> None:
        """A piece over which no marks meet."""
        self.pieces.append(piece)
        self.last_text = self.inner = self.display = -1

    def text(self, text: str) -> None:
        """Lay out characters, settling what meets at their seam with the text before."""
        if self.last_text >= 0:
            text = self._settled(text)
        if text:
            self._lay(text)

    def _lay(self, text: str) -> None:
        if text[0] == " " and len(self.pieces) == 1 and _opens_block(self.pieces[0]):
            self.pieces.insert(0, " ")  # the space an entry begins with stands outside its first block
            text = text.lstrip(" ")
            if not text:
                return
        self.before_last = (self.last_text, self.inner, self.display)
        self.last_text = len(self.pieces)
        self.inner = self.display = -1
        self.pieces.append(text)

    def _settled(self, text: str) -> str:
        """What of the text is left to lay out once the marks at its head have found their place."""
        while text:
            if self.inner >= 0 and self._stands_apart(self._last(), text[0]):
                return text
            if self.display >= 0 and text[0] in CLOSE_UP:
                self.pieces[self.last_text] = self._last().rstrip(" ")
            left, rest = join(self._last(), text)
            self.pieces[self.last_text] = left
            if not left and self.before_last[0] >= 0:
                self.last_text, self.inner, outer = self.before_last
                self.display = max(self.display, outer)
                self.before_last = (-1, -1, -1)
                text = rest
                continue
            if not rest or rest[0] not in MARKS or not self._moved(rest[0]):
                return rest
            text = rest[1:]
        return text

    def _stands_apart(self, left: str, mark: str) -> bool:
        """Whether a mark behind a closing quotation mark does not meet the one the quoted text ends with."""
        if len(left) < 2 or left[-1] not in MARKS or mark not in MARKS or left[-1] == mark:
            return False
        if left[-1] in "?!" and mark == ".":
            return False
        return mark == ":" if self.options.punctuation_in_quote else True

    def _moved(self, mark: str) -> bool:
        """Put a mark into the quotation or else the block just closed, where it belongs there."""
        if self.inner >= 0 and self.options.punctuation_in_quote and mark in MOVE_INTO_QUOTES:
            place = self.inner
            self.inner += 1
        elif self.display >= 0:
            place = self.display
            self.inner = -1
        else:
            return False
        if self.display >= 0:
            self.display += 1
        self.pieces.insert(place, mark)
        self.last_text = place
        return True

    def _last(self) -> str:
        piece = self.pieces[self.last_text]
        return piece if isinstance(piece, str) else ""


def _opens_block(piece: Piece) -> bool:
    return isinstance(piece, Open) and isinstance(piece.node, Span) and bool(piece.node.display)


def flipped(style: Formatting, around: Formatting, *, flips: bool) -> Formatting:
    """What of `style` still has to be said inside formatting `around`.

    Plain values are said only where there is something to undo; where `flips`, a value that is already in
    force turns into the plain one.
    """
    change = []
    for value, current, undone in zip(style, around, PLAIN, strict=True):
        if value in PLAIN_VALUES:
            change.append("" if not value or current in PLAIN_VALUES else undone)
        elif flips and value == current:
            change.append(undone)
        else:
            change.append(value)
    return Formatting(*change)
