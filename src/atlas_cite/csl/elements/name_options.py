"""The options of one `cs:name`, settled at compile time from style, section, `cs:names` and `cs:name`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas_cite.csl.run import Context, Run
from atlas_cite.csl.style.nodes import PLAIN, EtAlElement, Look, NameElement

UNLIMITED = 1 << 30

SHORT, INITIALS, FULL = range(3)
"""How much of a given name is shown."""


@dataclass(frozen=True, slots=True)
class NameOptions:
    """Every option of a name list, as values."""

    form: str
    and_text: str
    delimiter: str
    precedes_last: str
    precedes_et_al: str
    et_al_min: int
    et_al_use_first: int
    et_al_use_last: bool
    later_min: int
    later_use_first: int
    initialize: bool
    initialize_with: str | None
    hyphen: bool
    sort_order: str
    sort_separator: str
    demote: str
    given: Look
    family: Look
    level: int

    def shown(self, run: Run, total: int, extra: int) -> int:
        """How many of `total` names stand before et al., all of them where there is none."""
        later = run.cite.position > 0
        minimum = self.later_min if later else self.et_al_min
        first = self.later_use_first if later else self.et_al_use_first
        if total < minimum or first < 0:
            return total
        return min(total, max(first, extra))


def name_options(context: Context, name: NameElement) -> NameOptions:
    """The options in force for `name` where it stands."""
    inherited = {**context.name_options, **name.options}
    if "form" not in name.options:
        inherited["form"] = context.name_options.get("name-form", "long")
    if "delimiter" not in name.options:
        inherited["delimiter"] = context.name_options.get("name-delimiter", ", ")
    options: Mapping[str, str] = {**inherited, **context.overrides}
    initialize_with = options.get("initialize-with")
    initialize = options.get("initialize", "true") != "false"
    return NameOptions(
        form=options.get("form", "long"),
        and_text=_and(context, "" if context.area == "sort" else options.get("and", "")),
        delimiter=options["delimiter"],
        precedes_last=options.get("delimiter-precedes-last", "contextual"),
        precedes_et_al=options.get("delimiter-precedes-et-al", "contextual"),
        **_limits(options),
        et_al_use_last=options.get("et-al-use-last") == "true",
        initialize=initialize,
        initialize_with=initialize_with,
        hyphen=context.options.get("initialize-with-hyphen", "true") != "false",
        sort_order="all" if context.area == "sort" else options.get("name-as-sort-order", ""),
        sort_separator=options.get("sort-separator", ", "),
        demote=context.options.get("demote-non-dropping-particle", "display-and-sort"),
        given=name.given,
        family=name.family,
        level=_level(options.get("form", "long"), initialize_with, initialize=initialize),
    )


def _level(form: str, initialize_with: str | None, *, initialize: bool) -> int:
    if form == "short":
        return SHORT
    return INITIALS if initialize_with is not None and initialize else FULL


def _and(context: Context, kind: str) -> str:
    if kind == "text":
        return context.locale.term("and")
    return (context.locale.term("and", "symbol") or "&") if kind == "symbol" else ""


def _limits(options: Mapping[str, str]) -> dict[str, int]:
    minimum, first = _count(options, "et-al-min", UNLIMITED), _count(options, "et-al-use-first", -1)
    return {
        "et_al_min": minimum,
        "et_al_use_first": first,
        "later_min": _count(options, "et-al-subsequent-min", minimum),
        "later_use_first": _count(options, "et-al-subsequent-use-first", first),
    }


def _count(options: Mapping[str, str], name: str, default: int) -> int:
    text = options.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else default


NO_ET_AL = EtAlElement("et-al", PLAIN)
