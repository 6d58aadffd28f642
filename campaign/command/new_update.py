"""`campaign new update`"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from campaign.command.asking import Asker
from campaign.command.new import new
from campaign.command.new_pages import (
    ask_description,
    ask_slug,
    ask_text,
    ask_title,
    page_options,
    run,
    write_new,
)  # fmt: skip
from campaign.command.output import write_text
from campaign.command.pictures import add_photo
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.translated import accept, render_lock
from campaign.writing.drafts import draft_body, draft_page, shared_values


@new.command("update")
@page_options
@click.option("--published-on", metavar="DAY", help="The day it appears; in the future: scheduled.  [default: today]")
@click.option("--expires-on", metavar="DAY", help="From this day on it is in the archive.")
@click.option("--event-on", metavar="DAY", help="The day of the event it is about; puts it into the calendar.")
@click.option("--event-place", metavar="TEXT", help="Where the event is.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A photo; made small.")
@click.option("--picture-alt", metavar="TEXT", help="What the picture shows, for those who cannot see it.")
@click.option("--banner", metavar="TEXT", help="Urgent: one sentence for the top of every page.")
@click.option("--banner-from", metavar="DAY", help="The banner's first day.  [default: --published-on]")
@click.option("--banner-until", metavar="DAY", help="The banner's last day.")
@click.option("--of", "page_id", metavar="ID", help="Write a translation of the update with this id.")
@click.option("--language", metavar="CODE", help="The language of the translation.")
@click.option("--translated-by", metavar="NAME", help="Who translated it: a name, or machine.")
def update_command(config_file: Path, today: str | None, **given: Any) -> None:
    """Write an update: news, with a day on which it appears and one on which it goes into the archive.

    Asks for what is not given. For the other languages: campaign new update --of ID --language sl
    """
    run(config_file, today, given, _write_translation if given["page_id"] or given["language"] else _write_update)


def _write_update(
    campaign: Campaign, _config_file: Path, asker: Asker, given: dict[str, Any]
) -> tuple[SourcePage, list[str]]:
    name, kind = next(((one, kind) for one, kind in campaign.vocabulary.kinds.items() if kind.news), ("", None))
    if kind is None:
        raise click.UsageError("this campaign's vocabulary has no kind of page that is `news`")
    title = ask_title(asker, given)
    description = ask_description(asker, given)
    text = ask_text(asker, given)
    audience = asker.choices(
        "For whom?", given["audience"], "--audience", [*campaign.vocabulary.audiences], kind.audience
    )
    day = asker.day("On which day does it appear?", given["published_on"], "--published-on", default=campaign.today)
    assert day is not None
    event_on = asker.day("Is it about an event? On which day? (Enter: no)", given["event_on"], "--event-on")
    place = given["event_place"]
    if event_on:
        place = asker.text("Where is it? (Enter: leave out)", place, "--event-place", is_needed=False)
    after = event_on + datetime.timedelta(days=1) if event_on else None
    question = "From which day on is it old news?" if after else "From which day on is it old news? (Enter: never)"
    expires = asker.day(question, given["expires_on"], "--expires-on", default=after)
    slug = ask_slug(asker, given, title, f"news-{day}")
    values: dict[str, object] = {
        "title": title, "description": description, "id": kind.prefix + slug, "kind": name, "audience": audience,
        "published_on": day, "expires_on": expires, "event_on": event_on, "event_place": place or None,
        **_banner_values(asker, given, day), "reviewed_on": campaign.today,
    }  # fmt: skip
    notes: list[str] = []
    path = f"{kind.folder}/{day}-{slug}.md"
    body = draft_body(campaign, name, audience, text)
    language = campaign.settings.source.code
    draft_page(campaign, language, path, values, body)
    if given["picture"]:
        alt = asker.text("What does the picture show? It is read aloud", given["picture_alt"], "--picture-alt")
        values["picture"], notes = add_photo(campaign, given["picture"], slug)
        values["picture_alt"] = alt
    page = write_new(campaign, language, path, values, body)
    others = [one for one in campaign.settings.folders if one != language]
    if others:
        notes.append(f"in another language: campaign new update --of {page.meta.id} --language {others[0]}")
    return page, notes


def _banner_values(asker: Asker, given: dict[str, Any], day: datetime.date) -> dict[str, object]:
    if not given["banner"]:
        return {}
    start = asker.day("The banner's first day?", given["banner_from"], "--banner-from", default=day)
    end = asker.day("The banner's last day?", given["banner_until"], "--banner-until")
    if end is None:
        raise click.UsageError("--banner-until is missing: a banner without an end is soon overlooked")
    return {"banner": given["banner"], "banner_from": start, "banner_until": end}


def _write_translation(
    campaign: Campaign, _config_file: Path, asker: Asker, given: dict[str, Any]
) -> tuple[SourcePage, list[str]]:
    source = campaign.settings.source.code
    updates = [page for (one, _), page in campaign.pages.items() if one == source and campaign.kind(page).news]
    original = next((page for page in updates if page.meta.id == given["page_id"]), None)
    folders = [one for one in campaign.settings.folders if one != source]
    if original is None:
        raise click.UsageError(f"--of: the id of an update: {', '.join(page.meta.id for page in updates)}")
    if given["language"] not in folders:
        raise click.UsageError(f"--language: one of {', '.join(folders)}")
    language: str = given["language"]
    meta = original.meta
    if not given["title"] and asker.is_interactive:
        click.echo(f"Title in the original: {meta.title}\nDescription: {meta.description}")
    values = shared_values(original)
    values["title"], values["description"] = ask_title(asker, given), ask_description(asker, given)
    for key, question in (("banner", "The banner"), ("event_place", "The place"), ("picture_alt", "The picture shows")):
        if getattr(meta, key):
            values[key] = asker.text(
                f"{question} (original: {getattr(meta, key)})", given[key], f"--{key}".replace("_", "-")
            )
    values["translated_by"] = asker.text(
        "Who translated it: a name, or machine?", given["translated_by"], "--translated-by"
    )
    values["reviewed_on"] = campaign.today
    text = ask_text(asker, given)
    body = (
        f"{text.strip()}\n"
        if text.strip()
        else f"{{{{ todo: translate {original.file} }}}}\n\n{original.body.lstrip()}"
    )
    page = write_new(campaign, language, original.path, values, body)
    if not text.strip():
        return page, [f"the original's text is in it; when it is translated: campaign translation accept {page.file}"]
    entries = {**campaign.locks.get(language, {}), meta.id: accept(original, page, campaign.today)}
    write_text(campaign.settings.data(f"locks/{language}.yml"), render_lock(entries))
    return page, ["recorded as a translation of the original as it is now"]
