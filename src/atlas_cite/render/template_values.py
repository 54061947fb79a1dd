"""Template values: what an annotation template can print of an entry, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atlas_cite.document.light_markdown import light_markdown
from atlas_cite.document.tree import Block, Paragraph, plain
from atlas_cite.model.entry import Entry
from atlas_cite.model.summary import Part, SummaryRecord
from atlas_cite.model.text import without_markup
from atlas_cite.render.badges import badge_values
from atlas_cite.render.details import confidence_line, conflict_lines
from atlas_cite.render.labels import label
from atlas_cite.render.summary_text import summary_blocks
from atlas_cite.render.template import Markdown, Values

_NAMES: Mapping[str, str] = {
    Part.QUICK_SUMMARY: "summary",
    Part.ADVANCED_SUMMARY: "advanced",
    Part.WHY_IT_MATTERS: "why",
    Part.OBSERVED_FINDINGS: "findings",
    Part.INFERRED_CONCLUSIONS: "conclusions",
    Part.STRENGTHS: "strengths",
    Part.LIMITATIONS: "limitations",
    Part.REMAINING_QUESTIONS: "questions",
    Part.NOT_PROVEN: "not_proven",
}
"""What templates call the parts: as `--annotate` does, with `_` so that `parts.not_proven` can be written."""


def template_values(
    entry: Entry, status: Iterable[Block], language: str = "en", labels: Mapping[str, str] | None = None
) -> Values:
    """Every value by name; one that is not known is empty, so that `{% if year %}` works.

    `status` are the blocks printed above the template's own; `labels` headings that replace ours.
    """
    summary = entry.summary or SummaryRecord()
    item = entry.item
    renamed = {name.replace("-", "_"): text for name, text in (labels or {}).items()}
    headings = {name: renamed.get(name) or label(part, language) for part, name in _NAMES.items()}
    return {
        "key": entry.key,
        "type": item.type,
        "title": without_markup(item.text("title")),
        "authors": [str(name) for name in item.names("author")],
        "year": item.year,
        "journal": without_markup(item.text("container-title")),
        "doi": item.text("DOI"),
        "url": item.text("URL"),
        "parts": {name: _part(summary, Part(part)) for part, name in _NAMES.items()},
        "headings": headings,
        "badges": [
            {"name": name, "label": words, "value": value}
            for name, (words, value) in badge_values(summary, language).items()
        ],
        "pem": str(summary.pem),
        "tags": list(summary.tags),
        "topics": list(summary.topics),
        "atlas": summary.atlas,
        "atlas_url": summary.url,
        "snapshot_date": summary.snapshot_date,
        "note": item.text("annote"),
        "status": " ".join(plain(block.children) for block in status if isinstance(block, Paragraph)),
        "conflicts": list(conflict_lines(entry, language)),
        "match": confidence_line(entry, language),
        "label": lambda name: label(str(name), language),
    }


def _part(summary: SummaryRecord, part: Part) -> Markdown:
    return Markdown(light_markdown(summary_blocks(summary.parts.get(part, ()), "")))
