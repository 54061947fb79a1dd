"""Near duplicates in n log n: the time of comparing 1,000, 10,000 and 50,000 entries, of which one in ten stands twice.

    python tests/bench/check_duplicates.py [COUNT]...

Prints seconds of processor time, seconds per entry, and how many of the duplicates were found.
"""

from __future__ import annotations

import random
import sys
import time

from atlas_cite.checks.duplicates import alike
from atlas_cite.checks.finding import Place
from atlas_cite.checks.subject import Corpus, Subject
from atlas_cite.model.date import Date
from atlas_cite.model.item import Item
from atlas_cite.model.name import Name

TODAY_YEAR = 2026
WORDS = (
    "fatigue pacing walking sleep memory immune muscle oxygen energy children adults cohort trial review northern"
    " southern coastal chronic acute severe mild daily weekly home clinic school nurse doctor patient carer diary"
    " questionnaire blood saliva gene protein cell virus vaccine exercise therapy diet light noise travel work"
).split()


def subject(number: int, chance: random.Random) -> Subject:
    title = " ".join(chance.sample(WORDS, 8))
    fields = {
        "title": title,
        "author": (Name(f"Family{chance.randrange(5_000)}", "A. B."),),
        "issued": Date((chance.randrange(1990, TODAY_YEAR),)),
        "container-title": "Journal of Walking",
    }
    return Subject(f"k{number}", Place("bench.bib", number + 1, 1), Item("article-journal", fields))


def again(one: Subject, number: int, chance: random.Random) -> Subject:
    """The same work once more, with a letter of its title lost."""
    title = one.title
    at = chance.randrange(1, len(title) - 1)
    item = Item(one.item.type, {**one.item.fields, "title": title[:at] + title[at + 1 :]})
    return Subject(f"k{number}", Place("bench.bib", number + 1, 1), item)


def main() -> None:
    for count in [int(each) for each in sys.argv[1:]] or [1_000, 10_000, 50_000]:
        chance = random.Random(count)
        subjects = [subject(number, chance) for number in range(count * 9 // 10)]
        subjects += [again(subjects[number], len(subjects) + number, chance) for number in range(count // 10)]
        corpus = Corpus(tuple(subjects), today=None)  # type: ignore[arg-type]  # nothing here asks for the day
        start = time.process_time()
        found = sum(1 for _ in alike(corpus, with_two_dois=False))
        seconds = time.process_time() - start
        print(
            f"{count:6} entries: {seconds:6.2f} s, {1e6 * seconds / count:5.0f} µs an entry, {found} of {count // 10}"
        )


if __name__ == "__main__":
    main()
