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
    raise NotImplementedError
