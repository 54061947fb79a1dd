"""Configuration: defaults for options from a TOML file.

Top-level keys are options' long names (`mailto = "me@example.org"`); a table with a command's name
(`[bibliography]`) holds defaults for that command alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atlas_cite.errors import InvalidSettings

FILE_NAME = "atlas-cite.toml"


def load_configuration(path: Path | None, command: str, options: Mapping[str, str]) -> dict[str, Any]:
    """Defaults for `command`, by parameter name.

    `options` are the command's parameter names by long option name (`style` -> `styles`).  Without `path`,
    `atlas-cite.toml` in the working folder is read, else the user's, else nothing.  Raises InvalidSettings for a file
    that cannot be read, and for a key in the command's own table that the command does not have.
    """
    found = path or _usual_file()
    if found is None:
        return {}
    values = _read(found)
    own = values.get(command, {})
    if not isinstance(own, dict):
        raise InvalidSettings(f"[{command}] is not a table", subject=str(found))
    if unknown := sorted(own.keys() - options.keys()):
        hint = f"It has: {', '.join(sorted(options))}."
        raise InvalidSettings(f"[{command}] has no option {', '.join(unknown)}", subject=str(found), hint=hint)
    shared = {name: value for name, value in values.items() if name in options and not isinstance(value, dict)}
    return {options[name]: _listed(value) for name, value in (shared | own).items()}


def _listed(value: Any) -> Any:
    """A table of an option's (`[enrich.fields]`) as the command line writes it: `title=ask`."""
    return [f"{name}={word}" for name, word in value.items()] if isinstance(value, dict) else value


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InvalidSettings(f"the file cannot be read: {error.strerror}", subject=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"this is not TOML: {error}", subject=str(path)) from error


def _usual_file() -> Path | None:
    here = Path(FILE_NAME)
    if here.is_file():
        return here
    from platformdirs import user_config_path  # only when there is no file here

    users = user_config_path("atlas-cite") / "config.toml"
    return users if users.is_file() else None
