"""Raw references made from records: many styles, and the damage that real ones have."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import Any

Record = dict[str, Any]

_CONTRACTED = {
    "journal": "J", "national": "Natl", "international": "Int", "american": "Am", "society": "Soc", "letters": "Lett",
    "proceedings": "Proc", "academy": "Acad", "sciences": "Sci", "science": "Sci", "physics": "Phys", "review": "Rev",
    "reviews": "Rev", "chemistry": "Chem", "medicine": "Med", "research": "Res", "european": "Eur", "annals": "Ann",
    "japanese": "Jpn", "archives": "Arch", "transactions": "Trans", "engineering": "Eng", "quarterly": "Q",
    "zeitschrift": "Z", "bulletin": "Bull", "nature": "Nature", "university": "Univ", "british": "Br",
}  # fmt: skip
_SMALL = {"of", "the", "and", "in", "on", "for", "a", "an", "de", "la", "le", "et", "der", "für", "und", "&", "to"}


@dataclass(frozen=True)
class Parts:
    """What a style prints of a record."""

    people: list[tuple[str, str]]
    title: str
    container: str
    year: str
    volume: str
    issue: str
    first: str
    last: str
    doi: str
    is_book: bool

    @property
    def short_last(self) -> str:
        same = 0
        while len(self.last) == len(self.first) and same < len(self.first) - 1 and self.first[same] == self.last[same]:
            same += 1
        return self.last[same:]

    def pages(self, dash: str = "-", short: bool = False) -> str:
        last = self.short_last if short else self.last
        return f"{self.first}{dash}{last}" if last else self.first

    def volume_issue(self, shape: str = "{}({})") -> str:
        return shape.format(self.volume, self.issue) if self.issue else self.volume


def parts(record: Record) -> Parts:
    people = [
        (person.get("family") or person.get("name", ""), person.get("given", ""))
        for person in record.get("author") or []
    ]
    dates = (record.get("issued") or {}).get("date-parts") or [[None]]
    first, _, last = str(record.get("page") or record.get("article-number") or "").partition("-")
    titles, containers = record.get("title") or [""], record.get("container-title") or [""]
    title = re.sub(r"<[^>]+>", "", re.sub(r"\s+", " ", titles[0]))
    return Parts(
        people, title, containers[0], str((dates[0] or [None])[0] or ""), str(record.get("volume") or ""),
        str(record.get("issue") or ""), first, last, record["DOI"], record.get("type") in {"book", "monograph"},
    )  # fmt: skip


def initials(given: str, stop: str = ".", gap: str = " ") -> str:
    return gap.join(word[0].upper() + stop for word in re.split(r"[\s.]+", given) if word)


def abbreviated(name: str, stop: str = ".") -> str:
    """A journal's name cut as ISO 4 cuts it, roughly: known contractions, else the first four to seven letters."""
    words = [word for word in re.split(r"[\s:,]+", name) if word and word.lower() not in _SMALL]
    if len(words) == 1:
        return name
    cut = []
    for word in words:
        short = _CONTRACTED.get(word.lower()) or (re.match(r"\w{3,5}?(?=[aeiou]\w{2,}$)|.{5}", word) or [word])[0]
        cut.append(short if len(short) > len(word) - 2 or short == word else short + stop)
    return " ".join(cut)


@dataclass(frozen=True)
class Style:
    """How a style prints names, and the whole reference."""

    name: str
    shape: str
    join: str = ", "
    last: str = ", "
    most: int = 6
    after: str = " et al."

    def people(self, p: Parts) -> str:
        shown = [
            self.name.format(f=family, i=initials(given), c=initials(given, "", ""), g=given)
            for family, given in p.people
        ]
        if len(shown) > self.most:
            return self.join.join(shown[: min(3, self.most)]) + self.after
        return self.join.join(shown[:-1]) + (self.last if len(shown) > 1 else "") + "".join(shown[-1:])

    def printed(self, p: Parts) -> str:
        return self.shape.format(
            p=p,
            people=self.people(p),
            short=abbreviated(p.container),
            bare=abbreviated(p.container, ""),
            inside=p.volume_issue(),
            pages=p.pages("–"),
            brief=p.pages(short=True),
        )


STYLES = {
    "apa": Style("{f}, {i}", "{people} ({p.year}). {p.title}. {p.container}, {inside}, {pages}.", last=", & "),
    "vancouver": Style("{f} {c}", "{people}. {p.title}. {bare}. {p.year};{inside}:{brief}."),
    "ama": Style("{f} {c}", "{people}. {p.title}. {short} {p.year};{inside}:{pages}. doi:{p.doi}", most=3),
    "harvard": Style("{f}, {i}", "{people}, {p.year}. {p.title}. {p.container}, {inside}, pp.{pages}.", last=" and "),
    "chicago": Style(
        "{f}, {g}", "{people}. “{p.title}.” {p.container} {p.volume}, no. {p.issue} ({p.year}): {pages}.", last=", and "
    ),
    "mla": Style(
        "{f}, {g}", '{people}. "{p.title}." {p.container} {p.volume}.{p.issue} ({p.year}): {brief}. Web.', most=1
    ),
    "ieee": Style(
        "{i} {f}",
        "[12] {people}, “{p.title},” {short}, vol. {p.volume}, no. {p.issue}, pp. {pages}, {p.year}.",
        last=" and ",
    ),
    "acs (no title)": Style("{f}, {i}", "(17) {people} {short} {p.year}, {inside}, {pages}.", join="; ", last="; "),
    "physics (no title)": Style("{i} {f}", "{people}, {short} {p.volume}, {p.first} ({p.year}).", last=" and "),
    "elsevier (no title)": Style("{i} {f}", "[3] {people}, {short} {p.volume} ({p.year}) {pages}."),
    "angewandte (no title)": Style("{i} {f}", "{people}, {short} {p.year}, {p.volume}, {pages}."),
    "one author (no title)": Style("{f}, {i}", "{people} {short} {p.year}, {p.volume}, {p.first}.", most=1),
    "bmc": Style("{f} {c}", "14. {people}: {p.title}. {bare} {p.year}, {p.volume}:{pages}."),
    "springer": Style("{f} {c}", "{people} ({p.year}) {p.title}. {bare} {inside}:{pages}"),
    "header": Style("{g} {f}", "{p.title} {people} {p.container}, {p.year}", most=2),
    "with address": Style(
        "{f} {c}", "{people} ({p.year}) {p.title}. {bare} {inside}. https://doi.org/{p.doi} Accessed 12 Jan 2019."
    ),
}


_SWAPS = {"1": "l", "0": "O", "l": "1", "O": "0", "e": "c", "m": "rn", "i": "l", "S": "5"}


def ocr(text: str, rng: random.Random) -> str:
    """Characters taken for others, blanks lost and put in, a word cut at a line's end."""
    made = []
    for character in text:
        chance = rng.random()
        if chance < 0.012 and character in _SWAPS:
            made.append(_SWAPS[character])
        elif chance < 0.018 and character == " ":
            continue
        elif chance < 0.006 and character.isalpha():
            made.append(character + " ")
        else:
            made.append(character)
    words = "".join(made).split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 8 and word.isalpha()]
    if long:
        at = rng.choice(long)
        words[at] = words[at][:4] + "- " + words[at][4:]
    return " ".join(words)


def scrambled(p: Parts, rng: random.Random) -> str:
    words = p.title.split()
    rng.shuffle(words)
    return STYLES["apa"].printed(replace(p, title=" ".join(words)))


def typo_year(text: str, year: str, rng: random.Random) -> str:
    return text.replace(year, str(int(year) + rng.choice((-1, 1))), 1) if year.isdigit() else text


def raw(record: Record, rng: random.Random) -> tuple[str, str]:
    """A raw reference to `record`, and its kind."""
    p = parts(record)
    chance = rng.random()
    if chance < 0.08:
        return scrambled(p, rng), "scrambled title"
    name = rng.choice(list(STYLES))
    if "no title" in name and not (p.volume and len(p.first) > 1 and p.people):
        name = "vancouver"  # a reference without title, volume and page is nobody's to recognise
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\(\)|, (?=,)|pp\. ?[,.]", "", STYLES[name].printed(p)))
    if chance < 0.25:
        return ocr(text, rng), "OCR"
    if chance < 0.28:
        return text.upper(), "ALL CAPS"
    if chance < 0.32:
        return typo_year(text, p.year, rng), "year off by one"
    return text, name
