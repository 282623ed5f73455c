"""What a placeholder's text can be passed through."""


def _initials(text: str) -> str:
    return "".join(word[0].upper() + "." for word in text.split())


FILTERS = {
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "trim": str.strip,
    "initials": _initials,
}
