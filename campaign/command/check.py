"""`campaign check`"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from campaign.checks.easy import KIND as EASY
from campaign.checks.readability import FEW_SENTENCES, MOST_SHORT, SHORT_SENTENCE, measure_flow, measure_reading
from campaign.command.build import look_for_no_cycles, plan_run
from campaign.command.output import FORMAT, config_option, exit_with, show_problems, today_option, unattended_option
from campaign.engine.kept.cache import open_cache
from campaign.engine.reading import check_project
from campaign.model.campaign import Campaign
from campaign.pages.lines import prose_lines

TABLE_WIDTH = 150
"""Columns: narrower, the names of pages would be cut."""


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
    """Look at every page and fact and say what is wrong, in a few seconds, without building.

    Ends with 0 when there is nothing to mend, 1 when there is, 2 when the command was typed wrong.
    """
    look_for_no_cycles()
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
        # Imported when needed, as what follows: half of the time of a check that knows all pages.
        from campaign.kits.kits import check_sheets
        from campaign.views.views import Views

        problems += list(check_sheets(Views(campaign)))
    show_problems(problems, output)
    if reading:
        show_reading(campaign)
    exit_with(problems)
    if output == "text":
        facts = len(campaign.helplines) + sum(len(one.figures) for one in campaign.statistics.values())
        click.echo(f"Checked {len(campaign.pages)} pages and {facts} facts: nothing stops them from being published.")


def show_reading(campaign: Campaign) -> None:
    """A table of how each page reads: its words, LIX, the sentences of its running text, and what they should be.

    What misses its target has an exclamation mark; at the end, for how many pages of a language all is as it should be.
    """
    from rich.console import Console
    from rich.table import Column, Table

    targets, most_short = campaign.vocabulary.reading, f"{MOST_SHORT:.0%}"
    table = Table(
        Column("page", no_wrap=True),
        "words",
        "LIX",
        "≤",
        "words a sentence",
        "target",
        f"short (≤ {most_short})",
        box=None,
    )
    met: Counter[tuple[str, bool]] = Counter()
    for page in sorted(campaign.pages.values(), key=lambda one: one.file):
        figures = measure_reading(line for _, line in prose_lines(page.lines))
        flow = measure_flow(page.lines, round(SHORT_SENTENCE * targets.words.get(page.language, 1)))
        # The overview of the pages in easy language is written like them.
        is_easy = page.meta.easy_of is not None or page.path.startswith(f"{EASY}/")
        lix = targets.target(page.language, is_easy=is_easy)
        # A screen is read alone, with its picture: no text runs on from one to the next.
        has_screens = campaign.kind(page).screens is not None
        target = None if has_screens else targets.sentences_for(page.language, page.meta.audience, is_easy=is_easy)
        counted = target if flow.sentences >= FEW_SENTENCES else None
        cells = (
            _cell(f"{figures.lix:.0f}", lix is None or figures.lix <= lix),
            "–" if lix is None else f"{lix:.0f}",
            _cell(f"{flow.length:.1f}", counted is None or counted.at_least <= flow.length <= counted.at_most),
            f"{target.at_least:.1f}–{target.at_most:.1f}" if target else "–",
            _cell(f"{flow.short:.0%}", counted is None or is_easy or flow.short <= MOST_SHORT),
        )
        table.add_row(page.file, str(figures.words), *cells)
        met[page.language, not any(one.endswith("!") for one in cells)] += 1
    Console(width=max(Console().width, TABLE_WIDTH)).print(table)
    for language in campaign.settings.folders:
        click.echo(
            f"{language}: {met[language, True]} of {met[language, True] + met[language, False]} pages as they should be"
        )


def _cell(figure: str, is_met: bool) -> str:
    return figure if is_met else f"{figure} !"
