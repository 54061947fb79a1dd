"""Every rule's example, as `--explain` shows it, fed to the check: it fires there, and not on what stands beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from atlas_cite.checks.examples import EXAMPLES, Example
from atlas_cite.checks.rules import RULES
from atlas_cite.cli.main import run
from atlas_cite.pipeline.checking import CheckRequest, check
from atlas_cite.pipeline.libraries import Lookup
from loopback.crossref_server import CrossrefServer

SOUND_ENTRY = {
    "author": "{Heins, Marianne J. and Knoop, Hans}",
    "title": "{The role of {CBT} in a chronic fatigue syndrome}",
    "journal": "{Brain}",
    "year": "{2013}",
    "volume": "{51}",
    "pages": "{368--376}",
    "doi": "{10.5555/brat.1}",
}
SOUND_RECORD = {
    "title": "The role of CBT in a chronic fatigue syndrome",
    "authors": '["Heins, Marianne J."]',
    "journal": "Brain",
    "year": "2013",
    "doi": "10.5555/brat.1",
    "atlas": "ME/CFS Atlas",
    "machine_written": "true",
    "quick_summary": "It helped some.",
    "observed_findings": "[Fatigue fell.]",
    "inferred_conclusions": "[It may help.]",
    "not_proven": "That it helps all.",
}
REGISTERED = {
    "DOI": "10.5555/brat.1",
    "type": "journal-article",
    "title": ["The role of CBT in a chronic fatigue syndrome"],
    "author": [{"family": "Heins", "given": "Marianne J."}, {"family": "Knoop", "given": "Hans"}],
    "issued": {"date-parts": [[2013]]},
}


def entry(fields: dict[str, str]) -> str:
    return "@article{heins2013,\n" + "".join(f"  {name} = {value},\n" for name, value in fields.items()) + "}\n"


def written(text: str, folder: Path) -> Path:
    """A file with an example: a whole input beside the sound entry, or fields put into it."""
    path = folder / ("example.yaml" if re.match(r"- |\w+: ", text) else "example.bib")
    if text.startswith("- "):
        path.write_text(text + "\n", "utf-8")
    elif text.startswith("@"):
        path.write_text(f"{entry(SOUND_ENTRY)}\n{text}\n", "utf-8")
    elif path.suffix == ".yaml":
        given = dict(line.split(": ", 1) for line in text.split("\n"))
        lines = [f"{name}: {value}" for name, value in (SOUND_RECORD | given).items()]
        path.write_text("- " + "\n  ".join(lines) + "\n", "utf-8")
    else:
        given = dict(line.split(" = ", 1) for line in text.split("\n"))
        path.write_text(entry(SOUND_ENTRY | given), "utf-8")
    return path


def rules_of(text: str, example: Example, folder: Path, registered: Lookup) -> set[str]:
    path = written(text, folder)
    manuscript = folder / "paper.tex"
    manuscript.write_text(example.manuscript)
    request = CheckRequest(against=(manuscript,) if example.manuscript else ())
    lookup = registered if example.registry else Lookup(offline=True, cache=folder / "none.sqlite")
    found = check([str(path)], BytesIO(), lookup, request, today=date(2026, 11, 25))
    assert all(each.place.line for each in found.findings if each.place.file == str(path))
    return {each.rule for each in found.findings}


def lookup_of(record: dict[str, object], server: Callable[..., CrossrefServer], folder: Path) -> Lookup:
    url = server([record]).url
    return Lookup(crossref_url=url, doi_url=f"{url}/doi.org", datacite_url=url, cache=folder / f"{len(record)}.sqlite")


FED = [name for name, example in EXAMPLES.items() if not example.words]


@pytest.mark.parametrize("name", FED)
def test_an_example_fires_its_rule_and_the_sound_one_does_not(
    name: str, tmp_path: Path, crossref_server: Callable[..., CrossrefServer]
) -> None:
    example = EXAMPLES[name]
    known = lookup_of(REGISTERED | json.loads(f"{{{example.registry}}}"), crossref_server, tmp_path)
    assert name in rules_of(example.fires, example, tmp_path, known)
    if example.sound:
        assert name not in rules_of(example.sound, example, tmp_path, known)


def test_the_sound_entry_and_record_are_left_in_peace(tmp_path: Path) -> None:
    offline = Lookup(offline=True, cache=tmp_path / "none.sqlite")
    for text in ("year = {2013}", "year: 2013"):
        assert rules_of(text, Example(), tmp_path, offline) == {"status/unchecked"}


def test_every_rule_has_an_example() -> None:
    assert EXAMPLES.keys() == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", name]) == 0
    text = capsys.readouterr().out
    assert RULES[name].explanation in text
    assert EXAMPLES[name].fires or EXAMPLES[name].words
    assert "Fires on:" in text
