"""Render: a library in, a composed document out."""
