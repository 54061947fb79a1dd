"""Name rules: capitals, titles, swapped parts, lists that are not parted, ORCID iDs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from atlas_cite.checks.finding import Fix, Hit, Level
from atlas_cite.checks.rule import Rule
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.model.check_digits import is_orcid
from atlas_cite.model.name import Name

_TITLED = re.compile(r"\b(?:Prof(?:essor)?|Dr|Mr|Mrs|Ms|PhD|Ph\.D|M\.?D|MSc|BSc|MPH|FRCP|RN)\b\.?(?!\w)")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,3}")
_FEWEST_LETTERS = 3
_MOST_PIECES = 3
"""Family, suffix and given name: the most that commas part in one name."""
_SUFFIX = re.compile(
    r"(?:[JS]r\.?|[IVX]{1,5}\.?|\d(?:st|nd|rd|th)|Esq\.?|Jnr\.?|Snr\.?|M\.?D\.?|Ph\.?\s?D\.?|)", re.IGNORECASE
)
_WITH_INITIALS = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? [A-Z]{1,3}")
_COMMA_FORM = re.compile(r"[^,;]+,[^,;]+")
_BRACED = re.compile(r"\{[^{}]*\}")
_ET_AL = re.compile(r"\bet\.?\s+al\b", re.IGNORECASE)


def _capital_names(subject: Subject) -> Iterator[Hit]:
    shouted = [
        name.family
        for name in subject.item.names("author")
        if name.given and len(name.family) > 3 and name.family.isupper() and not any(map(str.isdigit, name.family))
    ]
    if shouted:
        yield Hit(f"names in capitals: {', '.join(shouted[:3])}", "Write Smith, not SMITH.", "author")


def _titled_names(subject: Subject) -> Iterator[Hit]:
    for name in subject.item.names("author"):
        titled = None if name.literal else _TITLED.search(f"{name.given} {name.family} {name.suffix}")
        if titled and titled[0] != name.given and titled[0].rstrip(".").upper() not in {"MD", "NA"}:
            yield Hit(f"{name}: {titled[0]} is no part of a name", "Take it out.", "author")
            return


def _small_names(subject: Subject) -> Iterator[Hit]:
    small = [
        name.family
        for name in subject.item.names("author")
        if name.family.islower()
        and name.given.islower()
        and len(name.family) >= _FEWEST_LETTERS
        and not (name.literal or name.non_dropping_particle or name.dropping_particle)
    ]
    if small:
        yield Hit(f"names in small letters: {', '.join(small[:3])}", "Write Smith, not smith.", "author")


def _swapped_names(corpus: Corpus) -> Iterator[tuple[Subject | None, Hit]]:
    known = Counter((_bare(name.family), _bare(name.given)) for each in corpus for name in each.item.names("author"))
    for subject in corpus:
        registered = {(_bare(name.family), _bare(name.given)) for name in _registered(subject)}
        for name in subject.item.names("author"):
            if (reason := _swapped(name, known, registered)) is not None:
                message = f"{name.family}, {name.given}: family and given name look swapped{reason}"
                yield subject, Hit(message, "Swap them.", "author")
                break


def _swapped(name: Name, known: Mapping[tuple[str, str], int], registered: Container[tuple[str, str]]) -> str | None:
    """Who says that a name is the wrong way round; an empty string when it shows it itself, None when it is not."""
    here = (_bare(name.family), _bare(name.given))
    turned = (here[1], here[0])
    if not all(here) or here == turned or here in registered:
        return None
    if turned in registered:
        return ", says the registry"
    if len(turned[1]) > 1 and known.get(turned, 0) > known[here]:
        return ", say other entries"
    has_initials = _INITIALS.fullmatch(name.family) and len(name.given.replace(".", "")) > _FEWEST_LETTERS
    return "" if has_initials and not name.given.isupper() else None


def _registered(subject: Subject) -> tuple[Name, ...]:
    return subject.work.item.names("author") if subject.work else ()


def _bare(name: str) -> str:
    return name.casefold().replace(".", "").strip()


def _joined_names(subject: Subject) -> Iterator[Hit]:
    for field in ("author", "editor"):
        written = subject.text(field)
        if _ET_AL.search(written):
            hint = "Name them all, or end the list with `and others`."
            yield Hit(f"the list of {field}s ends in “et al.”", hint, field)
        elif sign := _other_separator(written):
            parted = [part.strip() for part in written.split(";")]
            is_plain = sign == "semicolons" and all(_COMMA_FORM.fullmatch(part) for part in parted)
            fix = Fix(field, " and ".join(parted)) if is_plain else None
            yield Hit(f"the {field}s are parted by {sign}", "BibTeX parts names by `and`.", field, fix)


def _other_separator(written: str) -> str:
    """What parts the names of a list instead of `and`, in words; an empty string when nothing does."""
    bare = _BRACED.sub("", written.replace(r"\,", " "))
    if ";" in re.sub(r"\\?&\w+;", "", bare) and " and " not in bare:
        return "semicolons"
    if re.search(r"\s\\?&\s", bare):
        return "&"
    for part in re.split(r"\s+and\s+", bare):
        pieces = [piece.strip() for piece in part.split(",")]
        if "=" in part:
            continue  # biblatex's extended names: family=Brown, given=Brian
        if len(pieces) > _MOST_PIECES or (len(pieces) == _MOST_PIECES and not any(map(_SUFFIX.fullmatch, pieces[1:]))):
            return "commas"
        if len(pieces) == _MOST_PIECES - 1 and all(map(_WITH_INITIALS.fullmatch, pieces)):
            return "commas"
    return ""


def _orcid(subject: Subject) -> Iterator[Hit]:
    for name in subject.item.names("author"):
        if name.orcid and not is_orcid(name.orcid):
            yield Hit(f"{name.orcid} of {name} is no ORCID iD: its check digit does not fit", "Correct it.", "author")


RULES = (
    Rule(
        "content/orcid-invalid",
        Level.WARNING,
        "An ORCID iD cannot be right",
        "Its check digit does not fit (ISO 7064 MOD 11-2).",
        _orcid,
    ),
    Rule(
        "content/name-capitals",
        Level.WARNING,
        "Names are in capitals",
        "Styles print names as they are; capitals shout, and small capitals are a style’s to make.",
        _capital_names,
    ),
    Rule(
        "content/name-small",
        Level.NOTE,
        "Names are in small letters",
        "Styles print names as they are. Few people write themselves so.",
        _small_names,
    ),
    Rule(
        "content/name-title",
        Level.WARNING,
        "A title stands in a name",
        "Dr, Prof. and degrees are no part of a name and are sorted and shortened as if they were.",
        _titled_names,
    ),
    Rule(
        "content/name-swapped",
        Level.WARNING,
        "Family and given name look swapped",
        "The family name is an initial and the given name a word; or the registry, or other entries of yours, have them"
        " the other way round.",
        whole=_swapped_names,
    ),
    Rule(
        "content/name-list",
        Level.WARNING,
        "A list of names is not parted by `and`",
        "BibTeX reads the whole list as one person.",
        _joined_names,
        fix="semicolons between names in comma form become `and`",
    ),
)
