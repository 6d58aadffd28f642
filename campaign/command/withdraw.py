"""`campaign withdraw`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.asking import Asker, yes_option
from campaign.command.output import config_option, saying, show_problems, today_option
from campaign.files.problems import ProblemsFound
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.writing.withdraw import give_back, readers_get, title_of, write_withdrawals
from campaign.writing.withdraw import withdraw as take_away


@click.command()
@click.argument("what", metavar="ID", required=False)
@config_option
@today_option
@click.option(
    "--instead", metavar="ID", help="The page, or contact, that readers get instead.  [default: the page above]"
)
@click.option("--note", metavar="TEXT", help="Why, for staff; readers never see it.")
@click.option("--undo", is_flag=True, help="Give it back, as it was.")
@click.option("--list", "lists", is_flag=True, help="List what is withdrawn.")
@yes_option
def withdraw(
    what: str | None, config_file: Path, today: str | None, instead: str | None, note: str | None,
    undo: bool, lists: bool, yes: bool,
) -> None:  # fmt: skip
    """Take back an update, a page, a story or a contact that was published. ID stands at the page's top.

    Its address stays, with a short notice in every language that says where to go instead; a printed code leads there
    too. From lists, search, sheets, feeds, calendars and open data it goes. Nothing is deleted, nothing that is
    published later has to wait for it, and --undo brings all of it back.

    \b
    Examples:
      campaign withdraw update-a-new-number
      campaign withdraw si-tom-telefon --instead eu-116111
      campaign withdraw update-a-new-number --undo
    """  # fmt: skip
    asker = Asker(yes=yes)
    with saying("Nothing was written."):
        campaign, documents, problems = read_campaign(config_file, today)
        if lists:
            _list(campaign)
            return
        what = asker.text("The id of what is to be withdrawn", what, "ID")
        try:
            after = None if undo else take_away(campaign, documents, what, instead, note)
            entries = give_back(campaign, what) if after is None else after.withdrawals
        except ProblemsFound:
            # Perhaps it cannot be read, and so is not known.
            show_problems(problems)
            raise
    title = title_of(campaign, what)
    click.echo(
        f"“{title}” " + ("comes back as it was." if after is None else f"is withdrawn. {readers_get(after, what)}")
    )
    if asker.is_interactive:
        click.confirm("Is that right?", default=True, abort=True)
    write_withdrawals(campaign, entries)
    click.echo("Written. Readers see it once it is sent out: campaign publish" + ("" if undo else (
        f"\nTo bring it back: campaign withdraw {what} --undo"
    )))  # fmt: skip


def _list(campaign: Campaign) -> None:
    for one, entry in campaign.withdrawals.items():
        click.echo(f"{entry.withdrawn_on}  {one}" + (f"  ({entry.note})" if entry.note else ""))
    if not campaign.withdrawals:
        click.echo("Nothing is withdrawn.")
