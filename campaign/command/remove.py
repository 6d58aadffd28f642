"""`campaign remove`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.asking import Asker
from campaign.command.output import config_option, today_option
from campaign.files.problems import stop_at_errors
from campaign.files.replace import replace_files
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.writing.removal import Removal, remove_language, remove_page


@click.group()
@config_option
@today_option
@click.option("-y", "--yes", is_flag=True, help="Do it without asking.")
@click.pass_context
def remove(context: click.Context, config_file: Path, today: str | None, yes: bool) -> None:
    """Take a page or a language out of the campaign, with all that leads to it."""
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    context.obj = campaign, yes


@remove.command("page")
@click.argument("page_id", metavar="ID")
@click.option("--redirect-to", metavar="ID", help="Where the id leads from now on, if it was ever released.")
@click.pass_obj
def page_command(given: tuple[Campaign, bool], page_id: str, redirect_to: str | None) -> None:
    """Remove the page with this id in every language; links to it become words."""
    _carry_out(given, remove_page(given[0], page_id, redirect_to))


@remove.command("language")
@click.argument("code", metavar="CODE")
@click.pass_obj
def language_command(given: tuple[Campaign, bool], code: str) -> None:
    """Remove a language: its pages, words and locks, and its line in the settings."""
    _carry_out(given, remove_language(given[0], code))


def _carry_out(given: tuple[Campaign, bool], removal: Removal) -> None:
    campaign, yes = given
    for path in removal.removed:
        click.echo(f"remove {campaign.settings.relative(path)}")
    for path in removal.written:
        click.echo(f"change {campaign.settings.relative(path)}")
    if not yes:
        if not Asker.has_terminal():
            click.echo("Nothing was changed: say --yes to do it (campaign remove --yes …).")
            return
        click.confirm("Do it?", abort=True)
    replace_files(removal.written)
    for path in removal.removed:
        path.unlink()
        for folder in path.parents:
            if folder == campaign.settings.docs_dir or any(folder.iterdir()):
                break
            folder.rmdir()
    click.echo("Done. Next: campaign check.")
