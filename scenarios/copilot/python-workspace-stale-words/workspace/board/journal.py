"""Writes down what happened."""


class Journal:
    """Lines of text."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def added(self, number: int, text: str) -> None:
        """A note was put up."""
        self.lines.append(f"+{number} {text}")

    def changed(self, number: int, text: str, before: str) -> None:
        """A note was written anew."""
        self.lines.append(f"~{number} {before} -> {text}")

    def removed(self, number: int, text: str) -> None:
        """A note was taken down."""
        self.lines.append(f"-{number} {text}")
