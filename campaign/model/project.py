"""A campaign's settings, as MkDocs has read and checked them."""

from __future__ import annotations

from typing import NamedTuple

from campaign.model.places import Places
from campaign.model.settings import Settings
from campaign.pages.body import MarkdownSettings


class Project(NamedTuple):
    """Where everything is, what mkdocs.yml says, and how Markdown is read."""

    places: Places
    settings: Settings
    markdown: MarkdownSettings
