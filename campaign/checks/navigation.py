"""Every entry of the navigation is a page, and every page stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_navigation(campaign: Campaign) -> Iterator[Problem]:
    """Every entry of the navigation is a page, and every page of the source language is in the navigation."""
    settings = campaign.settings
    source_pages = {path: page for (folder, path), page in campaign.pages.items() if folder == settings.source.code}
    seen = set()
    for path in settings.navigation:
        line = settings.lines.get(path)
        if path not in source_pages and not campaign.is_broken(path):
            close = get_close_matches(path, source_pages, n=1)
            found = f"the navigation names “{path}”, and there is no such page"
            expected = f"a file {settings.docs_name(f'{settings.source.code}/{path}')}"
            fix = f"did you mean “{close[0]}”?" if close else "remove the entry, or write the page"
            yield settings.problem("navigation", found, expected, fix, line=line, field="nav")
        if path in seen:
            found = f"“{path}” stands in the navigation twice"
            yield settings.problem(
                "navigation", found, "each page once", "remove one of the two lines", line=line, field="nav"
            )
        seen.add(path)
    for path, page in source_pages.items():
        if path not in seen and not campaign.kind(page).news and not campaign.is_taken_back(path):
            expected = f"a line `- {path}` under `nav:` in {settings.config_file}"
            fix = "add the line where readers should find the page"
            yield page.problem("navigation", "the page is not in the navigation", expected, fix)
