"""`campaign editions`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from campaign.command.output import config_option, today_option
from campaign.files.problems import stop_at_errors
from campaign.model.campaign import Campaign
from campaign.model.editions import changes_since, current_edition, mark, printed_pages
from campaign.model.editions import editions_of as released
from campaign.plugin.project import read_campaign


@click.command()
@config_option
@today_option
@click.option("--all", "with_all", is_flag=True, help="Also show the editions that are still right.")
@click.option("--number", "contact", metavar="ID", help="Only editions that carry an old number of this contact.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def editions(config_file: Path, today: str | None, with_all: bool, contact: str | None, as_json: bool) -> None:
    """List what is out of date on paper: each released edition of a sheet on which a number or a step is another now.

    A sheet carries its mark at the foot, such as “sextortion · sl · 7”, and its QR code leads to the page that says
    whether it is still right. campaign permalinks --release and campaign publish record new editions.
    """
    campaign, _, problems = read_campaign(config_file, today)
    stop_at_errors(problems)
    if contact and contact not in campaign.helplines and not any(contact in one["numbers"] for one in _rows(campaign)):
        raise click.BadParameter(f"no contact and no edition has the id {contact}", param_hint="--number")
    rows = [
        one
        for one in _rows(campaign)
        if (contact in one["numbers"] if contact else with_all or one["numbers"] or one["steps"] or one["other_steps"])
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("edition", "released", "out of date", box=None)
    for row in rows:
        table.add_row(row["edition"], row["released_on"], "; ".join(_said(row)) or "still right")
    console = Console()
    if rows:
        console.print(table)
    old = sum(bool(row["numbers"] or row["steps"] or row["other_steps"]) for row in rows)
    recorded = sum(len(one) for entry in campaign.editions.values() for one in entry.editions.values())
    console.print(f"{recorded} editions were released, {old} of these are out of date on paper.")


def _rows(campaign: Campaign) -> Iterator[dict[str, Any]]:
    for page, language in printed_pages(campaign):
        now = current_edition(campaign, page, language)
        for one in released(campaign, page.meta.id, language):
            change = changes_since(one, now)
            numbers = {id_: {"then": then, "now": new} for id_, then, new in change.numbers}
            yield {
                "edition": mark(page.meta.id, language, one.edition), "released_on": one.on.isoformat(),
                "numbers": numbers, "steps": list(change.steps), "other_steps": change.all_steps,
            }  # fmt: skip


def _said(row: dict[str, Any]) -> Iterator[str]:
    for id_, one in row["numbers"].items():
        yield f"{id_}: {one['then'] or 'not on it'} → {one['now'] or 'no longer on it'}"
    if row["steps"]:
        yield f"step {', '.join(map(str, row['steps']))}"
    if row["other_steps"]:
        yield "other steps"
