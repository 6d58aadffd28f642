"""A campaign's settings, as MkDocs has read and checked them."""

from __future__ import annotations

from typing import NamedTuple

from campaign.engine.places import Places
from campaign.pages.body import MarkdownSettings
from campaign.settings import Settings


class Project(NamedTuple):
    """Where everything is, what mkdocs.yml says, and how Markdown is read."""

    places: Places
    settings: Settings
    markdown: MarkdownSettings
