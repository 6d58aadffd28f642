"""The lines of a Markdown text as Python-Markdown's block processors cut them, and the elements they have made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

TAB = 4
INDENT = " " * TAB
QUOTATION = re.compile(r" {0,3}> ?(.*)")

Row = tuple[int, str]
"""The number of a line and what is left of its text when the marks of what it stands in are taken off its front."""


class Node:
    """An element of the page; of its children only the last one matters for what comes next."""

    __slots__ = ("last", "piece", "tag")

    def __init__(self, tag: str, piece: int = 0):
        self.tag = tag
        self.piece = piece
        self.last: Node | None = None

    def add(self, tag: str, piece: int = 0) -> Node:
        self.last = Node(tag, piece)
        return self.last

    @property
    def has_list(self) -> bool:
        """Whether a list is the last child."""
        return self.last is not None and self.last.tag in ("ul", "ol")


def cut_blocks(rows: Iterable[Row]) -> list[list[Row]]:
    """Blocks: what empty lines part."""
    return [list(block) for has_text, block in groupby(rows, lambda row: row[1] != "") if has_text]


def split_indented(rows: Sequence[Row], width: int) -> tuple[list[Row], list[Row]]:
    """The lines that are indented by so many spaces, without these, up to the first that is not; the rest."""
    indent = " " * width
    count = next((at for at, (_, text) in enumerate(rows) if text and not text.startswith(indent)), len(rows))
    return [(index, text[width:]) for index, text in rows[:count]], list(rows[count:])


def take_off(rows: Sequence[Row], indent: str) -> list[Row]:
    """The lines without this indentation, where they have it."""
    return [(index, text.removeprefix(indent)) for index, text in rows]


def find_box(parent: Node, first: str, tag: str) -> tuple[Node | None, int]:
    """The open box, or the item of a list in it, that a line belongs to, and how far it is indented for that."""
    box, indent = parent.last, TAB
    if not box or box.tag != tag:
        return None, 0
    while box and box.last and box.has_list and first.startswith(2 * INDENT):
        box, first, indent = box.last.last, first[TAB:], indent + TAB
    return (box, indent) if first.startswith(INDENT) else (None, 0)


def without_sign(text: str) -> str:
    """A line of a quotation without its sign, which later lines may lack."""
    match = QUOTATION.match(text)
    return "" if text.strip() == ">" else match[1] if match else text
