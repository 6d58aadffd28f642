"""`campaign build`"""

from __future__ import annotations

import atexit
import datetime
import gc
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from campaign.command.output import config_option, saying, show_problems, today_option, unattended_option
from campaign.engine.kept.cache import Cache, open_cache
from campaign.engine.order import Report, Run
from campaign.engine.processes import processors
from campaign.engine.run import run_build

if TYPE_CHECKING:
    from campaign.model.campaign import Campaign
    from campaign.model.project import Project


@click.command()
@config_option
@today_option
@click.option("--release", is_flag=True, help="Be as strict as for publishing: what is past its date is an error.")
@unattended_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put the site.  [default: site_dir of mkdocs.yml]",
)
@click.option("--preview", is_flag=True, help="For those who write: marked as drafts, with what is scheduled.")
@click.option(
    "--with-editor", is_flag=True, help="Also the web editor, in edit/; mkdocs.yml says for which repository."
)
@click.option(
    "-l", "--language", "languages", multiple=True, metavar="CODE", help="Only this language, for campaign join."
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing for the next build.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=processors, show_default="one per processor", help="Processes."
)
@click.option("-v", "--verbose", is_flag=True, help="Say how long each step took.")
def build(
    config_file: Path,
    today: str | None,
    release: bool,
    unattended: bool,
    output: Path | None,
    preview: bool,
    with_editor: bool,
    languages: tuple[str, ...],
    no_cache: bool,
    jobs: int,
    verbose: bool,
) -> None:
    """Check everything, then build every language into site/.

    The site is built aside, verified, and put in its place only when all is well: until then, and whenever
    something goes wrong, the last good site stays as it was. What has not changed is taken from the last build.
    """
    started = time.monotonic()
    look_for_no_cycles()
    config_file = config_file.absolute()
    cache = Cache(None) if no_cache or _is_published_by_a_machine(release) else open_cache(config_file.parent)
    if languages and with_editor:
        raise click.UsageError("the editor belongs to no language: say campaign join --with-editor")
    if languages and not output:
        raise click.UsageError("a part of a site needs a folder of its own: say --output")
    run = plan_run(
        config_file, output, today, release=release, unattended=unattended, preview=preview, with_editor=with_editor,
        languages=languages, jobs=jobs,
    )  # fmt: skip
    try:
        with saying("Nothing was built; the last site is as it was."):
            report = run_build(run, cache)
    finally:
        _show("")
        cache.close()
        for note in cache.notes:
            click.echo(f"Cache: {note}.", err=True)
    show_problems(report.problems)
    _show_report(report, time.monotonic() - started, with_steps=verbose)


def _show_report(report: Report, seconds: float, *, with_steps: bool) -> None:
    made = "Built" if report.changed else "Nothing has changed:"
    click.echo(
        f"{made} {report.pages} pages in {report.languages} languages in {report.site} ({seconds:.1f} s"
        + (f", {report.changed} files made)" if report.changed else ")"),
        err=True,
    )
    if with_steps:
        for step, took in report.seconds.items():
            click.echo(f"{took:8.2f} s  {step}", err=True)
    for line in report.notes:
        click.echo(line, err=True)


def _is_published_by_a_machine(release: bool) -> bool:
    # It takes nothing over from what other branches may have left there.
    return release and bool(os.environ.get("CI"))


def look_for_no_cycles() -> None:
    """Until the command ends: it has many small objects and no cycles worth looking for, not even at the end."""
    gc.disable()
    click.get_current_context().call_on_close(_look_for_cycles_again)
    atexit.register(gc.freeze)


def _look_for_cycles_again() -> None:
    # What there is counts as looked through: otherwise all of it would be now.
    gc.freeze()
    gc.unfreeze()
    gc.enable()


def plan_run(
    config_file: Path,
    output: Path | None,
    today: str | None,
    *,
    release: bool = False,
    unattended: bool = False,
    preview: bool = False,
    with_editor: bool = False,
    languages: tuple[str, ...] = (),
    jobs: int | None = None,
) -> Run:
    """The build of a folder, as the options of the command line name it."""
    return Run(
        config_file=config_file,
        output=output.absolute() if output else None,
        day=lambda places: places.day(today),
        is_release=release,
        is_unattended=unattended,
        is_preview=preview,
        processes=jobs or processors(),
        read_project=_read_project,
        build_with_mkdocs=partial(_build_with_mkdocs, config_file, preview),
        languages=languages,
        write_more=write_site_editor if with_editor else None,
        show=_show if sys.stderr.isatty() else None,
    )


def _show(text: str) -> None:
    """One line that changes, for a person who looks on; a log keeps only what is said at the end."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", nl=False, err=True)


def _read_project(config_file: Path) -> Project:
    # Imported when needed: MkDocs takes as long to start as a build that changes one page.
    from campaign.plugin.project import read_project

    return read_project(config_file)


def _build_with_mkdocs(config_file: Path, preview: bool, stage: Path, day: datetime.date) -> None:
    from campaign.plugin.mkdocs_build import build_with_mkdocs

    build_with_mkdocs(stage, config_file, str(day), preview=preview)


def write_site_editor(stage: Path, campaign: Campaign) -> None:
    """Write the web editor into a site."""
    from campaign.command.edit import write_editor
    from campaign.command.hosting import write_site_files

    write_editor(stage / "edit", campaign)
    # Anew: what hosts are told of the editor differs from what they are told of pages.
    write_site_files(stage, campaign.settings)
