"""Where a page can be linked to, and where it links to."""

from __future__ import annotations

import posixpath

from campaign.pages.lines import headings
from campaign.pages.page import SourcePage


def heading_ids(page: SourcePage) -> list[str]:
    """The ids of the page's headings: what links may name after #."""
    return [one.id for one in headings(page.lines) if one.id]


def linked_pages(page: SourcePage) -> list[str]:
    """The paths of the pages that this one links to."""
    names = (one.target.partition("#")[0] for one in page.links)
    paths = {posixpath.normpath(posixpath.join(posixpath.dirname(page.path), name)) for name in names if name}
    return sorted(path for path in paths if path.endswith(".md"))
