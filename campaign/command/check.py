"""`campaign check`"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from campaign.checks.readability import MAX_SENTENCE, measure_reading
from campaign.command.build import plan_run
from campaign.command.output import FORMAT, config_option, exit_with, show_problems, today_option, unattended_option
from campaign.engine.kept.cache import open_cache
from campaign.engine.reading import check_project
from campaign.kits.kits import check_sheets
from campaign.model.campaign import Campaign
from campaign.pages.lines import prose_lines
from campaign.plugin.project import read_config
from campaign.views.views import Views


@click.command()
@config_option
@today_option
@click.option("--release", is_flag=True, help="Be as strict as for publishing: what is past its date is an error.")
@unattended_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON. Short for --format json.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print the problems.",
)
@click.option("--reading", is_flag=True, help="Also show how easy each page is to read, beside its target.")
@click.option("--sheets", is_flag=True, help="Also set every sheet for schools, which takes a minute.")
def check(
    config_file: Path,
    today: str | None,
    release: bool,
    unattended: bool,
    as_json: bool,
    output: str,
    reading: bool,
    sheets: bool,
) -> None:
    """Look at every page and fact and say what is wrong, in a second or two, without building.

    Ends with 0 when there is nothing to mend, 1 when there is, 2 when the command was typed wrong.
    """
    output = "json" if as_json else output
    click.get_current_context().meta[FORMAT] = output
    config_file = config_file.absolute()
    cache = open_cache(config_file.parent)
    try:
        campaign, problems = check_project(
            plan_run(config_file, None, today, release=release, unattended=unattended), cache
        )
    finally:
        cache.close()
    if sheets:
        overrides = Path(read_config(config_file).theme.custom_dir or "overrides")
        problems += list(check_sheets(Views(campaign, overrides)))
    show_problems(problems, output)
    if reading:
        show_reading(campaign)
    exit_with(problems)
    if output == "text":
        facts = len(campaign.helplines) + sum(len(one.figures) for one in campaign.statistics.values())
        click.echo(f"Checked {len(campaign.pages)} pages and {facts} facts: nothing stops them from being published.")


def show_reading(campaign: Campaign) -> None:
    """A table of every page's reading ease: words, words per sentence, LIX, and the targets of its language."""
    table = Table("page", "words", f"words a sentence (≤ {MAX_SENTENCE:.0f})", "LIX", "target", box=None)
    for page in sorted(campaign.pages.values(), key=lambda one: one.file):
        figures = measure_reading(line for _, line in prose_lines(page.lines))
        target = campaign.vocabulary.reading.target(page.language)
        shown = "–" if target is None else f"{target:.0f}"
        table.add_row(page.file, str(figures.words), f"{figures.sentence_length:.1f}", f"{figures.lix:.0f}", shown)
    Console().print(table)
