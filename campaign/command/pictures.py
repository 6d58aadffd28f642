"""`campaign picture`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.output import config_option
from campaign.files.photos import shrink_picture
from campaign.files.replace import replace_file
from campaign.files.svg import tidy_svg
from campaign.languages.slug import make_slug
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign

PICTURES = "assets/pictures"


@click.group()
def picture() -> None:
    """Make photos small enough for a poor line, and remove what they and drawings say about people."""


@picture.command("add")
@config_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
def add_command(config_file: Path, files: tuple[Path, ...]) -> None:
    """Put small copies of photos into docs/assets/pictures/; the photos themselves stay as they are."""
    campaign, _, _ = read_campaign(config_file, None)
    for file in files:
        path, notes = add_photo(campaign, file, make_slug(file.stem) or "picture")
        click.echo("\n".join([campaign.settings.docs_name(path), *(f"  {one}" for one in notes)]))


@picture.command("shrink")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
def shrink_command(files: tuple[Path, ...]) -> None:
    """Make pictures small in their places, under the same names: pages that show them stay as they are.

    A drawing (SVG) loses the notes that programs keep in it.
    """
    for file in files:
        content, notes = _mend(file)
        replace_file(file, content)
        click.echo("\n".join([str(file), *(f"  {one}" for one in notes)]))


def _mend(file: Path) -> tuple[bytes, tuple[str, ...]]:
    """What a picture should be, and what was done to it; raises ProblemsFound for what cannot be mended."""
    content = file.read_bytes()
    if file.suffix.lower() == ".svg":
        tidied = tidy_svg(content, str(file))
        return tidied, (f"without a drawing program's notes: {len(content):,} → {len(tidied):,} bytes",)
    shrunken = shrink_picture(content, str(file), kind=file.suffix)
    return shrunken.content, shrunken.notes


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
