"""`campaign hosting`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, show_problems, write_text
from campaign.command.project import read_campaign
from campaign.hosting import editor_hosts, render_server_files
from campaign.problems import ProblemsFound


@click.command()
@config_option
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("hosting"),
    show_default=True,
    help="The folder to write into.",
)
def hosting(config_file: Path, folder: Path) -> None:
    """Write the configuration for nginx and Caddy, for the campaign's languages and its address.

    Apache, Netlify and Cloudflare Pages need nothing: what they look for is in every built site.
    """
    try:
        campaign, _, _ = read_campaign(config_file, None)
        for name, text in render_server_files(campaign.settings, editor_hosts(campaign.settings)):
            write_text(folder / name, text)
            click.echo(f"{folder / name}")
    except ProblemsFound as found:
        show_problems(found.problems)
        raise SystemExit(1) from None
