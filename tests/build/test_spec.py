"""Build files: which files they ask for, and every fault at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.build.spec import BuildSpec, TargetKind, file_name, read_build_spec
from atlas_cite.errors import InvalidSettings

KINDS = {
    "bibliographies": TargetKind(
        frozenset({"style", "to", "group-by", "annotate", "locale", "label", "charts", "max-words"}),
        frozenset({"label"}),
        frozenset({"group-by"}),
        frozenset({"charts"}),
        {"html": ".html", "docx": ".docx"},
        "html",
    ),
    "exports": TargetKind(
        frozenset({"to", "annotate"}), endings={"bibtex": ".bib", "ris": ".ris"}, default_format="bibtex"
    ),
    "sites": TargetKind(frozenset({"style", "site-url"}), frozenset({"style"})),
}


def read(tmp_path: Path, text: str) -> BuildSpec:
    path = tmp_path / "build.toml"
    path.write_text(text, "utf-8")
    return read_build_spec(path, KINDS)


def test_every_combination_is_a_file(tmp_path: Path) -> None:
    spec = read(
        tmp_path,
        """
        inputs = ["pages/"]
        output = "public"
        [filters]
        recent = "year >= 2015"
        [[bibliographies]]
        style = ["apa", "styles/my.csl"]
        group-by = ["", "pem"]
        filter = ["", "recent"]
        annotate = "all"
        charts = true
        label = ["why=So what?", "summary=In short"]
        [[exports]]
        to = ["bibtex", "ris"]
        where = "not retracted"
        [[sites]]
        site-url = "https://example.org/"
        """,
    )
    assert sorted(target.file for target in spec.targets) == sorted(
        [
            "apa.html", "recent/apa.html", "apa-pem.html", "recent/apa-pem.html",
            "my.html", "recent/my.html", "my-pem.html", "recent/my-pem.html",
            "references.bib", "references.ris", "site",
        ]
    )  # fmt: skip
    by_file = {target.file: target for target in spec.targets}
    grouped = by_file["recent/my-pem.html"]
    assert (grouped.where, grouped.filter) == ("year >= 2015", "recent")
    assert sorted(zip(grouped.arguments[::2], grouped.arguments[1::2], strict=False))[:1] == [("--annotate", "all")]
    assert {"--charts", "--style", "styles/my.csl", "--group-by", "pem", "--to", "html"} < set(grouped.arguments)
    assert [word for word in grouped.arguments if "=" in word] == ["why=So what?", "summary=In short"]
    assert "--group-by" not in by_file["apa.html"].arguments
    assert by_file["references.ris"].where == "not retracted"
    assert (spec.inputs, spec.output) == (("pages/",), "public")


def test_an_option_that_varies_is_in_the_name(tmp_path: Path) -> None:
    spec = read(
        tmp_path,
        'inputs = ["x"]\n[[bibliographies]]\nstyle = "apa"\nlocale = ["de-DE", "fr-FR"]\nmax-words = 40\nto = "docx"\n',
    )
    assert [target.file for target in spec.targets] == ["apa-de-DE.docx", "apa-fr-FR.docx"]
    assert spec.targets[0].options["max-words"] == 40


def test_a_list_in_a_list_is_given_at_once(tmp_path: Path) -> None:
    spec = read(tmp_path, 'inputs = ["x"]\n[[bibliographies]]\ngroup-by = ["pem", ["decade", "year"]]\n')
    assert [target.file for target in spec.targets] == ["references-pem.html", "references-decade-year.html"]
    assert spec.targets[1].arguments.count("--group-by") == 2


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as caught:
        read(
            tmp_path,
            """
            input = ["pages/"]
            [[bibliographies]]
            to = ["html", "doc"]
            filter = ["recent"]
            annotate = 3.5
            stile = "apa"
            [[exports]]
            to = []
            filter = ""
            where = "year > 1"
            """,
        )
    told = caught.value.message
    for words in (
        "input (line 2): no such setting. Did you mean inputs?",
        "inputs: a list of texts is expected",
        "bibliographies[1].to (line 4): there is no 'doc'. Did you mean docx?",
        "bibliographies[1].filter (line 5): there is no 'recent'. There are: none.",
        "bibliographies[1].annotate (line 6): a text or a number",
        "bibliographies[1].stile (line 7): no such setting. Did you mean style?",
        "exports[1].to (line 9): a text or a number",
        "exports[1].where (line 11): beside `filter`",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inputs = [", "this is no TOML"),
        ('inputs = ["x"]', "nothing is asked for"),
        ('inputs = ["x"]\nexports = 3', "a list of tables is expected"),
        ('inputs = ["x"]\nfilters = "x"\n[[exports]]', "a table is expected"),
        ('inputs = ["x"]\nresolve = "yes"\n[[exports]]', "true or false is expected"),
        ('inputs = ["x"]\n[[exports]]\nfile = "../x"', "no file of the output folder"),
        ('inputs = ["x"]\n[[exports]]\nfile = "/etc/x"', "no file of the output folder"),
        ('inputs = ["x"]\n[[exports]]\nfile = "c:\\\\x"', "the character ':' cannot stand"),
        ('inputs = ["x"]\n[[exports]]\nfile = "a\\u0000.bib"', r"the character '\\x00' cannot stand"),
        ('inputs = ["x"]\n[[exports]]\nfile = "a\\nb.bib"', r"the character '\\n' cannot stand"),
        ('inputs = ["x"]\n[[exports]]\nfile = "NUL.bib"', "the name of a device on Windows"),
        ('inputs = ["x"]\n[[exports]]\nfile = "a /b.bib"', "begin or end with a blank"),
        ('inputs = ["x"]\n[[exports]]\nfile = "b.bib."', "end with a dot"),
        (f'inputs = ["x"]\n[[exports]]\nfile = "{"é" * 130}"', "longer than 240 bytes"),
        ('inputs = ["x"]\n[[exports]]\nfile = "."', "no file of the output folder"),
        ('inputs = ["x"]\n[[exports]]\nfile = ""', "no file of the output folder"),
        ('inputs = ["x"]\n[[exports]]\nfile = 3', r"exports\[1\].file \(line 3\): a text is expected"),
        ('inputs = ["x"]\n[[sites]]\nfile = "."', "no file of the output folder"),
        ('inputs = ["x"]\n[[sites]]\nfile = "Index.HTML"', "the build writes this file itself"),
        ('inputs = ["x"]\n[[exports]]\nfile = ".build.lock"', "the build writes this file itself"),
        ('inputs = ["x"]\n[[exports]]\nfile = "build.json/x.bib"', "the build writes this file itself"),
        ('inputs = ["x"]\n[[exports]]\nfile = "{key}.bib"', r"nothing is called \{key\} here"),
        ('inputs = ["x"]\n[[exports]]\nfile = "é.bib"\n[[exports]]\nfile = "E\\u0301.bib"', "several targets make"),
        ('inputs = ["x"]\n[[exports]]\nfile = "x"\n[[exports]]\nfile = "./x"', "several targets make"),
        ('inputs = ["x"]\n[[exports]]\nto = ["ris", 3]', "there is no 3"),
        ('inputs = ["x"]\n[[exports]]\nfilter = 3', "there is no 3"),
        ('inputs = ["x"]\n[[exports]]\nfilter = [["a"]]', "a text or a number is expected"),
        ('inputs = ["x"]\n[[exports]]\nwhere = ["year > 1"]', r"where \(line 3\): a text is expected"),
        ('inputs = ["x"]\n[filters]\n"../.." = "year"\n[[exports]]', "no name for a filter"),
        ('inputs = ["x"]\n[filters]\n"" = "year"\n[[exports]]', "no name for a filter"),
        ('inputs = ["x"]\n[[bibliographies]]\ncharts = "yes"', "true or false is expected"),
        ('inputs = ["x"]\n[[bibliographies]]\nannotate = true', "a text or a number is expected"),
        ('inputs = ["x"]\n[[exports]]\nfile = "index.html"', "the build writes this file itself"),
        ('inputs = ["x"]\n[[exports]]\nto = ["bibtex", "ris"]\nfile = "x"', "several targets make this file"),
        ('inputs = ["x"]\n[[sites]]\nfile = "a"\n[[exports]]\nfile = "a/x.bib"', "another target makes a"),
    ],
)
def test_a_faulty_build_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidSettings, match=words):
        read(tmp_path, text)


VALUES = st.recursive(
    st.booleans() | st.integers(-3, 3) | st.floats(0, 9) | st.text("a./\\é\0{}*: \n-", max_size=6),
    lambda values: st.lists(values, max_size=3),
)


@given(
    top=st.dictionaries(st.sampled_from(["inputs", "output", "title", "keys", "resolve", "filters", "sites"]), VALUES),
    table=st.dictionaries(
        st.sampled_from(["file", "filter", "where", *sorted(KINDS["bibliographies"].options)]), VALUES
    ),
)
def test_any_values_are_targets_or_named_faults(
    top: dict[str, object], table: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in top.items()]
    lines += ["[[bibliographies]]", *(f"{name} = {json.dumps(value)}" for name, value in table.items())]
    try:
        spec = read(tmp_path_factory.mktemp("any"), "\n".join(lines))
    except InvalidSettings as error:
        assert "build file has" in error.message or "no TOML" in error.message  # either is right
    else:
        folder = Path("/public")
        for target in spec.targets:
            assert (folder / target.file).resolve().is_relative_to(folder)
            assert target.file.isprintable()


def test_groups_vary_and_nest(tmp_path: Path) -> None:
    text = 'inputs = ["x"]\n[[bibliographies]]\nstyle = "apa"\ngroup-by = ["", "pem", ["year", "pem"]]\n'
    spec = read(tmp_path, text)
    assert [target.file for target in spec.targets] == ["apa.html", "apa-pem.html", "apa-year-pem.html"]
    assert [target.arguments[4:] for target in spec.targets] == [
        [],
        ["--group-by", "pem"],
        ["--group-by", "year", "--group-by", "pem"],
    ]


def test_flags_and_style_files_have_names(tmp_path: Path) -> None:
    spec = read(
        tmp_path,
        """
        inputs = ["x"]
        [[bibliographies]]
        style = "styles/my.csl"
        charts = [true, false]
        [[sites]]
        style = ["a/b.csl", "apa"]
        """,
    )
    assert [target.file for target in spec.targets] == ["my-charts.html", "my.html", "b-apa"]
    assert [target.arguments for target in spec.targets[:2]] == [
        ["--to", "html", "--style", "styles/my.csl", "--charts"],
        ["--to", "html", "--style", "styles/my.csl"],
    ]
    assert [target.place for target in spec.targets[1:]] == ["bibliographies[1] (line 3)", "sites[1] (line 6)"]


@pytest.mark.parametrize(
    ("pattern", "values", "name"),
    [
        (
            "{filter}/{style}-{group}.{ending}",
            {"filter": "", "style": "apa", "group": "", "ending": "html"},
            "apa.html",
        ),
        ("{style}/{filter}", {"style": "../x", "filter": "a b"}, "x/a-b"),
        ("{style}/{filter}", {"style": "..", "filter": "a"}, "a"),
        ("{group}-x", {"group": ""}, "x"),
        ("./{unknown}/x", {}, "x"),
    ],
)
def test_file_names(pattern: str, values: dict[str, str], name: str) -> None:
    assert file_name(pattern, values) == name
