"""Build files: which files they ask for, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas_cite.build.spec import BuildSpec, file_name, read_build_spec
from atlas_cite.errors import InvalidSettings

ENDINGS = {"bibliographies": {"html": ".html", "docx": ".docx"}, "exports": {"bibtex": ".bib", "ris": ".ris"}}


def read(tmp_path: Path, text: str) -> BuildSpec:
    path = tmp_path / "build.toml"
    path.write_text(text, "utf-8")
    return read_build_spec(path, ENDINGS)


def test_every_combination_is_a_file(tmp_path: Path) -> None:
    spec = read(
        tmp_path,
        """
        inputs = ["pages/"]
        output = "public"
        [filters]
        recent = "year >= 2015"
        [[bibliographies]]
        styles = ["apa", "styles/my.csl"]
        formats = ["html"]
        groups = ["", "pem"]
        filters = ["", "recent"]
        annotate = "all"
        [[exports]]
        formats = ["bibtex", "ris"]
        """,
    )
    assert [job.file for job in spec.jobs] == [
        "apa.html", "recent/apa.html", "apa-pem.html", "recent/apa-pem.html",
        "my.html", "recent/my.html", "my-pem.html", "recent/my-pem.html",
        "references.bib", "references.ris",
    ]  # fmt: skip
    assert spec.jobs[3].where == "year >= 2015"
    assert spec.jobs[3].options == {"annotate": "all"}
    assert (spec.inputs, spec.output) == (("pages/",), "public")


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as caught:
        read(
            tmp_path,
            """
            input = ["pages/"]
            [[bibliographies]]
            styles = "apa"
            formats = ["html", "doc"]
            filters = ["recent"]
            annotate = 3
            file = "../{style}.html"
            [[exports]]
            formats = []
            """,
        )
    told = caught.value.message
    for words in (
        "input: no such setting. Did you mean inputs?",
        "inputs: a list of texts is expected",
        "bibliographies[1].styles: a list of texts",
        "bibliographies[1].formats: doc: no such setting. Did you mean docx?",
        "bibliographies[1].filters: recent: no such setting",
        "bibliographies[1].annotate: a text is expected",
        "exports[1].formats: a list of texts",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inputs = [", "this is no TOML"),
        ('inputs = ["x"]', "nothing is asked for"),
        ('inputs = ["x"]\n[[exports]]\nformats = ["bibtex"]\nfile = "../x"', "outside the output folder"),
        ('inputs = ["x"]\n[[exports]]\nformats = ["bibtex", "ris"]\nfile = "x"', "several targets make this file"),
    ],
)
def test_a_faulty_build_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidSettings, match=words):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("pattern", "values", "name"),
    [
        (
            "{filter}/{style}-{group}.{ending}",
            {"filter": "", "style": "apa", "group": "", "ending": "html"},
            "apa.html",
        ),
        ("{style}/{filter}", {"style": "../x", "filter": "a b"}, "..-x/a-b"),
        ("{group}-x", {"group": ""}, "x"),
    ],
)
def test_file_names(pattern: str, values: dict[str, str], name: str) -> None:
    assert file_name(pattern, values) == name
