"""Service: one web service as the transport sees it, and who we say we are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from atlas_cite.errors import InvalidSettings
from atlas_cite.version import VERSION

_ADDRESS = re.compile(r"https?://[^\s/?#@]+[^\s?#]*")
_MAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `requests` in any `seconds`."""

    requests: int
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Service:
    """What a service is called, where it is, and how it may be asked.

    `limits` are by lane, a class of routes with a limit of its own; `at_once` is how many requests may be
    on their way until an answer announces another number.  `contact` are the
    parameters that tell the service who asks: they go to `url`'s host and nowhere else.  With `is_resolver` redirects
    lead to other hosts on purpose.  `probe` is a path and its parameters that a healthy service answers.  `timeout` is
    in seconds.
    """

    name: str
    url: str
    limits: Mapping[str, Limit]
    timeout: float = 30.0
    at_once: int = 1
    contact: Mapping[str, str] = field(default_factory=dict)
    is_resolver: bool = False
    probe: tuple[str, str, Mapping[str, str]] | None = None


def product(mailto: str = "") -> str:
    """Who asks, as User-Agent headers name it, with the contact when there is one."""
    return f"atlas-cite/{VERSION}" + (f" (mailto:{mailto})" if mailto else "")


def check_address(name: str, address: str) -> None:
    """Raise InvalidSettings unless `address` is where a service can be."""
    if not _ADDRESS.fullmatch(address):
        raise InvalidSettings(
            f"the address of {name} is no web address: {address!r}",
            subject=address,
            hint="It starts with https:// or http://, such as https://api.crossref.org.",
        )


def check_contact(mailto: str, timeout: float) -> None:
    """Raise InvalidSettings for a contact or a time-out that cannot work."""
    if mailto and not _MAIL.fullmatch(mailto):
        raise InvalidSettings(
            f"not a mail address: {mailto!r}",
            subject=mailto,
            hint="Give your own address, such as name@university.org; services block clients with invalid ones.",
        )
    if timeout <= 0:
        raise InvalidSettings("the time-out must be above 0")
