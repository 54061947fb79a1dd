"""The public CSL suite, when ../shared has it, and our own cases in its format."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from suite_cases import read_case

from atlas_cite.csl.suite import answer_case

OWN = Path(__file__).parents[1] / "data" / "csl"
SUITE = Path(__file__).parents[3] / "shared" / "csl-suite"
GIVEN_UP: dict[str, str] = tomllib.loads((OWN / "given-up.toml").read_text("utf-8"))
"""Cases of the suite that do not pass, each with the reason."""


def passes(path: Path) -> bool:
    case = read_case(path)
    return bool(answer_case(case)["output"] == case["result"])


@pytest.mark.parametrize("path", sorted(OWN.glob("*.txt")), ids=lambda path: path.stem)
def test_our_own_case_prints_what_the_specification_says(path: Path) -> None:
    case = read_case(path)
    assert answer_case(case)["output"] == case["result"]


@pytest.mark.skipif(not SUITE.is_dir(), reason="the public suite is not beside the project")
def test_the_suite_passes_but_for_the_cases_given_up_and_those_still_fail() -> None:
    cases = sorted(SUITE.glob("*.txt"))
    failing = {path.stem for path in cases if not passes(path)}
    assert failing == set(GIVEN_UP)
    assert len(cases) - len(failing) >= 800


def test_every_case_given_up_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in GIVEN_UP.values())
