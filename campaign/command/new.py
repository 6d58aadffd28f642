"""`campaign new`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option, write_text
from campaign.facts.vocabulary import PageKind, default_vocabulary
from campaign.plugin.project import read_campaign
from campaign.translation.catalogs import make_catalogs, words_to_translate
from campaign.writing.new_language import add_exit, add_to_settings, exit_of, read_locale, render_word_file


class PageKinds(click.Group):
    """Beside its own commands, one for each kind of page, whatever the campaign calls it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        known = default_vocabulary().kinds.items()
        return sorted({*super().list_commands(ctx), *(name for name, kind in known if kind.folder)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if own := super().get_command(ctx, cmd_name):
            return own
        # Imported when needed: it imports much that a new contact does without.
        from campaign.command.new_pages import page_command

        return page_command(cmd_name, default_vocabulary().kinds.get(cmd_name, PageKind()).about)


@click.group(cls=PageKinds)
def new() -> None:
    """Begin something new: the right files in the right places.

    Pages: every kind that has a folder in the campaign's vocabulary.
    """


@new.command("language")
@config_option
@click.argument("locale", metavar="LOCALE")
def language_command(config_file: Path, locale: str) -> None:
    """Prepare a new language, such as it or pt-BR: settings, folder, and the texts to translate first.

    Readers do not see it until you set `build: true` for it in the settings.
    """
    campaign, _, _ = read_campaign(config_file, None, with_prepared=True)
    settings = campaign.settings
    parsed = read_locale(locale, settings)
    text = add_to_settings(config_file.read_bytes().decode("utf-8"), locale, parsed, config_file.name)
    text = add_exit(text, exit_of(parsed), settings)
    write_text(settings.data(f"ui/{locale}.yml"), render_word_file(parsed, settings.country, settings.source.code))
    (settings.docs_dir / locale).mkdir(exist_ok=True)
    write_text(config_file, text)
    campaign, _, _ = read_campaign(config_file, None, with_prepared=True)
    catalogs = make_catalogs(campaign, campaign.settings.language(locale), only_essential=True)
    folder = settings.project_dir / "po" / locale
    for name, catalog in catalogs.items():
        write_text(folder / name, str(catalog) + "\n")
    click.echo(
        f"{parsed.english_name} is prepared. Next:\n"
        f"  1. Look at {settings.data_name(f'ui/{locale}.yml')}: are the dates and the way out right?\n"
        f"  2. Give po/{locale}/ to translators: {len(catalogs)} files, {words_to_translate(catalogs):,} words "
        f"(the interface and the {len(catalogs) - 1} pages that cannot wait).\n"
        f"  3. Take their work back: campaign translation import po/{locale}\n"
        f"  4. When nothing is missing, set `build: true` for {locale} in {config_file.name}, then: campaign check"
    )
