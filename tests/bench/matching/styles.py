"""Raw references made from records: many styles, and the damage that real ones have."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
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


def named(p: Parts, shape: str, join: str = ", ", last: str = ", ", most: int = 6, after: str = " et al.") -> str:
    shown = [
        shape.format(f=family, i=initials(given), c=initials(given, "", ""), g=given) for family, given in p.people
    ]
    if len(shown) > most:
        return join.join(shown[: 3 if most > 3 else 1]) + after
    return join.join(shown[:-1]) + (last if len(shown) > 1 else "") + (shown[-1] if shown else "")


def apa(p: Parts) -> str:
    return f"{named(p, '{f}, {i}', ', ', ', & ')} ({p.year}). {p.title}. {p.container}, {p.volume_issue()}, {p.pages('–')}."


def vancouver(p: Parts) -> str:
    return f"{named(p, '{f} {c}')}. {p.title}. {abbreviated(p.container, '')}. {p.year};{p.volume_issue()}:{p.pages(short=True)}."


def ama(p: Parts) -> str:
    return f"{named(p, '{f} {c}', most=3, after=', et al')}. {p.title}. {abbreviated(p.container)} {p.year};{p.volume_issue()}:{p.pages()}. doi:{p.doi}"


def harvard(p: Parts) -> str:
    return f"{named(p, '{f}, {i}', ', ', ' and ')}, {p.year}. {p.title}. {p.container}, {p.volume_issue()}, pp.{p.pages()}."


def chicago(p: Parts) -> str:
    return f"{named(p, '{f}, {g}', ', ', ', and ')}. “{p.title}.” {p.container} {p.volume}, no. {p.issue or 1} ({p.year}): {p.pages('–')}."


def mla(p: Parts) -> str:
    return f'{named(p, "{f}, {g}", most=2, after=", et al")}. "{p.title}." {p.container} {p.volume_issue("{}.{}")} ({p.year}): {p.pages(short=True)}. Web.'


def ieee(p: Parts) -> str:
    return f"[12] {named(p, '{i} {f}', ', ', ' and ')}, “{p.title},” {abbreviated(p.container)}, vol. {p.volume}, no. {p.issue}, pp. {p.pages('–')}, {p.year}."


def acs(p: Parts) -> str:
    return f"({17}) {named(p, '{f}, {i}', '; ', '; ')} {abbreviated(p.container)} {p.year}, {p.volume_issue('{} ({})')}, {p.pages('–')}."


def physics(p: Parts) -> str:
    return f"{named(p, '{i} {f}', ', ', ' and ', most=4)}, {abbreviated(p.container)} {p.volume}, {p.first} ({p.year})."


def elsevier_untitled(p: Parts) -> str:
    return f"[3] {named(p, '{i} {f}')}, {abbreviated(p.container)} {p.volume} ({p.year}) {p.pages('–')}."


def angewandte(p: Parts) -> str:
    return f"{named(p, '{i} {f}')}, {abbreviated(p.container)} {p.year}, {p.volume}, {p.pages('–')}."


def bmc(p: Parts) -> str:
    return f"14. {named(p, '{f} {c}', ', ', ', ')}: {p.title}. {abbreviated(p.container, '')} {p.year}, {p.volume}:{p.pages('–')}."


def springer(p: Parts) -> str:
    return (
        f"{named(p, '{f} {c}')} ({p.year}) {p.title}. {abbreviated(p.container, '')} {p.volume_issue()}:{p.pages('–')}"
    )


def header(p: Parts) -> str:
    return f"{p.title} {named(p, '{g} {f}', most=2, after=' et al.')} {p.container}, {p.year}"


def with_address(p: Parts) -> str:
    return f"{springer(p)} https://doi.org/{p.doi} Accessed 12 Jan 2019."


def one_author(p: Parts) -> str:
    family, given = p.people[0] if p.people else ("", "")
    return f"{family}, {initials(given)} {abbreviated(p.container)} {p.year}, {p.volume}, {p.first}."


STYLES: dict[str, Callable[[Parts], str]] = {
    "apa": apa, "vancouver": vancouver, "ama": ama, "harvard": harvard, "chicago": chicago, "mla": mla, "ieee": ieee,
    "acs (no title)": acs, "physics (no title)": physics, "elsevier (no title)": elsevier_untitled,
    "angewandte (no title)": angewandte, "bmc": bmc, "springer": springer, "header": header,
    "with address": with_address, "one author (no title)": one_author,
}  # fmt: skip

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
    return apa(
        Parts(p.people, " ".join(words), p.container, p.year, p.volume, p.issue, p.first, p.last, p.doi, p.is_book)
    )


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
    text = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\(\)|, (?=,)|pp\. ?[,.]", "", STYLES[name](p)))
    if chance < 0.25:
        return ocr(text, rng), "OCR"
    if chance < 0.28:
        return text.upper(), "ALL CAPS"
    if chance < 0.32:
        return typo_year(text, p.year, rng), "year off by one"
    return text, name
