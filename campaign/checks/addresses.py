"""No page takes the address of another file of the site."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.made_pages import made_pages
from campaign.pages.page import SourcePage

RESERVED_FOLDERS = frozenset({"assets", "data", "edit", "go", "kits"})
"""Folders that the site makes, beside the pages of the source language."""


def check_addresses(campaign: Campaign) -> Iterator[Problem]:
    """Pages of the source language stand in the site's root: beside the folders of the other languages, and beside what
    the site makes by itself."""
    settings = campaign.settings
    made = made_pages(campaign)
    languages = {one.code for one in settings.languages if one.prefix} | set(settings.prepared)
    for (folder, path), page in campaign.pages.items():
        first, slash, _ = path.partition("/")
        if page.url in made:
            found = f"“{page.url}” is a page that the site makes by itself"
            yield _problem(page, found, "another name than that of a page that the site makes")
        elif slash and folder == settings.source.code and first in languages:
            yield _problem(
                page, f"“{first}/” is where the pages of the language “{first}” stand", "a folder of its own"
            )
        elif slash and folder == settings.source.code and first in RESERVED_FOLDERS:
            yield _problem(page, f"“{first}/” is a folder that the site makes by itself", "a folder of its own")


def _problem(page: SourcePage, found: str, expected: str) -> Problem:
    return page.problem("address", found, expected, "rename it, in every language; its id stays as it is")
