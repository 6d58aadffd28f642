"""`campaign components`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, write_text
from campaign.files.problems import stop_at_errors
from campaign.plugin.project import read_campaign
from campaign.plugin.theme import stylesheet_folder
from campaign.site.gallery import load_examples, render_gallery
from campaign.views.assets import build_stylesheet, theme_stylesheet
from campaign.views.views import Views


@click.command()
@config_option
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("components"), show_default=True,
    help="Where to write the pages.",
)  # fmt: skip
def components(config_file: Path, folder: Path) -> None:
    """Show every component of the look in every state: a page per language, for those who change the look.

    Look at it on a phone and a desktop, in light and dark. It is never part of the site.
    """
    campaign, _, problems = read_campaign(config_file, None)
    stop_at_errors(problems)
    look = campaign.settings.look
    examples = load_examples(look)
    views = Views(campaign)
    style = build_stylesheet(theme_stylesheet(stylesheet_folder()), look, is_whole=True)
    write_text(folder / style.url, style.content + look.find("gallery.css").read_text("utf-8"))
    for language in campaign.offered:
        write_text(folder / f"{language.code}.html", render_gallery(views, language, examples, style.url))
    click.echo(f"{len(examples)} components in {len(campaign.offered)} languages: open {folder / 'en.html'}")
