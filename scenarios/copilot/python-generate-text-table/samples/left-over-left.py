"""Tables in plain text."""
from collections.abc import Mapping, Sequence

from report.cells import text_of
from report.columns import Column


def render(rows: Sequence[Mapping[str, object]], columns: Sequence[Column]) -> str:
    """Lay rows out as a table with a head.

    The first line has the columns' keys, the second as many `-` under each column as it is wide, and each row is
    a line; two spaces stand between columns. Lines have no spaces at their ends, and there is no line break
    behind the last one.

    A cell shows `text_of` what the row has under the column's key, and nothing where it has none. A column is as
    wide as its widest text, the head's included, but not wider than its limit: a text that is longer is cut so
    that it fits with a final `…`. Cells and head are aligned as the column says; in the centre, a space that is
    left over goes to the right.

    Without columns, the table is an empty text.
    """
    if not columns:
        return ""
    laid = [_column([column.key] + [text_of(row[column.key]) if column.key in row else "" for row in rows], column)
            for column in columns]
    return "\n".join("  ".join(cells).rstrip() for cells in zip(*laid, strict=True))


def _column(texts: list[str], column: Column) -> list[str]:
    """Head, rule and cells, each as wide as the column."""
    limit = column.limit or max(map(len, texts))
    texts = [text if len(text) <= limit else text[:limit - 1] + "…" for text in texts]
    width = max(map(len, texts))
    texts.insert(1, "-" * width)
    return [_aligned(text, width, column.align) for text in texts]


def _aligned(text: str, width: int, align: str) -> str:
    room = width - len(text)
    before = {"left": 0, "right": room, "center": (room + 1) // 2}[align]
    return " " * before + text + " " * (room - before)
