"""Own files: what stands in a build's folder beside what was asked for."""

from __future__ import annotations

INDEX = "index.html"
CHANGES = "CHANGES.md"
CHECKSUMS = "SHA256SUMS"
MANIFEST = "build.json"
LOCK = ".build.lock"
"""Held while a build is at work, and gone when it is done."""

OWN_FILES = (INDEX, CHECKSUMS, CHANGES, MANIFEST, LOCK)
