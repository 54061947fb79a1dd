"""Manuscripts: the citations in a text that people write, found with their places, and printed text put there; pure."""
