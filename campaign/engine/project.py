"""A campaign's settings, as MkDocs has read and checked them."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.engine.body import MarkdownSettings
from campaign.engine.places import Places
from campaign.settings import Settings


@dataclass(frozen=True)
class Project:
    """Where everything is, what mkdocs.yml says, and how Markdown is read."""

    places: Places
    settings: Settings
    markdown: MarkdownSettings
