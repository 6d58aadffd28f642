"""`campaign helplines`"""

from __future__ import annotations

import datetime
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console
from rich.table import Column, Table

from campaign.command.asking import Day, yes_option
from campaign.command.output import config_option, show_problems, today_option, write_text
from campaign.facts.helplines import CHECK_DAYS
from campaign.facts.localised import localised
from campaign.facts.source import CheckedHow
from campaign.files.documents import YamlDocument
from campaign.files.yamlfile import load_yaml
from campaign.model.campaign import Campaign
from campaign.model.shown import pages_by_fact
from campaign.plugin.project import read_campaign
from campaign.writing.helpline_log import HELPLINES, LOG, find_entry, record_check
from campaign.writing.helpline_plan import plan_checks, render_check_days

WIDE = 400
"""Columns where nobody's screen is filled."""


@click.group(invoke_without_command=True)
@config_option
@today_option
@click.option("--due", is_flag=True, help="Only contacts whose check is due within 30 days, or overdue.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def helplines(context: click.Context, config_file: Path, today: str | None, due: bool, as_json: bool) -> None:
    """List the contacts: when each was checked, when the next check is due, and which pages use it."""
    campaign, documents, problems = read_campaign(config_file, today)
    context.obj = campaign, documents
    if context.invoked_subcommand is None:
        show_problems(problems)
        _list(campaign, due, as_json)


@helplines.command()
@click.argument("helpline_id", metavar="ID")
@click.option("--how", type=click.Choice(get_args(CheckedHow)), required=True, help="How it was checked.")
@click.option("--on", "day", type=Day(), metavar="DAY", help="The day of the check.  [default: today]")
@click.option("--note", help="What was found, for staff.")
@click.pass_obj
def checked(
    found: tuple[Campaign, dict[str, YamlDocument]],
    helpline_id: str,
    how: CheckedHow,
    day: datetime.date | None,
    note: str | None,
) -> None:
    """Record that you checked the contact ID: against its source, by opening its site, or by calling it."""
    campaign, _ = found
    on = day or campaign.today
    if on > campaign.today:
        raise click.BadParameter(f"{on} is in the future; today is {campaign.today}", param_hint="--on")
    find_entry(
        YamlDocument([{"id": one} for one in campaign.helplines], file=campaign.settings.data_name(HELPLINES)),
        helpline_id,
    )
    entry = record_check(campaign.settings, helpline_id, on, how, note)
    click.echo(f"{entry.id}: {entry.checked_how} on {entry.checked_on} (before: {entry.before}).")


@helplines.command()
@click.argument("helpline_id", metavar="ID")
@click.pass_obj
def show(found: tuple[Campaign, dict[str, YamlDocument]], helpline_id: str) -> None:
    """Show one contact: its number, its source with its words, its checks, and the pages that use it."""
    campaign, _ = found
    one = campaign.helplines.get(helpline_id)
    if one is None:
        raise click.BadParameter(
            f"there is no contact {helpline_id}; campaign helplines lists them all", param_hint="ID"
        )
    click.echo(f"{one.id}: {localised(one.name, campaign.settings.source.code)[0]} ({one.country}, {one.kind})")
    click.echo(f"number:  {one.display or 'none'}    site: {one.url or 'none'}")
    by = f", by {one.checked_by}, not by this campaign" if one.checked_by else ""
    click.echo(f"checked: {one.checked_on}, {one.checked_how}{by}; due {one.due_on()}")
    click.echo(f"newest evidence: {one.evidence_year()}")
    click.echo(f"source:  {one.source.url}\n         “{one.source.quote}”")
    if not one.is_publishable:
        click.echo(f"not published: {one.why_not or 'its evidence is too weak'}")
    if one.note:
        click.echo(f"note:    {one.note}")
    pages = sorted(pages_by_helpline(campaign)[one.id])
    click.echo(f"used by {len(pages)} pages" + "".join(f"\n         {page}" for page in pages))


@helplines.command()
@yes_option
@click.pass_obj
def plan(found: tuple[Campaign, dict[str, YamlDocument]], yes: bool) -> None:
    """Say which contacts to check in which week, so that not all fall due at once; --yes writes it down.

    Each contact gets a day within the time that its check holds; one that has a day to come keeps it.
    """
    campaign, _ = found
    planned = plan_checks(campaign.helplines.values(), campaign.today, campaign.settings.country)
    weeks: dict[datetime.date, list[tuple[datetime.date, str]]] = defaultdict(list)
    for one in campaign.helplines.values():
        if one.is_publishable:
            day = planned.get(one.id, max(one.due_on(), campaign.today))
            weeks[day - datetime.timedelta(days=day.weekday())].append((day, one.id))
    for week, entries in sorted(weeks.items()):
        click.echo(f"Week of {week}: {', '.join(f'{day:%a %d} {one}' for day, one in sorted(entries))}")
    if not planned:
        click.echo("Every contact has its day.")
    elif yes:
        text = render_check_days(campaign.helplines.values(), planned, campaign.today)
        write_text(campaign.settings.data(CHECK_DAYS), text)
        file = campaign.settings.data_name(CHECK_DAYS)
        click.echo(f"Written into {file}: {len(planned)} days. The next check of a contact takes its day away.")
    else:
        click.echo(f"Nothing was written. To give {len(planned)} contacts their days: campaign helplines plan --yes")


@helplines.command()
@click.pass_obj
def log(found: tuple[Campaign, dict[str, YamlDocument]]) -> None:
    """Show every check and change that was recorded, newest first."""
    campaign, _ = found
    path = campaign.settings.data(LOG)
    entries = (load_yaml(path, campaign.settings.relative(path)).data or []) if path.exists() else []
    for one in reversed(entries):
        changed = f"  changed: {one['changed']}" if one.get("changed") else ""
        note = f"  {one['note']}" if one.get("note") else ""
        click.echo(f"{one['checked_on']}  {one['id']}  {one['checked_how']}  (before: {one['before']}){changed}{note}")
    if not entries:
        click.echo("No check has been recorded yet.")


def _list(campaign: Campaign, only_due: bool, as_json: bool) -> None:
    used_by = pages_by_helpline(campaign)
    rows: list[dict[str, Any]] = []
    for one in sorted(campaign.helplines.values(), key=lambda one: (one.due_on(), one.id)):
        if not one.is_publishable or (only_due and one.due_on() > campaign.today + datetime.timedelta(days=30)):
            continue
        rows.append(
            {
                "id": one.id, "country": one.country, "kind": one.kind, "number": one.display or one.url,
                "checked_on": one.checked_on.isoformat(), "checked_how": one.checked_how,
                "due_on": one.due_on().isoformat(), "is_overdue": one.is_overdue(campaign.today),
                "used_by": sorted(used_by[one.id]),
            }
        )  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table(Column("contact", no_wrap=True), "number", "checked", "how", "due", "pages", box=None)
    for row in rows:
        style = "red" if row["is_overdue"] else ""
        table.add_row(row["id"], str(row["number"]), row["checked_on"], row["checked_how"], row["due_on"],
                      str(len(row["used_by"])), style=style)  # fmt: skip
    # Ids are copied from here: into a pipe or a file each line is as long as it needs to be, on a screen others fold.
    console = Console(width=None if sys.stdout.isatty() else WIDE)
    console.print(table)
    overdue = sum(row["is_overdue"] for row in rows)
    console.print(f"{len(rows)} contacts, {overdue} overdue on {campaign.today}.")


def pages_by_helpline(campaign: Campaign) -> dict[str, set[str]]:
    """The files that show each contact, by its id."""
    used = pages_by_fact(campaign)
    return {one: used.get(("helpline", one), set()) for one in campaign.helplines}
