"""Labels: every language has every label, with the same blanks to fill in."""

import re

import pytest

from atlas_cite.document.tree import plain
from atlas_cite.model.doi import Doi
from atlas_cite.model.status import Status, Update
from atlas_cite.render.labels import label, label_language
from atlas_cite.render.status_text import status_blocks
from atlas_cite.tables.labels import ENGLISH, LABELS

_SAME_AS_ENGLISH = {
    "run-in",
    "left-out",
    "stop",
    "source-retraction-watch",
    "source-pubmed",
    "column-pem",
    "column-sample-size",
}
"""What is right in other languages as it is in English."""


def test_thirteen_languages_are_there():
    assert {"en", "de", "fr", "es", "nl", "it", "pt", "sv", "no", "da", "pl", "ja", "zh"} <= LABELS.keys()
    assert LABELS["nb"] is LABELS["no"]


@pytest.mark.parametrize("language", LABELS)
def test_every_language_is_complete(language):
    words = LABELS[language]
    assert words.keys() == ENGLISH.keys()
    for name, text in words.items():
        assert text == text.strip() or name.startswith("snapshot-generator")
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", ENGLISH[name])), name


@pytest.mark.parametrize("language", sorted(LABELS.keys() - {"en", "nb", "nn"}))
def test_nothing_is_left_in_english(language):
    same = {name for name, text in LABELS[language].items() if text == ENGLISH[name]} - _SAME_AS_ENGLISH
    # Words that two languages share.
    assert same <= {
        "note",
        "conflicts",
        "limitations",
        "references",
        "citations",
        "erratum",
        "status",
        "an-atlas",
        "total",
        "studies",
        "fact-status",
    }


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-AT", "Was diese Studie nicht beweist"),
        ("FR", "Ce que cette étude ne prouve pas"),
        ("zh-TW", "本研究未能证明的内容"),
        ("nb-NO", "Hva denne studien ikke beviser"),
        ("tlh", "What this study does not prove"),
    ],
)
def test_a_label_is_found_by_a_languages_tag(language, expected):
    assert label("not_proven", language) == expected


@pytest.mark.parametrize(("tag", "expected"), [("de-CH", "de"), ("nb-NO", "nb"), ("fi-FI", "en"), ("", "en")])
def test_the_language_of_labels_is_one_there_is(tag, expected):
    assert label_language(tag) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ("Retrahiert (zurückgezogen) am 2011-12-23. Dieses Werk nicht als verlässlich zitieren. "
               "Mitteilung: https://doi.org/10.1000/notice. Quelle: der Verlag.")),
        ("fr", ("Rétracté le 2011-12-23. Ne pas citer ce travail comme fiable. "
               "Avis\u00a0: https://doi.org/10.1000/notice. Source\u00a0: l’éditeur.")),
        ("ja", ("撤回済み （2011-12-23）。 この文献を信頼できるものとして引用しないでください。 "
               "告知： https://doi.org/10.1000/notice。 情報源：出版社。")),
    ],
)  # fmt: skip
def test_a_retraction_is_told_in_the_documents_language(language, expected):
    status = Status("", (Update("retraction", "publisher", Doi.parse("10.1000/notice"), "2011-12-23"),))
    (block,) = status_blocks(status, language)
    assert plain(block.children) == expected
