"""Template: an annotation laid out by a person's own Jinja template, which writes light Markdown.

The template runs in Jinja's sandbox.  Every value it prints is escaped, so that no input can make markup; the parts of
a summary come as light Markdown and keep their paragraphs, lists and links.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from atlas_cite.document.light_markdown import escaped, parse_light_markdown
from atlas_cite.document.tree import Block
from atlas_cite.errors import InvalidSettings

if TYPE_CHECKING:
    from jinja2 import Template


class Markdown(str):
    """Text that is light Markdown already, and printed as it is."""

    __slots__ = ()


Values = Mapping[str, object]
"""What a template can print, by name."""


def check_template(source: str) -> None:
    """Raise InvalidSettings, with the line, for a template that Jinja cannot read."""
    _compiled(source)


def template_blocks(source: str, values: Values, language: str = "") -> tuple[Block, ...]:
    """The blocks that the template makes of `values`; `language` is that of the summary's text.

    Raises InvalidSettings for a template that cannot be read or run.
    """
    from jinja2 import TemplateError

    try:
        text = _compiled(source).render(values)
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        raise _fault(str(error)) from error
    return parse_light_markdown(text, language)


@lru_cache(maxsize=4)
def _compiled(source: str) -> Template:
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    try:
        return environment.from_string(source)
    except TemplateSyntaxError as error:
        raise _fault(f"line {error.lineno}: {error.message}") from error


def _printed(value: Any) -> str:
    """A value as the template prints it: escaped unless it is Markdown; nothing for None."""
    if isinstance(value, Markdown):
        return value
    if value is None:
        return ""
    # Jinja also asks for the undefined, which says by name what is missing.
    return escaped(str(value))


def _fault(message: str) -> InvalidSettings:
    hint = "A template is a Jinja template; the README lists what it can print, such as {{ parts.summary }}."
    return InvalidSettings(f"the annotation template fails: {message}", hint=hint)
