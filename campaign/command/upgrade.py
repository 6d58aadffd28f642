"""`campaign upgrade`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign import __version__
from campaign.command.asking import Asker
from campaign.command.new_campaign import find_wheel
from campaign.command.output import config_option
from campaign.files.problems import ProblemsFound
from campaign.files.replace import replace_files
from campaign.plugin.project import read_made_with, read_project
from campaign.writing.repository import Repository
from campaign.writing.upgrade import Upgrade, find_old, plan_upgrade


@click.command()
@config_option
@click.option("-y", "--yes", is_flag=True, help="Do it without asking.")
def upgrade(config_file: Path, yes: bool) -> None:
    """Bring the campaign up to date with the generator that is installed.

    First install the newer one (pip install --no-deps campaign-….whl). This says what has changed since the version
    that the campaign was made with: templates that yours stand for, words, the workflow, the packages. It shows every
    change it would make, and makes none without a yes. With git, what is not committed is never touched.
    """
    settings = read_project(config_file).settings
    made_with = read_made_with(config_file)
    old = find_old(settings, made_with, __version__)
    if made_with == __version__:
        click.echo(f"Nothing to do: the campaign was made with {__version__}, which is installed.")
        return
    _refuse_unsaved(settings.project_dir)
    plan = plan_upgrade(settings, old, made_with, find_wheel())
    _show(plan, settings.project_dir, made_with)
    if not yes:
        if not Asker.has_terminal():
            click.echo("Nothing was changed: say --yes to do it.")
            return
        click.confirm("Do it?", abort=True)
    replace_files({one.path: one.after for one in plan.steps if one.after is not None})
    for one in plan.steps:
        if one.after is None:
            one.path.unlink()
    click.echo(f"Done: {len(plan.steps)} files. Next: campaign check, then commit.")


def _refuse_unsaved(folder: Path) -> None:
    """Raises ProblemsFound where something is not committed yet: afterwards nobody could tell the two apart."""
    try:
        changes = Repository(folder).changes(["."])
    except ProblemsFound:
        click.echo("This folder has no git repository: keep a copy of it, nothing can be taken back.")
        return
    if changes:
        found = f"{len(changes)} files are not committed, such as {changes[0].path}"
        expected, fix = (
            "a campaign of which everything is committed",
            "commit them, or take the changes back; then again",
        )
        raise ProblemsFound.of("upgrade", changes[0].path, found, expected, fix)


def _show(plan: Upgrade, folder: Path, made_with: str) -> None:
    click.echo(f"From {made_with} to {__version__}.")
    if plan.changes:
        click.echo(f"\nWhat is new:\n{plan.changes}\n")
    for one in plan.steps:
        name = one.path.relative_to(folder).as_posix()
        verb = "remove" if one.after is None else "write"
        click.echo(f"{verb} {name}: {one.why}")
        if diff := one.diff(name):
            click.echo("".join(f"  {line}\n" for line in diff.splitlines()[:60]), nl=False)
    if plan.notes:
        click.echo("\nTo look at yourself:")
        for note in plan.notes:
            click.echo(f"- {note}")
