"""Letters from templates."""

from collections.abc import Mapping

from letters.filters import FILTERS


class TemplateError(ValueError):
    """A template that can't be rendered; `position` is where the mistake begins."""

    def __init__(self, message: str, position: int):
        super().__init__(message)
        self.position = position


def render(template: str, values: Mapping[str, object]) -> str:
    """Return `template` with its placeholders replaced."""
    out = []
    at = 0
    while at < len(template):
        character = template[at]
        if character not in "{}":
            out.append(character)
            at += 1
        elif template[at : at + 2] == character * 2:
            out.append(character)
            at += 2
        elif character == "}":
            raise TemplateError("unmatched }", at)
        else:
            end = at + 1
            while end < len(template) and template[end] not in "{}":
                end += 1
            if end == len(template) or template[end] == "{":
                raise TemplateError("unmatched {", at)
            out.append(_one(template[at + 1 : end], at, values))
            at = end + 1
    return "".join(out)


def _is_name(text):
    return text != "" and all(c.isalnum() or c == "_" for c in text)


def _one(body, at, values):
    head, *filters = [part.strip() for part in body.split("|")]
    optional = head.endswith("?")
    if optional:
        head = head[:-1].rstrip()
    path = head.split(".")
    if not all(map(_is_name, path)) or not all(map(_is_name, filters)):
        raise TemplateError("bad placeholder", at)
    for name in filters:
        if name not in FILTERS:
            raise TemplateError("no filter " + name, at)
    value = values
    for key in path:
        try:
            value = value[key] if isinstance(value, Mapping) else None
        except KeyError:
            value = None
    if value is None and not optional:
        raise TemplateError("no value for " + head, at)
    if value is None:
        return ""
    text = str(value)
    for name in filters:
        text = FILTERS[name](text)
    return text
