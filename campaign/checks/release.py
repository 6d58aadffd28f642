"""What a release may not be: a draft, or built for a day that somebody has fixed."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.problems import Problem
from campaign.model.settings import Settings


def check_release(settings: Settings) -> Iterator[Problem]:
    """The settings of a build that is to be published."""
    if settings.is_preview:
        found, expected = "a preview, with drafts and what is scheduled", "the site that readers get"
        fix = "take `preview: true` out of the settings, or leave --preview or --release away"
        yield settings.problem("release", found, expected, fix, field="campaign.preview")
    if settings.fixed_today:
        found, expected = f"the settings say that today is {settings.fixed_today}, whenever that is", "the real day"
        fix = "take `today:` out of the settings; for one command there is --today"
        yield settings.problem("release", found, expected, fix, field="campaign.today")
