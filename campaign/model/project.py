"""A campaign's settings, as MkDocs has read and checked them."""

from __future__ import annotations

from typing import NamedTuple

from campaign.model.places import Places
from campaign.model.settings import Settings


class Project(NamedTuple):
    """Where everything is, and what mkdocs.yml says."""

    places: Places
    settings: Settings
