"""`campaign pool`"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import click

from campaign.checks.translations import changes_in_words
from campaign.command.output import config_option, saying, show_problems, today_option, write_text
from campaign.facts.pool import Pool
from campaign.files.problems import ProblemsFound, stop_at_errors
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from campaign.writing.pool.built_in import NAME, built_in_pool
from campaign.writing.pool.remote import remote_pool
from campaign.writing.pool.take_over import Change, Written, bring_up_to_date, find_changes, seen, take_over
from campaign.writing.pool.taken import FILE, Taken, changed_contacts, pool_contacts, reached, read_taken, render_taken

from_option = click.option(
    "--from", "name", metavar="ADDRESS",
    help="The site of another campaign, one of `pools` in the settings.  [default: what comes with the generator]",
)  # fmt: skip


class State:
    """What the subcommands work with."""

    def __init__(self, config_file: Path, today: str | None):
        self.config_file = config_file
        campaign, _, problems = read_campaign(config_file, today)
        stop_at_errors(problems)
        self.campaign: Campaign = campaign
        self.taken: Taken = read_taken(campaign.settings)
        self.open: Callable[[str], Pool] = cache(self._open)

    def _open(self, name: str) -> Pool:
        if name == NAME:
            return built_in_pool()
        if name not in self.campaign.settings.pools:
            known = ", ".join(self.campaign.settings.pools) or "none yet"
            fix = f"add it in {self.config_file.name} (plugins: campaign: pools) if you trust that campaign"
            found = f"{name} is no pool of this campaign"
            raise ProblemsFound.of("pool", self.config_file.name, found, f"one of `pools`: {known}", fix)
        return remote_pool(name)

    def write(self, written: Written) -> None:
        """Write files, the settings last: a page that nothing names yet does no harm."""
        settings = self.campaign.settings
        for name, text in sorted(written.files.items(), key=lambda one: one[0] == settings.config_file):
            write_text(settings.project_dir / name, text)
        show_problems(written.problems)
        click.echo("Written: " + ", ".join(written.files) + ".")


@click.group()
@config_option
@today_option
@click.pass_context
def pool(context: click.Context, config_file: Path, today: str | None) -> None:
    """Take guides over from the pool, and hear when an original or a contact has changed.

    The pool comes with the generator: contacts of many countries, and guides by id. The site of another campaign can be
    one too, once `pools` in the settings names it.
    """
    context.obj = State(config_file, today)


@pool.command("list")
@from_option
@click.pass_obj
def list_command(state: State, name: str | None) -> None:
    """List the pages that can be taken over, each with its languages; * marks those that the campaign has."""
    manifest = state.open(name or NAME).manifest
    for page_id, page in manifest.pages.items():
        mark = "*" if page_id in state.campaign.paths_by_id else " "
        click.echo(f"{mark} {page_id}: {page.title} ({page.kind}; {', '.join(page.languages)})")
    click.echo(f"{len(manifest.pages)} pages: {manifest.attribution}.")


@pool.command("add")
@click.argument("page_ids", nargs=-1, required=True, metavar="ID...")
@from_option
@click.option(
    "--translate-from", "language", metavar="CODE", default="",
    help="Take the text in this language as one to translate, where there is none in the campaign's own.",
)  # fmt: skip
@click.pass_obj
def add_command(state: State, page_ids: tuple[str, ...], name: str | None, language: str) -> None:
    """Take pages over by id: in every language that both have, with the facts they name, and whose text it is.

    What is not there in this campaign (a contact, a picture) is left open as `{{ todo: … }}`, and campaign check names
    it. Text of another campaign is looked at as any other; what no page may hold is refused, and nothing is written.
    """
    origin = state.open(name or NAME)
    for page_id in page_ids:
        with saying(f"Nothing of “{page_id}” was written."):
            text = state.config_file.read_bytes().decode("utf-8")
            written = take_over(state.campaign, state.taken, origin, page_id, text, language)
        state.write(written)
        again = State(state.config_file, state.campaign.today.isoformat())
        state.campaign, state.taken = again.campaign, again.taken
    click.echo("Next: look at the pages with campaign serve, then: campaign check")


@pool.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def status(state: State, as_json: bool) -> None:
    """Name every contact that has been corrected, and every page whose original has changed, block by block."""
    contacts = list(changed_contacts(state.campaign, state.taken)) if state.taken.contacts else []
    changes, problems = _changes(state)
    if as_json:
        click.echo(json.dumps(_as_data(contacts, changes), ensure_ascii=False, indent=2))
    else:
        _show(state, contacts, changes)
    stop_at_errors(problems)


@pool.command()
@click.argument("page_ids", nargs=-1, metavar="[ID]...")
@click.option("--accept", is_flag=True, help="You have looked at the changes: the pages here say what they should.")
@click.pass_obj
def update(state: State, page_ids: tuple[str, ...], accept: bool) -> None:
    """Take up what has changed: contacts are noted as seen, pages that nobody has changed here become their originals.

    A page that was changed or translated here stays as it is, and its changed blocks are named: bring it up to date,
    then say --accept with its ID.
    """
    if accept and not page_ids:
        raise click.UsageError("--accept: name the pages that you have looked at")
    changes, problems = _changes(state)
    if unknown := [one for one in page_ids if one not in state.taken.pages]:
        raise click.UsageError(f"not taken over from a pool: {', '.join(unknown)}")
    contacts = list(changed_contacts(state.campaign, state.taken))
    noted = {one.id: reached(one) for one in pool_contacts(state.campaign).values()}
    state.taken = Taken(contacts=noted, pages=state.taken.pages)
    waiting = []
    for change in (one for one in changes if not page_ids or one.page_id in page_ids):
        if accept and not change.is_gone:
            state.taken = seen(state.campaign, state.taken, change)
            click.echo(f"{change.page_id}: noted that it says what its original says now.")
        elif not change.is_gone and (written := bring_up_to_date(state.campaign, state.taken, change)):
            state.write(written)
            state.taken = read_taken(state.campaign.settings)
        else:
            waiting.append(change)
    write_text(state.campaign.settings.data(FILE), render_taken(state.taken))
    _show(state, contacts if any(before for _, before, _ in contacts) else [], waiting)
    stop_at_errors(problems)


def _changes(state: State) -> tuple[list[Change], list[Any]]:
    changes: list[Change] = []
    problems: list[Any] = []
    for found in find_changes(state.taken, state.open):
        if isinstance(found, ProblemsFound):
            problems += found.problems
        else:
            changes.append(found)
    return changes, problems


def _show(state: State, contacts: list[tuple[str, str, str]], changes: list[Change]) -> None:
    own = {one.id for one in state.campaign.helplines.values() if pool_contacts(state.campaign).get(one.id) != one}
    for contact_id, before, after in contacts:
        note = "; yours stays: look whether it is right" if contact_id in own and after else ""
        click.echo(f"{contact_id}: {before or 'new'} → {after or 'no longer in the pool'}{note}")
    for one in changes:
        if one.is_gone:
            click.echo(f"{one.page_id}: {one.pool.name} has it no more; yours stays. Its entry is in {FILE}.")
        else:
            click.echo(f"{one.page_id}: {changes_in_words(one.in_words())} (original in “{one.taken.language}”)")
    if not contacts and not changes:
        click.echo(f"Nothing has changed: {len(state.taken.contacts)} contacts, {len(state.taken.pages)} pages.")
    if not state.taken.contacts:
        click.echo("Contacts: nobody has looked at them yet. campaign pool update notes them as they are now.")


def _as_data(contacts: list[tuple[str, str, str]], changes: list[Change]) -> dict[str, Any]:
    return {
        "contacts": [{"id": one, "before": before, "now": after} for one, before, after in contacts],
        "pages": [
            {
                "id": one.page_id, "pool": one.pool.name, "language": one.taken.language, "gone": one.is_gone,
                "changed": [{"line": block.line, "text": block.words} for block in one.staleness.changed],
                "removed": one.staleness.removed,
            }
            for one in changes
        ],
    }  # fmt: skip
