"""CSL-YAML by its content: pandoc's metadata, bibliography files, bare lists; and nothing else."""

from __future__ import annotations

import pytest

from atlas_cite.export.csl_yaml import render_csl_yaml
from atlas_cite.sources.detect import Kind, detect_kind
from atlas_cite.sources.inputs import SourceText
from atlas_cite.sources.read import read_text
from export.entry_cases import VARIED, annotate_heins

ITEM = "id: a1\n  type: article-journal\n  title: A title\n"

READ = [
    f"---\nreferences:\n- {ITEM}...\n",
    f"references:\n- {ITEM}",
    f"references: # all of them\n  - {ITEM.replace('  ', '    ')}",
    f"title: A paper\nreferences:\n- {ITEM}",
    f"# a comment\n- {ITEM}",
    f"- {ITEM}",
    "- title: First the title\n  type: book\n  id: a1\n",
    '- "id": "a1"\n  "type": "book"\n',
    "references: [{id: a1, type: book}]\n",
    f"---\ntitle: A paper\nreferences:\n- {ITEM}---\n\n# Introduction\n\nRest helps [@a1]: see below.\n",
    f"- {ITEM}  abstract: |\n    TI\n    @article{{b, title = {{C}}}}\n",
]


@pytest.mark.parametrize("text", READ)
def test_it_is_known_and_read(text: str) -> None:
    assert detect_kind(text) is Kind.CSL_YAML
    references, problems = read_text(SourceText("file", text))
    assert [reference.key for reference in references] == ["a1"]
    assert problems == []


OTHERS = [
    "- title: A study\n  doi: 10.5555/a\n  quick_summary: It rests.\n",
    "title: A study\nquick_summary: It rests.\nreferences:\n- one\n",
    "references: none\n",
    "- id: a1\n  type: no-such-type\n",
    "- id: a1\n",
    "",
    "---\nreferences:\n",
    "@article{a, title = {B}}\n",
    "- a list\n- of words with id: a1\n",
]


@pytest.mark.parametrize("text", OTHERS)
def test_nothing_else_is_taken_for_it(text: str) -> None:
    assert detect_kind(text) is not Kind.CSL_YAML


def test_what_we_write_is_known() -> None:
    text = "".join(render_csl_yaml(VARIED, annotate_heins))
    assert detect_kind(text) is Kind.CSL_YAML
    references, _ = read_text(SourceText("file", text))
    assert [reference.key for reference in references] == [entry.key for entry in VARIED]


def test_a_huge_text_is_told_at_once() -> None:
    assert detect_kind("- " * 200_000) is not Kind.CSL_YAML
    assert detect_kind("references:\n" + "- a\n" * 200_000) is not Kind.CSL_YAML
