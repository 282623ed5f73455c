"""What is sent."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A message; an urgency of 0 is usual."""

    sender: str
    text: str
    urgency: int = 0

    def preview(self, length: int = 20) -> str:
        """The beginning of the text."""
        return self.text if len(self.text) <= length else self.text[:length - 1] + "…"
