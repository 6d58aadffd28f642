"""`campaign audio`"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import click

from campaign.command.asking import Day
from campaign.command.output import config_option, today_option
from campaign.files.problems import stop_at_errors
from campaign.files.replace import replace_files
from campaign.model.campaign import Campaign
from campaign.model.recordings import recording_of, recording_path
from campaign.pages.page import MACHINE, SourcePage
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from campaign.writing.recording import (
    LOUDNESS,
    TOLERANCE,
    can_convert,
    make_sound,
    measure,
    speak,
    still_said,
    with_recording,
)


@click.group()
@config_option
@today_option
@click.pass_context
def audio(context: click.Context, config_file: Path, today: str | None) -> None:
    """Let readers listen: a recording for each page and language, in the browser's own player.

    \b
    How to make one:
      1. Read the whole page aloud, calmly, in a quiet room. Record it with a phone.
         Say the title first; leave out nothing and add nothing: the page is what deaf readers get.
      2. campaign audio add docs/sl/families/sextortion.md recording.m4a --read-by "Ana Novak"
      3. campaign check, then campaign build, and listen to it on the page.

    The recording lies in docs/assets/audio/ and belongs to the text as it is: when a word or a number on the page
    changes, it goes out no longer, and the check says so. A page in easy language has a recording of its own.
    """
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors([one for one in problems if not one.rule.startswith("audio")])
    context.obj = campaign


@audio.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_command(campaign: Campaign, as_json: bool) -> None:
    """List the recordings: who reads, how long, how loud, and whether each still says what its page says."""
    rows = [_row(campaign, page) for page in campaign.pages.values() if recording_path(page) in campaign.sounds]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in rows:
        loud = "loudness not measured (pip install av)" if one["lufs"] is None else f"{one['lufs']:.0f} LUFS"
        if one["lufs"] is not None and abs(one["lufs"] - LOUDNESS) > TOLERANCE:
            loud += f", expected {LOUDNESS:.0f}: add it again"
        state = "" if one["says_the_page"] else "  OF ANOTHER TEXT: nobody hears it"
        click.echo(f"{one['page']}: {one['read_by']}, {one['recorded_on']}, {one['seconds']} s, {loud}{state}")
    total = sum(campaign.is_published(page) for page in campaign.pages.values())
    click.echo(f"{sum(one['says_the_page'] for one in rows)} of {total} pages can be listened to.")


def _row(campaign: Campaign, page: SourcePage) -> dict[str, Any]:
    path, spoken = recording_path(page), page.meta.audio
    file, sound = campaign.settings.docs_dir / path, campaign.sounds[path]
    return {
        "page": page.file,
        "id": page.meta.id,
        "language": page.language,
        "file": campaign.settings.docs_name(path),
        "read_by": spoken and spoken.read_by,
        "recorded_on": spoken and str(spoken.recorded_on),
        "licence": spoken and spoken.licence,
        "seconds": round(sound.seconds),
        "bytes": sound.size,
        "lufs": measure(file.read_bytes(), path) if can_convert() else None,
        "says_the_page": recording_of(campaign, page) is not None,
    }


@audio.command("add")
@click.argument("page_file", metavar="PAGE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--read-by", metavar="NAME", help="Who speaks, as readers see it. They have to agree to it.")
@click.option("--recorded-on", type=Day(), metavar="YYYY-MM-DD", help="The day of the recording.  [default: today]")
@click.option("--licence", default="CC BY 4.0", show_default=True, help="Under which it may be passed on.")
@click.option(
    "--machine-voice", is_flag=True,
    help="No FILE: let espeak-ng read, in a language that it speaks. Readers are told that no person does.",
)  # fmt: skip
@click.pass_obj
def add_command(
    campaign: Campaign,
    page_file: Path,
    file: Path | None,
    read_by: str | None,
    recorded_on: datetime.date | None,
    licence: str,
    machine_voice: bool,
) -> None:
    """Put the recording FILE of PAGE onto it: small, of one loudness, without notes about who made it.

    FILE is what a phone or a program records (.m4a, .wav, .mp3, .ogg …); it stays as it is. Becoming an MP3 needs
    PyAV (pip install av); without it, only an MP3 of at most 64 kbit/s is taken.
    """
    page = _page_at(campaign, page_file)
    if machine_voice == bool(file) or machine_voice == bool(read_by):
        raise click.UsageError("name a FILE and --read-by who speaks in it, or say --machine-voice alone")
    language = next(one for one in campaign.settings.languages if one.folder == page.language)
    name = str(file or page.file)
    made = make_sound(
        file.read_bytes() if file else speak(Views(campaign).spoken_text(page, language), page, language), name
    )
    replace_files(with_recording(campaign, page, made, read_by or MACHINE, recorded_on or campaign.today, licence))
    click.echo("\n".join([campaign.settings.docs_name(recording_path(page)), *(f"  {one}" for one in made.notes)]))


@audio.command("accept")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def accept_command(campaign: Campaign, pages: tuple[Path, ...]) -> None:
    """Record that what is heard on PAGES still is what they say: after a comma, say. Listen before."""
    changed: dict[Path, bytes] = {}
    for page in [_page_at(campaign, one) for one in pages]:
        changed |= still_said(campaign, page)
        click.echo(f"{page.file}: the recording says the page as it is now.")
    replace_files(changed)


def _page_at(campaign: Campaign, path: Path) -> SourcePage:
    wanted = path.resolve()
    docs = campaign.settings.docs_dir.resolve()
    for page in campaign.pages.values():
        if docs / page.language / page.path == wanted:
            return page
    raise click.UsageError(f"{path} is no page of the campaign, such as docs/en/get-help/index.md")
