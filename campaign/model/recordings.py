"""Recordings of pages: which there are, and which of them still say what their page says.

A recording cannot be corrected, only taken away: an old number in it would be called. So it stands for one text,
words and numbers, and goes out only while its page says just that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from campaign.files import recordings
from campaign.files.recordings import MEDIA_TYPE as MEDIA_TYPE
from campaign.files.recordings import Sound
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.editions import named_contacts
from campaign.pages.blocks import page_blocks
from campaign.pages.page import Audio, SourcePage
from campaign.pages.references import find_references

WORDS_A_MINUTE = 50, 240
"""How slowly and how fast a page may be read. Newsreaders read 150 to 180 words; easy language and stories are read at
half of that. Beyond it is a recording of another text, or one that was cut off."""

_OF_A_CONTACT = 40
"""Words: a name, a number, when somebody answers, who runs it."""


class Recording(NamedTuple):
    """A page's recording that may go out. `path`: below docs/ and in the site."""

    path: str
    sound: Sound
    audio: Audio


def recording_path(page: SourcePage) -> str:
    """Where the recording of a page is, or would be: "assets/audio/sl/sextortion.mp3"."""
    return f"{recordings.FOLDER}/{page.language}/{page.meta.id}{recordings.SUFFIX}"


def recording_of(campaign: Campaign, page: SourcePage) -> Recording | None:
    """What readers can listen to; None where there is none, or one of another text."""
    path, audio = recording_path(page), page.meta.audio
    sound = campaign.sounds.get(path)
    if sound is None or audio is None or audio.says != spoken_hash(campaign, page):
        return None
    return Recording(path, sound, audio)


def spoken_hash(campaign: Campaign, page: SourcePage) -> str:
    """Twelve hexadecimal digits that change with what a recording of the page would have to say: its title, its text,
    the numbers to call and the figures in it."""
    said = [one.words for one in page_blocks(page) if one.kind != "front matter" or one.key == "title"]
    return hashlib.sha256("\n".join([*said, *_facts(campaign, page)]).encode()).hexdigest()[:12]


def _facts(campaign: Campaign, page: SourcePage) -> Iterator[str]:
    references = [(one.kind, one.target) for one in find_references(page.body)]
    for one in named_contacts(campaign, references, _language(campaign, page)):
        yield f"{one.id} {one.phone or one.url or ''}"
    for kind, target in references:
        figures = campaign.statistics[name].figures if (name := target.partition(".")[0]) in campaign.statistics else {}
        if kind in ("statistic", "chart"):
            yield f"{target} {[str(one.value) for one in figures.values()]}"


def _language(campaign: Campaign, page: SourcePage) -> Language:
    """The language that a page is written in, not one made of it."""
    return next(
        one for one in campaign.settings.languages if one.folder == page.language and not one.transliterated_from
    )


def word_counts(campaign: Campaign, page: SourcePage) -> tuple[int, int]:
    """How few and how many words somebody says who reads the page aloud: contacts are shown with much or little."""
    blocks = (one for one in page_blocks(page) if one.kind != "front matter" or one.key == "title")
    words = sum(len(one.words.split()) for one in blocks)
    references = [(one.kind, one.target) for one in find_references(page.body)]
    return words, words + _OF_A_CONTACT * len(named_contacts(campaign, references, _language(campaign, page)))


def kept_back(campaign: Campaign) -> frozenset[str]:
    """The files below docs/assets/ that do not go into the site: of pages to come and of withdrawn ones, and recordings
    of another text than their page's."""
    heard = {
        recording.path
        for page in campaign.pages.values()
        if campaign.is_published(page) and campaign.is_shown(page) and (recording := recording_of(campaign, page))
    }
    return campaign.held_back | (campaign.sounds.keys() - heard)
