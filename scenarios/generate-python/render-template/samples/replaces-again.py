"""Letters from templates."""

import re
from collections.abc import Mapping

from letters.filters import FILTERS


class TemplateError(ValueError):
    """A template that can't be rendered; `position` is where the mistake begins."""

    def __init__(self, message: str, position: int):
        super().__init__(message)
        self.position = position


def render(template: str, values: Mapping[str, object]) -> str:
    """Return `template` with its placeholders replaced."""
    text = template.replace("{{", "\0").replace("}}", "\1")
    while True:
        match = re.search(r"[{}]", text)
        if match is None:
            return text.replace("\0", "{").replace("\1", "}")
        at = match.start()
        if match[0] == "}":
            raise TemplateError("unmatched }", at)
        match = re.compile(r"\{([^{}]*)\}").match(text, at)
        if match is None:
            raise TemplateError("unmatched {", at)
        # The value goes back into the text, where its own braces are read as placeholders.
        text = text[:at] + _value(match[1], at, values) + text[match.end() :]


def _value(body, at, values):
    match = re.fullmatch(r"\s*(\w+(?:\.\w+)*)\s*(\?)?\s*((?:\|\s*\w+\s*)*)", body)
    if match is None:
        raise TemplateError("bad placeholder", at)
    filters = [name.strip() for name in match[3].split("|")[1:]]
    for name in filters:
        if name not in FILTERS:
            raise TemplateError(f"no filter {name}", at)
    value = values
    for part in match[1].split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        if match[2]:
            return ""
        raise TemplateError(f"no value for {match[1]}", at)
    text = str(value)
    for name in filters:
        text = FILTERS[name](text)
    return text
