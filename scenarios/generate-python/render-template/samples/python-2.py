"""Letters from templates."""

from letters.filters import FILTERS


class TemplateError(ValueError):
    def __init__(self, message, position):
        ValueError.__init__(self, message)
        self.position = position


def render(template, values):
    """Return `template` with its placeholders replaced."""
    try:
        return template.format(**values)
    except KeyError, error:
        raise TemplateError, "no value for %s" % error
