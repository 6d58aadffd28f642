"""`campaign status`"""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from campaign.command.output import config_option, today_option
from campaign.files.problems import stop_at_errors
from campaign.model.status import Status, measure_status, render_status_json
from campaign.model.updates import render_next_due
from campaign.plugin.project import read_campaign

MARKS = {
    "original": "·",
    "reviewed": "✓",
    "translated": "t",
    "machine": "m",
    "outdated": "!",
    "unlocked": "?",
    "missing": "–",
}


@click.command()
@config_option
@today_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--pages", is_flag=True, help="Also show every page in every language.")
@click.option(
    "--next", "count", type=click.IntRange(0), default=5, show_default=True, help="How many next tasks to show."
)
def status(config_file: Path, today: str | None, as_json: bool, pages: bool, count: int) -> None:
    """Show how far each language is, and what to translate next: the most urgent and shortest first."""
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    measured = measure_status(campaign)
    if as_json:
        click.echo(render_status_json(measured), nl=False)
    else:
        _show(measured, pages, count)
        for line in render_next_due(campaign):
            click.echo(f"\n{line}")


def _show(measured: Status, pages: bool, count: int) -> None:
    console = Console()
    table = Table("language", "done", "essential", "pages", "reviewed", "person", "machine", "outdated",
                  "missing", box=None)  # fmt: skip
    for one in measured.languages:
        table.add_row(
            one.code, f"{one.percent}%", f"{one.essentials_present}/{one.essentials}",
            f"{one.present}/{one.pages}", str(one.reviewed), str(one.translated), str(one.machine), str(one.outdated),
            str(one.missing),
        )  # fmt: skip
    console.print(table)
    if pages:
        codes = [one.code for one in measured.languages]
        matrix = Table("page", *codes, box=None)
        for page in measured.pages:
            matrix.add_row(page.path, *(MARKS[page.states[code]] for code in codes))
        console.print()
        console.print(matrix)
        console.print("✓ reviewed  t by a person  m machine  ! outdated  ? not recorded  – missing")
    if count and measured.next:
        console.print("\nNext:")
        for task in measured.next[:count]:
            what = "bring up to date" if task.state == "outdated" else "translate"
            essential = ", essential" if task.is_essential else ""
            console.print(f"  {task.language}: {what} {task.path} ({task.words} words{essential})")
