"""Title marks: what kind of update a title tells, and what the title was before."""

from __future__ import annotations

import pytest

from atlas_cite.model.title_marks import marked_kind, without_mark

TITLES = [
    ("RETRACTED: A study", "retraction", "A study"),
    ("RETRACTED ARTICLE: A study", "retraction", "A study"),
    ("Article retracted: A study", "retraction", "A study"),
    ("[Retracted] A study", "retraction", "A study"),
    ("**RETRACTED** A study", "retraction", "A study"),
    ("RETRACTED A study of fatigue", "retraction", "A study of fatigue"),
    ("Withdrawn - A study", "withdrawal", "A study"),
    ("A study [withdrawn]", "withdrawal", "A study"),
    ("A study (Retracted Article)", "retraction", "A study"),
    ("REMOVED: A study", "removal", "A study"),
    ("RETRACTED", "retraction", "RETRACTED"),
    ("Retracted papers and who cites them", "", "Retracted papers and who cites them"),
    ("Withdrawn behaviour in children", "", "Withdrawn behaviour in children"),
    ("", "", ""),
]


@pytest.mark.parametrize(("title", "kind", "bare"), TITLES)
def test_a_mark_tells_its_kind_and_comes_off(title: str, kind: str, bare: str) -> None:
    assert (marked_kind(title), without_mark(title)) == (kind, bare)
