"""A page's content, from the HTML that Markdown made to the HTML that is shown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

WORDS_PER_MINUTE = 200
"""Slow adult reading on a screen, words per minute; the site's readers are tired, and many read a second language."""

ADMONITIONS = ("note", "tip", "warning", "question", "info")
_UNTITLED = re.compile(r"^([ \t]*(?:!!!|\?\?\?\+?) ?)(" + "|".join(ADMONITIONS) + r")[ \t]*$", re.MULTILINE)


def title_admonitions(markdown: str, titles: Mapping[str, str]) -> str:
    """Give every box without a title the one of its language; `titles` by type ("tip" → "Nasvet")."""
    return _UNTITLED.sub(lambda match: f'{match[1]}{match[2]} "{titles[match[2]]}"', markdown)


_ALIGNMENT = re.compile(r' style="text-align: (left|right|center);?"')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def move_alignment_to_classes(html: str) -> str:
    """Table alignment as classes: the site's policy allows no style attribute."""
    return _ALIGNMENT.sub(r' class="align-\1"', html)


def wrap_tables(html: str, label: str) -> str:
    """Each table in a box of its own that scrolls sideways, can be reached by keyboard, and has a name."""
    return _TABLE.sub(
        lambda match: f'<div class="c-table" role="group" tabindex="0" aria-label="{label}">{match[0]}</div>', html
    )


_SECOND_LEVEL = re.compile(r'(?=<h2 id="([a-z0-9-]+)")')


def wrap_parts(html: str) -> str:
    """Each second-level heading and what follows it as `<section class="part part--ID">`, so that styles, handouts

    and readers' programs find "what to do now" (`do-now`) and "who can help" (`help`) in every language.
    """
    starts = [(match.start(), match[1]) for match in _SECOND_LEVEL.finditer(html)]
    if not starts:
        return html
    ends = [start for start, _ in starts[1:]] + [len(html)]
    parts = [html[: starts[0][0]]]
    for (start, part_id), end in zip(starts, ends, strict=True):
        parts.append(
            f'<section class="part part--{part_id}" aria-labelledby="{part_id}">{html[start:end].strip()}</section>\n'
        )
    return "".join(parts)


class Section(NamedTuple):
    """A part of a page for search: the heading's anchor ("" for what stands before the first), heading, text."""

    anchor: str
    heading: str
    text: str


_SKIPPED = {"script", "style", "svg"}
_BREAKS = {"p", "li", "td", "th", "tr", "summary", "div", "blockquote", "br", "dt", "dd"}

_INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
TOKEN = re.compile(rf"<(/?)([a-zA-Z][\w-]*)({_INSIDE})>|(<!{_INSIDE}>)|([^<]+|<)")
"""A tag (whether it is an end tag, name, attributes), a comment, or a piece of text."""
_ID = re.compile(r'\sid="([^"]*)"')


@lru_cache(maxsize=64)
def split_sections(html: str) -> tuple[Section, ...]:
    """The page's text cut at its second- and third-level headings, white space folded."""
    heading: list[str] = []
    text: list[str] = []
    parts = [("", heading, text)]
    into, skipping = text, 0
    for is_end, name, attributes, _, words in TOKEN.findall(html):
        if words:
            if not skipping:
                into.append(words)
        elif name in _BREAKS:
            if not is_end:
                text.append(" ")
        elif name in ("h2", "h3"):
            if is_end:
                into = text
            else:
                heading, text = [], []
                anchor = _ID.search(attributes)
                parts.append((anchor[1] if anchor else "", heading, text))
                into = heading
        elif name in _SKIPPED:
            skipping += -1 if is_end else 1
    sections = (Section(anchor, _fold(heading), _fold(text)) for anchor, heading, text in parts)
    return tuple(one for one in sections if one.heading or one.text)


def _fold(pieces: list[str]) -> str:
    return " ".join(unescape("".join(pieces)).split())


def reading_minutes(html: str) -> int:
    """Minutes to read the page, at least 1."""
    words = sum(len(f"{section.heading} {section.text}".split()) for section in split_sections(html))
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
