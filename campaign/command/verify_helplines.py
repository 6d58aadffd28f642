"""`campaign helplines verify`"""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from campaign.command.helplines import helplines
from campaign.facts.helplines import Helpline
from campaign.files.documents import YamlDocument
from campaign.files.replace import replace_file
from campaign.files.web import Visitor
from campaign.model.campaign import Campaign
from campaign.writing.helpline_log import record_check
from campaign.writing.helpline_verify import Seen, verify

STATE = Path(".cache/helplines-verify.json")
"""What was found today, below the project's folder: a run that was stopped goes on from there."""
COLOURS = {"still there": "", "changed": "yellow", "gone": "red", "unreachable": "dim"}


@helplines.command("verify")
@click.argument("ids", metavar="[ID…]", nargs=-1)
@click.option("--record", is_flag=True, help="Record “source read by program” for contacts that are still there.")
@click.option("--anew", is_flag=True, help="Look at all again, also those that were looked at today.")
@click.option("--changes", is_flag=True, help="Say only what has changed or is gone; nothing where nothing has.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def verify_helplines(
    found: tuple[Campaign, dict[str, YamlDocument]], ids: tuple[str, ...], record: bool, anew: bool, changes: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Read each contact's source and the service's own page, and say whether number and words still stand there.

    Still there, changed (the number in other words), gone, or unreachable. No number is called. Hosts are asked one
    request after the other, as their robots.txt allows, and nothing inside your own network is read. What was found
    today is not asked for again: a run that was stopped goes on.
    """
    campaign, _ = found
    wanted = _wanted(campaign, ids)
    state = campaign.settings.project_dir / STATE
    known = {} if anew else _known(state, campaign)

    def tell(one: Seen) -> None:
        known[one.id] = one
        text = json.dumps({"on": campaign.today.isoformat(), "seen": [*known.values()]}, ensure_ascii=False)
        replace_file(state, text.encode())
        if not as_json and not changes:
            click.echo(f"{one.verdict:12} {one.id}", err=True)

    verify([one for one in wanted if one.id not in known], Visitor, tell)
    seen = [known[one.id] for one in wanted]
    if record:
        for one in seen:
            if one.verdict == "still there":
                record_check(campaign.settings, one.id, campaign.today, "source read by program", one.own or None)
    if as_json:
        click.echo(json.dumps([one._asdict() for one in seen], ensure_ascii=False, indent=2))
    else:
        _show(campaign, seen, only_changes=changes)


def _wanted(campaign: Campaign, ids: tuple[str, ...]) -> list[Helpline]:
    if unknown := [one for one in ids if one not in campaign.helplines]:
        raise click.BadParameter(f"there is no contact {', '.join(unknown)}", param_hint="ID")
    return [one for one in campaign.helplines.values() if (one.id in ids if ids else one.is_publishable)]


def _known(state: Path, campaign: Campaign) -> dict[str, Seen]:
    """What was found today, as far as it can be read."""
    try:
        data = json.loads(state.read_text("utf-8"))
        seen = [Seen(*map(str, one)) for one in data["seen"]] if data["on"] == campaign.today.isoformat() else []  # type: ignore[arg-type]
        return {one.id: one for one in seen if one.verdict in COLOURS}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _line(campaign: Campaign, one: Seen) -> str:
    contact = campaign.helplines[one.id]
    said = "; ".join(filter(None, [one.why, one.own]))
    return f"- {one.id} ({contact.display or contact.url}): {one.verdict}, {said}. {contact.source.url}"


def _show(campaign: Campaign, seen: list[Seen], *, only_changes: bool) -> None:
    if only_changes:
        lines = [_line(campaign, one) for one in seen if one.verdict in ("changed", "gone")]
        if lines:
            click.echo("\n".join(["Contacts of which the page they were read on says something else now:", "", *lines]))
        return
    table = Table("contact", "verdict", "why", "the service's own page", box=None)
    for one in seen:
        table.add_row(one.id, one.verdict, one.why, one.own, style=COLOURS[one.verdict])
    console = Console()
    console.print(table)
    counts = (f"{sum(one.verdict == verdict for one in seen)} {verdict}" for verdict in COLOURS)
    console.print(f"{len(seen)} contacts: {', '.join(counts)}.")
