"""Checks: what would embarrass the owner of a file, found by rules, each with a name, a reason and a place; pure."""
