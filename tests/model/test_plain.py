from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.model.date import Date
from atlas_cite.model.doi import Doi
from atlas_cite.model.entry import Entry
from atlas_cite.model.item import Item, Value
from atlas_cite.model.name import Name
from atlas_cite.model.plain import (
    entry_from_plain,
    entry_to_plain,
    is_library_item,
    summary_from_plain,
    summary_to_plain,
)
from atlas_cite.model.provenance import Conflict, Origin
from atlas_cite.model.status import SEVERITY, Relation, Status, Update
from atlas_cite.model.summary import Bullets, Paragraph, Part, Pem, SummaryRecord
from atlas_cite.model.text import tidy
from atlas_cite.model.variables import (
    DATE_VARIABLES,
    ITEM_TYPES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    TEXT_VARIABLES,
    VARIABLE_ALIASES,
)
from atlas_cite.model.verdict import Candidate, Certainty, Verdict

words = st.text(max_size=30).map(tidy).filter(bool)
maybe_words = st.text(max_size=30).map(tidy)
name_part = st.text(max_size=12).map(lambda text: " ".join(text.split()))
dois = st.sampled_from(["10.1000/182", "10.1002/(sici)1<2::aid>3.0.co;2-8", "10.5555/a/b"]).map(Doi.parse)
iso_dates = st.dates().map(str)

names = st.builds(
    Name,
    family=name_part,
    given=name_part,
    suffix=name_part,
    non_dropping_particle=name_part,
    dropping_particle=name_part,
    literal=name_part,
    comma_suffix=st.booleans(),
    static_ordering=st.booleans(),
    orcid=st.sampled_from(["", "0000-0002-1825-0097"]),
).filter(lambda name: not name.is_empty)

years = st.integers(-3000, 3000).filter(bool)
day_parts = st.one_of(
    st.tuples(years), st.tuples(years, st.integers(1, 12)), st.tuples(years, st.integers(1, 12), st.integers(1, 28))
)
dates = st.one_of(
    st.builds(Date, start=day_parts, end=st.one_of(st.just(()), day_parts), circa=st.booleans()),
    st.builds(Date, start=st.tuples(years), season=st.integers(1, 4)),
    st.builds(Date, literal=words),
)

values: dict[str, st.SearchStrategy[Value]] = {
    **dict.fromkeys(NAME_VARIABLES, st.lists(names, min_size=1, max_size=3).map(tuple)),
    **dict.fromkeys(DATE_VARIABLES, dates),
    **dict.fromkeys(NUMBER_VARIABLES, st.one_of(words, st.integers(-9, 99_999))),
    **dict.fromkeys(TEXT_VARIABLES - {"DOI"} - VARIABLE_ALIASES.keys(), words),
    "DOI": dois.map(lambda doi: doi.text),
}
origins = st.builds(Origin, source=st.sampled_from(["crossref", "record", "bibtex"]), where=maybe_words, when=iso_dates)
items = st.builds(
    Item,
    type=st.sampled_from(sorted(ITEM_TYPES)),
    fields=st.lists(st.sampled_from(sorted(values)), unique=True, max_size=6).flatmap(
        lambda variables: st.fixed_dictionaries({variable: values[variable] for variable in variables})
    ),
)
conflicts = st.sampled_from(sorted(values)).flatmap(
    lambda variable: st.builds(Conflict, field=st.just(variable), value=values[variable], origin=origins)
)
blocks = st.one_of(
    st.builds(Paragraph, words), st.lists(words, min_size=1, max_size=3).map(lambda it: Bullets(tuple(it)))
)
summaries = st.builds(
    SummaryRecord,
    title=maybe_words,
    authors=st.lists(names, max_size=2).map(tuple),
    authors_truncated=st.booleans(),
    year=st.one_of(st.none(), st.integers(1900, 2100)),
    doi=st.one_of(st.none(), dois),
    parts=st.dictionaries(st.sampled_from(Part), st.lists(blocks, min_size=1, max_size=2).map(tuple), max_size=3),
    unassigned=st.lists(blocks, max_size=1).map(tuple),
    pem=st.sampled_from(Pem),
    badges=st.dictionaries(words, words, max_size=2),
    tags=st.lists(words, max_size=2).map(tuple),
    machine_written=st.sampled_from([None, True, False]),
    sample_text=st.booleans(),
    other=st.dictionaries(words, words, max_size=2),
)
statuses = st.builds(
    Status,
    checked=st.one_of(st.just(""), iso_dates),
    updates=st.lists(
        st.builds(
            Update,
            kind=st.sampled_from(SEVERITY),
            source=maybe_words,
            notice=st.one_of(st.none(), dois),
            date=st.one_of(st.just(""), iso_dates),
        ),
        max_size=2,
    ).map(tuple),
    notice_for=st.lists(dois, max_size=1).map(tuple),
)
confidences = st.floats(0, 1)
candidates = st.builds(
    Candidate, doi=dois, title=maybe_words, confidence=confidences, reasons=st.lists(words, max_size=2).map(tuple)
)
verdicts = st.builds(
    Verdict,
    certainty=st.sampled_from(Certainty),
    doi=st.one_of(st.none(), dois),
    confidence=confidences,
    reasons=st.lists(words, max_size=2).map(tuple),
    candidates=st.lists(candidates, max_size=2).map(tuple),
)


@st.composite
def entries(draw: Any) -> Entry:
    item = draw(items)
    return Entry(
        key=draw(words),
        item=item,
        origins={variable: draw(origins) for variable in item.fields},
        summary=draw(st.one_of(st.none(), summaries)),
        conflicts=tuple(draw(st.lists(conflicts, max_size=2))),
        status=draw(statuses),
        relations=tuple(draw(st.lists(st.builds(Relation, st.just("has-preprint"), dois), max_size=1))),
        verdict=draw(st.one_of(st.none(), verdicts)),
        asked=draw(st.one_of(st.none(), dois)),
        extra=draw(st.dictionaries(words, words, max_size=2)),
    )


@given(entries())
def test_a_saved_entry_is_read_back_as_it_was(entry: Entry) -> None:
    saved = json.loads(json.dumps(entry_to_plain(entry)))
    assert is_library_item(saved)
    assert entry_from_plain(saved) == entry


@given(summaries)
def test_a_summary_is_read_back_as_it_was(summary: SummaryRecord) -> None:
    assert summary_from_plain(json.loads(json.dumps(summary_to_plain(summary)))) == summary


def test_an_entry_stands_as_a_csl_item_with_ours_under_custom() -> None:
    item = Item(
        "book", {"title": "On Rest", "issued": Date((1999, 2)), "author": (Name("Roe", "Ann", orcid="0000-1"),)}
    )
    entry = Entry("roe1999", item, dict.fromkeys(item.fields, Origin("crossref", "10.1/x", "2026-11-22")))
    origin = {"source": "crossref", "where": "10.1/x", "when": "2026-11-22"}
    assert entry_to_plain(entry) == {
        "id": "roe1999",
        "type": "book",
        "title": "On Rest",
        "issued": {"date-parts": [[1999, 2]]},
        "author": [{"family": "Roe", "given": "Ann"}],
        "custom": {
            "atlas-cite": {
                "origins": {"title": origin, "issued": origin, "author": origin},
                "orcid": {"author": ["0000-1"]},
            }
        },
    }


def test_what_a_person_wrote_is_not_taken_for_machine_written_after_a_round_trip() -> None:
    by_hand = SummaryRecord(title="On Rest", machine_written=False)
    assert summary_from_plain(summary_to_plain(by_hand)) == by_hand
    assert summary_to_plain(replace(by_hand, machine_written=None)) == {"title": "On Rest", "pem": "unknown"}
