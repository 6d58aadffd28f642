"""`campaign permalinks`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, today_option
from campaign.facts.edition_record import EDITIONS
from campaign.facts.ledger import LEDGER
from campaign.files.problems import stop_at_errors
from campaign.files.replace import replace_files
from campaign.model.editions import new_editions
from campaign.model.permalinks import new_ids, permalink, permalink_ids, resolve
from campaign.plugin.project import read_campaign
from campaign.writing.released import new_ledgers


@click.command()
@config_option
@today_option
@click.option("--release", is_flag=True, help="Write every new id into the ledger: from now on it works for ever.")
def permalinks(config_file: Path, today: str | None, release: bool) -> None:
    """List the addresses that never die, go/ID/, and record new ones before they are printed.

    An id in the ledger can no longer be removed: when its page goes, add `redirect_to: other-id` to its entry.
    """
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    new = new_ids(campaign)
    if release:
        editions = len(new_editions(campaign))
        # Paths too: a page that was moved is where it is now.
        texts = new_ledgers(campaign, whole=True)
        replace_files({campaign.settings.data(name): text.encode() for name, text in texts.items()})
        if editions:
            name = campaign.settings.data_name(EDITIONS)
            click.echo(f"{editions} new edition{'s' * (editions != 1)} of what is printed recorded in {name}.")
        click.echo(f"{len(new)} new id{'s' * (len(new) != 1)} recorded in {campaign.settings.data_name(LEDGER)}.")
        return
    for page_id in permalink_ids(campaign):
        target = resolve(campaign, page_id)
        note = f" → {target}" if target != page_id else "" if page_id in campaign.permalinks else "  (not released yet)"
        click.echo(f"{campaign.settings.site_url}{permalink(page_id)}{note}")
