"""The screens of a story or a chat: its finished HTML, cut at the headings, with the ways back and on."""

from __future__ import annotations

import re
from typing import NamedTuple

from campaign.pages.page import SourcePage
from campaign.pages.screens import backwards, is_end, read_screens, ways_of

_START = re.compile(r'<section class="part part--(?P<id>[a-z0-9-]+)"[^>]*><h2[^>]*>(?P<heading>.*?)</h2>', re.DOTALL)
_CHOICE = re.compile(r'<a href="#([a-z0-9-]+)"')


class ShownScreen(NamedTuple):
    """A screen as templates show it."""

    id: str
    heading: str
    html: str
    """What stands below the heading; a choice says the number of its screen in `data-goes`, for paper."""
    is_end: bool
    back: str
    """The id of the screen before it; "" for the cover."""
    following: str
    """The id of the next one where there is nothing to choose; else ""."""


class Screens(NamedTuple):
    """A page of screens."""

    cover: str
    """What stands before the first one, as HTML."""
    screens: tuple[ShownScreen, ...]


def screens_of(page: SourcePage, html: str) -> Screens:
    """The screens of a page whose finished content is `html`."""
    written = {one.id: one for one in read_screens(page)}
    ways = ways_of(list(written.values()))
    before = backwards(ways)
    order = list(ways)
    starts = list(_START.finditer(html))
    ends = [one.start() for one in starts[1:]] + [len(html)]

    def back(screen_id: str) -> str:
        earlier = [one for one in before[screen_id] if order.index(one) < order.index(screen_id)]
        return next(iter((*earlier, *before[screen_id])), "")

    def number(choice: re.Match[str]) -> str:
        return f'{choice[0]} data-goes="{order.index(choice[1]) + 1}"' if choice[1] in ways else choice[0]

    shown = [
        ShownScreen(
            id=start["id"],
            heading=start["heading"],
            html=_CHOICE.sub(number, html[start.end() : end].strip().removesuffix("</section>")),
            is_end=is_end(start["id"]),
            back=back(start["id"]),
            following="" if written[start["id"]].choices else next(iter(ways[start["id"]]), ""),
        )
        for start, end in zip(starts, ends, strict=False)
    ]
    return Screens(html[: starts[0].start()] if starts else html, tuple(shown))
