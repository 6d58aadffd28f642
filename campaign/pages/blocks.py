"""A page cut into its blocks of text: what a translator translates one by one, and what is compared after a change.

A block is a heading, a paragraph, a list item, a table cell, a box's title, or a text of the front matter. Its `text`
is what needs translating; what stands around it (list marks, indentation, heading ids) is not part of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from campaign.files.record import keys_marked
from campaign.pages.page import TRANSLATED, PageMeta, SourcePage

BlockKind = Literal["front matter", "heading", "paragraph", "list item", "quotation", "table cell", "box title"]


@dataclass(frozen=True)
class Block:
    """One block. `start` and `end` are where its text stands in the page's body (characters); -1 in front matter."""

    kind: BlockKind
    text: str
    line: int
    start: int = -1
    end: int = -1
    key: str = ""
    """For front matter: the key, with a number for a list: "title", "materials.1"."""

    @cached_property
    def words(self) -> str:
        """The text as compared: one space between words, link targets left out."""
        return normalise(self.text)

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when the words do."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]


_LINK_TARGET = re.compile(r"(\]\()[^)]*\)")
_CONTINUATION = re.compile(r"\n[ \t]*(?:>[ \t]?)*[ \t]*")
_REFERENCE_ONLY = re.compile(r"^\{\{[^{}]*\}\}$")


def fold(text: str) -> str:
    """On one line: white space folded, line breaks and the quotation marks of continued lines dropped."""
    return " ".join((_CONTINUATION.sub(" ", text) if "\n" in text else text).split())


def normalise(text: str) -> str:
    """Folded, and link targets emptied: a moved page is no reason to translate anew."""
    folded = fold(text)
    return _LINK_TARGET.sub(r"\1)", folded) if "](" in folded else folded


_HEADING = re.compile(r"^(#{1,6}[ \t]+)(.*?)([ \t]*\{#[\w-]+\})?[ \t]*$")
_BOX = re.compile(r'^((?:!!!|\?\?\?\+?)[ \t]*[\w-]+(?:[ \t]+[\w-]+)*[ \t]*)(?:"(.*)")?[ \t]*$')
_ITEM = re.compile(r"^((?:[-*+]|\d+[.)])[ \t]+)")
_QUOTE = re.compile(r"^(>[ \t]?)+")
_TABLE_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_FENCE = re.compile(r"^(```|~~~)")
_FENCE_SIGNS, _BOX_SIGNS, _BULLETS = ("`", "~"), ("!", "?"), ("-", "*", "+")


def page_blocks(page: SourcePage) -> list[Block]:
    """Every block of a page: the texts of its front matter, then its body's."""
    # Kept with the page, which never changes: states, status and structure all ask for them, per language.
    kept: dict[str, list[Block]] = vars(page)
    if "_blocks" not in kept:
        kept["_blocks"] = [*front_matter_blocks(page), *body_blocks(page.body, page.body_line)]
    return kept["_blocks"]


class Outline(NamedTuple):
    """What is asked most often of a page's blocks, in their order: the hash of each, and how many words it has."""

    hashes: tuple[str, ...]
    words: tuple[int, ...]


def page_outline(page: SourcePage) -> Outline:
    """The outline of a page."""
    kept: dict[str, Outline] = vars(page)
    if "_outline" not in kept:
        recall: Callable[[], Outline] | None = vars(page).get("_known_outline")
        kept["_outline"] = recall() if recall else _cut_outline(page)
    return kept["_outline"]


def _cut_outline(page: SourcePage) -> Outline:
    blocks = page_blocks(page)
    return Outline(tuple(one.hash for one in blocks), tuple(len(one.words.split()) for one in blocks))


def keep_outline(page: SourcePage, recall: Callable[[], Outline]) -> None:
    """Tell a page how to recall the outline that is known of its text, so that it need not be cut again."""
    vars(page)["_known_outline"] = recall


def front_matter_blocks(page: SourcePage) -> list[Block]:
    """The translated texts of the front matter, in a fixed order."""
    found = []
    for key in keys_marked(PageMeta, TRANSLATED):
        value = getattr(page.meta, key)
        texts = value if isinstance(value, tuple) else (value,) if value else ()
        for number, text in enumerate(texts):
            name = f"{key}.{number}" if isinstance(value, tuple) else key
            found.append(Block("front matter", text, 1, key=name))
    return found


@dataclass
class _Line:
    text: str
    """Without indentation."""
    number: int
    start: int
    """Where the text begins in the body."""


def body_blocks(body: str, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text, in order. Code and lines that hold only a reference are no text to translate."""
    blocks: list[Block] = []
    open_lines: list[_Line] = []
    open_kind: BlockKind = "paragraph"

    def close() -> None:
        if open_lines:
            start = open_lines[0].start
            end = open_lines[-1].start + len(open_lines[-1].text.rstrip())
            if end > start and not _REFERENCE_ONLY.match(body[start:end]):
                blocks.append(Block(open_kind, body[start:end], open_lines[0].number, start, end))
            open_lines.clear()

    in_fence = False
    for line in _lines(body, first_line):
        # What a line is, its first character says; the patterns look closer.
        first = line.text[:1]
        if first in _FENCE_SIGNS and _FENCE.match(line.text):
            in_fence = not in_fence
            close()
        elif in_fence or not line.text.strip():
            close()
        elif first == "#" and (heading := _HEADING.match(line.text)):
            close()
            start = line.start + len(heading[1])
            blocks.append(Block("heading", heading[2], line.number, start, start + len(heading[2])))
        elif first in _BOX_SIGNS and (box := _BOX.match(line.text)):
            close()
            if box[2]:
                start = line.start + box.start(2)
                blocks.append(Block("box title", box[2], line.number, start, start + len(box[2])))
        elif first == "|":
            close()
            blocks.extend(_cells(line))
        else:
            quote = _QUOTE.match(line.text) if first == ">" else None
            item = _ITEM.match(line.text) if first in _BULLETS or first.isdecimal() else None
            mark = quote or item
            if mark and (item or not open_lines):
                close()
            if not open_lines:
                open_kind = "list item" if item else "quotation" if quote else "paragraph"
                skip = len(mark[0]) if mark else 0
                line = _Line(line.text[skip:], line.number, line.start + skip)
            open_lines.append(line)
    close()
    return blocks


def _lines(body: str, first_line: int) -> Iterator[_Line]:
    position = 0
    for number, raw in enumerate(body.splitlines(keepends=True), first_line):
        text = raw.rstrip("\r\n")
        stripped = text.lstrip(" \t")
        yield _Line(stripped, number, position + len(text) - len(stripped))
        position += len(raw)


def _cells(line: _Line) -> Iterator[Block]:
    if _TABLE_RULE.match(line.text):
        return
    for cell in re.finditer(r"(?<=\|)[^|]+(?=\||$)", line.text):
        text = cell[0].strip()
        if text:
            start = line.start + cell.start() + cell[0].index(text)
            yield Block("table cell", text, line.number, start, start + len(text))


def replace_blocks(body: str, texts: list[tuple[Block, str]]) -> str:
    """The body with new texts for some of its blocks; a text that says the same leaves every byte as it was."""
    for block, text in sorted(texts, key=lambda one: one[0].start, reverse=True):
        if fold(text) != fold(block.text):
            body = body[: block.start] + text + body[block.end :]
    return body
