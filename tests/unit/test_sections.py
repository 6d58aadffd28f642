"""Sections: a folder with a hub page, and the pages nearest to it."""

from __future__ import annotations

import pytest

from campaign.pages.sections import Sections

NAVIGATION = ("index.md", "families/index.md", "families/games.md", "families/more/tablets.md", "help.md")


@pytest.mark.parametrize(
    ("path", "hub", "siblings"),
    [
        ("index.md", None, []),
        ("help.md", None, []),
        ("families/index.md", None, ["families/index.md", "families/games.md", "families/more/tablets.md"]),
        ("families/games.md", "families/index.md", [*NAVIGATION[1:4]]),
        # A folder without a hub belongs to the section above it.
        ("families/more/tablets.md", "families/index.md", [*NAVIGATION[1:4]]),
        ("nowhere.md", None, []),
    ],
)
def test_a_page_belongs_to_the_nearest_hub_above_it(path: str, hub: str | None, siblings: list[str]) -> None:
    sections = Sections(NAVIGATION)
    assert sections.hub(path) == hub
    assert sections.siblings(path) == siblings


def test_a_page_outside_the_navigation_has_a_hub_and_is_not_listed() -> None:
    sections = Sections(["updates/index.md"], ["updates/2026-11-01-news.md"])
    assert sections.hub("updates/2026-11-01-news.md") == "updates/index.md"
    assert sections.siblings("updates/2026-11-01-news.md") == ["updates/index.md"]
