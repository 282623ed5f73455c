"""Settings, from the lowest layer to the highest: defaults, file, environment."""
import os
import tomllib
from collections.abc import Mapping

from weatherd import defaults

PREFIX = "WEATHERD_"


def from_defaults() -> dict[str, object]:
    """All names in capital letters of defaults.py."""
    return {name.lower(): value for name, value in vars(defaults).items() if name.isupper()}


def from_file(path: str) -> dict[str, object]:
    """The table `service` of a TOML file; nothing where there is no such file."""
    try:
        with open(path, "rb") as file:
            return tomllib.load(file).get("service", {})
    except FileNotFoundError:
        return {}


def from_environment(variables: Mapping[str, str]) -> dict[str, object]:
    """WEATHERD_RETRIES=3 and the like; numbers only."""
    found: dict[str, object] = {}
    for name, text in variables.items():
        if name.startswith(PREFIX):
            found[name.removeprefix(PREFIX).lower()] = float(text) if "." in text else int(text)
    return found


def load(path: str = "weatherd.toml") -> dict[str, object]:
    """What holds in the end."""
    return from_defaults() | from_file(path) | from_environment(os.environ)
