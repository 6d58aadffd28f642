"""Counts that nobody can be found in: whatever is under ten is said as “fewer than ten”.

A total would tell what a hidden count beside it is, wherever only one is hidden, or all hidden ones are as small or as
large as they can be: it then says “at least” what the shown ones are together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

FEW = 10
"""The smallest count that is shown."""


class Figure(NamedTuple):
    """A count as it may be shown: exactly, as fewer than `number` ("<"), or as at least so many ("≥")."""

    number: int
    sign: Literal["", "<", "≥"] = ""

    def as_data(self) -> int | dict[str, int]:
        """For JSON: 12, `{"fewer_than": 10}`, `{"at_least": 40}`."""
        return {self._key: self.number} if self.sign else self.number

    def as_text(self) -> str:
        """For CSV: "12", "<10", ">=40"."""
        return f"{self.sign.replace('≥', '>=')}{self.number}"

    @property
    def _key(self) -> str:
        return "fewer_than" if self.sign == "<" else "at_least"


class Row(NamedTuple):
    """A row of a table: what it is of, and its figures, one for each column, with their total at the end."""

    key: str
    figures: tuple[Figure, ...]


class Table(NamedTuple):
    """A table of a report: `columns` and rows by their keys; the last column is the total, `together` the last row."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    together: Row


def shown(number: int) -> Figure:
    """A count as it may be shown. None at all tells of nobody."""
    return Figure(FEW, "<") if 0 < number < FEW else Figure(number)


def total(counts: Sequence[int], parts: Sequence[Figure] | None = None) -> Figure:
    """What counts are together, as it may be shown beside them; `parts`: as these are shown."""
    parts = parts or [shown(one) for one in counts]
    hidden = [count for count, part in zip(counts, parts, strict=True) if part.sign]
    tells = len(hidden) == 1 or (len(hidden) > 1 and {*hidden} in ({1}, {FEW - 1}))
    seen = sum(part.number for part in parts if part.sign != "<")
    return Figure(seen, "≥") if tells and seen else shown(sum(counts))


def tabulate(
    key: str, counts: Mapping[tuple[str, str], int], columns: Iterable[str], rows: Iterable[str] | None = None
) -> Table | None:
    """A table of counts by (row, column); None where there is nothing in it. Columns and rows stand in the order given,
    those of nothing are left out; without `rows` they stand by their totals, the largest first."""
    wide = [one for one in columns if any(counts.get((row, column)) for row, column in counts if column == one)]
    sums = {row: sum(counts.get((row, column), 0) for column in wide) for row, _ in counts}
    order = rows if rows is not None else sorted(sums, key=lambda row: (-sums[row], row))
    kept = [row for row in order if sums.get(row)]
    if not kept:
        return None
    cells = {row: [counts.get((row, column), 0) for column in wide] for row in kept}
    found = tuple(Row(row, (*map(shown, cells[row]), total(cells[row]))) for row in kept)
    below = [[cells[row][number] for row in kept] for number in range(len(wide))]
    totals = [total(one) for one in below]
    across = total([sum(cells[row]) for row in kept], [row.figures[-1] for row in found])
    down = total([sum(one) for one in below], totals)
    return Table(key, tuple(wide), found, Row("together", (*totals, down if down.sign else across)))
