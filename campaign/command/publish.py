"""`campaign publish`"""

from __future__ import annotations

import re
from pathlib import Path

import click

from campaign.checks.check import check_campaign
from campaign.checks.permalinks import check_history
from campaign.command.asking import Asker, yes_option
from campaign.command.output import config_option, saying, today_option, write_text
from campaign.facts.ledger import LEDGER
from campaign.files.problems import stop_at_errors
from campaign.model.campaign import Campaign
from campaign.model.permalinks import new_ids, render_ledger
from campaign.model.updates import is_scheduled, render_next_due
from campaign.plugin.project import read_campaign
from campaign.writing.released import once_released
from campaign.writing.repository import Change, Repository

MAX_SHOWN = 30


@click.command()
@config_option
@today_option
@click.option("-m", "--message", help="What has changed, in a few words.  [default: the titles of the changed pages]")
@click.option("--name", help="Your name, which stands beside the change.  [default: as git knows it]")
@click.option("--email", help="Your e-mail address, likewise.")
@click.option("--dry-run", is_flag=True, help="Show what would be published, and change nothing.")
@yes_option
def publish(
    config_file: Path,
    today: str | None,
    message: str | None,
    name: str | None,
    email: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Check as for a release, show what has changed, and send it to the Git host, which builds and publishes the site.

    Only pages, data and settings are sent. If somebody else has published meanwhile, their work and yours are joined
    and checked again; where both changed the same lines nothing is sent, and nothing is lost.
    """
    with saying("Nothing was published."):
        _publish(config_file, today, message, (name, email), dry_run, Asker(yes=yes))


def _introduce(repository: Repository, name: str | None, email: str | None, asker: Asker) -> None:
    """Tell git who publishes; once for a folder."""
    if name or email or not repository.has_author():
        name = asker.text("Your name, which everybody can read beside the change", name, "--name")
        repository.set_author(name, asker.text("Your e-mail address, likewise", email, "--email", check=_check_email))


def _check_email(answer: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+", answer) else "an e-mail address, such as ana@example.org"


def _publish(
    config_file: Path,
    today: str | None,
    message: str | None,
    author: tuple[str | None, str | None],
    dry_run: bool,
    asker: Asker,
) -> None:
    repository = Repository(config_file.resolve().parent)
    repository.remote()
    if repository.is_busy():
        click.echo("An earlier joining of two texts was left in the middle: git status says where.", err=True)
        raise SystemExit(1)
    campaign, ids = _checked(config_file, today, repository)
    paths = (campaign.settings.relative(campaign.settings.docs_dir), config_file.name)
    changes = repository.changes(paths)
    unsent = repository.unsent()
    if not changes and not unsent and not ids:
        click.echo("Nothing has changed: there is nothing to publish.")
        return
    _show(changes, unsent, ids, repository.changes(["."]))
    text = message or _message(campaign, changes) or "Update"
    if dry_run:
        click.echo(f"Nothing has been sent yet. The change would be called: {text}")
        return
    if asker.is_interactive:
        click.confirm("Publish this?", abort=True)
        text = asker.text("What has changed, in a few words", message, "--message", default=text)
    _introduce(repository, *author, asker)
    if ids:
        write_text(campaign.settings.data(LEDGER), render_ledger(campaign, campaign.today))
    if changes or ids:
        repository.commit(text, paths)
    _send(repository, config_file, today)
    click.echo("Published: it is with the Git host, which builds the site from it.")
    for line in _scheduled(campaign, changes) + render_next_due(campaign):
        click.echo(line)


def _checked(config_file: Path, today: str | None, repository: Repository) -> tuple[Campaign, list[str]]:
    """The campaign, fit for a release, and the ids that are to be written into the ledger; raises ProblemsFound.

    Whoever publishes answers for the dates of the pages that they send: a contact that is overdue on others does not
    hold up urgent news.
    """
    campaign, documents, problems = read_campaign(config_file, today)
    sent = frozenset([*(one.path for one in repository.changes(["."])), *repository.unsent_files()])
    problems += check_campaign(campaign, documents, is_release=True, answered_for=sent)
    problems += check_history(campaign, once_released(campaign.settings))
    # The one thing that publishing itself does: recording the new addresses.
    problems = [one for one in problems if not (one.rule == "permalink" and one.field is None)]
    stop_at_errors(problems)
    return campaign, new_ids(campaign)


def _send(repository: Repository, config_file: Path, today: str | None) -> None:
    for _ in range(3):
        repository.fetch()
        theirs = repository.join_remote()
        if theirs:
            click.echo(f"Somebody else has published meanwhile ({_count(theirs)}); joined with yours, checking again …")
            with saying(
                "Together with what others have published there is something to mend. Yours is committed here "
                "and not lost: mend it, then: campaign publish"
            ):
                _checked(config_file, today, repository)
        if repository.push():
            return
    click.echo("Others are publishing at this very moment. Yours is committed here and not lost: try again.", err=True)
    raise SystemExit(1)


def _count(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _show(changes: list[Change], unsent: list[str], ids: list[str], everything: list[Change]) -> None:
    for one in changes[:MAX_SHOWN]:
        click.echo(f"  {one.state:8} {one.path}")
    if len(changes) > MAX_SHOWN:
        click.echo(f"  … and {len(changes) - MAX_SHOWN} more")
    for line in unsent:
        click.echo(f"  committed before, not sent yet: {line}")
    if ids:
        click.echo(f"  new addresses that work for ever from now on: {', '.join(f'go/{one}/' for one in ids)}")
    others = [one.path for one in everything if one not in changes]
    if others:
        click.echo(f"  left alone, not part of the campaign's text: {_count(others)}")


def _message(campaign: Campaign, changes: list[Change]) -> str:
    """The titles of the changed pages of the source language, or of any, as a commit's first line."""
    by_file = {page.file: page for page in campaign.pages.values()}
    pages = [page for one in changes if (page := by_file.get(one.path))]
    own = [page for page in pages if page.language == campaign.settings.source.code] or pages
    titles = list(dict.fromkeys(page.meta.title for page in own))
    text = ", ".join(titles[:2]) + (f" and {len(titles) - 2} more" if len(titles) > 2 else "")
    return text if len(text) <= 100 else text[:99] + "…"


def _scheduled(campaign: Campaign, changes: list[Change]) -> list[str]:
    changed = {one.path for one in changes}
    return [
        f"“{page.meta.title}” waits until {page.meta.published_on}."
        for page in campaign.pages.values()
        if page.file in changed and is_scheduled(campaign, page)
    ]
