"""A page's content, from the HTML that Markdown made to the HTML that is shown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from campaign.files.html import TOKEN

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
    """Each table in a box of its own that scrolls sideways, can be reached by keyboard, and has a name.

    One whose rows are numbered is read row by row: on a phone each is a card, whose cells say below which head they
    stand.
    """

    def wrapped(match: re.Match[str]) -> str:
        table, heads = match[0], [_TAG.sub("", one) for one in _HEAD.findall(match[0])]
        numbers = _ROW_NUMBER.findall(table)
        is_numbered = len(heads) > 2 and len(numbers) > 1 and numbers == [str(one + 1) for one in range(len(numbers))]
        if is_numbered:
            table = _ROW.sub(lambda row: _headed(row[0], heads), table)
        steps = " c-table--steps" if is_numbered else ""
        return f'<div class="c-table{steps}" role="group" tabindex="0" aria-label="{label}">{table}</div>'

    return _TABLE.sub(wrapped, html)


_HEAD = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>(?:(?!</tr>).)*<td.*?</tr>", re.DOTALL)
_ROW_NUMBER = re.compile(r"<tr>\s*<td[^>]*>(\d+)</td>")
_CELL = re.compile(r"<td(?=[ >])")
_TAG = re.compile(r"<[^>]*>")


def _headed(row: str, heads: list[str]) -> str:
    """A row of a table whose cells after the first two know their column's head."""
    before, *cells = _CELL.split(row)
    names = ["", "", *(f' data-head="{one.replace(chr(34), "&quot;")}"' for one in heads[2:])]
    return before + "".join(f"<td{name}{cell}" for name, cell in zip(names, cells, strict=True))


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


_LIST_TAG = re.compile(r"<(/?)(ol|ul|li)\b[^>]*>")
_STEPS = re.compile(r'(?<=<section class="part part--do-now")[^>]*>')


_FORGETS = '<form id="tick" method="dialog" autocomplete="off" hidden></form>'
"""What the boxes belong to, so that a browser that restores pages forgets them; there is nothing it could send."""


def tick_steps(html: str, label: str) -> str:
    """A box to tick at each step of "what to do now", which no script and no storage is needed for. `label`: what a
    screen reader says of it."""
    box = f'<input type="checkbox" form="tick" aria-label="{label}">'
    found = _STEPS.search(html)
    if found is None or (start := html.find("<ol>", found.end(), html.find("</section>", found.end()))) < 0:
        return html
    parts: list[str] = []
    last = depth = 0
    for tag in _LIST_TAG.finditer(html, start):
        if tag[2] != "li":
            depth += -1 if tag[1] else 1
        elif depth == 1 and not tag[1]:
            parts += [html[last : tag.end()], box if parts else _FORGETS + box]
            last = tag.end()
        if depth == 0:
            break
    return "".join([*parts, html[last:]])


class Section(NamedTuple):
    """A part of a page for search: the heading's anchor ("" for what stands before the first), heading, text."""

    anchor: str
    heading: str
    text: str


_SKIPPED = {"script", "style", "svg"}
_BREAKS = {"p", "li", "td", "th", "tr", "summary", "div", "blockquote", "br", "dt", "dd"}

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
            elif text and text[-1][-1:].isdigit():
                # Figures in two cells, or lines, are not one number.
                text.append(";")
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
