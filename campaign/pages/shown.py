"""What readers see of HTML: its blocks of text, the texts of its attributes, and where it leads.

One reading for all: the checks look at pages through it, texts for e-mail are made with it, and what was built is
looked at through it once more. White space is kept: what stands at the beginning of a line tells what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

from campaign.files.html import TOKEN

ShownKind = Literal["text", "attribute", "address"]
CODE = "\x01"
"""Stands in `prose` for each character of code."""
_BLOCK_TAGS = """
p li h1 h2 h3 h4 h5 h6 td th dt dd summary pre div blockquote ul ol dl table thead tbody tr details section article
aside main header footer nav figure figcaption hr title caption option button label body head html svg text desc form
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SKIPPED = frozenset({"script", "style", "template"})
_ATTRIBUTE = re.compile(r"\s(alt|title|aria-label|placeholder|content|href|src)=(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESSES = frozenset({"href", "src"})
SHOWN_OF_PAGE = 4
"""Of a page in the search index, so many values are shown: address, title, description, headings."""


class Shown(NamedTuple):
    """A block of text, the text of an attribute, or an address."""

    kind: ShownKind
    text: str
    tag: str
    """The block's element; "" between blocks."""
    prose: str = ""
    """The text with `CODE` over what is in code; of a picture's address, what is said of it."""
    is_item: bool = False
    """Whether it begins an item of a list."""


def shown_blocks(html: str) -> Iterator[Shown]:
    """All of it, in order; what attributes say comes after the text of their block."""
    text: list[str] = []
    in_code: list[int] = []
    beside: list[Shown] = []
    tags = [""]
    code = skipping = 0
    is_item = False

    def block() -> Iterator[Shown]:
        nonlocal is_item
        if text and (whole := "".join(text)).strip():
            for at in in_code:
                text[at] = CODE * len(text[at])
            yield Shown("text", whole, tags[-1], "".join(text) if in_code else whole, is_item)
            is_item = False
        yield from beside
        text.clear()
        in_code.clear()
        beside.clear()

    for is_end, tag, attributes, _, words in TOKEN.findall(html):
        if words:
            if not skipping:
                if code:
                    in_code.append(len(text))
                text.append(unescape(words) if "&" in words else words)
            continue
        if tag in _BLOCKS:
            if text or beside:
                yield from block()
            if not is_end and tag != "hr":
                tags.append(tag)
            elif tag in tags[1:]:
                while tags.pop() != tag:
                    pass
            is_item = not is_end and (tag == "li" or (is_item and tag in ("p", "div")))
        elif tag == "br":
            text.append("\n")
        elif tag in _SKIPPED:
            skipping += -1 if is_end else 1
        if attributes:
            beside += _attributes(tag, attributes)
        code += (-1 if is_end else 1) * (tag in ("code", "pre"))
    yield from block()


@lru_cache(maxsize=10_000)
def _attributes(tag: str, attributes: str) -> list[Shown]:
    # The frame of a page has most of them, and is around every page.
    said = {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(attributes)}
    found = []
    for name, value in said.items():
        if name in _ADDRESSES:
            found.append(Shown("address", value, tag, said.get("alt", "")))
        elif value:
            found.append(Shown("attribute", value, tag, value))
    return found
