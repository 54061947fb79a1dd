"""Evidence: what comparing one work with a reference came to, feature by feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.match.prepared_work import PreparedWork
from atlas_cite.match.weights import AGREEING, BITS, DIFFERING

_SAID: Mapping[tuple[str, str], str] = {
    ("title", "same"): "same title",
    ("title", "nearly"): "nearly the same title",
    ("title", "same, short"): "same title, a short one",
    ("title", "same, very short"): "same title, a very short one",
    ("title", "same, generic"): "same title, one that many works have",
    ("title", "reordered"): "same title, its words in another order",
    ("title", "head"): "same title without the subtitle",
    ("title", "close"): "a similar title",
    ("title", "clash"): "the title differs in a number or in a word such as erratum",
    ("title", "doubtful"): "the title hardly resembles",
    ("title", "other"): "another title",
    ("title", "missing"): "the title is not in the reference",
    ("first author", "same"): "first author agrees",
    ("first author", "damaged"): "first author agrees but for a misprint",
    ("first author", "elsewhere"): "an author agrees",
    ("first author", "missing"): "first author differs",
    ("other authors", "most"): "most other authors agree",
    ("other authors", "some"): "some other authors agree",
    ("other authors", "none"): "no other author agrees",
    ("year", "same"): "same year",
    ("year", "near"): "one year apart",
    ("year", "far"): "years apart",
    ("year", "missing"): "the year is not in the reference",
    ("volume", "same"): "same volume",
    ("volume", "misprint"): "the volume agrees but for a digit",
    ("volume", "other"): "another volume",
    ("issue", "same"): "same issue",
    ("issue", "other"): "another issue",
    ("page", "same"): "same first page",
    ("page", "small"): "same first page",
    ("page", "one digit"): "same first page",
    ("page", "inside"): "the page lies within the work",
    ("page", "misprint"): "the page agrees but for a digit",
    ("page", "other"): "another page",
    ("container", "same"): "same journal or book",
    ("container", "near"): "a similar journal or book",
    ("container", "other"): "another journal or book",
    ("unexplained", "two"): "numbers in the reference that are not the work's",
    ("unexplained", "many"): "many numbers in the reference that are not the work's",
    ("doi", "claimed"): "the reference names this DOI",
    ("doi", "another claimed"): "the reference names another DOI",
    ("kind", "book sought"): "the reference cites a book, and this is an article",
    ("kind", "part of the book"): "this is only a part of the book cited",
    ("kind", "preprint"): "a preprint, and the reference does not say it means one",
    ("kind", "preprint cited"): "no preprint, and the reference cites one",
    ("kind", "notice"): "this is about the work cited, and not the work",
}
"""What a person is told of an outcome; outcomes that are not here go unsaid."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The outcome of each feature that could be compared; a feature that could not is not in it."""

    work: PreparedWork
    outcomes: Mapping[str, str]

    @property
    def bits(self) -> float:
        """How much it says that this is the work, in bits."""
        return sum(BITS[feature].get(outcome, 0.0) for feature, outcome in self.outcomes.items())

    @property
    def agreeing(self) -> frozenset[str]:
        """The independent signs that agree."""
        return frozenset(name for name, outcome in self.outcomes.items() if outcome in AGREEING.get(name, ()))

    @property
    def differing(self) -> frozenset[str]:
        """The signs that contradict."""
        return frozenset(name for name, outcome in self.outcomes.items() if outcome in DIFFERING.get(name, ()))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What agreed and what did not, in words."""
        said = (_SAID.get(pair, "") for pair in self.outcomes.items())
        return tuple(text for text in said if text)
