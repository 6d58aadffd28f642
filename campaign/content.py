"""A page's content, from the HTML that Markdown made to the HTML that is shown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

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
        lambda match: f'<div class="c-table" role="region" tabindex="0" aria-label="{label}">{match[0]}</div>', html
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


@dataclass(frozen=True)
class Section:
    """A part of a page for search: the heading's anchor ("" for what stands before the first), heading, text."""

    anchor: str
    heading: str
    text: str


_SKIPPED = {"script", "style", "svg"}
_BREAKS = {"p", "li", "td", "th", "tr", "summary", "div", "blockquote", "br", "dt", "dd"}


class _SectionParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.anchors = [""]
        self.headings: list[list[str]] = [[]]
        self.texts: list[list[str]] = [[]]
        self.in_heading = False
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipping += 1
        elif tag in ("h2", "h3"):
            self.in_heading = True
            self.anchors.append(dict(attrs).get("id") or "")
            self.headings.append([])
            self.texts.append([])
        elif tag in _BREAKS:
            self.texts[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipping -= 1
        elif tag in ("h2", "h3"):
            self.in_heading = False

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            (self.headings if self.in_heading else self.texts)[-1].append(data)


def split_sections(html: str) -> list[Section]:
    """The page's text cut at its second- and third-level headings, white space folded."""
    parser = _SectionParser()
    parser.feed(html)
    parser.close()
    return [
        Section(anchor, " ".join("".join(heading).split()), " ".join("".join(text).split()))
        for anchor, heading, text in zip(parser.anchors, parser.headings, parser.texts, strict=True)
        if heading or "".join(text).strip()
    ]


def reading_minutes(html: str) -> int:
    """Minutes to read the page, at least 1."""
    words = sum(len(f"{section.heading} {section.text}".split()) for section in split_sections(html))
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
