"""Where: a small filter language over an entry's facts, such as `pem == "required" and year >= 2015 and not retracted`.

    expression = conjunction { "or" conjunction }
    conjunction = negation { "and" negation }
    negation = "not" negation | "(" expression ")" | comparison
    comparison = fact [ operator value | ["not"] "in" "(" value { "," value } ")" ]
    operator = "==" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains"
    value = number | "text" | 'text' | word

Texts compare without case and accents.  A fact that an entry does not give equals the word `unknown`, and is neither
less nor greater than anything.  Of a fact with several values, one that agrees is enough.  A value that a fact never
has is a fault, and so is an order of what has none.  Nothing is ever executed.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas_cite.arrange.facts import UNKNOWN, Fact, Value, get_fact
from atlas_cite.errors import InvalidSettings
from atlas_cite.model.entry import Entry
from atlas_cite.model.text import folded

Predicate = Callable[[Entry], bool]
_Compare = Callable[[Any, Any], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d{1,18}(?![\w-]))|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<operator>==|!=|<=|>=|[=<>])"""
    r"""|(?P<punctuation>[(),])|(?P<word>[^\W\d][\w-]*|\d[\w-]*))"""
)
_DEEPEST = 100
"""How deep parentheses may nest: far more than a person writes, far less than Python's stack."""
_WIDEST = 60
"""How many characters of an expression are shown on either side of a fault."""

_EQUAL: Mapping[str, bool] = {"==": True, "=": True, "!=": False}
_ORDERED: Mapping[str, _Compare] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the expression: its kind, its text, and where it begins."""

    kind: str
    text: str
    start: int


def parse_where(expression: str) -> Predicate:
    """A test for entries; raises InvalidSettings that points at the place where the expression goes wrong."""
    parser = _Parser(expression)
    predicate = parser.expression()
    parser.expect_end()
    return predicate


class _Parser:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, expression: str) -> None:
        self._source = expression
        self._tokens = self._split()
        self._at = 0
        self._depth = 0

    def expression(self) -> Predicate:
        """Alternatives."""
        tests = [self._conjunction()]
        while self._take_word("or"):
            tests.append(self._conjunction())
        return tests[0] if len(tests) == 1 else lambda entry: any(test(entry) for test in tests)

    def expect_end(self) -> None:
        """Raise unless everything was read."""
        if self._at < len(self._tokens):
            raise self._fault("`and`, `or` or the end is expected here")

    def _conjunction(self) -> Predicate:
        tests = [self._negation()]
        while self._take_word("and"):
            tests.append(self._negation())
        return tests[0] if len(tests) == 1 else lambda entry: all(test(entry) for test in tests)

    def _negation(self) -> Predicate:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault(f"this is nested more than {_DEEPEST} deep")
        try:
            if self._take_word("not"):
                test = self._negation()
                return lambda entry: not test(entry)
            if self._take("punctuation", "("):
                inner = self.expression()
                self._require("punctuation", ")")
                return inner
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Predicate:
        start = self._at
        name = self._require("word")
        try:
            fact = get_fact(name.text)
        except InvalidSettings as error:
            raise self._fault(f"{error.message}: {name.text}", error.hint, start) from error
        if sign := self._take("operator"):
            return self._ordered(fact, name, sign) if sign.text in _ORDERED else self._equal(fact, sign)
        if self._take_word("contains"):
            return self._contains(fact)
        negated = self._take_word("not")
        if self._take_word("in"):
            return _among(fact, self._list(fact), negated=negated)
        if negated:
            raise self._fault("`in` is expected after `not` here")
        return lambda entry: any(value not in (False, 0, "") for value in fact.values_of(entry))

    def _equal(self, fact: Fact, sign: _Token) -> Predicate:
        return _among(fact, [self._value_of(fact)], negated=not _EQUAL[sign.text])

    def _ordered(self, fact: Fact, name: _Token, sign: _Token) -> Predicate:
        if not fact.scale:
            hint = f"Numbers and evidence levels have an order; write {name.text} == … or {name.text} in (…)."
            raise self._fault_at(sign.start, f"`{sign.text}` says nothing about {name.text}", hint)
        wanted = self._value_of(fact, is_ordered=True)
        compare = _ORDERED[sign.text]
        return lambda entry: any(_in_order(fact, compare, value, wanted) for value in fact.values_of(entry))

    def _contains(self, fact: Fact) -> Predicate:
        start = self._at
        text = folded(str(self._value()))
        if not text:
            raise self._fault("a letter or figure to look for is expected here", token=start)
        return lambda entry: any(text in folded(str(value)) for value in fact.values_of(entry))

    def _list(self, fact: Fact) -> list[Value]:
        self._require("punctuation", "(")
        values = [self._value_of(fact)]
        while self._take("punctuation", ","):
            values.append(self._value_of(fact))
        self._require("punctuation", ")")
        return values

    def _value_of(self, fact: Fact, *, is_ordered: bool = False) -> Value:
        start = self._at
        value = self._value()
        try:
            return fact.wanted(value, is_ordered=is_ordered)
        except InvalidSettings as error:
            raise self._fault(error.message, error.hint, start) from error

    def _value(self) -> Value:
        for kind in ("number", "text", "word"):
            if token := self._take(kind):
                return _READ_VALUE[kind](token.text)
        raise self._fault('a value is expected here: a number, a word, or "text"')

    def _split(self) -> list[_Token]:
        tokens = []
        at = 0
        end = len(self._source.rstrip())
        while at < end:
            match = _TOKEN.match(self._source, at)
            if match is None or match.lastgroup is None:
                at += len(self._source[at:]) - len(self._source[at:].lstrip())
                raise self._fault_at(at, f"this cannot be read: {self._source[at]}")
            tokens.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
            at = match.end()
        return tokens

    def _take(self, kind: str, text: str = "") -> _Token | None:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == kind and (not text or token.text == text):
                self._at += 1
                return token
        return None

    def _take_word(self, word: str) -> bool:
        is_next = self._at < len(self._tokens) and self._tokens[self._at].kind == "word"
        if is_next and self._tokens[self._at].text.lower() == word:
            self._at += 1
            return True
        return False

    def _require(self, kind: str, text: str = "") -> _Token:
        token = self._take(kind, text)
        if token is None:
            raise self._fault(f"{text or 'the name of a fact'} is expected here")
        return token

    def _fault(self, message: str, hint: str = "", token: int | None = None) -> InvalidSettings:
        at = self._at if token is None else token
        start = self._tokens[at].start if at < len(self._tokens) else len(self._source.rstrip())
        return self._fault_at(start, message, hint)

    def _fault_at(self, start: int, message: str, hint: str = "") -> InvalidSettings:
        first, last = self._source.rfind("\n", 0, start) + 1, (self._source + "\n").find("\n", start)
        first = max(first, start - _WIDEST)
        shown = f"{self._source[first : min(last, start + _WIDEST)]}\n  {' ' * (start - first)}^"
        example = 'Write for example: pem == "required" and year >= 2015 and not retracted'
        return InvalidSettings(f"{message}\n  {shown}", subject="--where", hint=hint or example)


_READ_VALUE: Mapping[str, Callable[[str], Value]] = {
    "number": int,
    "text": lambda text: re.sub(r"\\(.)", r"\1", text[1:-1]),
    "word": lambda word: {"true": True, "false": False}.get(word.lower(), word),
}


def _in_order(fact: Fact, compare: _Compare, value: Value, wanted: Value) -> bool:
    if fact.scale == "place":  # E0 < E1: by place in the order, whatever the words after it
        known, place = fact.rank(value)[0], fact.rank(value)[1]
        return not known and compare(place, fact.rank(wanted)[1])
    return compare(value, wanted)


def _among(fact: Fact, wanted: list[Value], *, negated: bool) -> Predicate:
    return lambda entry: any(_is_one(fact, entry, value) for value in wanted) is not negated


def _is_one(fact: Fact, entry: Entry, wanted: Value) -> bool:
    values = fact.values_of(entry)
    text = folded(str(wanted))
    if not values:
        return text == UNKNOWN
    return any(_equal(fact, value, text) for value in values)


def _equal(fact: Fact, value: Value, text: str) -> bool:
    """Whether a value is the one named; `E2` names `E2 Moderate`, because its first word is its place in the order."""
    known = folded(str(value))
    return known == text or (bool(fact.order) and text in fact.order and known.startswith(f"{text} "))
