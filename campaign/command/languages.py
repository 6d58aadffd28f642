"""`campaign languages`"""

from __future__ import annotations

import json
from pathlib import Path

import click

from campaign.command.output import config_option
from campaign.plugin.project import read_campaign


@click.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="Only the codes, as a JSON list: for a Git host's job matrix.")
def languages(config_file: Path, as_json: bool) -> None:
    """List the site's languages."""
    campaign, _, _ = read_campaign(config_file, None)
    found_languages = campaign.settings.languages
    if as_json:
        click.echo(json.dumps([one.code for one in found_languages]))
        return
    for one in found_languages:
        click.echo(f"{one.code:10} {one.name}")
