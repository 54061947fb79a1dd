"""Crossref: works by DOI and by bibliographic text, mapped to CSL, at the limit of what Crossref allows."""

from atlas_cite.sources.crossref.client import Crossref
from atlas_cite.sources.crossref.settings import CrossrefSettings

__all__ = ["Crossref", "CrossrefSettings"]
