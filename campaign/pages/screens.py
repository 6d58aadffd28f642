"""Stories and chats: pages whose parts are screens, of which readers see one at a time, and choose the next.

A second-level heading begins a screen. A link to the heading of another one is a choice; a screen without any leads to
the one below it, and one whose id is `end`, or begins with `end-`, leads nowhere: the story is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from campaign.pages.lines import headings
from campaign.pages.page import SourcePage

END = "end"


class Screen(NamedTuple):
    """A screen as it is written."""

    id: str
    line: int
    choices: tuple[str, ...]
    """The ids that its links lead to."""

    @property
    def is_end(self) -> bool:
        """Whether the story is told with it."""
        return is_end(self.id)


def is_end(screen_id: str) -> bool:
    """Whether a screen of this id is an end."""
    return screen_id == END or screen_id.startswith(f"{END}-")


def read_screens(page: SourcePage) -> tuple[Screen, ...]:
    """The screens of a page, in the order in which they are written."""
    starts = [(one.id, one.number) for one in headings(page.lines) if one.level == 2]
    ends = [line for _, line in starts[1:]] + [page.body_line + len(page.lines)]
    links = [(one.line, one.target.removeprefix("#")) for one in page.links if one.target.startswith("#")]
    return tuple(
        Screen(screen_id, start, tuple(target for line, target in links if start <= line < end))
        for (screen_id, start), end in zip(starts, ends, strict=True)
    )


def ways_of(screens: Sequence[Screen]) -> Mapping[str, tuple[str, ...]]:
    """Where each screen leads: to what can be chosen, else to the one below; an end leads nowhere."""
    following = [one.id for one in screens[1:]]
    below = dict(zip((one.id for one in screens), following, strict=False))
    return {one.id: one.choices or (() if one.is_end or one.id not in below else (below[one.id],)) for one in screens}


def reached_from(start: str, ways: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Every screen that can be reached from one, that one included.

    >>> sorted(reached_from("a", {"a": ("b",), "b": (), "c": ("a",)}))
    ['a', 'b']
    """
    found, waiting = {start}, [start]
    while waiting:
        new = {one for one in ways.get(waiting.pop(), ()) if one in ways} - found
        found |= new
        waiting += new
    return frozenset(found)


def backwards(ways: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """From which screens each can be reached in one step, in the order in which they are written."""
    return {one: tuple(other for other, targets in ways.items() if one in targets) for one in ways}
