"""CSL-JSON is exported item by item, and tells and writes the same as a library that is held."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas_cite.cli.library import export_command
from atlas_cite.errors import UnreadableInput
from atlas_cite.export.csl_json import render_csl_json, render_library, render_library_lines
from atlas_cite.files import write_file
from atlas_cite.formats import EXPORT_FORMATS
from atlas_cite.keys.pattern import DEFAULT_PATTERN
from atlas_cite.model.doi import Doi
from atlas_cite.model.library import Library
from atlas_cite.model.status import Status, Update
from atlas_cite.pipeline import streams
from atlas_cite.pipeline.exports import export as export_pieces
from export.entry_cases import ALL, HEINS, annotate_nothing, entry

RETRACTED = Status("2026-11-22", (Update("retraction", "publisher", Doi.parse("10.5555/n"), "2014-01-01"),))
TWIN = entry("twin", "article-journal", {"title": "Twin", "DOI": HEINS.item.text("DOI")}, status=RETRACTED)
ENTRIES = (*(each for each in ALL if each.key != "bare"), TWIN)


def items() -> list[dict[str, Any]]:
    """The entries as a reference manager would hand them over, with what files hold: odd ids, DOIs and members."""
    plain = json.loads("".join(render_csl_json(ENTRIES, annotate_nothing)))
    plain += [
        {"title": "No id", "type": "book", "author": [{"family": "Roe", "given": "Ann"}]},
        {"id": "two words", "title": "Unsafe id", "type": "book", "colour": "red", "DOI": "no doi"},
        {"id": 17, "title": "No id", "type": "book", "author": [{"family": "Roe"}, {"literal": "et al."}]},
        {"title": "No id either", "type": "nonsense", "author": [{"family": "Roe", "given": "Ann"}]},
    ]
    return plain


FILES: dict[str, Callable[[], str]] = {
    "array": lambda: json.dumps(items()),
    "indented array": lambda: json.dumps(items(), indent=2, ensure_ascii=False),
    "lines": lambda: "\n\n".join(map(json.dumps, items())),
    "saved library": lambda: "".join(render_library(Library(ENTRIES))),
    "saved lines": lambda: "".join(render_library_lines(Library(ENTRIES))),
    "byte-order mark": lambda: "\ufeff" + json.dumps(items()),
    "one item": lambda: json.dumps(items()[0]),
}


def export(*arguments: str) -> Result:
    return CliRunner().invoke(export_command, ["--offline", *arguments])


def write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8", errors="replace")
    return str(path)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The export with every input read whole."""

    def run(*arguments: str) -> Result:
        with monkeypatch.context() as context:
            context.setattr("atlas_cite.cli.running.find_stream", lambda *_: None)
            return export(*arguments)

    return run


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", [each.name for each in EXPORT_FORMATS])
def test_a_stream_writes_and_tells_what_a_library_does(
    kind: str, name: str, tmp_path: Path, held: Callable[..., Result]
) -> None:
    source = write(tmp_path / "source.json", FILES[kind]())
    assert streams.find_stream([source], DEFAULT_PATTERN) is not None
    streamed, whole = export(source, "-t", name, "--verbose"), held(source, "-t", name, "--verbose")
    assert streamed.stdout == whole.stdout != ""
    assert streamed.stderr == whole.stderr != ""
    assert streamed.exit_code == whole.exit_code == 0


def test_several_files_and_outputs_are_one_stream(tmp_path: Path, held: Callable[..., Result]) -> None:
    one = write(tmp_path / "one.json", json.dumps(items()[:3]))
    two = write(tmp_path / "two.jsonl", "".join(render_library_lines(Library(ENTRIES[3:]))))
    outputs = [str(tmp_path / "{format}"), "-t", "bibtex", "-t", "ris", "--report", str(tmp_path / "report")]
    results = []
    for run in (export, held):
        assert run(one, two, "-o", *outputs).exit_code == 0
        results.append([(tmp_path / name).read_bytes() for name in ("bibtex", "ris", "report")])
    assert results[0] == results[1]


NO_STREAMS = {
    "a key twice": '[{"id": "a", "type": "book", "title": "A"}, {"id": "A", "type": "book", "title": "B"}]',
    "broken off": '[{"id": "a", "type": "book", "title": "A"}, {"id": "b", "ty',
    "no comma": '[{"id": "a", "type": "book", "title": "A"} {"id": "b", "type": "book"}]',
    "no item": '[{"id": "a", "type": "book", "title": "A"}, 5]',
    "a line that is no JSON": '{"id": "a", "type": "book", "title": "A"}\nno JSON\n',
    "nothing but a DOI": '[{"id": "a", "DOI": "10.5555/a"}, {"id": "b", "type": "book", "title": "B"}]',
    "records": '[{"slug": "a", "quick_summary": "B", "pem": "required"}]',
    "items in an object": '{"id": "a", "type": "x", "items": [{"id": "a", "type": "book", "title": "A"}]}',
    "nested too deeply": '[{"id": "a", "type": "book", "title": "A"}, ' + "[" * 100_000,
    "empty": " \n",
    "empty array": "[]",
    "BibTeX": "@book{a, title = {A}}",
    "Windows-1252": b'[{"id": "a", "type": "book", "title": "caf\xe9"}]'.decode("cp1252"),
}


@pytest.mark.parametrize("kind", NO_STREAMS)
def test_what_is_no_stream_is_read_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(NO_STREAMS[kind].encode("cp1252" if kind == "Windows-1252" else "utf-8"))
    assert streams.find_stream([str(path)], DEFAULT_PATTERN) is None


def test_an_item_longer_than_a_block_and_the_lines_behind_it_are_read(tmp_path: Path) -> None:
    plain = [{"id": f"k{number}", "type": "book", "title": "T", "abstract": "word " * 120_000} for number in range(3)]
    source = write(tmp_path / "source.json", json.dumps([*plain, {"id": "z", "type": "book", "DOI": "no"}], indent=1))
    result = export(source, "-t", "csl-json")
    assert [len(each.get("abstract", "")) for each in json.loads(result.stdout)] == [599_999] * 3 + [0]
    assert f"{source}:20: " in result.stderr


@pytest.mark.parametrize("name", ["10.5555/x", "-", "", "no/such/file", "\0"])
def test_other_inputs_are_no_stream(name: str) -> None:
    assert streams.find_stream([name], DEFAULT_PATTERN) is None


def test_a_file_that_changes_while_it_is_read_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    source = write(tmp_path / "source.json", FILES["lines"]())
    stream = streams.find_stream([source], DEFAULT_PATTERN)
    assert stream is not None
    output = Path(write(tmp_path / "out.bib", "before"))
    write(Path(source), FILES["lines"]()[:-1])
    with pytest.raises(UnreadableInput, match="changed while it was read"):
        write_file(output, export_pieces(stream, EXPORT_FORMATS[0]))
    assert output.read_text("utf-8") == "before"


@pytest.mark.parametrize("name", ["bibtex", "csv"])
def test_ten_times_the_entries_need_hardly_more_memory(name: str, tmp_path: Path) -> None:
    chosen = next(each for each in EXPORT_FORMATS if each.name == name)
    peaks = []
    for count in (200, 2000):
        plain = (
            {"id": f"k{number}", "type": "book", "title": f"Title {number} " * 20, "abstract": f"{number} " * 900}
            for number in range(count)
        )
        source = write(tmp_path / f"{count}.jsonl", "\n".join(map(json.dumps, plain)))
        tracemalloc.start()
        stream = streams.find_stream([source], DEFAULT_PATTERN)
        assert stream is not None
        write_file(tmp_path / "out", export_pieces(stream, chosen))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (tmp_path / "out").stat().st_size > 6_000_000
    assert peaks[1] - peaks[0] < 1_500_000
