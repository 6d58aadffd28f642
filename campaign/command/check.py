"""`campaign check`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.check import check_campaign
from campaign.command.project import config_option, exit_with, read_campaign, show_problems, today_option
from campaign.problems import ProblemsFound


@click.command()
@config_option
@today_option
@click.option("--release", is_flag=True, help="Be as strict as for publishing: what is past its date is an error.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON. Short for --format json.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print the problems.",
)
def check(config_file: Path, today: str | None, release: bool, as_json: bool, output: str) -> None:
    """Look at every page and fact and say what is wrong, in a second or two, without building.

    Ends with 0 when there is nothing to mend, 1 when there is, 2 when the command was typed wrong.
    """
    output = "json" if as_json else output
    try:
        campaign, documents, problems = read_campaign(config_file, today)
        problems = problems + check_campaign(campaign, documents, is_release=release)
    except ProblemsFound as found:
        show_problems(found.problems, output)
        raise SystemExit(1) from None
    show_problems(problems, output)
    exit_with(problems)
    if output == "text":
        facts = len(campaign.helplines) + sum(len(one.figures) for one in campaign.statistics.values())
        click.echo(f"Checked {len(campaign.pages)} pages and {facts} facts: nothing stops them from being published.")
