"""Configuration: defaults for options from a TOML file.

Top-level keys are options' long names (`mailto = "me@example.org"`); a table with a command's name
(`[bibliography]`) holds defaults for that command alone.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from atlas_cite.errors import InvalidSettings

FILE_NAME = "atlas-cite.toml"


def load_configuration(path: Path | None, command: str, known: set[str]) -> dict[str, Any]:
    """Defaults for `command`, by parameter name.

    Without `path`, `atlas-cite.toml` in the working folder is read, else the user's, else nothing.  Raises
    InvalidSettings for a file that cannot be read, and for a key in the command's own table that the command lacks.
    """
    found = path or _usual_file()
    if found is None:
        return {}
    try:
        values = tomllib.loads(found.read_text("utf-8-sig"))
    except OSError as error:
        raise InvalidSettings(f"the file cannot be read: {error.strerror}", subject=str(found)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"this is not TOML: {error}", subject=str(found)) from error
    own = values.get(command, {})
    if not isinstance(own, dict):
        raise InvalidSettings(f"[{command}] is not a table", subject=str(found))
    shared = {key: value for key, value in values.items() if not isinstance(value, dict)}
    named = _named(own)
    if unknown := sorted(named.keys() - known):
        hint = f"It has: {', '.join(sorted(name.replace('_', '-') for name in known - {'config', 'inputs'}))}."
        raise InvalidSettings(f"[{command}] has no option {', '.join(unknown)}", subject=str(found), hint=hint)
    return {key: value for key, value in _named(shared).items() if key in known} | named


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): value for key, value in values.items()}


def _usual_file() -> Path | None:
    here = Path(FILE_NAME)
    if here.is_file():
        return here
    from platformdirs import user_config_path  # only when there is no file here

    users = user_config_path("atlas-cite") / "config.toml"
    return users if users.is_file() else None
