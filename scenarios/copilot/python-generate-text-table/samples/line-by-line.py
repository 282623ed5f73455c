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
    lines = [""] * (len(rows) + 2) if columns else []
    for number, column in enumerate(columns):
        texts = [column.key, *(text_of(row[column.key]) if column.key in row else "" for row in rows)]
        widest = max(len(text) for text in texts)
        width = widest if column.limit is None else min(widest, column.limit)
        for at, text in enumerate([texts[0], "-" * width, *texts[1:]]):
            if len(text) > width:
                text = text[:width - 1] + "…"
            if column.align == "right":
                text = text.rjust(width)
            elif column.align == "center":
                text = " " * ((width - len(text)) // 2) + text
            lines[at] += ("  " if number else "") + text.ljust(width)
    return "\n".join(line.rstrip() for line in lines)
