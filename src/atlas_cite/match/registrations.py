"""Registrations: works that one publisher, or a publisher and an archive, registered twice under two DOIs.

Sources: ANSI/NISO Z39.56 (SICI: what follows `>` is a version and a check character, not the contribution); the
rows of CrossRef/reference-matching-evaluation with two right DOIs.
"""

from __future__ import annotations

import re

from atlas_cite.model.doi import Doi

ARCHIVES = frozenset({"10.2307", "10.3406", "10.5169"})
"""Prefixes of archives that register what its publisher registers too: JSTOR, Persée, E-Periodica."""
PREPRINT_SERVERS = frozenset(
    """10.1101 10.20944 10.21203 10.22541 10.26434 10.31219 10.31222 10.31234 10.31235 10.36227 10.48550 10.64898
    10.65215""".split()
)
"""Prefixes of servers of preprints, some of which register them as something else."""
_TAIL = re.compile(r"\.abs$|(?<=>)\d\.\d\.(?:co|tx);\d-.$")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def is_spelled_twice(one: Doi, other: Doi) -> bool:
    """Whether two DOIs differ only in what names no other work: doubled slashes, zeros, a SICI's version, `.abs`."""
    return _bare(one) == _bare(other)


def is_archived(one: Doi, other: Doi) -> bool:
    """Whether one of two DOIs is an archive's and the other is not."""
    return (one.prefix in ARCHIVES) != (other.prefix in ARCHIVES)


def _bare(doi: Doi) -> str:
    return _ZEROS.sub("", _TAIL.sub("", doi.text.replace("//", "/")))
