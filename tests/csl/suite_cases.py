"""Cases in the format of the public CSL suite: sections between `>>==== NAME ====>>` and `<<==== NAME ====<<`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_JSON = frozenset({"input", "citation_items", "citations", "bibentries", "bibsection", "abbreviations", "options"})
_SECTION = re.compile(r"^[^\n]*?>>=+ *([A-Z0-9-]+)[^\n]*=>>\n(.*?)^[^\n]*?<<=+ *\1[^\n]*=<<", re.MULTILINE | re.DOTALL)


def read_case(path: Path) -> dict[str, Any]:
    """The sections of a case by name, JSON read, with the case's own name."""
    text = path.read_text("utf-8-sig").replace("\r\n", "\n")
    sections = {name.lower().replace("-", "_"): body.removesuffix("\n") for name, body in _SECTION.findall(text)}
    case: dict[str, Any] = {name: json.loads(body) if name in _JSON else body for name, body in sections.items()}
    return {**case, "name": path.stem, "mode": case["mode"].strip(), "csl": case["csl"].strip()}
