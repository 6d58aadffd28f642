"""`campaign join`"""

from __future__ import annotations

from pathlib import Path

import click

from campaign.command.build import plan_run, write_site_editor
from campaign.command.output import config_option, saying, unattended_option
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.make import part_of
from campaign.engine.part import check_parts, join_parts, read_part
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_campaign


@click.command()
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@config_option
@click.option("--release", is_flag=True, help="The parts were built with --release.")
@unattended_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the site.  [default: site_dir of mkdocs.yml]",
)
@click.option(
    "--with-editor", is_flag=True, help="Also the web editor, in edit/; mkdocs.yml says for which repository."
)
def join(
    parts: tuple[Path, ...], config_file: Path, release: bool, unattended: bool, output: Path | None, with_editor: bool
) -> None:
    """Put languages together that were built beside each other: campaign build --language sl -o part-sl, and so on.

    The site is the same as from one build. Nothing is put together that was not built from the same files.
    """
    config_file = config_file.absolute()
    with saying("Nothing was changed; the last site is as it was."):
        read = [(folder, read_part(folder)) for folder in parts]
        first = read[0][1]
        run = plan_run(config_file, output, first.day, release=release, unattended=unattended, preview=first.is_preview)
        places = run.read_project(config_file).places
        inputs = read_inputs(places.config_file, places.inputs)
        campaign, _, _ = read_campaign(config_file, first.day, preview=first.is_preview)
        expected = part_of(run, inputs, places, campaign.today).inputs
        if problems := list(check_parts(read, expected, campaign.settings)):
            raise ProblemsFound(problems)
        site = run.output or places.site_dir
        more = write_site_editor if with_editor else None
        pages = join_parts(parts, site, campaign, run.processes, more)
    click.echo(f"Joined {len(parts)} parts: {pages} pages in {site}", err=True)
