"""Where CSL-JSON files keep what CSL has no word for."""

from __future__ import annotations

OWN_NOTE = "own-note"
"""In our part of `custom`: the work's own note, when the item's `note` holds the annotation too."""

FOREIGN_CUSTOM = "csl-json:custom"
"""In an entry's `extra`: what other programs put under `custom`, as JSON text."""
