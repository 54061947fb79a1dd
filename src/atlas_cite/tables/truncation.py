"""How files say in a list of names that there are more: a last name that is none."""

from __future__ import annotations

OTHERS = "et al."
"""What is written."""

OTHERS_READ = frozenset({"et al.", "et al", "and others", "others"})
"""What is read as that, in lower case."""
