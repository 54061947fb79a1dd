from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_cite.keys.manuscripts import Renaming, cited_keys, cites_everything, rename_citations

MAP = {"old": "new", "a:b": "c-d", "swap1": "swap2", "swap2": "swap1", "dotted.key": "x--y", "fig": "photo"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\cite{old}", r"\cite{new}"),
        (r"\cite {old}", r"\cite {new}"),
        (r"\citep[see][p.~3]{old, other,a:b}", r"\citep[see][p.~3]{new, other,c-d}"),
        (r"\citep[see \emph{old}]{old}", r"\citep[see \emph{old}]{new}"),
        (r"\textcite*{old}\nocite{old,*}", r"\textcite*{new}\nocite{new,*}"),
        (r"\parencites(pre)(post)[12]{old}[34]{a:b}{old}", r"\parencites(pre)(post)[12]{new}[34]{c-d}{new}"),
        (r"\volcite{2}[3]{old}", r"\volcite{2}[3]{new}"),
        (r"\pvolcite{old}{old}", r"\pvolcite{old}{new}"),
        (r"\citefield{old}{old}", r"\citefield{new}{old}"),
        (r"\bibentry{old}", r"\bibentry{new}"),
        ("\\cite{%\n  old,% old\n  a:b}", "\\cite{%\n  new,% old\n  c-d}"),
        (r"\cite{swap1,swap2}", r"\cite{swap2,swap1}"),
        (r"% \cite{old}", r"% \cite{new}"),
        (r"old \emph{old} \label{old} \ref{old} {old}", r"old \emph{old} \label{old} \ref{old} {old}"),
        (r"\citestyle{old} \setcitestyle{old}", r"\citestyle{old} \setcitestyle{old}"),
        (r"\cite{older} \cite{Old} \cite{xold}", r"\cite{older} \cite{Old} \cite{xold}"),
        (r"\verb|\cite{old}| \cite{old}", r"\verb|\cite{old}| \cite{new}"),
        ("\\begin{verbatim}\\cite{old}\\end{verbatim}\\cite{old}",
         "\\begin{verbatim}\\cite{old}\\end{verbatim}\\cite{new}"),
        ("a@old.org @old", "a@old.org @old"),
        ("\\citep[see", "\\citep[see"),
    ],
)  # fmt: skip
def test_latex_citations_are_renamed_and_nothing_else(before: str, after: str) -> None:
    assert rename_citations(before, MAP, ".tex")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[@old]", "[@new]"),
        ("@old says [p. 3]", "@new says [p. 3]"),
        ("[see @old, pp. 3-4; -@a:b and @{old}]", "[see @new, pp. 3-4; -@c-d and @{new}]"),
        ("[-@old]", "[-@new]"),
        ("@old.", "@new."),
        ("**@old**, _@old_ (@old)", "**@new**, _@old_ (@new)"),
        ("@dotted.key, @dotted.keys", "@{x--y}, @dotted.keys"),
        ("nocite: |\n  @old, @swap1", "nocite: |\n  @new, @swap2"),
        ("me@old.org x@old \\@old https://x.org/@old", "me@old.org x@old \\@old https://x.org/@old"),
        ("@older @Old @fig:old", "@older @Old @fig:old"),
        ("old [old](old) #old", "old [old](old) #old"),
        ("`@old` ``a ` @old`` @old", "`@old` ``a ` @old`` @new"),
        ("```\n@old\n```\n@old", "```\n@old\n```\n@new"),
        ("~~~ {.r}\n@old \\cite{old}\n~~~\n\\cite{old}", "~~~ {.r}\n@old \\cite{old}\n~~~\n\\cite{new}"),
        ("[cite:@old;@a:b]", "[cite:@new;@c-d]"),
        ("@swap1 @swap2", "@swap2 @swap1"),
    ],
)
def test_pandoc_citations_are_renamed_and_nothing_else(before: str, after: str) -> None:
    assert rename_citations(before, MAP, ".md")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("As @old says #cite(<old>, form: \"prose\") <old>", "As @new says #cite(<new>, form: \"prose\") <old>"),
        (r"\cite{old}", r"\cite{old}"),
    ],
)  # fmt: skip
def test_typst_citations_are_renamed_and_nothing_else(before: str, after: str) -> None:
    assert rename_citations(before, MAP, ".typ")[0] == after


def test_every_change_is_told_with_its_line() -> None:
    text = "One [@old].\r\n\r\nTwo @a:b and \\cite{swap1}.\r\n"
    changed, renamings = rename_citations(text, MAP, ".md")
    assert changed == "One [@new].\r\n\r\nTwo @c-d and \\cite{swap2}.\r\n"
    assert renamings == (Renaming(1, "old", "new"), Renaming(3, "a:b", "c-d"), Renaming(3, "swap1", "swap2"))


@given(st.text(alphabet="@{}[]\\`~%,;:. \n-oldcite", max_size=40), st.sampled_from([".tex", ".md", ".typ", ""]))
def test_a_text_without_the_keys_never_changes(text: str, ending: str) -> None:
    assert rename_citations(text, {"zzz": "yyy"}, ending) == (text, ())


@given(st.text(alphabet="@{}[]\\`~%,;:. \n-oldcite", max_size=40), st.sampled_from([".tex", ".md", ".typ", ""]))
def test_only_the_told_keys_change(text: str, ending: str) -> None:
    changed, renamings = rename_citations(text, {"old": "NEW"}, ending)
    assert changed.replace("NEW", "old") == text
    assert changed.count("NEW") == len(renamings)


@pytest.mark.parametrize(
    ("text", "ending", "keys"),
    [
        (r"\parencites[1]{a}{b} \citeauthor{c} \textcite*{d}", ".tex", "a b c d"),
        ("% \\cite{hidden}\n100\\% \\cite{real}", ".tex", "real"),
        (r"\verb|\cite{x}| \citestyle{y} \volcite{2}{z}", ".TEX", "z"),
        ("see [@a, p. 3; -@b2] and @{c d} or @e.", ".md", "a b2 e"),
        ("`[@code]` <!-- [@hidden] --> me@example.org [@real]", ".md", "real"),
        ("@fig-plot and @tbl:one and @eq-2, not @figueroa2020", ".qmd", "figueroa2020"),
        ("#cite(<a>) @b", ".typ", "b a"),
        (r"\citation{a,b} \abx@aux@cite{0}{c} \bibcite{d}{1}", ".aux", "a b c"),
    ],
)
def test_the_keys_a_text_cites(text: str, ending: str, keys: str) -> None:
    found = cited_keys(text, ending)
    assert sorted(each.key for each in found) == sorted(keys.split())
    assert all(text[each.start : each.end] == each.key for each in found)


@pytest.mark.parametrize(
    ("text", "ending", "all_of_them"),
    [
        (r"\nocite{*}", ".tex", True),
        (r"\nocite{a,*}", ".tex", True),
        (r"% \nocite{*}", ".tex", False),
        (r"\citation{*}", ".aux", True),
        ("---\nnocite: '@*'\n---\n", ".md", True),
        (r"\nocite{a}", ".tex", False),
    ],
)
def test_a_text_may_cite_everything(text: str, ending: str, all_of_them: bool) -> None:
    assert cites_everything(text, ending) is all_of_them
