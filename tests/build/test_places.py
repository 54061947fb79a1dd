"""Places: the line of each setting of a build file."""

from __future__ import annotations

import pytest

from atlas_cite.build.places import places_of


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a = 1", "a", 1),
        ("a = 1\r\n[filters]\r\n'odd name' = 'x'", "filters.odd name", 3),
        ('[filters]\n"odd name" = "x"', "filters.odd name", 2),
        ("[[exports]]\nto = 1\n[[exports]]\n  to = 2", "exports[2].to", 4),
        ("[[ exports ]] # one\n\n[[exports]]", "exports[2]", 3),
        ('where = """\nto = 3\n"""\nto = 4', "to", 4),
        ("a = '''x'''\nto = 2", "to", 2),
        ("to = [\n  1,\n]\nb = 2", "b", 4),
    ],
)
def test_a_setting_has_a_line(text: str, place: str, line: int) -> None:
    assert places_of(text)[place] == line


def test_what_is_not_there_has_none() -> None:
    assert "x" not in places_of("# x = 1\n[t] # x = 2")
