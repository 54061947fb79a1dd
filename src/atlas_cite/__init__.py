"""atlas-cite: trustworthy citations and annotated bibliographies from research-atlas summaries."""

__version__ = "0.1.0"
