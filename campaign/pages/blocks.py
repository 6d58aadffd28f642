"""A page cut into its blocks of text: what a translator translates one by one, and what is compared after a change.

A block is a heading, a paragraph, a list item, a table cell, a box's title, or a text of the front matter. Its `text`
is what needs translating; what stands around it (list marks, indentation, heading ids) is not part of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from campaign.files.record import keys_marked
from campaign.pages.lines import LINK_TARGET, running_texts
from campaign.pages.page import TRANSLATED, PageMeta, SourcePage
from campaign.pages.table_rows import escape_pipes

BlockKind = Literal["front matter", "heading", "paragraph", "list item", "quotation", "table cell", "box title"]


class Block(NamedTuple):
    """One block. `start` and `end` are where its text stands in the page's body (characters); -1 in front matter."""

    kind: BlockKind
    text: str
    line: int
    start: int = -1
    end: int = -1
    key: str = ""
    """For front matter: the key, with a number for a list: "title", "materials.1"."""

    @property
    def words(self) -> str:
        """The text as compared: one space between words, link targets left out."""
        return normalise(self.text)

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change when the words do."""
        return hash_words(self.words)

    @property
    def numbers(self) -> str:
        """The numbers of the running text in the digits 0–9, in their order: "12 1747"; thousands and points are no
        part of them, which languages mark each in its way."""
        if not _DIGIT.search(self.text):
            return ""
        text = _NO_NUMBERS.sub(" ", self.text)
        found = (re.sub(r"\D", "", one) for one in _NUMBER.findall(text))
        return " ".join("".join(str(unicodedata.digit(digit)) for digit in one) for one in found)


_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,'’٬\s]\d{3}(?!\d))*(?:[.,٫]\d+)?")
_NO_NUMBERS = re.compile(
    r"\{\{[ \t]*(?:(?!quote\b)[a-z]{4,}\b[^{}\n]*\}\}|[a-z]+[ \t]*:)|(?<=\])\([^)\n]*\)|https?://\S+"
)
"""References to facts and addresses. The words of `{{ en: Apache-2.0 }}` are running text."""

_CONTINUATION = re.compile(r"\n[ \t]*(?:>[ \t]?)*[ \t]*")
_REFERENCE_ONLY = re.compile(r"^\{\{[^{}]*\}\}$")


def fold(text: str) -> str:
    """On one line: white space folded, line breaks and the quotation marks of continued lines dropped."""
    return " ".join((_CONTINUATION.sub(" ", text) if "\n" in text else text).split())


def unwrap(text: str) -> str:
    """On one line, as `fold`, and no-break spaces and other white space that means something as they are."""
    joined = _CONTINUATION.sub(" ", text) if "\n" in text else text
    return re.sub(r"[ \t\r\n]+", " ", joined).strip(" ")


def normalise(text: str) -> str:
    """Folded, and link targets emptied: a moved page is no reason to translate anew."""
    folded = fold(text)
    return LINK_TARGET.sub("]()", folded) if "](" in folded else folded


def hash_words(words: str) -> str:
    """The hash of a block with these words."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def page_blocks(page: SourcePage) -> list[Block]:
    """Every block of a page: the texts of its front matter, then its body's."""
    # Kept with the page, which never changes: states, status and structure all ask for them, per language.
    kept: dict[str, list[Block]] = vars(page)
    if "_blocks" not in kept:
        kept["_blocks"] = [*front_matter_blocks(page), *body_blocks(page)]
    return kept["_blocks"]


class Outline(NamedTuple):
    """What is asked most often of a page's blocks, of each in order: its hash, its number of words, its numbers."""

    hashes: tuple[str, ...]
    words: tuple[int, ...]
    numbers: tuple[str, ...]


def page_outline(page: SourcePage) -> Outline:
    """The outline of a page."""
    kept: dict[str, Outline] = vars(page)
    if "_outline" not in kept:
        recall: Callable[[], Outline] | None = vars(page).get("_known_outline")
        kept["_outline"] = recall() if recall else _cut_outline(page)
    return kept["_outline"]


def _cut_outline(page: SourcePage) -> Outline:
    blocks = page_blocks(page)
    words = [one.words for one in blocks]
    return Outline(
        tuple(map(hash_words, words)), tuple(len(one.split()) for one in words), tuple(one.numbers for one in blocks)
    )


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


_KINDS: Mapping[str, BlockKind] = {
    "heading": "heading", "text": "paragraph", "list item": "list item", "quotation": "quotation",
    "table row": "table cell", "box": "box title",
}  # fmt: skip
_FOR_REFERENCES = ("paragraph", "list item", "quotation")
"""A reference alone is no text to translate; a cell that holds nothing else still is one of its row's."""


def body_blocks(page: SourcePage) -> Iterator[Block]:
    """The blocks of a page's body, in order. Code is no text to translate."""
    for parts in running_texts(page.lines):
        (first, column, _), (last, _, end_column) = parts[0], parts[-1]
        line = page.lines[first]
        start, end = line.start + column, page.lines[last].start + end_column
        kind, text = _KINDS.get(line.kind), page.body[start:end]
        if kind and text and not (kind in _FOR_REFERENCES and _REFERENCE_ONLY.match(text)):
            yield Block(kind, text, line.number, start, end)


_LIKE_A_MARK = re.compile(r"^(\d+)\.(?= )|^(?=[*+>#-] )")


def _as_block(text: str, kind: BlockKind) -> str:
    """A text as it is written into a page: "9. februar" begins no list, and no pipe cuts its cell in two."""
    if kind == "table cell":
        return escape_pipes(text)
    escaped = _LIKE_A_MARK.sub(lambda match: f"{match[1] or ''}\\{'.' if match[1] else ''}", text)
    return escaped if kind in _FOR_REFERENCES else text


def replace_blocks(body: str, texts: list[tuple[Block, str]]) -> str:
    """The body with new texts for some of its blocks; a text that says the same leaves every byte as it was."""
    for block, text in sorted(texts, key=lambda one: one[0].start, reverse=True):
        if unwrap(text) != unwrap(block.text):
            body = body[: block.start] + _as_block(text, block.kind) + body[block.end :]
    return body
