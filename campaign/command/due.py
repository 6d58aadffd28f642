"""`campaign due`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.checks.check import check_campaign
from campaign.command.output import config_option, today_option
from campaign.files.problems import sorted_problems
from campaign.plugin.project import read_campaign

RULES = ("overdue", "review-overdue", "due-soon", "evidence-age")


@click.command()
@config_option
@today_option
def due(config_file: Path, today: str | None) -> None:
    """Say what is past its day or falls due within 60 days: contacts, addresses, reviews, old evidence.

    As Markdown, for the issue that the nightly workflow keeps on the Git host; nothing where nothing is due.
    """
    campaign, documents, _ = read_campaign(config_file, today)
    for one in sorted_problems(check_campaign(campaign, documents)):
        if one.rule in RULES:
            click.echo(f"- [ ] {one.found} (`{one.file}`): {one.fix}")
