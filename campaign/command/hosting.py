"""`campaign hosting`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, write_text
from campaign.editor.backends import read_backend
from campaign.model.settings import Settings
from campaign.plugin.project import read_campaign
from campaign.site.hosting import render_server_files, render_site_files


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
    campaign, _, _ = read_campaign(config_file, None)
    for name, text in render_server_files(campaign.settings, _editor_hosts(campaign.settings)):
        write_text(folder / name, text)
        click.echo(f"{folder / name}")


def write_site_files(site: Path, settings: Settings) -> None:
    """Put the files that hosts look for into a built site that has the web editor in it."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    for name, text in render_site_files(settings, names, _editor_hosts(settings)):
        write_text(site / name, text)


def _editor_hosts(settings: Settings) -> tuple[str, ...] | None:
    """What the web editor of the site may talk to; None where the settings name no editor."""
    return read_backend(settings.editor, settings.config_file).hosts if settings.editor else None
