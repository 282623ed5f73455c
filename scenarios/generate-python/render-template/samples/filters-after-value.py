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

    def replace(match):
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] is None:
            raise TemplateError("unmatched " + match[0], match.start())
        inner = re.fullmatch(r"\s*(\w+(?:\.\w+)*)\s*(\??)\s*((?:\|\s*\w+\s*)*)", match[1])
        if not inner:
            raise TemplateError("bad placeholder", match.start())
        value = values
        for part in inner[1].split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is None:
            if inner[2]:
                return ""  # its filters have not been looked at
            raise TemplateError(f"no value for {inner[1]}", match.start())
        text = str(value)
        for name in inner[3].split("|")[1:]:
            if name.strip() not in FILTERS:
                raise TemplateError(f"no filter {name.strip()}", match.start())
            text = FILTERS[name.strip()](text)
        return text

    return re.sub(r"\{\{|\}\}|\{([^{}]*)\}|[{}]", replace, template)
