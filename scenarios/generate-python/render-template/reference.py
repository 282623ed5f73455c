"""Letters from templates."""

import re
from collections.abc import Mapping

from letters.filters import FILTERS


class TemplateError(ValueError):
    """A template that can't be rendered; `position` is where the mistake begins."""

    def __init__(self, message: str, position: int):
        super().__init__(message)
        self.position = position


_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PLACEHOLDER = re.compile(r"\s*(\w+(?:\.\w+)*)\s*(\?)?\s*((?:\|\s*\w+\s*)*)")


def render(template: str, values: Mapping[str, object]) -> str:
    """Return `template` with its placeholders replaced."""

    def replace(match):
        token = match[0]
        if token in ("{{", "}}"):
            return token[0]
        if match[1] is None:
            raise TemplateError(f"unmatched {token}", match.start())
        return _placeholder(match[1], match.start(), values)

    return _TOKEN.sub(replace, template)


def _placeholder(text, position, values):
    match = _PLACEHOLDER.fullmatch(text)
    if match is None:
        raise TemplateError("bad placeholder", position)
    name, optional, filters = match.groups()
    chosen = []
    for filter_name in filters.replace(" ", "").split("|")[1:]:
        filter_name = filter_name.strip()
        if filter_name not in FILTERS:
            raise TemplateError(f"no filter {filter_name}", position)
        chosen.append(FILTERS[filter_name])
    value = values
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        if optional:
            return ""
        raise TemplateError(f"no value for {name}", position)
    result = str(value)
    for chosen_filter in chosen:
        result = chosen_filter(result)
    return result
