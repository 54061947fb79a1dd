"""Arranging a library: filtered by a small language, put in groups, sorted, counted; pure."""
