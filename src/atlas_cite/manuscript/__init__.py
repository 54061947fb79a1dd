"""Manuscripts: the citations in a text that people write, found with their places, and put in printed form; pure."""
