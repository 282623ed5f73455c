"""What a table shows."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: the key of its cells, how they are aligned, and how wide it is at most."""

    key: str
    align: str = "left"
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.align not in ("left", "right", "center"):
            raise ValueError(f"unknown alignment: {self.align!r}")
        if self.limit is not None and self.limit < 1:
            raise ValueError("a column needs room for one character")
