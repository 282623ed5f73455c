"""How values are shown."""


def text_of(value: object) -> str:
    """A value as the text of a cell: a dash for None, yes and no, floats with two digits."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return " ".join(str(value).splitlines())
