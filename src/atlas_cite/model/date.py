"""Date: a CSL date, exact to whatever is known.

Source: CSL 1.0.2 specification, "Date variables"; CSL-JSON schema, `date-variable`; EDTF (ISO 8601-2) levels 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_ISO = re.compile(r"(-?\d{4,})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\.?\s+([A-Za-z]+)\.?,?\s+(\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([A-Za-z]+)\.?,?\s+(\d{4})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})\s+([A-Za-z]+)(?:\s+(\d{1,2}))?")
_LARGEST = (9999, 12, 31)
_CIRCA = re.compile(r"^(?:circa|ca?\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month, season or year, or a range of them; `literal` when none of it can be read.

    `start` and `end` hold one to three integers (year, month, day); a year before our era is negative
    (-44 is 44 BCE, as in CSL-JSON).  `end` is empty for a single date.  `season` is 1 (spring) to 4 (winter).
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    season: int | None = None
    circa: bool = False
    literal: str = ""

    @property
    def year(self) -> int | None:
        """The (first) year, or None when it is unknown."""
        return self.start[0] if self.start else None

    @classmethod
    def parse(cls, text: str) -> Date | None:
        """Read a date as people and files write it; None for a blank text, `literal` for one that is no date.

        Understands ISO 8601 and EDTF (`2020-02`, `1990~`, `2019/2021`, `2020-21`), `2024/02/21`, English month
        names in any order, `Spring 2019` and `circa 1990`.
        """
        text = " ".join(text.split()).strip(" /")
        if not text:
            return None
        circa = bool(_CIRCA.match(text)) or (text[-1] in "~?%" and len(text) > 4)
        plain = _CIRCA.sub("", text).rstrip("~?%")
        parts, season = _read_single(plain)
        if parts:
            return cls(parts, season=season, circa=circa)
        if interval := _read_interval(plain):
            return cls(*interval, circa=circa)
        return cls(literal=text)

    @classmethod
    def from_csl(cls, value: object) -> Date | None:
        """Read a CSL-JSON date variable, however damaged; None when it says nothing (`[[null]]`, `[[]]`, `{}`)."""
        if isinstance(value, str | int):
            return cls.parse(str(value))
        if not isinstance(value, Mapping):
            return None
        if len(value) == 1 and (plain := _plain_parts(value.get("date-parts"))):
            return cls(plain)
        parts, season = _csl_parts(value.get("date-parts"))
        season = _season(value.get("season")) or season
        circa = str(value.get("circa", "")).lower() not in {"", "0", "false", "none"}
        if parts:
            return cls(parts[0], parts[1] if len(parts) > 1 else (), season, circa)
        for field in ("raw", "edtf", "literal"):
            if text := str(value.get(field) or "").strip():
                return cls(literal=text) if field == "literal" else cls.parse(text)
        return None

    def to_csl(self) -> dict[str, Any]:
        """This date as a CSL-JSON date variable."""
        if not self.start:
            return {"literal": self.literal}
        csl: dict[str, Any] = {"date-parts": [list(self.start)] + ([list(self.end)] if self.end else [])}
        if self.season:
            csl["season"] = self.season
        if self.circa:
            csl["circa"] = True
        return csl

    def iso(self) -> str:
        """This date as EDTF text (`2013-06`, `2019/2021`, `1990~`), or its literal text."""
        if not self.start:
            return self.literal
        text = _iso((*self.start[:1], 20 + self.season) if self.season else self.start)
        if self.end:
            text += "/" + _iso(self.end)
        return text + ("~" if self.circa else "")


def _iso(parts: tuple[int, ...]) -> str:
    year = f"{parts[0]:04d}" if parts[0] >= 0 else f"-{-parts[0]:04d}"
    return "-".join([year, *(f"{part:02d}" for part in parts[1:])])


def _read_single(text: str) -> tuple[tuple[int, ...], int | None]:
    """Year, month, day and season of one date in words or digits; empty when it is none."""
    if match := _ISO.fullmatch(text):
        return _valid([int(part) for part in match.groups() if part is not None])
    for pattern, order in (
        (_DAY_MONTH_YEAR, "dmy"),
        (_MONTH_DAY_YEAR, "mdy"),
        (_MONTH_YEAR, "my"),
        (_YEAR_MONTH_DAY, "ymd"),
    ):
        if match := pattern.fullmatch(text):
            values = dict(zip(order, match.groups(), strict=True))
            return _named(values["m"].lower(), int(values["y"]), int(values.get("d") or 0))
    return (), None


def _named(word: str, year: int, day: int) -> tuple[tuple[int, ...], int | None]:
    if word in _SEASONS and not day:
        return (year,), _SEASONS[word]
    if word not in _MONTHS:
        return (), None
    return _valid([year, _MONTHS[word], *([day] if day else [])])


def _read_interval(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Both ends of `2019/2021`, `2019-2021` or `2019–2021`."""
    for separator in ("--", "–", " - ", "/", "-"):
        first, found, second = text.partition(separator)
        if found:
            start, _ = _read_single(first.strip().rstrip("~?%"))
            end, _ = _read_single(second.strip().rstrip("~?%"))
            if start and end:
                return start, end
    return None


def _plain_parts(value: object) -> tuple[int, ...]:
    """The one date that `date-parts` usually is, in numbers that are possible; empty for anything else."""
    if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], list)):
        return ()
    parts = tuple(value[0])
    limits = zip(parts, _LARGEST, strict=False)
    is_plain = len(parts) <= len(_LARGEST) and all(type(part) is int and 0 < part <= most for part, most in limits)
    return parts if is_plain else ()


def _csl_parts(value: object) -> tuple[list[tuple[int, ...]], int | None]:
    """The one or two lists of `date-parts` as integers, and a season hidden in the month (13–16, 21–24)."""
    found: list[tuple[int, ...]] = []
    season = None
    if not isinstance(value, list | tuple):
        return found, season
    for single in value[:2]:
        numbers: list[int] = []
        for part in single if isinstance(single, list | tuple) else [single]:
            number = _integer(part)
            if number is None or (not numbers and number == 0):
                break
            numbers.append(number)
        if numbers:
            parts, month_season = _valid(numbers[:3])
            found.append(parts)
            season = season or month_season
    return found, season


def _valid(parts: list[int]) -> tuple[tuple[int, ...], int | None]:
    """Cut impossible months and days off; read months 13–16 (citeproc-js) and 21–24 (EDTF) as seasons."""
    kept = parts[:1]
    if len(parts) > 1:
        month = parts[1]
        if month in range(13, 17) or month in range(21, 25):
            return tuple(kept), (month - 12 if month < 20 else month - 20)
        if 1 <= month <= 12:
            kept.append(month)
            if len(parts) > 2 and 1 <= parts[2] <= 31:
                kept.append(parts[2])
    return tuple(kept), None


def _season(value: object) -> int | None:
    word = str(value or "").strip().lower()
    number = _SEASONS.get(word) or _integer(word)
    return number if number in {1, 2, 3, 4} else None


def _integer(value: object) -> int | None:
    try:
        return int(str(value).strip())
    except ValueError:
        return None
