"""Stories and chats lead somewhere: every screen is reached, and from every one an end."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.facts.vocabulary import PageKind
from campaign.files.problems import Problem
from campaign.pages.page import SourcePage
from campaign.pages.references import find_references
from campaign.pages.screens import Screen, backwards, reached_from, read_screens, ways_of

MOST_SCREENS = 20
"""More than a child reads at one go, and than fit on the printed sheet."""


def check_screens(page: SourcePage, kind: PageKind) -> Iterator[Problem]:
    """The screens of a page of a kind that has some."""
    if kind.screens is None:
        return
    screens = [one for one in read_screens(page) if one.id]
    if not 2 <= len(screens) <= MOST_SCREENS:
        found, expected = f"screens: {len(screens)}", f"2 to {MOST_SCREENS}, each below a heading: `## Ding! {{#ding}}`"
        yield page.problem("screens", found, expected, "see WRITING.md, “Stories and chats”")
        return
    yield from _check_ways(page, screens)
    for screen, lines in _cut(page, screens):
        yield from _check_screen(page, kind, screen, lines)


def _check_ways(page: SourcePage, screens: list[Screen]) -> Iterator[Problem]:
    ways = ways_of(screens)
    reached = reached_from(screens[0].id, ways)
    told: set[str] = set()
    for end in (one.id for one in screens if one.is_end):
        told |= reached_from(end, backwards(ways))
    for one in screens:
        if one.is_end and one.choices:
            found = f"the end #{one.id} has a choice: #{one.choices[0]}"
            fix = "remove the link, or give the screen an id that does not begin with `end`"
            yield page.problem("screens", found, "an end leads nowhere", fix, line=one.line)
        elif one.id not in told:
            found = f"from the screen #{one.id} no end is ever reached"
            fix = "add a choice `- [What happens](#id)`, or let the last screen end: `## The end {#end}`"
            yield page.problem("screens", found, "a way to a screen whose id is `end` or `end-…`", fix, line=one.line)
        if one.id not in reached:
            found = f"nothing leads to the screen #{one.id}"
            fix = f"add a choice `- [What happens](#{one.id})` on a screen before it, or remove it"
            yield page.problem("screens", found, "a way to it from the first screen", fix, line=one.line)


def _cut(page: SourcePage, screens: list[Screen]) -> Iterator[tuple[Screen, range]]:
    """Each screen with the numbers of its lines."""
    ends = [one.line for one in screens[1:]] + [page.body_line + len(page.lines)]
    yield from ((one, range(one.line, end)) for one, end in zip(screens, ends, strict=True))


def _check_screen(page: SourcePage, kind: PageKind, screen: Screen, lines: range) -> Iterator[Problem]:
    references = [one for one in find_references(page.body, page.body_line) if one.line in lines]
    pictures = sum(one.kind == "picture" for one in references)
    pictures += sum(one.is_image for one in page.links if one.line in lines)
    if pictures > 1 or (kind.screens == "story" and not pictures):
        expected = "one" if kind.screens == "story" else "one at most"
        fix = "a line `{{ picture: id }}`, with an id of pictures.yml, where each is described"
        yield page.problem(
            "screens", f"pictures on the screen #{screen.id}: {pictures}", expected, fix, line=screen.line
        )
    if screen.is_end and not any(one.kind == "quotation" for one in page.lines if one.number in lines):
        found = f"the end #{screen.id} has no sentence to say to an adult"
        fix = 'add one: `> "Something happened. Please help me."`'
        yield page.problem("screens", found, "a quotation", fix, line=screen.line)
