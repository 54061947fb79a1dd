"""Summary records as record files: JSON Lines and YAML that `sources.records` reads back unchanged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

from atlas_cite.model.plain import summary_to_plain
from atlas_cite.model.summary import Bullets, Paragraph, SummaryRecord
from atlas_cite.tables.atlas import LIST_PARTS

_WIDTH = 118
_NEEDS_ESCAPE = re.compile(r"^(?:[-*+•]\s|\d{1,2}[.)]\s|#{1,6}\s|\\)")


def render_records_jsonl(records: Iterable[SummaryRecord]) -> str:
    """The records as JSON Lines, one a line, in order."""
    return "".join(json.dumps(_plain(record), ensure_ascii=False) + "\n" for record in records)


def render_records_yaml(records: Iterable[SummaryRecord]) -> str:
    """The records as one YAML 1.2 list, in order, with keys in the schema's order."""
    from ruamel.yaml import YAML

    plain = [_plain(record) for record in records]
    if not plain:
        return "[]\n"
    yaml = YAML(typ="rt", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = _WIDTH
    out = StringIO()
    yaml.dump(plain, out)
    return out.getvalue()


def _plain(record: SummaryRecord) -> dict[str, Any]:
    """The record as plain data; a list part that holds only paragraphs becomes one text, which stays paragraphs."""
    plain = summary_to_plain(record)
    for part in LIST_PARTS:
        blocks = record.parts.get(part, ())
        if blocks and not any(isinstance(block, Bullets) for block in blocks):
            plain[part.value] = _paragraphs(block.text for block in blocks if isinstance(block, Paragraph))
    return plain


def _paragraphs(texts: Iterable[str]) -> str:
    """Paragraphs as one text; a backslash keeps a mark at the beginning of one from making it a list."""
    return "\n\n".join("\\" + text if _NEEDS_ESCAPE.match(text) else text for text in texts)
