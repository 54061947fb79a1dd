"""PubMed's words: its publication types, languages and links between records.

Sources: NCBI E-utilities (ESummary, PubMed), NLM publication characteristics, ISO 639.
"""

from __future__ import annotations

TYPES = {"book": "book", "chapter": "chapter"}
"""ESummary document type -> CSL type; everything else in PubMed is an article in a journal."""

UPDATES = {
    "retraction in": "retraction",
    "partial retraction in": "partial_retraction",
    "expression of concern in": "expression_of_concern",
    "corrected and republished in": "correction",
    "erratum in": "erratum",
}
"""Link from a record to a notice about it, lower-cased -> Crossref's update type."""

RETRACTED = "retracted publication"
"""The publication type of a work that was retracted, lower-cased."""

LANGUAGES = dict(
    pair.split(":")
    for pair in """chi:zh cze:cs dan:da dut:nl eng:en fin:fi fre:fr ger:de gre:el heb:he hun:hu ita:it jpn:ja kor:ko
    nor:nb per:fa pol:pl por:pt rum:ro rus:ru spa:es srp:sr swe:sv tur:tr ukr:uk""".split()
)
"""MEDLINE's language code -> ISO 639-1."""
