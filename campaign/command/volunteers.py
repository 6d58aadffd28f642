"""`campaign translation suggest`, `memory`, `glossary` and `weblate`: what translators have beside the catalogues."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.progress import track

from campaign.command.catalogs import current_catalogs, write_catalogs, written_language
from campaign.command.output import write_text
from campaign.command.translation import translation
from campaign.files.problems import ProblemsFound
from campaign.languages.slug import make_slug
from campaign.model.campaign import Campaign
from campaign.translation.catalog_formats import FORMATS
from campaign.translation.catalogs import words_to_translate
from campaign.translation.glossary import render_glossary
from campaign.translation.memory import LEAST, Memory, fill_gaps, known_translations, render_memory
from campaign.translation.weblate import FOLDER, MAIN, addons, render_addons, render_components

_to_option = click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Where to.")


@translation.command("suggest")
@click.argument("code", metavar="LANGUAGE")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="The catalogues. [default: po/LANGUAGE]"
)
@click.option(
    "--least", type=click.IntRange(50, 100), default=LEAST, show_default=True, metavar="PERCENT",
    help="How much alike two texts are, word by word, for the translation of one to be suggested.",
)  # fmt: skip
@click.option("--format", "kind", type=click.Choice([*FORMATS]), default="po", show_default=True)
@click.pass_obj
def suggest_command(campaign: Campaign, code: str, folder: Path | None, least: int, kind: str) -> None:
    """Fill the gaps of LANGUAGE's catalogues from what the campaign has translated before, marked fuzzy.

    The catalogues are brought up to date first, or written where there are none; translators' work stays. Beside each
    suggestion stands where it is from, who translated that and how much alike the two texts are. Nothing suggested
    reaches a page before somebody has looked at it and removed the mark.

    \b
    Examples:
      campaign translation suggest sq
      campaign translation suggest sq --least 100     only texts that are translated word for word elsewhere
    """
    language = written_language(campaign, code)
    folder = folder or campaign.settings.project_dir / "po" / code
    catalogs = current_catalogs(campaign, language, folder, kind, is_update=True)
    memory = Memory(known_translations(campaign, language))
    gaps = sum(not entry.msgstr for one in catalogs.values() for entry in one)
    filled = sum(
        fill_gaps(one, memory, least) for one in track(catalogs.values(), "Looking", transient=True, disable=gaps < 200)
    )
    write_catalogs(campaign, catalogs)
    click.echo(
        f"{filled} of {gaps} empty texts have a suggestion now, to confirm one by one, in {folder}.\n"
        f"{words_to_translate(catalogs):,} words to translate or to confirm. "
        f"Afterwards: campaign translation import {folder}"
    )


@translation.command("memory")
@_to_option
@click.pass_obj
def memory_command(campaign: Campaign, file: Path | None) -> None:
    """Write everything that is translated, in all languages, as a translation memory (TMX) for other programs.

    OmegaT, Trados, memoQ and Weblate suggest from it. Each text says who translated it, `machine` where nobody did.
    What is out of date is left out.

    \b
    Example:
      campaign translation memory --to memory.tmx
    """
    file = file or campaign.settings.project_dir / "po" / "memory.tmx"
    text, count = render_memory(campaign)
    write_text(file, text)
    click.echo(f"{count:,} translations in {file}.")


@translation.command("glossary")
@_to_option
@click.pass_obj
def glossary_command(campaign: Campaign, file: Path | None) -> None:
    """Write the words to use and to avoid, in all languages, as a glossary (TBX) for other programs.

    The words are those of terms.yml, the campaign's own and those that come with the generator.

    \b
    Example:
      campaign translation glossary --to glossary.tbx
    """
    file = file or campaign.settings.project_dir / "po" / "glossary.tbx"
    settings = campaign.settings
    text = render_glossary(campaign, [settings.language(code) for code in settings.folders[1:]])
    if not text:
        found, fix = "no term is known in two languages of the campaign", "add some to docs/_data/terms.yml"
        raise ProblemsFound.of("terms", settings.data_name("terms.yml"), found, "terms with `prefer`", fix)
    write_text(file, text)
    click.echo(f"{text.count('<termEntry')} terms in {file}.")


@translation.command("weblate")
@click.option("--repo", metavar="ADDRESS", required=True, help="The repository, as Weblate is to clone it.")
@click.option("--branch", default="main", show_default=True, help="The branch that it takes the catalogues from.")
@click.option("--project", metavar="SLUG", help="The project's slug on the server.  [default: from the site's name]")
@click.pass_obj
def weblate_command(campaign: Campaign, repo: str, branch: str, project: str | None) -> None:
    """Prepare the campaign for volunteers on a Weblate server: catalogues, glossaries, components and add-ons.

    They stand in weblate/, which belongs into the repository. Run it again whenever texts have changed: the catalogues
    are brought up to date, and what volunteers have done stays. What they translate comes back on the branch “weblate”.

    \b
    Example:
      campaign translation weblate --repo https://codeberg.org/somebody/campaign.git
    """
    if not urlsplit(repo).scheme and ":" not in repo:
        raise click.UsageError(f"--repo: “{repo}” is no address such as https://codeberg.org/somebody/campaign.git")
    settings = campaign.settings
    project = project or make_slug(settings.site_name)
    folder, texts = settings.project_dir / FOLDER, 0
    for code in settings.folders[1:]:
        language = settings.language(code)
        catalogs = current_catalogs(campaign, language, folder / code, "po", is_update=True)
        write_catalogs(campaign, catalogs)
        texts += sum(map(len, catalogs.values()))
        if glossary := render_glossary(campaign, [language]):
            write_text(folder / code / "glossary.tbx", glossary)
    write_text(folder / "components.json", render_components(campaign, project, repo, branch))
    write_text(folder / "addons.json", render_addons())
    main = f"{project}/{MAIN}"
    click.echo(f"{texts:,} texts in {folder}. Next:\n"
               f"  1. Commit and push {FOLDER}/.\n"
               f"  2. On the server, make a project with the slug “{project}”, then:\n"
               f"     weblate import_json --project {project} {FOLDER}/components.json")  # fmt: skip
    for name in addons():
        click.echo(f"     weblate install_addon --addon {name} --configuration \"$(jq '.[\"{name}\"]' "
                   f"{FOLDER}/addons.json)\" {main}")  # fmt: skip
    click.echo(f"  3. What volunteers do: git merge origin/weblate, then: campaign translation import {FOLDER}")
