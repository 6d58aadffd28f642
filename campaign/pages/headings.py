"""Where a page can be linked to, and where it links to."""

from __future__ import annotations

import posixpath
import re

from campaign.pages.lines import headings
from campaign.pages.page import SourcePage

_NAMED = re.compile(r"(?<![^\s()<>\[\]\"'|#])[^\s()<>\[\]\"'|#]+\.md")


def heading_ids(page: SourcePage) -> list[str]:
    """The ids of the page's headings: what links may name after #."""
    return [one.id for one in headings(page.lines) if one.id]


def linked_pages(page: SourcePage) -> list[str]:
    """The paths of the pages that this one may link to: of all that its text names."""
    folder = posixpath.dirname(page.path)
    return sorted({posixpath.normpath(posixpath.join(folder, name)) for name in _NAMED.findall(page.body)})
