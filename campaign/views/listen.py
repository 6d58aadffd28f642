"""What is offered of a page to listen to."""

from __future__ import annotations

from math import ceil

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.recordings import recording_of
from campaign.pages.addresses import relative_url
from campaign.pages.page import SourcePage
from campaign.views.contexts import Listen


def listen_of(campaign: Campaign, source: SourcePage, language: Language, address: str) -> Listen | None:
    """The recording of a page, whose text is in `language`, from the file at `address`; None where there is none that
    says its text."""
    recording = recording_of(campaign, source)
    if recording is None:
        return None
    minutes, size = ceil(recording.sound.seconds / 60), ceil(recording.sound.size / 1e6)
    return Listen(recording, language, relative_url(recording.path, address), minutes, size)
