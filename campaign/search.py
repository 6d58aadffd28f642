"""The search index: one file per language, fetched only when somebody searches.

Written as a script, not as JSON, because a page opened from a disk (file://) may load scripts but not fetch files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from campaign.content import Section


@dataclass(frozen=True)
class SearchPage:
    """A page as search knows it: address below the language's root, title, description, and its sections."""

    url: str
    title: str
    description: str
    sections: tuple[Section, ...]


def render_search_index(pages: list[SearchPage]) -> str:
    """The script that hands the index to the search page: a list of [address, page title, heading, text]."""
    entries = []
    for page in sorted(pages, key=lambda one: one.url):
        for section in page.sections:
            address = f"{page.url}#{section.anchor}" if section.anchor else page.url
            entries.append([address, page.title, section.heading, section.text])
        if not page.sections:
            entries.append([page.url, page.title, "", page.description])
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old JavaScript, but not in JSON.
    return f"self.campaignSearchIndex={data.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n"
