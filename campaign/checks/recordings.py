"""Recordings say what their pages say, and every recording belongs to a page that says who speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from campaign.files import recordings
from campaign.files.problems import Problem, Severity
from campaign.model.campaign import Campaign
from campaign.model.recordings import WORDS_A_MINUTE, recording_path, spoken_hash, word_counts
from campaign.pages.page import Audio, SourcePage

_RULE = "audio"


def check_recordings(campaign: Campaign, is_answered_for: Callable[[SourcePage], bool]) -> Iterator[Problem]:
    """What is wrong with recordings. A recording of another text is an error, but where nobody answers for the page: it
    is left out then, and the page that was mended goes out."""
    named = set()
    for page in campaign.pages.values():
        named.add(recording_path(page))
        yield from _check_page(campaign, page, "error" if is_answered_for(page) else "warning")
    # The recording of a page that was withdrawn waits with it.
    named |= {recording_path(page) for page in campaign.taken_back.values()}
    for path in sorted({*campaign.sounds} - named):
        found = "a recording of no page"
        expected = f"{recordings.FOLDER}/<language>/<id of the page>{recordings.SUFFIX}"
        fix = "campaign audio add PAGE FILE puts it there; or remove it"
        yield Problem(_RULE, campaign.settings.docs_name(path), found, expected, fix)


def _check_page(campaign: Campaign, page: SourcePage, severity: Severity) -> Iterator[Problem]:
    path, audio = recording_path(page), page.meta.audio
    file, sound = campaign.settings.docs_name(path), campaign.sounds.get(path)
    add = f"campaign audio add {page.file} FILE"
    if audio is None:
        if sound:
            found, expected = f"there is {file}, and nothing says who speaks", "the lines `audio:` at the page's top"
            yield page.problem(_RULE, found, expected, f"{add} writes them; or remove the recording", field="audio")
        return
    if sound is None:
        found, fix = f"there is no recording {file} that can be played", f"{add}, or remove the lines `audio:`"
        yield page.problem(_RULE, found, "a recording as MP3", fix, field="audio")
        return
    if audio.recorded_on > campaign.today:
        found, expected = f"{audio.recorded_on} is in the future", f"today ({campaign.today}) or earlier"
        yield page.problem(_RULE, found, expected, "write the day of the recording", field="audio.recorded_on")
    yield from _check_text(campaign, page, audio, severity)
    slowest, fastest = WORDS_A_MINUTE
    fewest, most = word_counts(campaign, page)
    shortest, longest = fewest / fastest * 60, max(most / slowest * 60, 6)
    if not shortest <= sound.seconds <= longest:
        found = f"the recording takes {sound.seconds:.0f} seconds for {fewest} words"
        expected = f"{shortest:.0f} to {longest:.0f} seconds: the whole page, and nothing else"
        yield page.problem(
            _RULE, found, expected, f"listen to {file}; record the page anew", field="audio",
            line=page.body_line, severity=severity,
        )  # fmt: skip


def _check_text(campaign: Campaign, page: SourcePage, audio: Audio, severity: Severity) -> Iterator[Problem]:
    now = spoken_hash(campaign, page)
    if audio.says != now:
        found = f"the recording of {audio.recorded_on} says another text than this, or other numbers; nobody hears it"
        fix = (
            f"record it again: campaign audio add {page.file} FILE; if every word that is heard is still right: "
            f"campaign audio accept {page.file}; else remove the lines `audio:` and the file"
        )
        yield page.problem(
            _RULE, found, f"`says: {now}`, the text as it is now", fix, field="audio.says",
            line=page.body_line, severity=severity,
        )  # fmt: skip
