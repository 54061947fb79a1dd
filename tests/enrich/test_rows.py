"""The inputs that break such tools, rows B1 to B24 of TESTCASES.md: one field is filled, and every other byte stays.

Each case is a file whose lines behind `+|` are those that a run adds.  Rows that are about more than one file's text
stand below; B23 is tests/bibfile/test_saving.py and tests/enrich/test_killed.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atlas_cite.bibfile.read import read_bib_file
from atlas_cite.cli.main import run
from atlas_cite.latex.decode import decode_plain
from enrich.registered import COWS, LETTERS, NAMES, RECORDS, SIGNS

CASES = Path(__file__).parents[1] / "data" / "enrich"
ROWS = sorted(path.stem for path in CASES.glob("*.txt"))
ENCODINGS = {
    "utf-8": (b"", "\n"), "utf-8 and CRLF behind a mark": (b"\xef\xbb\xbf", "\r\n"), "cp1252 and CRLF": (b"", "\r\n"),
    "utf-16-le and CR behind a mark": (b"\xff\xfe", "\r"),
}  # fmt: skip
ALIASES = {"10.5555/pacing_x": "10.5555/pacing"}
SAID = re.compile(r"^\w+: .*?refs\.bib:(\S+?):? .*\[([a-z-]+)\]$", re.MULTILINE)


@pytest.fixture
def enrich(
    tmp_path: Path,
    crossref_server: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., list[str]]:
    """Enrich refs.bib in the working folder; gives the problems as `code line:column`."""
    server = crossref_server([*RECORDS, LETTERS, NAMES, COWS, SIGNS], aliases=ALIASES)
    monkeypatch.setenv("ATLAS_CITE_CROSSREF_URL", server.url)
    monkeypatch.setenv("ATLAS_CITE_CACHE", str(tmp_path / "cache.sqlite"))
    monkeypatch.chdir(tmp_path)

    def call(*options: str) -> list[str]:
        policy = ["--field", "all=keep", "--field", "volume=fill"]
        run(["enrich", "refs.bib", "--in-place", "--no-search", *policy, *options])
        said = capsys.readouterr().err
        return [f"{code} {place}" for place, code in SAID.findall(said) if code not in {"doi-alias", "match-none"}]

    return call


def sections(name: str) -> dict[str, str]:
    """The sections of a case, as in tests/bibfile/bib_cases.py."""
    text = "\n" + (CASES / f"{name}.txt").read_text("utf-8").removesuffix("\n")
    parts = (part.partition("\n") for part in text.split("\n=== ")[1:])
    return {title.strip(): body for title, _, body in parts}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_field_is_added_and_every_other_byte_stays(
    name: str, encoding: str, enrich: Callable[..., list[str]]
) -> None:
    case, (mark, line_end) = sections(name), ENCODINGS[encoding]
    lines = case["file"].split("\n")
    texts = [line for line in lines if not line.startswith("+|")], [line.removeprefix("+|") for line in lines]
    before, after = (mark + line_end.join(text).encode(encoding.split(maxsplit=1)[0]) for text in texts)
    file = Path("refs.bib")
    file.write_bytes(before)
    problems = enrich(*case.get("options", "").split())
    assert file.read_bytes().decode("latin-1") == after.decode("latin-1")
    assert sorted(problems) == sorted(each for each in case["problems"].splitlines() if each)
    enrich(*case.get("options", "").split())
    assert file.read_bytes() == after
    if after != before:
        assert run(["enrich", "refs.bib", "--undo"]) == 0
        assert file.read_bytes() == before


def test_each_entry_keeps_its_own_line_ends(enrich: Callable[..., list[str]]) -> None:
    study = "  title = {Effects of pacing on daily activity in people with chronic illness},"
    lines = [["@article{%d,", "  author = {Brook, Anna L.},", study, "  doi = {10.5555/pacing},", "}", ""]] * 3
    ends = ("\r\n", "\n", "\r")
    texts = [end.join(each) % number for number, (each, end) in enumerate(zip(lines, ends, strict=True))]
    file = Path("refs.bib")
    file.write_bytes("".join(texts).encode())
    assert enrich() == []
    new = (text.replace(f"{end}}}", f"{end}  volume = {{12}},{end}}}") for text, end in zip(texts, ends, strict=True))
    assert file.read_bytes() == "".join(new).encode()


def test_b20_one_broken_entry_in_the_middle_costs_only_itself(enrich: Callable[..., list[str]]) -> None:
    study = "title = {Effects of pacing on daily activity in people with chronic illness}, doi = {10.5555/pacing}"
    good = [f"@article{{k{number}, author = {{Brook, Anna L.}}, {study}}}\n" for number in range(1000)]
    bad = "@article{bad,\n  title = {Open,\n  year = {2000}\n}\n"
    Path("refs.bib").write_text("".join([*good[:500], bad, *good[500:]]))
    assert enrich() == ["bibtex-unreadable 502:11"]
    lines = Path("refs.bib").read_text()
    assert bad in lines
    assert lines.count("volume = {12}") == 1000


def test_b22_letters_and_signs_are_mapped_or_kept_and_still_say_the_same(enrich: Callable[..., list[str]]) -> None:
    latex = "author = {Brook, Anna L.}, journal = {Journal of Invented Medicine}, year = 2019"
    other = '@misc{b, author = {M{\\"u}ller, I.}, title = {Not looked up}}\n'
    Path("refs.bib").write_text(f"@article{{a, {latex}, doi = {{10.5555/signs}}}}\n{other}")
    assert enrich("--field", "title=fill") == ["letters-kept 1:1"]
    (entry, _) = read_bib_file(Path("refs.bib").read_bytes(), "refs.bib").entries
    title = entry.text("title")
    assert {sign for sign in title if not sign.isascii()} == set("慢性疲労🙂")
    assert decode_plain(title).text.replace("\u00a0", " ") == SIGNS["title"][0].replace("\u00a0", " ")


def test_b24_a_file_is_used_though_standard_input_holds_something(
    enrich: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"@misc{other, title = {Of standard input}}")))
    study = "title = {Effects of pacing on daily activity in people with chronic illness}, doi = {10.5555/pacing}"
    Path("refs.bib").write_text(f"@article{{a, author = {{Brook, Anna L.}}, {study}}}\n")
    assert enrich() == []
    assert "volume = {12}" in Path("refs.bib").read_text()
