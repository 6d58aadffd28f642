"""`campaign new reminders`"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from pathlib import Path

import click

from campaign.command.new import new
from campaign.command.new_pages import write_new
from campaign.command.output import config_option, today_option, write_text
from campaign.facts.school_year import FILE, PARTS, month_after
from campaign.files.problems import ProblemsFound, stop_at_errors
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.translated import accept, render_lock
from campaign.plugin.project import read_campaign
from campaign.views.contexts import Link
from campaign.views.school_year import MonthRow, school_year
from campaign.views.views import Views


@new.command("reminders")
@config_option
@today_option
def reminders_command(config_file: Path, today: str | None) -> None:
    """Write an update for each coming month of the plan for the school year (docs/_data/school_year.yml).

    Each is scheduled for the first day of its month, in every language that has its pages, and says what to teach, to
    pass on and to print. They are ordinary pages: change them, or delete those you do not want. One that is there is
    left as it is.
    """
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    kind = next((name for name, one in campaign.vocabulary.kinds.items() if one.news), None)
    if campaign.school_year is None or kind is None:
        found = f"there is no {FILE}" if kind else "no kind of page is news"
        expected, fix = (
            "a plan for the school year, and a kind of page for updates",
            "write the file; its keys: KEYS.md",
        )
        raise ProblemsFound.of("school-year", campaign.settings.data_name(FILE), found, expected, fix)
    views, written = Views(campaign), list[SourcePage]()
    for number, month in enumerate(school_year(campaign, views.links, campaign.settings.source, "")):
        if month.day > campaign.today and any(getattr(month, part) for part in PARTS):
            written += _write_month(views, kind, number, month)
    _lock(campaign, written)
    for page in written:
        click.echo(page.file)
    click.echo(f"{len(written)} pages. They appear on the first day of their month; look at them: campaign serve")


def _write_month(views: Views, kind: str, number: int, month: MonthRow) -> list[SourcePage]:
    """The update of a month in every language that does not have it, the source first."""
    campaign, written = views.campaign, []
    path = f"{campaign.vocabulary.kinds[kind].folder}/{month.day}-school-year.md"
    for folder in campaign.settings.folders:
        if (folder, path) not in campaign.pages:
            language = campaign.settings.language(folder)
            row = school_year(campaign, views.links, language, "")[number]
            if any(one.lang for part in PARTS for one in getattr(row, part)):
                click.echo(f"{language.name}: {row.name} waits for the translations of its pages", err=True)
                continue
            written.append(write_new(campaign, folder, path, *_text(views, kind, path, month, row, language)))
    return written


def _lock(campaign: Campaign, written: Sequence[SourcePage]) -> None:
    """One program wrote source and translations, from the same plan: they say the same."""
    source = campaign.settings.source.code
    originals = {page.path: page for page in (*campaign.pages.values(), *written) if page.language == source}
    for folder in dict.fromkeys(page.language for page in written if page.language != source):
        own = [page for page in written if page.language == folder]
        found = {page.meta.id: accept(originals[page.path], page, campaign.today) for page in own}
        entries = {**campaign.locks.get(folder, {}), **found}
        write_text(campaign.settings.data(f"locks/{folder}.yml"), render_lock(entries))


def _text(
    views: Views, kind: str, path: str, month: MonthRow, row: MonthRow, language: Language
) -> tuple[dict[str, object], str]:
    """The front matter and the text; titles and names are those of the language."""
    words, vocabulary = views.wording.words_of(language), views.campaign.vocabulary
    first = next(found for part in PARTS if (found := getattr(row, part)))
    values: dict[str, object] = {
        "title": words("year_update", month=row.name, titles=words.listed(one.title for one in first)),
        "description": words("year_update_about", month=row.name),
        "id": f"{vocabulary.kinds[kind].prefix}school-year-{month.day:%Y-%m}",
        "kind": kind, "audience": vocabulary.kinds[kind].audience, "published_on": month.day,
        "expires_on": month_after(month.day), "reviewed_on": views.campaign.today,
        "translated_by": None if language.is_source else "machine",
    }  # fmt: skip
    parts = []
    for part in PARTS:
        if links := getattr(row, part):
            items = "\n".join(f"- {_link(one, path)}" for one in links)
            parts.append(f"## {words[f'year_{part}']} {{#{part}}}\n\n{items}\n")
    return values, f"{values['description']}\n\n" + "\n".join(parts)


def _link(link: Link, path: str) -> str:
    assert link.page is not None
    return f"[{link.title}]({posixpath.relpath(link.page.path, posixpath.dirname(path))})"
