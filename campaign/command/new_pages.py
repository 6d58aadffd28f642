"""`campaign new guide`, `lesson`, `activity` and every other kind of page, and what all new pages need"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from campaign.checks.check import check_page
from campaign.command.asking import Asker, check_length, yes_option
from campaign.command.build import build
from campaign.command.output import config_option, saying, show_problems, today_option, write_text
from campaign.files.problems import ProblemsFound, has_errors, stop_at_errors
from campaign.languages.slug import make_slug
from campaign.model.campaign import Campaign
from campaign.pages.page import AgeBand, SourcePage
from campaign.plugin.project import read_campaign
from campaign.writing.drafts import add_to_navigation, draft_body, draft_page

PREVIEW_FOLDER = "site-preview"


def page_options(command: Callable[..., None]) -> Callable[..., None]:
    """What every kind of page needs."""
    for option in reversed(
        (
            config_option,
            today_option,
            click.argument("title", required=False),
            click.option("--description", help="One or two sentences, 20 to 220 characters."),
            click.option("--text", help="The text, or its first paragraph; Markdown."),
            click.option(
                "--text-file", type=click.File(encoding="utf-8"), help="A file with the text; - for standard input."
            ),
            click.option("--audience", multiple=True, help="For whom; may be given more than once."),
            click.option("--name", help="The file's name, in small letters.  [default: made from the title]"),
            click.option("--open", "opens", is_flag=True, help="Build a preview and open the page in the browser."),
            yes_option,
        )
    ):
        command = option(command)
    return command


def page_command(kind: str, about: str) -> click.Command:
    """The command that begins a page of a kind, which the campaign may know or not."""

    @click.command(kind, help=about)
    @page_options
    @click.option("--section", help="The folder it is put into.  [default: that of its kind]")
    @click.option("--ages", multiple=True, help=f"The children's ages: {', '.join(get_args(AgeBand))}.")
    @click.option("--minutes", type=click.IntRange(5, 240), help="How long it takes, such as a lesson.")
    def command(config_file: Path, today: str | None, **given: Any) -> None:
        run(config_file, today, {**given, "kind": kind}, _write_page)

    return command


def run(
    config_file: Path, today: str | None, given: dict[str, Any], write: Callable[..., tuple[SourcePage, list[str]]]
) -> None:
    asker = Asker(yes=given["yes"])
    with saying("Nothing was written."):
        campaign, _, problems = read_campaign(config_file, today)
        stop_at_errors(problems)
        page, notes = write(campaign, config_file, asker, given)
    click.echo(f"Written: {page.file}")
    for note in notes:
        click.echo(f"  {note}")
    _show_what_is_left(config_file, today, page)
    if given["opens"]:
        _open(config_file, today, page)


def _show_what_is_left(config_file: Path, today: str | None, page: SourcePage) -> None:
    campaign, _, problems = read_campaign(config_file, today)
    shown = campaign.pages[page.language, page.path]
    left = [*(one for one in problems if one.file == page.file), *check_page(campaign, shown)]
    show_problems(left)
    if has_errors(left):
        click.echo("Left to do: the points above; then: campaign check")
    elif not campaign.is_published(shown):
        click.echo(f"It appears on {shown.meta.published_on}. To see it before: campaign build --preview")
    else:
        click.echo("It can be published: campaign publish")


def _open(config_file: Path, today: str | None, page: SourcePage) -> None:
    site = config_file.resolve().parent / PREVIEW_FOLDER
    context = click.get_current_context()
    context.invoke(build, config_file=config_file, today=today, release=False, output=site, preview=True)
    campaign, _, _ = read_campaign(config_file, today)
    address = site / campaign.settings.language(page.language).prefix / page.url
    click.echo(f"Preview: {address}")
    click.launch(address.as_uri())


# ---- the parts of every page ---------------------------------------------------------------------------------------


def ask_title(asker: Asker, given: dict[str, Any]) -> str:
    return asker.text("Title", given["title"], "TITLE", check=check_length(1, 120))


def ask_slug(asker: Asker, given: dict[str, Any], title: str, default: str) -> str:
    """The name for file and id; asked for only where the title has no letters that can be used."""
    slug = given["name"] or make_slug(title)
    if not slug:
        slug = asker.text("A short name in Latin letters for its address", None, "--name", default=default)
    if make_slug(slug) != slug:
        raise click.UsageError(f"--name: small letters, digits and - only, such as “{make_slug(slug) or 'new-number'}”")
    return slug


def ask_description(asker: Asker, given: dict[str, Any]) -> str:
    return asker.text(
        "What is it about, in one or two sentences? Search results and cards show this",
        given["description"], "--description", check=check_length(20, 220),
    )  # fmt: skip


def ask_text(asker: Asker, given: dict[str, Any]) -> str:
    if given["text_file"]:
        return str(given["text_file"].read())
    return asker.text(
        "The text, in one paragraph (Enter: write it later in the file)", given["text"], "--text", is_needed=False
    )


# ---- guides, lessons, activities -----------------------------------------------------------------------------------


def _write_page(
    campaign: Campaign, config_file: Path, asker: Asker, given: dict[str, Any]
) -> tuple[SourcePage, list[str]]:
    name: str = given["kind"]
    vocabulary = campaign.vocabulary
    begun = [one for one, kind in vocabulary.kinds.items() if kind.folder and not kind.news]
    if name not in begun:
        raise click.UsageError(f"“{name}” is nothing new that this campaign knows; kinds of page: {', '.join(begun)}")
    kind = vocabulary.kinds[name]
    title = ask_title(asker, given)
    description = ask_description(asker, given)
    folder = (given["section"] or kind.folder or "").strip("/")
    path = f"{folder}/"
    section = vocabulary.section_of(path)
    readers = (section.audience,) if section and section.audience else kind.audience
    audience = asker.choices("For whom?", given["audience"], "--audience", [*vocabulary.audiences], readers)
    ages = asker.choices("Which ages?", given["ages"], "--ages", get_args(AgeBand), ("10-12", "13-17"))
    minutes = given["minutes"]
    if kind.timed and minutes is None:
        minutes = int(asker.text("How many minutes?", None, "--minutes", default="45", check=_check_minutes))
    slug = ask_slug(asker, given, title, f"{name}-{campaign.today}")
    values: dict[str, object] = {
        "title": title, "description": description, "id": kind.prefix + slug, "kind": name,
        "audience": audience, "ages": ages, "minutes": minutes, "reviewed_on": campaign.today,
    }  # fmt: skip
    path += f"{slug}.md"
    settings_text = config_file.read_bytes().decode("utf-8")
    changed = add_to_navigation(settings_text, path, config_file.name)
    body = draft_body(campaign, name, audience, ask_text(asker, given))
    page = write_new(campaign, campaign.settings.source.code, path, values, body)
    write_text(config_file, changed)
    return page, [f"and its line in the navigation: {config_file.name}"]


def _check_minutes(answer: str) -> str | None:
    return None if answer.isdigit() and 5 <= int(answer) <= 240 else "a number from 5 to 240"


def write_new(campaign: Campaign, language: str, path: str, values: dict[str, object], body: str) -> SourcePage:
    """Write the page, unless there is one: "x" makes a new file or fails, even if one has just come into being."""
    text, page = draft_page(campaign, language, path, values, body)
    target = campaign.settings.docs_dir / language / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        found = f"the page cannot be written: {error.strerror}"
        fix = "make room, or change the folder's permissions"
        raise ProblemsFound.of("new-page", page.file, found, "a folder that may be written to", fix) from None
    return page
