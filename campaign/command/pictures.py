"""`campaign picture`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.files.photos import shrink_picture
from campaign.files.problems import ProblemsFound
from campaign.files.replace import replace_file
from campaign.model.campaign import Campaign
from campaign.plugin.project import config_option, read_campaign, show_problems
from campaign.writing.drafts import make_slug

PICTURES = "assets/pictures"


@click.group()
def picture() -> None:
    """Make photos small enough for a poor line, and remove what they say about place, device and owner."""


@picture.command("add")
@config_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
def add_command(config_file: Path, files: tuple[Path, ...]) -> None:
    """Put small copies of photos into docs/assets/pictures/; the photos themselves stay as they are."""
    try:
        campaign, _, _ = read_campaign(config_file, None)
        for file in files:
            path, notes = add_photo(campaign, file, make_slug(file.stem) or "picture")
            click.echo("\n".join([f"docs/{path}", *(f"  {one}" for one in notes)]))
    except ProblemsFound as found:
        show_problems(found.problems)
        raise SystemExit(1) from None


@picture.command("shrink")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
def shrink_command(files: tuple[Path, ...]) -> None:
    """Make pictures small in their places, under the same names: pages that show them stay as they are."""
    for file in files:
        try:
            shrunken = shrink_picture(file.read_bytes(), str(file), kind=file.suffix)
            replace_file(file, shrunken.content)
        except ProblemsFound as found:
            show_problems(found.problems)
            raise SystemExit(1) from None
        click.echo("\n".join([str(file), *(f"  {one}" for one in shrunken.notes)]))


def add_photo(campaign: Campaign, file: Path, name: str) -> tuple[str, list[str]]:
    """Put a small copy of a photo among the assets: (its path as pages name it, what was done to it).

    A name that is taken gets a number, so nothing is overwritten; the same picture twice is one file.
    """
    shrunken = shrink_picture(file.read_bytes(), file.name)
    folder = campaign.settings.docs_dir / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        target = folder / f"{name}{f'-{number}' if number > 1 else ''}.webp"
        try:
            with target.open("xb") as out:
                out.write(shrunken.content)
            break
        except FileExistsError:
            if target.read_bytes() == shrunken.content:
                break
            number += 1
    return f"{PICTURES}/{target.name}", [f"picture: {one}" for one in shrunken.notes]
