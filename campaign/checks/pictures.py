"""Drawings say what they show."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_pictures(campaign: Campaign) -> Iterator[Problem]:
    """Every drawing that pages may show says what it shows in every language of the site."""
    file = campaign.settings.data_name("pictures.yml")
    for picture in campaign.pictures.values():
        missing = [code for code in campaign.settings.folders if code not in picture.alt]
        if missing:
            found, expected = f"no text in {', '.join(missing)}", "what the drawing shows, in every language"
            fix = "add a line for each language under `alt:`"
            yield Problem("pictures", file, found, expected, fix, field=f"{picture.id}.alt")
