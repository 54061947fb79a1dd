"""Record files: each in `tests/data/records` has the records and the problems (`code:line`) it must give beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_cite.model.plain import summary_to_plain
from atlas_cite.model.summary import Bullets, Paragraph, Part, Pem
from atlas_cite.sources.records import SCHEMA_PATH, Kind, looks_like_records, read_records, read_schema
from atlas_cite.sources.records.nodes import parse_json, parse_yaml
from atlas_cite.sources.records.schema import build_schema, render_schema

DATA = Path(__file__).parents[1] / "data" / "records"
KINDS: dict[str, Kind] = {".yaml": "yaml", ".jsonl": "jsonl", ".md": "markdown"}
FILES = sorted(path for path in DATA.iterdir() if path.suffix in KINDS)


def codes(problems: list[Any]) -> list[str]:
    return [f"{problem.code}:{problem.subject.rpartition(':')[2]}" for problem in problems]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_gives_its_records_and_all_its_problems_at_once(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    located, problems = read_records(path.read_text(encoding="utf-8"), path.name, KINDS[path.suffix])
    assert [summary_to_plain(each.record) for each in located] == expected["records"]
    assert codes(problems) == expected["problems"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_recognised_as_records(path: Path) -> None:
    assert looks_like_records(path.read_text(encoding="utf-8"), KINDS[path.suffix])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[{"id": "a", "type": "article-journal", "title": "Rest", "author": [{"family": "Lind"}]}]', "json"),
        ('{"references": [{"title": "Rest"}]}', "json"),
        ("name: something\nversion: 2\n", "yaml"),
        ("references:\n- id: a\n  type: article\n  title: Rest\n  author: x\n", "yaml"),
        ("# A note\n\ntitle: none\n", "markdown"),
        ("---\nlayout: post\ntitle: Holidays\n---\nText\n", "markdown"),
        ("---\ntitle: Our machine\n---\n\n## Limitations\n\nText\n", "markdown"),
        ("---\nlayout: post\n---\n\n## Quick Summary\n\nText\n", "markdown"),
    ],
)
def test_other_data_are_not_taken_for_records(text: str, kind: Kind) -> None:
    assert not looks_like_records(text, kind)


@pytest.mark.parametrize("kind", ["yaml", "json", "jsonl"])
def test_the_same_record_reads_the_same_in_every_form(kind: Kind) -> None:
    text = '{"title": "Rest", "year": 2016, "pem": "PEM ✓", "observed_findings": ["a", "b"]}\n'
    located, problems = read_records(text, "file", kind)
    record = located[0].record
    assert (record.title, record.year, record.pem, problems) == ("Rest", 2016, Pem.REQUIRED, [])
    assert record.parts[Part.OBSERVED_FINDINGS] == (Bullets(("a", "b")),)


def test_a_list_of_texts_is_items_in_list_parts_and_paragraphs_elsewhere() -> None:
    text = "title: Rest\nlimitations: [a, b]\nwhy_it_matters: [a, b]\n"
    record = read_records(text, "file", "yaml")[0][0].record
    assert record.parts[Part.LIMITATIONS] == (Bullets(("a", "b")),)
    assert record.parts[Part.WHY_IT_MATTERS] == (Paragraph("a"), Paragraph("b"))


def test_records_know_their_lines_and_a_list_may_stand_under_a_key() -> None:
    text = '{"records": [\n {"title": "A"},\n\n {"title": "B"}\n]}'
    assert [each.line for each in read_records(text, "file", "json")[0]] == [2, 4]


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("x: 2013-06-01", {"x": "2013-06-01"}),
        ("x: 10.10", {"x": "10.10"}),
        ("x: 0123", {"x": "0123"}),
        ("x: no", {"x": "no"}),
        ("x: true", {"x": True}),
        ("x: ~", {"x": None}),
        ("x: 'null'", {"x": "null"}),
        ("x: |\n  a\n  b", {"x": "a\nb"}),
        ("a: &n [1]\nb: *n", {"a": ["1"], "b": ["1"]}),
    ],
)
def test_yaml_scalars_stay_the_texts_they_are(yaml: str, value: Any) -> None:
    nodes, problems = parse_yaml(yaml, "file")
    assert ([node.plain() for node in nodes], problems) == ([value], [])


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join(['*' + before] * 9)}]\n" for before, after in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("a: b: c", "yaml", "bad-yaml:1"),
        ("title: A\nx: 'open", "yaml", "bad-yaml:2"),
        ("a: &a [*a]", "yaml", "bad-yaml:1"),
        (LAUGHS, "yaml", "bad-yaml:1"),
        ("[" * 4000, "yaml", "bad-yaml:1"),
        ("title: \x07", "yaml", "bad-yaml:1"),
        ("title: !!python/object/apply:os.getcwd []", "yaml", "yaml-tag:1"),
        ("[" * 100000, "json", "bad-json:1"),
        ('{"a": NaN}', "json", "bad-json:1"),
        ('{"a":\n 1,}', "json", "bad-json:2"),
        ('{"a": ' + "[" * 80 + "]" * 80 + "}", "json", "bad-json:1"),
        ('{"a": ' + "1" * 5000 + "}", "json", "bad-json:1"),
        ("", "yaml", "not-a-record:file"),
        ("[]", "json", "not-a-record:file"),
        ("no front matter", "markdown", "not-a-record:1"),
        ("---\na: [\n---\n", "markdown", "bad-yaml:3"),
    ],
    ids=range(16),
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, kind: Kind, code: str) -> None:
    _, problems = read_records(text, "file", kind)
    assert codes(problems)[0] == code


def test_a_bad_document_leaves_the_ones_before_it() -> None:
    located, problems = read_records("title: A\n---\ntitle: B\n---\nx: [\n", "file", "yaml")
    assert [each.record.title for each in located] == ["A", "B"]
    assert codes(problems) == ["bad-yaml:6"]


@pytest.mark.parametrize(
    ("dates", "conflict"),
    [(("2026-04-01", "2026-05-01"), False), (("2026-04-01", "2026-04-01"), True), (("", ""), True)],
)
def test_two_pem_values_for_one_study_are_an_error_unless_the_snapshots_differ(
    dates: tuple[str, str], conflict: bool
) -> None:
    records = [
        {"doi": "10.1000/a", "pem": pem, "snapshot_date": date}
        for pem, date in zip(("required", "unclear"), dates, strict=True)
    ]
    _, problems = read_records(json.dumps(records), "file", "json")
    assert ([problem.code for problem in problems] == ["pem-conflict"]) == conflict


def test_a_badge_named_twice_keeps_the_first_value_and_reports() -> None:
    text = "title: A\nconfidence: Preliminary\nbadges: {confidence: Higher confidence, PEM: unclear}\n"
    located, problems = read_records(text, "file", "yaml")
    assert located[0].record.badges == {"confidence": "Preliminary"}
    assert located[0].record.pem is Pem.UNCLEAR
    assert codes(problems) == ["badge-differs:3"]


def test_halves_of_surrogate_pairs_become_replacement_characters() -> None:
    node, problems = parse_json('{"title": "a\\ud83d\\ude00 \\ud800"}', "file")
    assert node is not None
    assert problems == []
    located, _ = read_records('{"title": "a\\ud83d\\ude00 \\ud800"}', "file", "json")
    assert located[0].record.title == "a😀 \ufffd"


def test_the_packaged_schema_is_the_table_s() -> None:
    assert SCHEMA_PATH.read_text(encoding="utf-8") == render_schema()
    assert read_schema() == build_schema()


def test_the_schema_is_one_and_accepts_what_the_reader_accepts() -> None:
    validator = jsonschema.Draft202012Validator
    validator.check_schema(read_schema())
    nodes, _ = parse_yaml((DATA / "hand-written.yaml").read_text(encoding="utf-8"), "file")
    records = nodes[0].plain()
    for name in ("hand-written", "note", "lines"):
        records += json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["records"]
    assert len(records) > 3
    assert [list(validator(read_schema()).iter_errors(record)) for record in records] == [[]] * len(records)


@pytest.mark.parametrize(
    "record",
    [
        {"title": ["a"]},
        {"pem": "perhaps"},
        {"pem": 3},
        {"doi": "none"},
        {"quick_summary": {"a": "b"}},
        {"tags": {}},
        [],
    ],
)
def test_the_schema_refuses_what_the_reader_reports(record: Any) -> None:
    assert not jsonschema.Draft202012Validator(read_schema()).is_valid(record)
    _, problems = read_records(json.dumps([record]), "file", "json")
    assert [
        problem for problem in problems if problem.code in {"bad-value", "unknown-badge", "doi-invalid", "not-a-record"}
    ]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.sampled_from(
                    ["title", "authors", "pem", "doi", "year", "quick_summary", "badges", "other", "tags", "unassigned"]
                ),
                st.text(max_size=8),
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(JSON)
def test_no_data_make_the_reader_fail_and_the_json_reader_agrees_with_python(data: Any) -> None:
    text = json.dumps(data, indent=1)
    node, _ = parse_json(text, "file")
    assert node is not None
    assert node.plain() == data
    for kind in ("json", "yaml", "jsonl"):
        located, _ = read_records(text, "file", kind)
        json.dumps([summary_to_plain(each.record) for each in located]).encode("utf-8")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for kind in ("json", "yaml", "jsonl", "markdown"):
        located, problems = read_records(text, "file", kind)
        assert located or problems or not text.strip()
        assert looks_like_records(text, kind) in {True, False}
