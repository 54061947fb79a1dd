"""How an entry is written: what a new field in it has to look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from atlas_cite.bibfile.scan import ScannedEntry, ScannedField

NameCase = Literal["lower", "Title", "UPPER"]

_SEPARATOR = re.compile(r"\s*,\s*")
_TAB_WIDTH = 8


@dataclass(frozen=True, slots=True)
class EntryStyle:
    """How fields are written in an entry.

    `separator` stands between two fields; `before` and `after` around `=`, unless the `=` or the values stand in one
    column (`equals_column`, `value_column`; 0: they do not); `delimiter` is `{` or `"`.
    """

    separator: str = ",\n  "
    before: str = " "
    after: str = " "
    equals_column: int = 0
    value_column: int = 0
    name_case: NameCase = "lower"
    delimiter: Literal["{", '"'] = "{"
    has_bare_numbers: bool = False
    has_tabs: bool = False
    is_sorted: bool = False

    @property
    def comma_at_line_end(self) -> bool:
        """Whether each field has a line of its own that ends with the comma."""
        return "\n" in _behind_comma(self.separator) or "\r" in _behind_comma(self.separator)

    @property
    def between_lines(self) -> str:
        """What stands between the comma and the next field."""
        return _behind_comma(self.separator)

    @property
    def line_end(self) -> str:
        """The line end between two fields; LF when they share a line."""
        return _line_end(self.separator)

    def head(self, name: str) -> str:
        """The name of a field as it is written in this entry, with `=` and the blanks around it."""
        name = {"lower": name, "Title": name.capitalize(), "UPPER": name.upper()}[self.name_case]
        column = _width(re.split(r"[\r\n]", self.separator)[-1] + name)
        before = self._padding(column, self.equals_column, self.before) if self.equals_column else self.before
        after = self.after
        if self.value_column:
            after = self._padding(column + len(before) + 1, self.value_column, self.after)
        return f"{name}{before}={after}"

    def _padding(self, column: int, target: int, least: str) -> str:
        """Blanks from `column` to `target`, in tabs where the entry has tabs; `least` when there is no room."""
        blanks = least.lstrip("\t")
        if column + len(blanks) > target:
            return least
        if not self.has_tabs:
            return " " * (target - column)
        stop = target - len(blanks)
        tabs = -(-(stop - column) // _TAB_WIDTH) if stop > column else 0
        return "\t" * tabs + blanks


@lru_cache(maxsize=64)
def _behind_comma(separator: str) -> str:
    return separator[separator.index(",") + 1 :]


@lru_cache(maxsize=64)
def _line_end(separator: str) -> str:
    found = re.search(r"\r\n|\r|\n", separator)
    return found[0] if found else "\n"


def style_of(text: str, entry: ScannedEntry, default: EntryStyle) -> EntryStyle:
    """The style of an entry; what it does not show (it has no fields, or only one) is as in `default`."""
    fields = entry.fields
    if not fields:
        return default
    around = [_around_equals(text, field) for field in fields]
    clean = [pair for pair in around if pair is not None] or [(default.before, default.after)]
    style = replace(
        default,
        separator=_separator(text, entry, default),
        before=_most_common(before for before, _ in clean),
        after=_most_common(after for _, after in clean),
        name_case=_name_case([text[field.name_start : field.name_end] for field in fields], default.name_case),
        delimiter=_delimiter(fields, default),
        has_bare_numbers=_has_bare_numbers(fields, default),
        has_tabs=any("\t" in before + after for before, after in clean),
        is_sorted=_is_sorted(text, fields),
        equals_column=0,
        value_column=0,
    )
    return _aligned(style, text, fields)


def _separator(text: str, entry: ScannedEntry, default: EntryStyle) -> str:
    fields = entry.fields
    between = [text[one.value_end : two.name_start] for one, two in pairwise(fields)]
    clean = [each for each in between if _SEPARATOR.fullmatch(each)]
    if not clean:
        first = text[entry.key_end : fields[0].name_start]
        clean = [first if _SEPARATOR.fullmatch(first) else default.separator]
    return _most_common(clean)


def _around_equals(text: str, field: ScannedField) -> tuple[str, str] | None:
    before, equals, after = text[field.name_end : field.value_start].partition("=")
    return (before, after) if equals and not (before + after).strip(" \t") else None


def _name_case(names: Sequence[str], default: NameCase) -> NameCase:
    """The case most names of letters alone have; `DOI` and `ISSN` are written so in any case."""
    cases: Counter[NameCase] = Counter()
    for name in names:
        if name.islower():
            cases["lower"] += 1
        elif name.istitle():
            cases["Title"] += 1
        elif name.isupper() and len(name) > 4:
            cases["UPPER"] += 1
    return cases.most_common(1)[0][0] if cases else default


def _delimiter(fields: Sequence[ScannedField], default: EntryStyle) -> Literal["{", '"']:
    counts = Counter(part[0] for field in fields for part in field.parts if part[:1] in {"{", '"'})
    if counts["{"] == counts['"']:
        return default.delimiter if not counts["{"] else "{"
    return "{" if counts["{"] > counts['"'] else '"'


def _has_bare_numbers(fields: Sequence[ScannedField], default: EntryStyle) -> bool:
    numbers = [field.parts[0] for field in fields if len(field.parts) == 1 and field.parts[0].strip('{}"').isdigit()]
    if not numbers:
        return default.has_bare_numbers
    return sum(number.isdigit() for number in numbers) * 2 > len(numbers)


def _is_sorted(text: str, fields: Sequence[ScannedField]) -> bool:
    names = [text[field.name_start : field.name_end].lower() for field in fields]
    return len(names) >= 5 and names == sorted(names)


def _aligned(style: EntryStyle, text: str, fields: Sequence[ScannedField]) -> EntryStyle:
    """`style` with the column that most `=`, else most values, share, when the names before it differ in length."""
    if "\n" not in style.separator and "\r" not in style.separator:
        return style
    equals: list[int] = []
    values: list[int] = []
    pairs: list[tuple[str, str]] = []
    for field in fields:
        pair = _around_equals(text, field)
        line = max(text.rfind("\n", 0, field.name_start), text.rfind("\r", 0, field.name_start)) + 1
        if pair and not text[line : field.name_start].strip(" \t,"):
            equals.append(_width(text[line : field.name_end] + pair[0]))
            values.append(_width(text[line : field.value_start]))
            pairs.append(pair)
    befores, afters = {before for before, _ in pairs}, {after for _, after in pairs}
    if len(befores) > 1 and (column := _shared(equals)):
        return replace(style, equals_column=column, before=min(befores, key=len))
    if len(afters) > 1 and (column := _shared(values)):
        return replace(style, value_column=column, after=min(afters, key=len))
    return style


def _shared(columns: Sequence[int]) -> int:
    """The column that at least two, and two thirds, of `columns` are; 0 without one."""
    column, count = Counter(columns).most_common(1)[0]
    return column if count >= 2 and count * 3 >= len(columns) * 2 else 0


def _width(text: str) -> int:
    return len(text.expandtabs(_TAB_WIDTH))


def _most_common(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]
